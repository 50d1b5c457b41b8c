"""Headings at another level: how they are written, and the sections that they make."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from retrolint.diagnostics import Edit
from retrolint.document.blocks import Text
from retrolint.document.model import Document, Section
from retrolint.text import Span

_HASHES = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_CLOSING = re.compile(r"(?:^|[ \t])(#+)[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_NO_HEADER = re.compile(r"(?:\s|<!--(?:(?!-->).)*-->)*---", re.DOTALL)
"""What the end of a header must not follow."""


def is_underlined(document: Document, line: int) -> bool:
    """Whether the heading that starts at `line` has a line below it, and no marks before it."""
    return not _HASHES.match(document.source.line(line))


def heading_edits(document: Document, section: Section, level: int) -> list[Edit] | None:
    """What makes the heading of `section` one of `level`; None where it cannot be written so."""
    first = _first_line(document, section)
    if not section.heading or not is_underlined(document, first):
        return _hashes(document, first, level)
    return _underlined(document, section, section.heading, level)


def _hashes(document: Document, number: int, level: int) -> list[Edit]:
    line, start = document.source.line(number), document.source.line_start(number)
    opening = _HASHES.match(line)
    spans = [opening.span(1)] if opening else []
    closing = _CLOSING.search(line, opening.end()) if opening else None
    if opening and closing and len(closing[1]) == len(opening[1]):
        spans.append(closing.span(1))
    return [document.edit(start + first, start + last, "#" * level) for first, last in spans]


def _underlined(document: Document, section: Section, text: Text, level: int) -> list[Edit] | None:
    """Only levels 1 and 2 have an underline; deeper, the text must have one line."""
    source, span = document.source, text.span()
    line = source.position(span.end).line
    below = source.lines_span(line + 1, line + 1)
    underline = _UNDERLINE.fullmatch(source.slice(below))
    if not underline or _first_line(document, section) != text.first_line:
        return None
    if level == 1:
        return [_run(document, below, underline, "=")]
    if level == 2:  # noqa: PLR2004 - the last level with an underline
        return None if _is_risky(document, section, text) else [_run(document, below, underline, "-")]
    if "\n" in text.raw or _CLOSING.search(text.raw):
        return None
    end = source.lines_span(line, line).end
    return [
        document.edit(section.span.start, span.start, f"{'#' * level} "),
        document.edit(end, below.end, ""),
    ]


def _run(document: Document, line: Span, underline: re.Match[str], mark: str) -> Edit:
    start, end = underline.span(1)
    return document.edit(line.start + start, line.start + end, mark * (end - start))


def _is_risky(document: Document, section: Section, text: Text) -> bool:
    """Whether a line `---` below the heading could be taken for that of a table, or of a header."""
    if "|" in text.raw or document.front_matter:
        return "|" in text.raw
    is_first = not document.source.text[: section.span.start].strip()
    return _NO_HEADER.match(document.source.text) is not None or (is_first and "\n" in text.raw)


def _first_line(document: Document, section: Section) -> int:
    return document.source.position(section.span.start).line


def with_levels(document: Document, levels: Mapping[int, int]) -> Document:
    """The document as it would be with the headings that start there at these levels."""
    flat = [each._replace(level=levels.get(each.span.start, each.level)) for each in document.sections]
    end = len(document.source.text)

    def build(level: int, index: int, path: tuple[str, ...]) -> tuple[tuple[Section, ...], int]:
        """The sections from that index which are deeper than `level`, and the index after them."""
        found: list[Section] = []
        while index < len(flat) and flat[index].level > level:
            section = flat[index]
            own = (*path, section.title)
            children, index = build(section.level, index + 1, own)
            stop = flat[index].span.start if index < len(flat) else end
            span = Span(section.span.start, stop)
            found.append(section._replace(span=span, children=children, path=own))
        return tuple(found), index

    return replace(document, root=document.root._replace(children=build(0, 0, ())[0]))


def parents(document: Document) -> dict[int, int]:
    """For each section, by its start, where the one around it starts; -1 for the document itself."""
    return dict(_parents(document.root))


def _parents(section: Section) -> Iterator[tuple[int, int]]:
    for child in section.children:
        yield child.span.start, section.span.start if section.heading else -1
        yield from _parents(child)
