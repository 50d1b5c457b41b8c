"""One line a finding, for logs and editors: `path:line:column: severity[rule] message`."""

from collections.abc import Iterator

from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic
from retrolint.report import Report
from retrolint.reporters.terminal import Screen
from retrolint.text import printable


def lines(report: Report, _contents: Contents, screen: Screen) -> Iterator[str]:
    """A line for each finding."""
    return (line(diagnostic, screen) for diagnostic in report.counted)


def line(diagnostic: Diagnostic, screen: Screen) -> str:
    """The finding in one line."""
    start = diagnostic.place.range.start
    where = screen.link(diagnostic.path, f"{printable(diagnostic.path)}:{start.line}:{start.column}")
    return f"{where}: {kind(diagnostic, screen)} {printable(diagnostic.message)}"


def kind(diagnostic: Diagnostic, screen: Screen) -> str:
    """Its severity and rule, as `error[placeholder]`."""
    return screen.severity(diagnostic.severity, printable(f"{diagnostic.severity}[{diagnostic.rule}]"))
