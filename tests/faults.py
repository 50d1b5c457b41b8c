"""Faults while a file is written: at any line of it, something happens.

As a program, `faults.py FILE NUMBER` writes NEW in place of OLD, and is killed at that line.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from types import FrameType
from typing import Any

from retrolint import writing

OLD, NEW = b"old\n" * 5000, b"new\n" * 6000


@contextmanager
def at_line(number: int, do: Callable[[], None]) -> Iterator[None]:
    """Do something before the line of `retrolint.writing` that is the `number`th of those that run."""
    countdown = count(number, -1)

    def in_writing(_frame: FrameType, event: str, _arg: object) -> Any:
        if event == "line" and next(countdown) == 1:
            do()
        return in_writing

    def trace(frame: FrameType, _event: str, _arg: object) -> Any:
        return in_writing if frame.f_code.co_filename == writing.__file__ else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    with at_line(int(sys.argv[2]), _die):
        writing.write_whole(sys.argv[1], NEW, before=OLD)
