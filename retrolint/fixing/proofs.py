"""What fixes must leave as it is: a document is read before and after, and its parts compared.

A part that a fix declares may differ, but only where it overlaps an edit of that fix.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from retrolint.diagnostics import Part
from retrolint.document.blocks import Block
from retrolint.document.fields import Field, labelled
from retrolint.document.header import Entry, Value
from retrolint.document.model import Document
from retrolint.fixing.edits import Change, Edited
from retrolint.text import Span

_WORD = re.compile(r"\w+")
_ANY = re.compile("")
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
    for part, items_of in _PARTS.items():
        old = _kept(items_of(before), [change.old for change in _allowed(part, edited.changes)], part)
        new = _kept(items_of(after), [change.new for change in _allowed(part, edited.changes)], part)
        if Counter(old) != Counter(new) if is_moved else old != new:
            return f"its {part}"
    return ""


def _problems(document: Document) -> Counter[tuple[str, str]]:
    return Counter((problem.rule, problem.detail) for problem in document.problems)


def _allowed(part: Part, changes: Iterable[Change]) -> Iterator[Change]:
    """The changes that may change `part`; what changes anything that is written changes words."""
    for change in changes:
        if part in change.parts or (part is Part.WORDS and change.parts - _OF_STRUCTURE):
            yield change


def _kept(items: Iterable[_Item], places: Sequence[Span], part: Part) -> list[Hashable]:
    """The values of the items that overlap none of the places, which are in order."""
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


def _headings(document: Document) -> Iterator[_Item]:
    for section in document.sections:
        if section.heading:
            yield _Item(section.title, section.heading.span())


def _levels(document: Document) -> Iterator[_Item]:
    """The marks of a heading are part of it here, also those in the line below its text."""
    source = document.source
    for section in document.sections:
        if section.heading:
            last = source.position(section.heading.span().end).line + 1
            yield _Item(section.level, Span(section.span.start, source.line_start(last + 1)))


def _labels(document: Document) -> Iterator[_Item]:
    return (_Item(field.label, field.label_span) for field in _fields(document))


def _values(document: Document) -> Iterator[_Item]:
    for field in _fields(document):
        span = field.text_span
        below = _below(document, field)
        nested = document.source.slice(below).strip() if below else ""
        end = below.start + len(document.source.slice(below).rstrip()) if below else span.end
        yield _Item((field.text, nested), Span(span.start, max(span.end, end)))


def _fields(document: Document) -> Iterator[Field]:
    """Whatever looks like one: which of them are, only a schema says."""
    for section in document.root.walk():
        yield from labelled(section)


def _below(document: Document, field: Field) -> Span | None:
    blocks = field.blocks
    return document.source.lines_span(blocks[0].first_line, blocks[-1].last_line) if blocks else None


def _links(document: Document) -> Iterator[_Item]:
    return (_Item((link.kind, link.target), link.span) for link in document.links(_ANY))


def _tasks(document: Document) -> Iterator[_Item]:
    return (_Item((task.done, task.text), task.source.span()) for task in document.tasks)


def _code(document: Document) -> Iterator[_Item]:
    return _raw(document, "code")


def _html(document: Document) -> Iterator[_Item]:
    return _raw(document, "html", "comment")


def _raw(document: Document, *kinds: str) -> Iterator[_Item]:
    for block in document.blocks:
        if block.kind in kinds:
            yield _Item(document.source.slice(_lines(document, block)).strip(), _lines(document, block))


def _lines(document: Document, block: Block) -> Span:
    return document.source.lines_span(block.first_line, block.last_line)


def _words(document: Document) -> Iterator[_Item]:
    """Of the whole file: whatever else is lost, no word is."""
    return (_Item(word[0], Span(*word.span())) for word in _WORD.finditer(document.source.text))


def _front_matter(document: Document) -> Iterator[_Item]:
    if document.front_matter:
        yield from _entries(document.front_matter.entries, ())


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


_PARTS: dict[Part, Callable[[Document], Iterator[_Item]]] = {
    Part.WORDS: _words,
    Part.FRONT_MATTER: _front_matter,
    Part.HEADINGS: _headings,
    Part.LEVELS: _levels,
    Part.LABELS: _labels,
    Part.VALUES: _values,
    Part.LINKS: _links,
    Part.TASKS: _tasks,
    Part.CODE: _code,
    Part.HTML: _html,
}
