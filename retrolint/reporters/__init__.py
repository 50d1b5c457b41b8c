"""Output formats: one a file, each a function from a report to lines."""

from collections.abc import Callable, Iterator
from importlib import import_module

from retrolint.contents import Contents
from retrolint.report import Report
from retrolint.reporters.terminal import Screen

Reporter = Callable[[Report, Contents, Screen], Iterator[str]]

REPORTERS = (
    "full",
    "concise",
    "grouped",
    "json",
    "json-lines",
    "github",
    "gitlab",
    "sarif",
    "junit",
    "rdjson",
    "azure",
    "checkstyle",
    "markdown",
)

HUMAN = frozenset({"full", "concise", "grouped"})
"""What people read; all others are for machines, and are one whole document also without findings."""


def find_reporter(name: str) -> Reporter:
    """The function `lines` of the format's module; only what is asked for is imported."""
    module = name.replace("-", "_")
    reporter: Reporter = import_module(f"retrolint.reporters.{module}").lines
    return reporter
