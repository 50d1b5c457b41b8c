"""Findings below the name of their file, for a run over many files."""

from collections.abc import Iterator

from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic
from retrolint.report import Report
from retrolint.reporters.concise import kind
from retrolint.reporters.terminal import Screen
from retrolint.reporters.wording import by_file
from retrolint.text import printable


def lines(report: Report, _contents: Contents, screen: Screen) -> Iterator[str]:
    """The path of each file with findings, a line for each of them, and an empty line between files."""
    is_first = True
    for path, found in by_file(report).items():
        if not found:
            continue
        if not is_first:
            yield ""
        is_first = False
        yield screen.link(path, screen.strong(printable(path)))
        yield from _aligned(found, screen)


def _aligned(found: list[Diagnostic], screen: Screen) -> Iterator[str]:
    """The findings of one file, their messages below each other."""
    plain = Screen()
    places = max(len(_where(diagnostic)) for diagnostic in found)
    kinds = max(len(kind(diagnostic, plain)) for diagnostic in found)
    for diagnostic in found:
        gap = " " * (kinds - len(kind(diagnostic, plain)))
        where = screen.faint(_where(diagnostic).rjust(places))
        yield f"  {where}  {kind(diagnostic, screen)}{gap}  {printable(diagnostic.message)}"


def _where(diagnostic: Diagnostic) -> str:
    start = diagnostic.place.range.start
    return f"{start.line}:{start.column}"
