"""What takes long to make is made once, also where several processes share the tests."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

from pytest import TempPathFactory  # noqa: PT013 - its name says enough


def once(factory: TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` of this run of the tests, as `make` filled it; whoever comes first makes it."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / name
    with open(shared / f"{name}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = shared / f"{name}.unfinished"
            folder.mkdir()
            unfinished.touch()
            make(folder)
            unfinished.unlink()
    assert not (shared / f"{name}.unfinished").exists(), f"{name} could not be made"
    return folder
