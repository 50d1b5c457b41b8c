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
    for part in (Part.WORDS, *_PARTS):
        allowed = [change for change in edited.changes if _allows(change, part)]
        old = _kept(before, [change.old for change in allowed], part)
        new = _kept(after, [change.new for change in allowed], part)
        if Counter(old) != Counter(new) if is_moved else old != new:
            return f"the document's {part}"
    return ""


def _problems(document: Document) -> Counter[tuple[str, str]]:
    return Counter((problem.rule, problem.detail) for problem in document.problems)


def _allows(change: Change, part: Part) -> bool:
    """Whether `part` may be another there; what changes anything that is written changes words."""
    return part in change.parts or (part is Part.WORDS and bool(change.parts - _OF_STRUCTURE))


def _kept(document: Document, places: Sequence[Span], part: Part) -> Sequence[Hashable]:
    """What there is of `part` that overlaps none of the places, which are in order."""
    if part is Part.WORDS:
        return _words(document.source.text, places)
    items = _PARTS[part](document)
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


def _headings(document: Document) -> Iterator[_Item]:
    for section in document.sections:
        if section.heading:
            yield _Item(section.title, section.heading.span())


def _levels(document: Document) -> Iterator[_Item]:
    """The marks of a heading are part of it here, also those in the line below its text."""
    source = document.source
    for section in document.sections:
        if section.heading:
            start, end = section.span.start, section.heading.span().end
            if "#" not in source.text[start : section.heading.span().start]:
                end = source.line_start(source.position(end).line + 2)
            yield _Item(section.level, Span(start, end))


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
    return (_Item((link.kind, link.target), link.span) for link in document.links(_LINK))


def _tasks(document: Document) -> Iterator[_Item]:
    return (_Item((task.done, task.source.raw), task.source.span()) for task in document.tasks)


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
