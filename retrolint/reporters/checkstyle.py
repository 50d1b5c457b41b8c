"""The XML of Checkstyle, which many tools read that show findings of others."""

from collections.abc import Iterator

from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic
from retrolint.report import Report
from retrolint.reporters.terminal import Screen
from retrolint.reporters.wording import by_file, sentence
from retrolint.reporters.xml import DECLARATION, empty, end, start


def lines(report: Report, _contents: Contents, _screen: Screen) -> Iterator[str]:
    """An element for each file with findings, one for each of them."""
    yield DECLARATION
    yield start("checkstyle", version="4.3")
    for path, found in by_file(report).items():
        if found:
            yield start("file", name=path)
            yield from map(_error, found)
            yield end("file")
    yield end("checkstyle")


def _error(diagnostic: Diagnostic) -> str:
    place = diagnostic.place.range.start
    return empty(
        "error",
        line=place.line,
        column=place.column,
        severity=diagnostic.severity,
        message=sentence(diagnostic),
        source=f"retrolint.{diagnostic.rule}",
    )
