"""A progress bar on a terminal, for a run that takes longer than a second."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE = 1.0
_PAUSE = 0.1
_WIDTH = 24
_CLEAR = "\r\x1b[2K"


@contextmanager
def shown_progress(documents: tuple[str, ...]) -> Iterator[Iterator[str]]:
    """The documents, one by one; on a terminal standard error shows how many of them were taken."""
    if not sys.stderr.isatty():
        yield iter(documents)
        return
    bar = _Bar(len(documents))
    try:
        yield bar.track(documents)
    finally:
        bar.clear()


class _Bar:
    def __init__(self, total: int) -> None:
        self._total = total
        self._next = time.monotonic() + _PATIENCE
        self._is_shown = False

    def track(self, documents: tuple[str, ...]) -> Iterator[str]:
        for done, document in enumerate(documents):
            now = time.monotonic()
            if now >= self._next:
                self._show(done)
                self._next = now + _PAUSE
            yield document

    def clear(self) -> None:
        if self._is_shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()

    def _show(self, done: int) -> None:
        full = _WIDTH * done // self._total
        bar = "#" * full + "-" * (_WIDTH - full)
        sys.stderr.write(f"{_CLEAR}checking [{bar}] {done}/{self._total}")
        sys.stderr.flush()
        self._is_shown = True
