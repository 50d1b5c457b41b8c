"""What fixes must leave as it is: a document is read before and after, and its parts compared.

A part that a fix declares may differ, but only where it overlaps an edit of that fix.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from retrolint.diagnostics import Part
from retrolint.document.blocks import Text
from retrolint.document.fields import Field, labelled
from retrolint.document.header import Entry, Value
from retrolint.document.model import Document, Section
from retrolint.fixing.edits import Change, Edited
from retrolint.text import Span

_WORD = re.compile(r"[^\s*_#:：\[\]=+\-|>~`.)(]+")
"""What is neither white space nor a mark of Markdown."""
_LINK = re.compile(r"\]\(")
"""What every link has that is not a reference; to parse all texts would take as long as a check."""
_OF_STRUCTURE = frozenset({Part.ORDER, Part.LEVELS})
_FIRM = frozenset({Part.VALUES, Part.TASKS, Part.FRONT_MATTER})
"""Nothing that is inserted right behind one of these may become a piece of it; a heading may grow."""


class _Item(NamedTuple):
    value: Hashable
    span: Span


def broken(before: Document, after: Document, edited: Edited) -> str:
    """What the changes broke that they should not have: a part, in words; empty where all is as it was.

    `after` was read from the edited text.
    """
    if after.source.text != edited.text or after.source.bom != before.source.bom:
        return "the start of the document"
    if _problems(after) - _problems(before):
        return "how the document is read"
    is_moved = any(Part.ORDER in change.parts for change in edited.changes)
    was, now = _Parts(before), _Parts(after)
    for part in (Part.WORDS, *_PARTS):
        if part is Part.LINKS and was.linking == now.linking:
            continue
        allowed = [change for change in edited.changes if _allows(change, part)]
        old = _kept(was, [change.old for change in allowed], part)
        new = _kept(now, [change.new for change in allowed], part)
        if Counter(old) != Counter(new) if is_moved else old != new:
            return f"the document's {part}"
    return ""


def _problems(document: Document) -> Counter[tuple[str, str]]:
    return Counter((problem.rule, problem.detail) for problem in document.problems)


def _allows(change: Change, part: Part) -> bool:
    """Whether `part` may be another there; what changes anything that is written changes words."""
    return part in change.parts or (part is Part.WORDS and bool(change.parts - _OF_STRUCTURE))


def _kept(parts: "_Parts", places: Sequence[Span], part: Part) -> Sequence[Hashable]:
    """What there is of `part` that overlaps none of the places, which are in order."""
    if part is Part.WORDS:
        return _words(parts.document.source.text, places)
    items = _PARTS[part](parts)
    if not places:
        return [item.value for item in items]
    starts, ends = [place.start for place in places], [place.end for place in places]

    def is_inside(span: Span) -> bool:
        if part in _FIRM:
            index = bisect_right(ends, span.start)
            return index < len(places) and starts[index] < span.end
        index = bisect_left(ends, span.start)
        return index < len(places) and starts[index] <= span.end

    return [item.value for item in items if not is_inside(item.span)]


def _words(text: str, places: Sequence[Span]) -> list[str]:
    """The words of the whole file outside of the places: whatever else is lost, no word is."""
    words: list[str] = []
    done = 0
    for start, end in places:
        # A word that is touched is not compared, and its letters outside of the place are the same.
        first = start
        while first > done and _WORD.match(text, first - 1):
            first -= 1
        words += _WORD.findall(text, done, first)
        last = _WORD.match(text, end)
        done = last.end() if last else end
    return [*words, *_WORD.findall(text, done)]


class _Parts:
    """The parts of a document, each as a list of what there is of it and where."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._source = document.source

    @cached_property
    def linking(self) -> tuple[object, ...]:
        """Where this is the same, links are, too: to find them out takes a parser's time."""
        texts = (text.raw for text in self.document.texts if _LINK.search(text.raw))
        return (*texts, *(definition.target for definition in self.document.definitions))

    def front_matter(self) -> Iterator[_Item]:
        header = self.document.front_matter
        return _entries(header.entries, ()) if header else iter(())

    def headings(self) -> Iterator[_Item]:
        return (_Item(section.title, text.span()) for section, text in self._titled)

    def levels(self) -> Iterator[_Item]:
        """The marks of a heading are part of it here, also those in the line below its text."""
        for section, text in self._titled:
            first, (start, end) = section.span.start, text.span()
            if "#" not in self._source.text[first:start]:
                end = self._source.line_start(self._source.position(end).line + 2)
            yield _Item(section.level, Span(first, end))

    def labels(self) -> Iterator[_Item]:
        return (_Item(field.label, field.label_span) for field in self._fields)

    def values(self) -> Iterator[_Item]:
        for field in self._fields:
            start, end = field.text_span
            nested = ""
            if field.blocks:
                below = self._source.lines_span(field.blocks[0].first_line, field.blocks[-1].last_line)
                written = self._source.slice(below).rstrip()
                nested, end = written.lstrip(), max(end, below.start + len(written))
            yield _Item((field.text, nested), Span(start, end))

    def links(self) -> Iterator[_Item]:
        return (_Item((link.kind, link.target), link.span) for link in self.document.links(_LINK))

    def tasks(self) -> Iterator[_Item]:
        for task in self.document.tasks:
            yield _Item((task.done, task.source.raw), task.source.span())

    def code(self) -> Iterator[_Item]:
        return self._raw("code")

    def html(self) -> Iterator[_Item]:
        return self._raw("html", "comment")

    def _raw(self, *kinds: str) -> Iterator[_Item]:
        for block in self.document.blocks:
            if block.kind in kinds:
                span = self._source.lines_span(block.first_line, block.last_line)
                yield _Item(self._source.slice(span).strip(), span)

    @cached_property
    def _titled(self) -> list[tuple[Section, Text]]:
        return [(section, section.heading) for section in self.document.sections if section.heading]

    @cached_property
    def _fields(self) -> list[Field]:
        """Whatever looks like one: which of them are, only a schema says."""
        return [field for section in self.document.root.walk() for field in labelled(section)]


def _entries(entries: Iterable[Entry], path: tuple[Hashable, ...]) -> Iterator[_Item]:
    for entry in entries:
        span = Span(entry.key_span.start, max(entry.key_span.end, entry.value.span.end))
        yield from _leaves(entry.value, (*path, entry.key), span)


def _leaves(value: Value, path: tuple[Hashable, ...], span: Span) -> Iterator[_Item]:
    """The scalars in a value, each with its way there; of a list or a mapping that it is one."""
    if value.kind == "scalar":
        yield _Item((path, value.text, value.is_null), span)
        return
    if not value.items and not value.entries:
        yield _Item((path, value.kind), span)
    for number, item in enumerate(value.items):
        yield from _leaves(item, (*path, number), item.span)
    yield from _entries(value.entries, path)


_PARTS: dict[Part, Callable[[_Parts], Iterator[_Item]]] = {
    Part.FRONT_MATTER: _Parts.front_matter,
    Part.HEADINGS: _Parts.headings,
    Part.LEVELS: _Parts.levels,
    Part.LABELS: _Parts.labels,
    Part.VALUES: _Parts.values,
    Part.LINKS: _Parts.links,
    Part.TASKS: _Parts.tasks,
    Part.CODE: _Parts.code,
    Part.HTML: _Parts.html,
}
