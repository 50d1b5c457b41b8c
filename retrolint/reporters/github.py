"""Workflow commands of GitHub Actions, which it shows as annotations beside the lines.

It shows ten of a level in a step, and drops the others without a word. So no more are made than that;
what is left out stands in the log, and the last annotation says so.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic, Severity
from retrolint.report import Report
from retrolint.reporters.log import plain
from retrolint.reporters.paths import repository_paths
from retrolint.reporters.terminal import Screen
from retrolint.reporters.wording import amounts, last_line, sentence
from retrolint.text import printable

LIMIT = 10
"""How many annotations of a level GitHub shows."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_ESCAPES = str.maketrans(_DATA)
_PROPERTY_ESCAPES = str.maketrans(_DATA | {":": "%3A", ",": "%2C"})


def lines(report: Report, _contents: Contents, _screen: Screen) -> Iterator[str]:
    """Annotations, the worst first; where they are too many, the other findings and a summary."""
    counts = Counter(diagnostic.severity for diagnostic in report.counted)
    crowded = next((severity for severity in Severity if counts[severity] > LIMIT), None)
    shown = {severity: LIMIT - (severity is crowded) for severity in Severity}
    path_of = repository_paths(_property)
    for severity, limit in shown.items():
        for diagnostic in islice(_of(report, severity), limit):
            yield _annotation(diagnostic, path_of(diagnostic))
    if crowded is None:
        return
    for severity, limit in shown.items():
        yield from map(plain, islice(_of(report, severity), limit, None))
    yield _summary(crowded, {severity: max(counts[severity] - shown[severity], 0) for severity in shown})


def _of(report: Report, severity: Severity) -> Iterator[Diagnostic]:
    return (diagnostic for diagnostic in report.counted if diagnostic.severity is severity)


def _annotation(diagnostic: Diagnostic, path: str) -> str:
    range_ = diagnostic.place.range
    where = f"file={path},line={range_.start.line},col={range_.start.column},endLine={last_line(range_)}"
    if range_.end.line == range_.start.line:
        where += f",endColumn={range_.end.column}"
    head = f"{_COMMANDS[diagnostic.severity]} {where},title={_property(diagnostic.rule)}"
    text = sentence(diagnostic, "\n").translate(_ESCAPES)
    return f"::{head}::{text}"


def _summary(severity: Severity, left: Mapping[Severity, int]) -> str:
    more = f"{amounts(left, 'more ')}: see the log and the summary of the job"
    return f"::{_COMMANDS[severity]} title=retrolint::{more}"


def _property(text: str) -> str:
    return printable(text.translate(_PROPERTY_ESCAPES))
