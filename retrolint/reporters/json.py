"""One JSON object, a contract: fields may be added, none is renamed or removed."""

import json
from collections.abc import Iterator
from typing import Any

import retrolint
from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic
from retrolint.report import Report
from retrolint.reporters.terminal import Screen
from retrolint.text import Position, Range

SCHEMA_VERSION = 1


def lines(report: Report, _contents: Contents, _screen: Screen) -> Iterator[str]:
    """The object, a line for each finding; characters beyond ASCII are escaped.

    So it is the same whatever the encoding of the terminal or the pipe. Findings that are suppressed are
    among the others, and say so.
    """
    head = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "retrolint", "version": retrolint.__version__},
        "files": len(report.paths),
    }
    yield json.dumps(head)[:-1] + ', "diagnostics": ['
    last = len(report.diagnostics) - 1
    for index, diagnostic in enumerate(report.diagnostics):
        yield json.dumps(record(diagnostic)) + ("," if index < last else "")
    yield "]}"


def record(diagnostic: Diagnostic) -> dict[str, Any]:
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


def _range(range_: Range) -> dict[str, Any]:
    return {"start": _position(range_.start), "end": _position(range_.end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column, "offset": position.offset}
