"""A finding as a person reads it best: the line itself, a caret under the place, what to write."""

from collections.abc import Iterator

from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic
from retrolint.report import Report
from retrolint.reporters.cells import window
from retrolint.reporters.concise import kind
from retrolint.reporters.sources import Sources
from retrolint.reporters.terminal import Screen
from retrolint.text import SourceText, printable


def lines(report: Report, contents: Contents, screen: Screen) -> Iterator[str]:
    """Some lines for each finding, and an empty one."""
    sources = Sources(contents)
    for diagnostic in report.counted:
        yield from _finding(diagnostic, sources[diagnostic.path], screen)


def _finding(diagnostic: Diagnostic, source: SourceText, screen: Screen) -> Iterator[str]:
    start = diagnostic.place.range.start
    gutter = " " * len(str(start.line))
    yield f"{kind(diagnostic, screen)} {screen.strong(printable(diagnostic.message))}"
    where = screen.link(diagnostic.path, f"{printable(diagnostic.path)}:{start.line}:{start.column}")
    yield f"{gutter}{screen.faint('-->')} {where}"
    if source.text:
        yield from _snippet(diagnostic, source, gutter, screen)
    for word, text in _notes(diagnostic):
        yield f"{gutter} {screen.faint('=')} {screen.strong(f'{word}:')} {printable(text)}"
    yield ""


def _snippet(diagnostic: Diagnostic, source: SourceText, gutter: str, screen: Screen) -> Iterator[str]:
    """The first line of the place, with a caret under each cell that it covers."""
    start, end = diagnostic.place.range.start, diagnostic.place.range.end
    line = source.line(start.line)
    last = end.column - 1 if end.line == start.line else len(line)
    shown, lead, marked = window(line, start.column - 1, last, screen.width - len(gutter) - 3)
    bar = screen.faint("|")
    yield f"{gutter} {bar}"
    yield f"{screen.faint(str(start.line))} {bar} {shown}".rstrip()
    yield f"{gutter} {bar} {' ' * lead}{screen.severity(diagnostic.severity, '^' * marked)}"


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
