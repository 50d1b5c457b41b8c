"""A header in TOML: values as tomllib reads them, keys and values with their places."""

import re
import tomllib

from retrolint.document.header import Entry, FrontMatter
from retrolint.document.header_errors import HeaderError, after_line, check_size, problem_of
from retrolint.document.model import Problem
from retrolint.document.toml_errors import explain
from retrolint.document.toml_scanner import Duplicate, LostError, normalized, scan
from retrolint.text import SourceText, Span

_OPENING = re.compile(r"\+\+\+[ \t]*(?=[\r\n])")
_CLOSING = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_KEY = r"[\w.\"'-]+(?:[ \t]+[\w.\"'-]+){0,3}[ \t]*="
_LIKELY = re.compile(rf"^[ \t]*(?:{_KEY}|\[[^\]\n]+\])", re.MULTILINE)
_YAML = re.compile(r"\A(?!.*\n[ \t]*\n).*^[\w-]+:(?:[ \t]|$)", re.MULTILINE | re.DOTALL)
"""A key of YAML written by mistake, unless a blank line tells that all of it is prose."""

_CURE = 'write lines such as title = "Week 5"'
_HEADER_LINE = re.compile(r"\s*#(?!#)|\s+\S|[\w.\"'-][^=\n]*=|[\[\]}]|\"\"\"|'''")


def read_toml(source: SourceText) -> tuple[FrontMatter | None, int, list[Problem]]:
    """The header between two lines `+++`, the offset where the body starts, and the problems found.

    Without a key, and with text in it that is no TOML, it is no header: MyST writes `+++` between cells.
    """
    text = source.text
    opened = _OPENING.match(text)
    if not opened:
        return None, 0, []
    opening = Span(0, 3)
    start = after_line(text, opened.end())
    closing = _CLOSING.search(text.replace("\r", "\n"), start)
    if not closing:
        return _unclosed(source, opening)
    span = Span(start, closing.start())
    body = after_line(text, closing.end())
    found, problems = fenced(source, span, opening, "toml")
    header = normalized(source.slice(span))
    if not found and not _LIKELY.search(header) and not _YAML.match(header):
        return None, 0, []
    return found, body, problems


def fenced(
    source: SourceText, span: Span, opening: Span, dialect: str
) -> tuple[FrontMatter | None, list[Problem]]:
    """The header whose TOML is in `span`, if it can be read, and the problems found."""
    try:
        check_size(source.slice(span))
        entries, duplicates = read_entries(source.text, span)
    except HeaderError as error:
        return None, [problem_of(error, source, span, opening)]
    problems = [Problem("duplicate-key", found.again, found.key, found.first) for found in duplicates]
    return FrontMatter(opening, entries, dialect, span), problems


def read_entries(text: str, span: Span) -> tuple[tuple[Entry, ...], list[Duplicate]]:
    """The entries of the TOML in `span` of `text`, and the keys that stand twice.

    Raises:
        HeaderError: it cannot be read.
    """
    header = text[span.start : span.end]
    try:
        entries, duplicates = scan(text, span)
    except LostError as lost:
        raise _fault(header, header) or HeaderError("it is no TOML", 0, _CURE) from lost
    error = _fault(header, header)
    if not error:
        return entries, []
    if duplicates:
        error = _fault(_renamed(header, span.start, duplicates), header)
    if error:
        raise error
    return entries, duplicates


def _fault(toml: str, header: str) -> HeaderError | None:
    """What tomllib has against `toml`, which is the `header`, or that with some keys renamed."""
    try:
        tomllib.loads(normalized(toml))
    except ValueError as error:
        return explain(error, header)
    except RecursionError:
        return HeaderError("values nested too deep", 0, "write them less deep")
    return None


def _renamed(header: str, start: int, duplicates: list[Duplicate]) -> str:
    """`header` with another name for each key that stood before, to judge the rest."""
    for number, found in enumerate(sorted(duplicates, key=lambda each: -each.again.start)):
        first, last = found.again.start - start, found.again.end - start
        header = f'{header[:first]}"retrolint {number}"{header[last:]}'
    return header


def _unclosed(source: SourceText, opening: Span) -> tuple[None, int, list[Problem]]:
    """A header without an end, or what only starts like one."""
    if not _LIKELY.match(source.line(2)):
        return None, 0, []
    line = 2
    while line <= source.line_count and _HEADER_LINE.match(source.line(line)):
        line += 1
    detail = 'there is no second "+++"|put a line "+++" after the last key'
    return None, source.line_start(line), [Problem("invalid-front-matter", opening, detail)]
