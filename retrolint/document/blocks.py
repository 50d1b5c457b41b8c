"""The body of a document: blocks, and the text in them, whose markup is parsed on demand.

Inline markup takes half of a Markdown parser's time, and few texts are asked for it: a `Text` knows its
raw content at once and everything else when somebody asks.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from retrolint.text import SourceText, Span

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TASK = re.compile(r"\[([ xX])\](?=\s|$)")


class Mark(NamedTuple):
    """A piece of inline markup: a link, image, autolink, code or html; offsets are the raw text's."""

    kind: str
    start: int
    end: int
    target: str = ""
    """Where a link or an image points, as written."""
    target_start: int = 0
    target_end: int = 0
    is_reference: bool = False
    """The target is written in a definition elsewhere."""


class Inline(NamedTuple):
    """The inline content of a text: what a reader sees, and the markup found."""

    plain: str
    marks: tuple[Mark, ...]


class Text:
    """The inline content of a paragraph, heading or cell: raw, rendered, and where it stands."""

    __slots__ = ("_first_line", "_inline", "_marks", "_parse", "_source", "_starts", "raw")

    def __init__(
        self,
        raw: str,
        source: SourceText,
        first_line: int,
        parse: Callable[[str], Inline],
        marks: str = "",
    ) -> None:
        """`raw` is what a Markdown parser calls the content; it starts in `first_line`, after `marks`."""
        self.raw = raw
        self._source = source
        self._first_line = first_line
        self._parse = parse
        self._marks = marks
        self._inline: Inline | None = None
        self._starts: list[tuple[int, int]] | None = None

    @property
    def inline(self) -> Inline:
        """Its markup, parsed on first use."""
        if self._inline is None:
            self._inline = self._parse(self.raw)
        return self._inline

    @property
    def plain(self) -> str:
        """The text a reader sees, without markup, in one line."""
        return self.inline.plain

    def prose(self, start: int = 0, end: int | None = None) -> str:
        """The text a reader sees of `raw[start:end]`, in one line, without code."""
        raw = self.raw[start:end]
        codes = [mark for mark in self._parse(raw).marks if mark.kind == "code"] if "`" in raw else []
        for mark in reversed(codes):
            raw = raw[: mark.start] + raw[mark.end :]
        return self._parse(raw).plain

    def rendered(self, start: int, end: int) -> str:
        """The text a reader sees of `raw[start:end]`, in one line."""
        return self._parse(self.raw[start:end]).plain

    def instead(self, raw: str) -> "Text":
        """What it would be with other content; where that stands in the source it does not know."""
        return Text(raw, self._source, self._first_line, self._parse, self._marks)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where `raw[start:end]` stands in the source."""
        end = len(self.raw) if end is None else end
        return Span(self._offset(start), self._offset(end))

    def index(self, offset: int) -> int | None:
        """Where in `raw` the source's `offset` is; None where it is none of it."""
        lines = self._lines()
        start, line = lines[max(bisect_right(lines, offset, key=lambda pair: pair[1]) - 1, 0)]
        end = self.raw.find("\n", start)
        length = (end if end >= 0 else len(self.raw)) - start
        return start + offset - line if line <= offset <= line + length else None

    @property
    def first_line(self) -> int:
        """The line of the source in which it starts."""
        return self._first_line

    def _offset(self, position: int) -> int:
        lines = self._lines()
        raw_start, start = lines[max(bisect_right(lines, position, key=lambda pair: pair[0]) - 1, 0)]
        return start + position - raw_start

    def _lines(self) -> list[tuple[int, int]]:
        if self._starts is None:
            self._starts = list(self._line_starts())
        return self._starts

    def _line_starts(self) -> Iterator[tuple[int, int]]:
        """For each line of the content, where it starts there and where it starts in the source.

        The parser has cut indentation and markers off, perhaps in the middle of a tab, so that a
        line is found again by its text.
        """
        number = self._first_line
        while not self._source.line(number).strip() and number < self._source.line_count:
            # White space of other alphabets is a line to the parser, but none of the content.
            number += 1
        raw_start = 0
        for content in self.raw.split("\n"):
            line = self._source.line(number).replace("\0", "\ufffd")
            shown = content.strip(" \t")
            indent = len(content) - len(content.lstrip(" \t"))
            column = max(self._column(line, shown), 0) if shown else 0
            yield raw_start + indent, self._source.line_start(number) + column
            raw_start += len(content) + 1
            number += 1

    def _column(self, line: str, shown: str) -> int:
        if self._marks:
            return line.find(shown, line.find(self._marks) + len(self._marks))
        return line.rfind(shown)


class Cell(Text):
    r"""The text of a table cell, which shares its line with others.

    It starts at `column`, from 0; where it `is_escaped`, each `|` in it was written `\|`.
    """

    __slots__ = ("column", "is_escaped")

    def __init__(  # noqa: PLR0913 - a text, and two facts of its own
        self,
        raw: str,
        source: SourceText,
        first_line: int,
        parse: Callable[[str], Inline],
        *,
        column: int,
        is_escaped: bool,
    ) -> None:
        """As a text, and where in the line."""
        super().__init__(raw, source, first_line, parse)
        self.column = column
        self.is_escaped = is_escaped

    def index(self, offset: int) -> int | None:
        """Where in `raw` the source's `offset` is; None where it is none of it."""
        found = bisect_left(range(len(self.raw)), offset, key=self._offset)
        return found if found < len(self.raw) and self._offset(found) == offset else None

    def _offset(self, position: int) -> int:
        backslashes = self.raw.count("|", 0, position) if self.is_escaped else 0
        return self._source.line_start(self._first_line) + self.column + position + backslashes


class Block(NamedTuple):
    """A block of the body.

    `kind` is paragraph, heading, list, item, quote, code, html, rule, table, row or cell; `info` is
    the language of code, the level of a heading, `ordered` for such a list, `header` for a cell of a
    table's first row.
    """

    kind: str
    first_line: int
    last_line: int
    """A list and what is in it take in the blank lines that follow."""
    text: Text | None = None
    children: tuple["Block", ...] = ()
    info: str = ""


class Task(NamedTuple):
    """A checkbox item."""

    done: bool
    box: Span
    """The `[ ]`."""
    source: "Text"
    nested: tuple[Block, ...] = ()
    """What stands below it in the item."""

    @property
    def is_empty(self) -> bool:
        """Whether it is a checkbox, and nothing else that a reader would see."""
        below = _COMMENT.sub("", self.source.raw[len("[ ]") :]).strip()
        return not below and all(is_hidden(block) for block in self.nested)

    @property
    def text(self) -> str:
        """What there is to do, as a reader sees it."""
        return self.source.plain[len("[ ]") :].strip()


def is_hidden(block: Block) -> bool:
    """Whether a reader of the page sees nothing of `block`."""
    if block.kind in {"list", "item", "quote"}:
        return all(map(is_hidden, block.children))
    if block.kind == "paragraph" and block.text and block.text.raw.startswith("<!--"):
        return not _COMMENT.sub("", block.text.raw).strip()
    return block.kind in {"comment", "rule"}


def task_of(text: Text) -> Task | None:
    """The task that a list item with this text is, if it is one."""
    box = _TASK.match(text.raw) if text.raw[:1] == "[" else None
    if not box:
        return None
    return Task(box[1] != " ", text.span(0, len("[ ]")), text)


def item_text(item: Block) -> Text | None:
    """The text at the head of a list item."""
    if item.kind == "item" and item.children and item.children[0].kind == "paragraph":
        return item.children[0].text
    return None
