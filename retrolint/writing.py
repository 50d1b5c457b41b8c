"""Files written as a whole: whoever reads one, or pulls the plug, has the old text or the new one."""

import errno
import os
import stat
from contextlib import suppress


class ChangedError(Exception):
    """The file holds something else than it did."""


def write_whole(path: str, data: bytes, *, before: bytes | None = None) -> None:
    """Write `data` in place of what is at `path`; a link stays a link, and a file keeps its mode.

    Where `before` is given, the file must still hold that. A hard link becomes a file of its own: its
    other names keep the old text.

    Raises:
        OSError: it cannot be written, or may not, or is gone; then all is as it was.
        ChangedError: it does not hold `before` any more; then all is as it was, too.
    """
    target = os.path.realpath(path)
    # In the same folder, since a file moves in one step only within its file system; under a short name,
    # since that of the file may be as long as names can be.
    temporary = os.path.join(os.path.dirname(target), f".retrolint-{os.urandom(8).hex()}.tmp")
    is_there = os.path.exists(target)
    try:
        # Nobody else may read it before it has the mode of the old one.
        _write(temporary, data, 0o600 if is_there else 0o666)
        if is_there:
            _take_after(target, temporary)
        if is_there or before is not None:
            _expect(target, before)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _write(path: str, data: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, mode), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _take_after(target: str, temporary: str) -> None:
    """Give the new file the mode of the old one, and its owner where that is allowed."""
    status = os.stat(target)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", target)
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(temporary, status.st_uid, status.st_gid)
    os.chmod(temporary, status.st_mode & 0o7777)


def _expect(path: str, data: bytes | None) -> None:
    """Look whether the file still holds `data`, if that is given, and whether it may be written.

    To put another in its place, it is enough that its folder may be written: a file that its author has
    made read-only would be lost.
    """
    with open(path, "r+b") as stream:
        if data is not None and stream.read(len(data) + 1) != data:
            raise ChangedError(path)
