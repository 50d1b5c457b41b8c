"""One JSON object a finding, each in a line: the contract of `json`, for tools that read a stream."""

import json
from collections.abc import Iterator

from retrolint.contents import Contents
from retrolint.report import Report
from retrolint.reporters.json import SCHEMA_VERSION, record
from retrolint.reporters.records import LineRecord
from retrolint.reporters.terminal import Screen


def lines(report: Report, _contents: Contents, _screen: Screen) -> Iterator[str]:
    """A line for each finding; those that are suppressed are among them, and say so."""
    for diagnostic in report.diagnostics:
        found: LineRecord = {"schema_version": SCHEMA_VERSION, **record(diagnostic)}
        yield json.dumps(found)
