"""A finding as a person reads it best: the line itself, a caret under the place, what to write."""

import shutil
from collections.abc import Iterator

from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic
from retrolint.project import Report
from retrolint.reporters.terminal import window
from retrolint.text import Range, SourceText, printable


def lines(report: Report, contents: Contents) -> Iterator[str]:
    """Some lines for each finding, and an empty one."""
    room = max(shutil.get_terminal_size((100, 24)).columns, 40)
    path, source = "", SourceText("")
    for diagnostic in report.diagnostics:
        if diagnostic.path != path:
            path, source = diagnostic.path, _source(diagnostic.path, contents)
        yield from _finding(diagnostic, source, room)


def _finding(diagnostic: Diagnostic, source: SourceText, room: int) -> Iterator[str]:
    start = diagnostic.place.range.start
    gutter = len(str(start.line))
    yield printable(f"{diagnostic.severity}[{diagnostic.rule}] {diagnostic.message}")
    yield printable(f"{' ' * gutter}--> {diagnostic.path}:{start.line}:{start.column}")
    if source.text:
        yield from _snippet(diagnostic.place.range, source, gutter, room)
    for word, text in _notes(diagnostic):
        yield printable(f"{' ' * gutter} = {word}: {text}")
    yield ""


def _snippet(range_: Range, source: SourceText, gutter: int, room: int) -> Iterator[str]:
    """The first line of the place, with a caret under each cell that it covers."""
    start = range_.start
    line = source.line(start.line)
    last = range_.end.column - 1 if range_.end.line == start.line else len(line)
    shown, lead, marked = window(line, start.column - 1, last, room - gutter - 3)
    yield f"{' ' * gutter} |"
    yield f"{start.line} | {shown}".rstrip()
    yield f"{' ' * gutter} | {' ' * lead}{'^' * marked}"


def _notes(diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
    if diagnostic.place.section:
        yield "in", " › ".join(diagnostic.place.section)
    for related in diagnostic.related:
        start = related.range.start
        yield "see", f"{diagnostic.path}:{start.line}:{start.column}: {related.message}"
    if diagnostic.help:
        yield "help", diagnostic.help
    if diagnostic.schema:
        schema = diagnostic.schema
        where = f"{schema.file}:{schema.line}:{schema.column}" if schema.file else schema.name
        yield "schema", f"{where}, {schema.path}" if schema.path else where


def _source(path: str, contents: Contents) -> SourceText:
    """The text of `path` once more: a report keeps none of the texts it is about."""
    data = contents.read(path)
    return SourceText(data.decode("utf-8", "replace") if isinstance(data, bytes) else "")
