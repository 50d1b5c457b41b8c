"""One line a finding, for logs and editors: `path:line:column: severity[rule] message`."""

from collections.abc import Iterator

from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic
from retrolint.project import Report
from retrolint.text import printable


def lines(report: Report, _contents: Contents) -> Iterator[str]:
    """A line for each finding."""
    return map(line, report.diagnostics)


def line(diagnostic: Diagnostic) -> str:
    """The finding in one line."""
    start = diagnostic.place.range.start
    head = f"{diagnostic.path}:{start.line}:{start.column}"
    return printable(f"{head}: {diagnostic.severity}[{diagnostic.rule}] {diagnostic.message}")
