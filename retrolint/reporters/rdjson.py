"""The Reviewdog Diagnostic Format, whose columns are bytes of UTF-8."""

from collections.abc import Iterator

from retrolint.contents import Contents
from retrolint.diagnostics import Applicability, Diagnostic, Edit, Fix
from retrolint.report import Report
from retrolint.reporters.byte_columns import ByteColumns
from retrolint.reporters.encoding import items, opening, well_formed
from retrolint.reporters.sources import Sources
from retrolint.reporters.terminal import Screen
from retrolint.reporters.wording import HOMEPAGE, sentence
from retrolint.text import Range, SourceText, printable

Record = dict[str, object]


def lines(report: Report, contents: Contents, _screen: Screen) -> Iterator[str]:
    """The object, a line for each finding."""
    yield opening({"source": {"name": "retrolint", "url": HOMEPAGE}}, "diagnostics")
    yield from items(_records(report, contents))
    yield "]}"


def _records(report: Report, contents: Contents) -> Iterator[Record]:
    sources = Sources(contents)
    columns = ByteColumns(SourceText(""))
    for diagnostic in report.counted:
        source = sources[diagnostic.path]
        if source is not columns.source:
            columns = ByteColumns(source)
        yield _record(diagnostic, columns)


def _record(diagnostic: Diagnostic, columns: ByteColumns) -> Record:
    path = well_formed(diagnostic.path)
    record: Record = {
        "message": sentence(diagnostic, "\n"),
        "location": {"path": path, "range": _range(diagnostic.place.range, columns)},
        "severity": diagnostic.severity.value.upper(),
        "code": {"value": printable(diagnostic.rule)},
    }
    suggestions = [
        _suggestion(fix, columns)
        for fix in diagnostic.fixes
        if fix.applicability is Applicability.SAFE and fix.edits and _are_known(fix.edits, columns)
    ]
    if suggestions:
        record["suggestions"] = suggestions
    if diagnostic.related:
        record["related_locations"] = [
            {
                "message": printable(related.message),
                "location": {"path": path, "range": _range(related.range, columns)},
            }
            for related in diagnostic.related
        ]
    return record


def _range(range_: Range, columns: ByteColumns) -> Record:
    """The range in bytes; where they are not known, the line as a whole, which has no columns."""
    start, end = columns.of(range_)
    if start is None or end is None:
        return {"start": {"line": range_.start.line}}
    return {
        "start": {"line": range_.start.line, "column": start},
        "end": {"line": range_.end.line, "column": end},
    }


def _are_known(edits: tuple[Edit, ...], columns: ByteColumns) -> bool:
    return None not in columns.of(_around(edits))


def _around(edits: tuple[Edit, ...]) -> Range:
    return Range(edits[0].range.start, edits[-1].range.end)


def _suggestion(fix: Fix, columns: ByteColumns) -> Record:
    """All edits in one, with what stands between them: a suggestion is taken by itself."""
    around = _around(fix.edits)
    text, at = "", around.start.offset
    for edit in fix.edits:
        text += columns.source.text[at : edit.range.start.offset] + edit.text
        at = edit.range.end.offset
    return {"range": _range(around, columns), "text": well_formed(text)}
