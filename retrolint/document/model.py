"""What a document is: header, sections, blocks, tasks, links. Frozen, and built by the reader."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from retrolint.diagnostics import Edit, Place
from retrolint.document.blocks import Block, Task, Text, is_hidden, item_text, task_of
from retrolint.document.dates import parse_date
from retrolint.document.header import FrontMatter
from retrolint.document.values import parse_moment
from retrolint.text import SourceText, Span

_DATED_NAME = re.compile(r"(?:^|/)(\d{4}-\d{1,2}-\d{1,2})-[^/]*$")
_ATTRIBUTES = re.compile(r"\{[:#.][^{}]*\}$")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader could not take as it stands; the rule of that name words it."""

    rule: str
    span: Span
    detail: str
    other: Span | None = None
    """A second place that belongs to it, such as the first of two equal keys."""


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
    return _ATTRIBUTES.sub("", title).rstrip() if title.endswith("}") else title


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
        """Where `span` stands, for a diagnostic; in `section`, where that is not told by the span.

        Raises:
            ValueError: it does not lie in the text.
        """
        if not 0 <= span.start <= span.end <= len(self.source.text):
            message = f"{span} does not lie in the text of {len(self.source.text)} characters"
            raise ValueError(message)
        path = self._section_path(span.start) if section is None else section
        return Place(self.source.range(span), path, self.source.slice(span))

    def edit(self, start: int, end: int, text: str) -> Edit:
        """The edit that puts `text` in the place of what stands from `start` to `end`, two offsets."""
        return Edit(self.source.range(Span(start, end)), text)

    def area(self, offset: int, section: tuple[str, ...] | None = None) -> tuple[int, int]:
        """The first and the last line of the header or the innermost section around `offset`.

        Of the whole document where `section`, a path of titles, names no section.
        """
        around = Span(0, len(self.source.text))
        if offset < self.body:
            around = Span(0, self.body)
        elif section != ():
            index = bisect_right(self.sections, offset, key=lambda other: other.span.start)
            around = self.sections[index - 1].span if index else around
        last = self.source.position(max(around.end - 1, around.start)).line
        return self.source.position(around.start).line, last

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
    def tasks(self) -> tuple[Task, ...]:
        """The checkbox items, in order."""
        found = ((task_of(text), item.children[1:]) for item, text in self.items)
        return tuple(task._replace(nested=nested) for task, nested in found if task)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """All inline content, headings first of each section."""
        headings = [section.heading for section in self.sections if section.heading]
        texts = [block.text for block in self.blocks if block.text]
        return (*headings, *texts)

    def text_at(self, offset: int) -> tuple[Text, int] | None:
        """The inline content that stands at `offset`, and where in its raw text."""
        line = self.source.position(offset).line
        last = bisect_right(self._texts_by_line, line, key=lambda text: text.first_line)
        for text in reversed(self._texts_by_line[:last]):
            position = text.index(offset)
            if position is not None:
                return text, position
            if text.first_line < line and "\n" not in text.raw:
                return None
        return None

    @cached_property
    def _texts_by_line(self) -> list[Text]:
        return sorted(self.texts, key=lambda text: text.first_line)

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
    def has_broken_header(self) -> bool:
        """Whether there is a header that cannot be read: then nobody can tell where the body starts."""
        return self.front_matter is None and any("front-matter" in each.rule for each in self.problems)

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
