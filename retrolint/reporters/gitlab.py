"""A Code Quality report of GitLab: an array of findings."""

from collections import Counter
from collections.abc import Iterator

from retrolint.contents import Contents
from retrolint.diagnostics import Severity
from retrolint.report import Report
from retrolint.reporters.encoding import items, well_formed
from retrolint.reporters.paths import repository_paths
from retrolint.reporters.terminal import Screen
from retrolint.reporters.wording import last_line, sentence
from retrolint.text import printable

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def lines(report: Report, _contents: Contents, _screen: Screen) -> Iterator[str]:
    """The array, a line for each finding."""
    yield "["
    yield from items(_records(report))
    yield "]"


def _records(report: Report) -> Iterator[dict[str, object]]:
    path_of = repository_paths(well_formed)
    path, seen = "", Counter[str]()
    for diagnostic in report.counted:
        if diagnostic.path != path:
            path, seen = diagnostic.path, Counter()
        # GitLab takes two with one fingerprint for one finding.
        mark = diagnostic.fingerprint
        seen[mark] += 1
        range_ = diagnostic.place.range
        yield {
            "description": sentence(diagnostic),
            "check_name": printable(diagnostic.rule),
            "fingerprint": mark if seen[mark] == 1 else f"{mark}-{seen[mark]}",
            "severity": _SEVERITIES[diagnostic.severity],
            "location": {
                "path": path_of(diagnostic),
                "lines": {"begin": range_.start.line, "end": last_line(range_)},
            },
        }
