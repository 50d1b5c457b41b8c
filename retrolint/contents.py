"""The one door through which contents come in: files, and standard input under a file's name."""

import os
import stat
from dataclasses import dataclass, field

MAX_SIZE = 10 * 1024 * 1024
"""Bytes; a larger document is reported, not read."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file was not read: the rule that reports it, and the reason for its message."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    """Reads documents by path; `given` holds those that do not come from disk."""

    given: dict[str, bytes] = field(default_factory=dict)

    def read(self, path: str) -> bytes | Refusal:
        """The bytes of `path`, or why there are none."""
        if path in self.given:
            data = self.given[path]
            return data if len(data) <= MAX_SIZE else _oversized(len(data))
        try:
            # Opened before it is looked at, so that nobody can change it in between; a pipe would
            # keep us waiting without O_NONBLOCK.
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        except (OSError, ValueError) as error:
            is_gone = isinstance(error, FileNotFoundError) and os.path.islink(path)
            reason = "it is a link to a file that is not there" if is_gone else _reason(error)
            return Refusal("unreadable-file", reason)
        try:
            return _read(descriptor)
        except OSError as error:
            return Refusal("unreadable-file", _reason(error))
        finally:
            os.close(descriptor)


def _read(descriptor: int) -> bytes | Refusal:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        return Refusal("unreadable-file", "not a regular file")
    if status.st_size > MAX_SIZE:
        return _oversized(status.st_size)
    parts: list[bytes] = []
    # One byte more than there should be tells the end at once, and a file that has grown meanwhile.
    while part := os.read(descriptor, status.st_size + 1):
        parts.append(part)
        if sum(map(len, parts)) > MAX_SIZE:
            return _oversized(sum(map(len, parts)))
        if len(part) <= status.st_size:
            break
    return b"".join(parts)


def _oversized(size: int) -> Refusal:
    return Refusal("oversized-file", f"{size / 1024 / 1024:.1f} MiB")


def _reason(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
