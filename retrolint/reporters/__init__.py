"""Output formats: one a file, each a function from a report to lines."""

from collections.abc import Callable, Iterator
from importlib import import_module

from retrolint.contents import Contents
from retrolint.report import Report
from retrolint.reporters.terminal import Screen

Reporter = Callable[[Report, Contents, Screen], Iterator[str]]

REPORTERS = ("full", "concise", "json")


def find_reporter(name: str) -> Reporter:
    """The function `lines` of the format's module; only what is asked for is imported."""
    reporter: Reporter = import_module(f"retrolint.reporters.{name}").lines
    return reporter
