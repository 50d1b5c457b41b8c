"""Where in a header each key has lines of its own, so that its text can be edited line by line.

Nothing is read and written anew. What is not plainly told apart has no lines: keys within braces, several
in one line, and all of a header with anchors, tags, merged keys or tabs.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from retrolint.document.header import Entry, Value
from retrolint.document.model import Document
from retrolint.text import Span

_DIALECTS = frozenset({"yaml", "toml", "toml-fence"})
_ODD = re.compile(r"[\t\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|(?:^|[\r\n]) +(?=[\r\n])")
"""White space that not all readers take alike, or that may be the end of a text in several lines."""
_PROPERTIES = ("&", "*", "!")
_MERGE = "<<"
_KEPT = re.compile(r"[|>](?:\d?\+|\+\d)")
"""A block scalar of YAML to which the blank lines behind it belong."""
_VOID = re.compile(r" *(?:#.*)?")
_COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)
_BEHIND = re.compile(r"(?: *| +#[^\r\n]*)[\r\n]+")
"""What may stand between a value and the next line."""
_OPENED = re.compile(r" *[:\]](?: *| +#[^\r\n]*)[\r\n]+")
"""What stands between a key and the lines of its mapping."""
_EQUALS = re.compile(r" *= *")
_ITEM = re.compile(" *- +")
_BLANK = 1 << 30
"""More than any line is indented."""


class Chunk(NamedTuple):
    """A key with its lines."""

    entry: Entry
    lines: Span
    """All of them, from the comments right above the key to the end of its value."""
    indent: str


class HeaderLines:
    """The lines of the header of one document."""

    def __init__(self, document: Document) -> None:
        """Look through the header, if the document has one."""
        self._source = document.source
        self._header = document.front_matter
        self._is_plain = self._header is not None and self._header.dialect in _DIALECTS
        if self._header and self._is_plain:
            written = document.source.slice(self._header.span)
            self._is_plain = not _ODD.search(written) and not self._is_involved(self._header.entries)

    def chunks(self, owner: Entry | None = None) -> tuple[Chunk, ...]:
        """The lines of each key in the mapping of `owner`, or of the header, in the order of the text.

        All of them, but for the tables of TOML; none where it is not plain to see which they are.
        """
        header = self._header
        if not header or not self._is_plain:
            return ()
        entries = owner.value.entries if owner else header.entries
        if header.dialect != "yaml":
            entries = tuple(filter(self._is_pair, entries))
        entries = tuple(sorted(entries, key=lambda entry: entry.key_span.start))
        above = self._first_line(owner)
        if not entries or not above:
            return ()
        indent = self._before(entries[0].key_span.start)
        parts = [
            Span(entry.key_span.start, max(entry.key_span.end, entry.value.span.end)) for entry in entries
        ]
        spans = () if indent.strip(" ") else self._lines(parts, indent, above)
        return tuple(Chunk(entry, span, indent) for entry, span in zip(entries, spans, strict=False))

    def items(self, owner: Entry) -> tuple[Span, ...]:
        """The lines of each item in the list of `owner`; none where that is not plain to see."""
        items, above = owner.value.items, self._first_line(owner)
        indent = self._before(items[0].span.start) if items else ""
        if not self._is_plain or not above or not _ITEM.fullmatch(indent):
            return ()
        return self._lines([item.span for item in items], indent, above)

    def has_comment(self, span: Span) -> bool:
        """Whether a comment stands there, or something like one."""
        return _COMMENT.search(self._source.slice(span)) is not None

    def _is_involved(self, entries: Iterable[Entry]) -> bool:
        """Whether one part of it may depend on another, or on a program."""
        return any(
            entry.key == _MERGE
            or self._source.text.startswith((*_PROPERTIES, "?"), entry.key_span.start)
            or self._has_properties(entry.value)
            for entry in entries
        )

    def _has_properties(self, value: Value) -> bool:
        text, start = self._source.text, value.span.start
        return (
            text.startswith(_PROPERTIES, start)
            or _KEPT.match(text, start) is not None
            or any(map(self._has_properties, value.items))
            or self._is_involved(value.entries)
        )

    def _is_pair(self, entry: Entry) -> bool:
        """Whether it is `key = value`, rather than a table of TOML or a part of a dotted key."""
        between = Span(entry.key_span.end, entry.value.span.start)
        return _EQUALS.fullmatch(self._source.slice(between)) is not None

    def _first_line(self, owner: Entry | None) -> int:
        """The line where what `owner` holds may start; 0 where that is the line of its key."""
        if not owner:
            return self._source.position(self._header.span.start).line if self._header else 0
        end = owner.key_span.end
        below = self._source.position(end).line + 1
        behind = Span(end, self._source.line_start(below))
        return below if _OPENED.fullmatch(self._source.slice(behind)) else 0

    def _before(self, offset: int) -> str:
        """What stands before `offset` in its line."""
        start = self._source.line_start(self._source.position(offset).line)
        return self._source.text[start:offset]

    def _lines(self, parts: Sequence[Span], indent: str, above: int) -> tuple[Span, ...]:
        """The lines of each of the parts, the first of which may start in the line `above`.

        Comments belong to the part below them that is indented like them, and to the part above them
        where they are indented more. None where something else stands in the lines.
        """
        source, width = self._source, len(indent)
        found: list[Span] = []
        for part in parts:
            first = top = source.position(part.start).line
            while top > above and self._margin(top - 1) == width:
                top -= 1
            between = (self._margin(line) for line in range(above, first))
            if first < above or self._before(part.start) != indent or min(between, default=width) < width:
                return ()
            below = self._below(above, width)
            if found:
                found[-1] = Span(found[-1].start, source.line_start(below))
            above = source.position(part.end).line + 1
            end = source.line_start(above)
            if not _BEHIND.fullmatch(source.slice(Span(part.end, end))):
                return ()
            found.append(Span(source.line_start(max(top, below)), end))
        found[-1] = Span(found[-1].start, source.line_start(self._below(above, width)))
        return tuple(found)

    def _below(self, line: int, width: int) -> int:
        """The line below the last comment from `line` on that is indented by more than `width`."""
        below = line
        while line <= self._source.line_count and (margin := self._margin(line)) >= 0:
            line += 1
            if width < margin < _BLANK:
                below = line
        return below

    def _margin(self, line: int) -> int:
        """How far a comment is indented; `_BLANK` for a blank line, and -1 for another."""
        text = self._source.line(line)
        if not _VOID.fullmatch(text):
            return -1
        return text.find("#") if "#" in text else _BLANK
