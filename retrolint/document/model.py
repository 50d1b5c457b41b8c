"""What a document is: front matter, blocks, sections, tasks, links. Frozen, and built by the reader.

Inline markup is parsed only where something asks for it, since it takes half of a Markdown parser's
time: a `Text` knows its raw content at once and everything else on demand.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from retrolint.diagnostics import Place
from retrolint.document.dates import parse_date
from retrolint.document.values import parse_moment
from retrolint.text import SourceText, Span

_DATED_NAME = re.compile(r"(?:^|/)(\d{4}-\d{1,2}-\d{1,2})-[^/]*$")
_ATTRIBUTES = re.compile(r"\s*\{[:#.][^{}]*\}\s*$")
_TASK = re.compile(r"\[([ xX])\](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader could not take as it stands; the rule of that name words it."""

    rule: str
    span: Span
    detail: str
    other: Span | None = None
    """A second place that belongs to it, such as the first of two equal keys."""


class Value(NamedTuple):
    """A front matter value, as text: `kind` is scalar, list or mapping."""

    kind: str
    text: str
    """A scalar without its quotes; for a list or a mapping, the source."""
    span: Span
    items: tuple["Value", ...] = ()
    entries: tuple["Entry", ...] = ()
    is_null: bool = False
    """Nothing was written, or `null` without quotes."""


class Entry(NamedTuple):
    """A key of a front matter mapping with its value."""

    key: str
    key_span: Span
    value: Value


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The header of a document."""

    opening: Span
    """The opening delimiter."""
    entries: tuple[Entry, ...]

    def get(self, key: str) -> Entry | None:
        """The entry of `key`; of several, the last, as every reader takes it."""
        found = [entry for entry in self.entries if entry.key == key]
        return found[-1] if found else None

    def text(self, key: str) -> str:
        """The text of a scalar key, or an empty string."""
        entry = self.get(key)
        return entry.value.text if entry and entry.value.kind == "scalar" else ""


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

    __slots__ = ("_first_line", "_inline", "_parse", "_source", "_starts", "raw")

    def __init__(
        self, raw: str, source: SourceText, first_line: int, parse: Callable[[str], Inline]
    ) -> None:
        """`raw` is what a Markdown parser calls the content; it starts in `first_line`."""
        self.raw = raw
        self._source = source
        self._first_line = first_line
        self._parse = parse
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

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where `raw[start:end]` stands in the source."""
        end = len(self.raw) if end is None else end
        return Span(self._offset(start), self._offset(end))

    def index(self, offset: int) -> int | None:
        """Where in `raw` the source's `offset` is; None where it is none of it."""
        for start, line in self._lines():
            end = self.raw.find("\n", start)
            length = (end if end >= 0 else len(self.raw)) - start
            if line <= offset <= line + length:
                return start + offset - line
        return None

    def _offset(self, position: int) -> int:
        raw_start, start = next(pair for pair in reversed(self._lines()) if pair[0] <= position)
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
        raw_start = 0
        for number, content in enumerate(self.raw.split("\n"), self._first_line):
            line = self._source.line(number).replace("\0", "\ufffd")
            shown = content.strip()
            indent = len(content) - len(content.lstrip())
            column = max(line.rfind(shown), 0) if shown else 0
            yield raw_start + indent, self._source.line_start(number) + column
            raw_start += len(content) + 1


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
        return next((i for i in range(len(self.raw)) if self._offset(i) == offset), None)

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
    text: str
    box: Span
    """The `[ ]`."""


class Link(NamedTuple):
    """A link, an image, or the definition of a reference."""

    kind: str
    target: str
    span: Span
    """The target."""


class Section(NamedTuple):
    """A heading and everything up to the next heading of the same or a higher level.

    The document itself is a section of level 0 without a heading.
    """

    level: int
    title: str
    """The rendered text of the heading, without a trailing attribute list."""
    heading: Text | None
    span: Span
    blocks: tuple[Block, ...]
    """What stands before the first subsection."""
    children: tuple["Section", ...]
    path: tuple[str, ...]
    """The titles down to this one."""

    def walk(self) -> Iterator["Section"]:
        """This section and all inside it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def is_empty(self) -> bool:
        """Nothing that a reader would see stands in it, no subsection either."""
        return not self.children and all(is_hidden(block) for block in self.blocks)


def heading_title(text: Text) -> str:
    """The rendered text of a heading without a trailing attribute list such as `{#id}`."""
    title = text.plain.strip()
    return _ATTRIBUTES.sub("", title) if title.endswith("}") else title


def is_hidden(block: Block) -> bool:
    """Whether a reader of the page sees nothing of `block`."""
    return block.kind in {"comment", "rule"}


@dataclass(frozen=True, eq=False)
class Document:
    """One Markdown file, parsed."""

    path: str
    source: SourceText
    front_matter: FrontMatter | None
    """None without a header, or with one that could not be read: then a problem says so."""
    body: int
    """The offset where the body starts."""
    root: Section
    problems: tuple[Problem, ...]
    definitions: tuple[Link, ...]
    """Reference definitions, `[label]: target`."""
    is_readable: bool = True
    """False where the file could not be read as text; then nothing but its problems is known."""

    def place(self, span: Span, section: tuple[str, ...] | None = None) -> Place:
        """Where `span` stands, for a diagnostic; in `section`, where that is not told by the span."""
        path = self._section_path(span.start) if section is None else section
        return Place(self.source.range(span), path, self.source.slice(span))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All sections but the document itself, in order."""
        return tuple(self.root.walk())[1:]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks of the body at any depth, in order, headings left out."""
        found: list[Block] = []
        pending = [block for section in self.root.walk() for block in section.blocks][::-1]
        while pending:
            block = pending.pop()
            found.append(block)
            pending.extend(block.children[::-1])
        return tuple(found)

    @cached_property
    def items(self) -> tuple[tuple[Block, Text], ...]:
        """All list items that start with a text, at any depth, each with that text."""
        found = ((block, item_text(block)) for block in self.blocks if block.kind == "item")
        return tuple((item, text) for item, text in found if text)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """All inline content, headings first of each section."""
        headings = [section.heading for section in self.sections if section.heading]
        texts = [block.text for block in self.blocks if block.text]
        return (*headings, *texts)

    def text_at(self, offset: int) -> tuple[Text, int] | None:
        """The inline content that stands at `offset`, and where in its raw text."""
        for text in self.texts:
            position = text.index(offset)
            if position is not None:
                return text, position
        return None

    def links(self, hint: re.Pattern[str]) -> Iterator[Link]:
        """The links and images of the texts whose raw content has a `hint`, then the definitions.

        Only such texts are parsed: a hint that finds too much costs time, one that finds too little
        costs links.
        """
        for text in self.texts:
            if hint.search(text.raw):
                for mark in text.inline.marks:
                    if mark.kind in {"link", "image"} and not mark.is_reference:
                        span = text.span(mark.target_start, mark.target_end)
                        yield Link(mark.kind, mark.target, span)
        yield from self.definitions

    @cached_property
    def day(self) -> date | None:
        """The day it is dated: the front matter's `date`, else the one its file name starts with."""
        if self.front_matter and (moment := parse_moment(self.front_matter.text("date"))):
            return moment.day
        return self.file_day

    @property
    def file_day(self) -> date | None:
        """The date that the file name starts with, as `2024-09-06-title.md` does."""
        name = _DATED_NAME.search(self.path)
        return parse_date(name[1]) if name else None

    @property
    def is_draft(self) -> bool:
        """Whether its author says that it is not published yet."""
        if "_drafts" in self.path.split("/"):
            return True
        header = self.front_matter
        return header is not None and (
            header.text("draft").lower() == "true" or header.text("published").lower() == "false"
        )

    def _section_path(self, offset: int) -> tuple[str, ...]:
        if offset < self.body:
            return ()
        index = bisect_right(self.sections, offset, key=lambda section: section.span.start)
        return self.sections[index - 1].path if index else ()


def tasks(document: Document) -> Iterator[Task]:
    """The checkbox items of `document`, in order."""
    for _, text in document.items:
        task = task_of(text)
        if task:
            yield task


def task_of(text: Text) -> Task | None:
    """The task that a list item with this text is, if it is one."""
    box = _TASK.match(text.raw) if text.raw[:1] == "[" else None
    if not box:
        return None
    return Task(box[1] != " ", text.raw[box.end() :].strip(), text.span(0, 3))


def item_text(item: Block) -> Text | None:
    """The text at the head of a list item."""
    if item.kind == "item" and item.children and item.children[0].kind == "paragraph":
        return item.children[0].text
    return None
