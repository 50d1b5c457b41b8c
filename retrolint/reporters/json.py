"""One JSON object, a contract: fields may be added, none is renamed or removed."""

import json
from collections.abc import Iterator
from typing import Any

import retrolint
from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic, fingerprints
from retrolint.project import Report
from retrolint.text import Position, Range

SCHEMA_VERSION = 1


def lines(report: Report, _contents: Contents) -> Iterator[str]:
    """The object, a line for each finding; characters beyond ASCII are escaped.

    So it is the same whatever the encoding of the terminal or the pipe.
    """
    head = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "retrolint", "version": retrolint.__version__},
        "files": report.files,
    }
    yield json.dumps(head)[:-1] + ', "diagnostics": ['
    last = len(report.diagnostics) - 1
    for index, (diagnostic, fingerprint) in enumerate(fingerprints(report.diagnostics)):
        yield json.dumps(_diagnostic(diagnostic, fingerprint)) + ("," if index < last else "")
    yield "]}"


def _diagnostic(diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
    schema = diagnostic.schema
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
        "fixes": [],
        "url": None,
        "fingerprint": fingerprint,
        "suppressed": None,
    }


def _range(range_: Range) -> dict[str, Any]:
    return {"start": _position(range_.start), "end": _position(range_.end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column, "offset": position.offset}
