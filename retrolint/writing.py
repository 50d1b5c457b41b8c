"""Files written as a whole: whoever reads one, or pulls the plug, has the old text or the new one."""

import os
import time

_LONGEST = 100


def write_whole(path: str, data: bytes) -> None:
    """Write `data` in place of what is at `path`; a link stays a link, and a file keeps its mode.

    Raises:
        OSError: it cannot be written; then all is as it was.
    """
    target = os.path.realpath(path)
    folder, name = os.path.split(target)
    # In the same folder, since a file moves in one step only within its file system.
    temporary = os.path.join(folder, f".{name[:_LONGEST]}.{os.getpid()}-{time.monotonic_ns():x}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        with open(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if os.path.exists(target):
            os.chmod(temporary, os.stat(target).st_mode & 0o7777)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
