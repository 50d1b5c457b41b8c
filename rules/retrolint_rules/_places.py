"""Where in a document a fix must take more care than elsewhere."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from retrolint.diagnostics import Part
from retrolint.document.blocks import Text, task_of
from retrolint.document.fields import Field, labelled
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.schema.constraints import Constraints
from retrolint.text import Span


class Places:
    """Stretches of a text, which are looked for once somebody asks."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """They may overlap, and come in any order."""
        self._spans = spans

    def __contains__(self, offset: object) -> bool:
        """Whether `offset` is in one of them."""
        if not isinstance(offset, int):
            return False
        index = bisect_right(self._apart, offset, key=lambda span: span.start)
        return index > 0 and offset < self._apart[index - 1].end

    @cached_property
    def _apart(self) -> list[Span]:
        """They in order, those that overlap in one."""
        apart: list[Span] = []
        for start, end in sorted(self._spans):
            if apart and start < apart[-1].end:
                apart[-1] = Span(apart[-1].start, max(end, apart[-1].end))
            else:
                apart.append(Span(start, end))
        return apart


def judged(match: Match) -> Places:
    """Where the schema says something of the words, and of the lines that are read as the header."""
    return Places(_judged(match))


class Parts:
    """Which parts of a document other words would change."""

    def __init__(self, document: Document) -> None:
        """Nothing is looked for until somebody asks."""
        self._document = document
        self._labels = Places(field.label_span for field in _fields(document))
        self._values = Places(span for field in _fields(document) for span in _value(document, field))

    def at(self, text: Text, offset: int) -> frozenset[Part]:
        """Those of `text` at `offset`."""
        if id(text) in self._headings:
            return frozenset({Part.HEADINGS})
        found = {Part.WORDS}
        found |= {Part.TASKS} if task_of(text) else set()
        found |= {Part.LABELS} if offset in self._labels else set()
        found |= {Part.VALUES} if offset in self._values else set()
        return frozenset(found)

    @cached_property
    def _headings(self) -> frozenset[int]:
        return frozenset(id(section.heading) for section in self._document.sections)


def _judged(match: Match) -> Iterator[Span]:
    header = match.document.front_matter
    if header:
        yield header.span
    for found in match.sections:
        if found.section and _is_of_words(found.entry.constraints):
            yield found.section.span
        for one in found.fields.found:
            if _is_of_words(one.entry.constraints):
                yield from _value(match.document, one.field)


def _is_of_words(said: Constraints | None) -> bool:
    return said is not None and any(
        (
            said.patterns,
            said.contains,
            said.forbids,
            said.length,
            said.unique,
            said.items,
            said.numbers,
        )
    )


def _fields(document: Document) -> Iterator[Field]:
    return (field for section in document.root.walk() for field in labelled(section))


def _value(document: Document, field: Field) -> Iterator[Span]:
    yield field.text_span
    if field.blocks:
        yield document.source.lines_span(field.blocks[0].first_line, field.blocks[-1].last_line)
