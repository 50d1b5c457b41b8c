"""Files written as a whole: whoever reads one, or pulls the plug, has the old text or the new one."""

import os
import time
from contextlib import suppress

_LONGEST = 100


class ChangedError(Exception):
    """The file holds something else than it did."""


def write_whole(path: str, data: bytes, *, before: bytes | None = None) -> None:
    """Write `data` in place of what is at `path`; a link stays a link, and a file keeps its mode.

    Where `before` is given, the file must still hold that.

    Raises:
        OSError: it cannot be written; then all is as it was.
        ChangedError: it does not hold `before` any more; then all is as it was, too.
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
            _take_after(target, temporary)
        if before is not None:
            _expect(target, before)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def _take_after(target: str, temporary: str) -> None:
    """Give the new file the mode of the old one, and its owner where that is allowed."""
    status = os.stat(target)
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(temporary, status.st_uid, status.st_gid)
    os.chmod(temporary, status.st_mode & 0o7777)


def _expect(path: str, data: bytes) -> None:
    try:
        with open(path, "rb") as stream:
            found = stream.read(len(data) + 1)
    except FileNotFoundError as error:
        raise ChangedError(path) from error
    if found != data:
        raise ChangedError(path)
