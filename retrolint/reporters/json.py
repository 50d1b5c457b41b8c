"""One JSON object, a contract: fields may be added, none is renamed or removed."""

from collections.abc import Iterator

import retrolint
from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic
from retrolint.report import Report
from retrolint.reporters.encoding import items, opening
from retrolint.reporters.records import FindingRecord, HeadRecord, PositionRecord, RangeRecord
from retrolint.reporters.terminal import Screen
from retrolint.text import Position, Range

SCHEMA_VERSION = 1


def lines(report: Report, _contents: Contents, _screen: Screen) -> Iterator[str]:
    """The object, a line for each finding; characters beyond ASCII are escaped.

    So it is the same whatever the encoding of the terminal or the pipe. Findings that are suppressed are
    among the others, and say so.
    """
    head: HeadRecord = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "retrolint", "version": retrolint.__version__},
        "files": len(report.paths),
    }
    yield opening({**head}, "diagnostics")
    yield from items(map(record, report.diagnostics))
    yield "]}"


def record(diagnostic: Diagnostic) -> FindingRecord:
    """The finding as an object of the contract."""
    schema, suppressed = diagnostic.schema, diagnostic.suppressed
    return {
        "rule": diagnostic.rule,
        "family": diagnostic.family,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "path": diagnostic.path,
        "range": _range(diagnostic.place.range),
        "section": list(diagnostic.place.section),
        "schema": {"name": schema.name, "path": schema.path} if schema else None,
        "related": [
            {"message": related.message, "range": _range(related.range)} for related in diagnostic.related
        ],
        "fixes": [
            {
                "title": fix.title,
                "applicability": fix.applicability,
                "edits": [{"range": _range(edit.range), "text": edit.text} for edit in fix.edits],
            }
            for fix in diagnostic.fixes
        ],
        "url": None,
        "fingerprint": diagnostic.fingerprint,
        "suppressed": {"kind": suppressed.kind, "reason": suppressed.reason} if suppressed else None,
    }


def _range(range_: Range) -> RangeRecord:
    return {"start": _position(range_.start), "end": _position(range_.end)}


def _position(position: Position) -> PositionRecord:
    return {"line": position.line, "column": position.column, "offset": position.offset}
