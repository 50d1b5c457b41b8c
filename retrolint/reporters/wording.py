"""What several formats say alike."""

from collections.abc import Mapping

from retrolint.diagnostics import Diagnostic, Severity
from retrolint.report import Report
from retrolint.text import Range, printable

HOMEPAGE = "https://github.com/retrolint/retrolint"

_PLURALS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "info"}


def sentence(diagnostic: Diagnostic, between: str = "; ") -> str:
    """What is wrong and what to write instead, without control characters but those of `between`."""
    message = printable(diagnostic.message)
    return f"{message}{between}{printable(diagnostic.help)}" if diagnostic.help else message


def amounts(counts: Mapping[Severity, int], which: str = "") -> str:
    """The counts that are not zero, the worst first: `2 errors, 1 warning`, or `2 more errors`."""
    return ", ".join(
        f"{counts[severity]} {which}{plural if counts[severity] > 1 else severity.value}"
        for severity, plural in _PLURALS.items()
        if counts.get(severity)
    )


def last_line(range_: Range) -> int:
    """The last line that `range_` has something of; its end may be the start of the one after."""
    is_before = range_.end.column == 1 and range_.end.line > range_.start.line
    return range_.end.line - is_before


def by_file(report: Report) -> dict[str, list[Diagnostic]]:
    """The findings that count of each document that was checked or has some, sorted by path."""
    files: dict[str, list[Diagnostic]] = {path: [] for path in report.paths}
    for diagnostic in report.counted:
        files.setdefault(diagnostic.path, []).append(diagnostic)
    return dict(sorted(files.items()))
