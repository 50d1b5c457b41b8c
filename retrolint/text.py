r"""Source text and exact positions in it.

Offsets are code points from the start of the text, a byte-order mark not counted; an offset is the
one position the engine works with. Lines and columns start at 1, and columns are code points. A line
ends where markdown-it-py ends one (`\r\n`, `\r` or `\n`): `str.splitlines` would also split at
U+2028 and shift every line after it.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_LINE_END = re.compile(r"\r\n?|\n")
_BOM = "\ufeff"


class Span(NamedTuple):
    """A piece of the text, from `start` up to and without `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Position:
    """One place: line and column from 1, offset from 0, all in code points."""

    line: int
    column: int
    offset: int


@dataclass(frozen=True, slots=True)
class Range:
    """A span told in lines and columns; `end` is exclusive."""

    start: Position
    end: Position


class SourceText:
    """The decoded text of one file; it knows where each line starts."""

    __slots__ = ("_starts", "bom", "text")

    def __init__(self, text: str) -> None:
        """Take `text`; a byte-order mark at its head is remembered, not kept."""
        self.bom = text.startswith(_BOM)
        self.text = text[1:] if self.bom else text
        if "\r" in self.text:
            self._starts = [0, *(end.end() for end in _LINE_END.finditer(self.text))]
        else:
            lengths = accumulate(map(len, self.text.split("\n")))
            self._starts = [0, *(length + newlines for newlines, length in enumerate(lengths, 1))]
            del self._starts[-1]

    @property
    def newline(self) -> str:
        """How its lines end: as the first does."""
        found = _LINE_END.search(self.text)
        return found[0] if found else "\n"

    @property
    def line_count(self) -> int:
        """How many lines there are; after a final newline comes one more, empty line."""
        return len(self._starts)

    def line_start(self, line: int) -> int:
        """The offset where `line` starts; the end of the text for a line past the last."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    def line(self, line: int) -> str:
        """The text of `line` without its line ending."""
        return self.text[self.line_start(line) : self.line_start(line + 1)].rstrip("\r\n")

    def lines_span(self, first: int, last: int) -> Span:
        """From the start of line `first` to the end of line `last`, its line ending left out."""
        return Span(self.line_start(first), self.line_start(last) + len(self.line(last)))

    def position(self, offset: int) -> Position:
        """The line and column of `offset`."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1, offset)

    def range(self, span: Span) -> Range:
        """`span` in lines and columns."""
        return Range(self.position(span.start), self.position(span.end))

    def slice(self, span: Span) -> str:
        """The text that `span` covers."""
        return self.text[span.start : span.end]


def printable(text: str) -> str:
    """`text` with its control characters written as escapes, in one line.

    A document could otherwise move the cursor, colour the screen, or turn the direction of writing.
    """
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)
