"""What is inserted where a section or the title is missing, and where."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from retrolint.diagnostics import Fix, Part, quoted
from retrolint.document.model import Section
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch
from retrolint.schema.model import SectionEntry
from retrolint.skeleton.parts import PartWriter
from retrolint.skeleton.reading import parts_of
from retrolint.text import Span
from retrolint_rules._gaps import (
    Gap,
    Insertion,
    fixes_of,
    gap_before,
    next_section,
    section_above,
    sections_from,
)
from retrolint_rules.sections._placing import level_in
from retrolint_rules.sections._resembling import is_there_otherwise

_SMALL = re.compile(r"\d{1,9}")


class _Placed(NamedTuple):
    """An insertion, and where what it takes in ends, if it is a heading above what is there."""

    insertion: Insertion
    end: int = 0

    @property
    def span(self) -> Span:
        """From the place of the insertion to the end of what it takes in."""
        start = self.insertion.gap.offset
        return Span(start, max(start, self.end))


class Beside(NamedTuple):
    """The sections of a list between which another one belongs, as far as they are there."""

    after: Section | None
    before: Section | None


class Lack(NamedTuple):
    """What is missing: its path, `heading` for the title, and where the section starts that lacks it."""

    path: str
    start: int


def beside(parent: SectionMatch, entry: SectionEntry) -> Beside:
    """Beside which sections in the list of `parent` one for `entry` belongs."""
    order = [sibling.path for sibling in parent.entry.sections]
    rank = order.index(entry.path)
    siblings = [
        (order.index(child.entry.path), child.section)
        for child in parent.children
        if not child.misplaced and child.section
    ]
    before = [section for other, section in siblings if other < rank]
    after = [section for other, section in siblings if other > rank]
    return Beside(before[-1] if before else None, after[0] if after else None)


def forgotten(parent: SectionMatch, entry: SectionEntry) -> tuple[SectionMatch, Section] | None:
    """The match of `entry` where its heading alone is missing, and the first section below it."""
    for child in parent.children:
        if child.entry is entry and child.section is None:
            return child, next(inner.section for inner in child.walk() if inner.section)
    return None


class SectionInserter:
    """Makes the fixes that insert what the lists of one document lack."""

    def __init__(self, match: Match) -> None:
        """`match` is that of the document with its schema."""
        self._match = match
        self._document = match.document
        self._writer = PartWriter(match)

    def fixes_for_missing(self, parents: Iterable[SectionMatch]) -> dict[Lack, tuple[Fix, ...]]:
        """The fixes for what is missing in the lists of `parents`.

        Of lists that would get in each other's way, the first goes first.
        """
        found: dict[Lack, Insertion] = {}
        taken: list[Span] = []
        for parent in parents:
            own = [(path, one) for path, one in self._insertions(parent) if _is_apart(one.span, taken)]
            found |= {Lack(path, parent.start): one.insertion for path, one in own}
            for _, one in own:
                insort(taken, one.span)
        return fixes_of(self._document, found)

    def fixes_for_more(self, parent: SectionMatch, last: SectionMatch, number: int) -> tuple[Fix, ...]:
        """The fix that inserts so many sections more behind `last`, which they are like."""
        section, first = last.section, _next_number(parent, last)
        gap = gap_before(self._document, section.span.end) if section else None
        if not section or not first or not gap or not self._is_in_list(parent, gap, section.level):
            return ()
        text = self._writer.sections(
            parent.entry,
            last.entry,
            section.level,
            self._variables(parent),
            numbers=range(first, first + number),
            pattern=last.pattern,
        )
        if not text or self._is_like_a_header(text):
            return ()
        title = f"insert {number} more after {quoted(section.title)}, to be filled in"
        return fixes_of(self._document, {"": Insertion(gap, text, title)}).get("", ())

    def _insertions(self, parent: SectionMatch) -> Iterator[tuple[str, _Placed]]:
        """What is inserted into the list of `parent`, in order."""
        if parent is self._match.root and (title := self._title()):
            yield "heading", title
        # Until the heading above them is there, it is not clear what sections belong to.
        is_torn = any(child.section is None for child in parent.children)
        for missing in parent.missing:
            entry = missing.entries[0]
            if len(missing.entries) == 1 and not is_there_otherwise(parent, entry, self._matched):
                placed = self._heading(parent, entry) if is_torn else self._section(parent, entry)
                if placed:
                    yield missing.path, placed

    def _title(self) -> _Placed | None:
        document, schema = self._document, self._match.schema
        is_lone = not self._match.title and all(section.level > 1 for section in document.sections)
        text = self._writer.title() if schema and schema.root.names and is_lone else None
        gap = gap_before(document, document.body) if text else None
        return _Placed(Insertion(gap, f"# {text}", f'insert "# {text}"')) if gap else None

    def _section(self, parent: SectionMatch, entry: SectionEntry) -> _Placed | None:
        level = level_in(self._match, parent, entry)
        after, before = beside(parent, entry)
        owner = parent.section
        stop = (
            after.span.end if after else before.span.start if before else owner.span.end if owner else 0
        )
        gap = gap_before(self._document, stop)
        if not gap or not self._is_in_list(parent, gap, level):
            return None
        numbers = range(1, max(entry.occurs.least, 1) + 1)
        variables = self._variables(parent)
        text = self._writer.sections(parent.entry, entry, level, variables, numbers=numbers)
        if not text or self._is_like_a_header(text):
            return None
        heading = quoted(text.partition("\n")[0])
        where = f" after {quoted(after.title)}" if after else ""
        where = f" before {quoted(before.title)}" if before and not after else where
        return _Placed(Insertion(gap, text, f"insert {heading}{where}, to be filled in"))

    def _heading(self, parent: SectionMatch, entry: SectionEntry) -> _Placed | None:
        """The heading alone, where what belongs below it is there, and deep enough."""
        lost = forgotten(parent, entry)
        if not lost:
            return None
        child, first = lost
        level = min(level_in(self._match, parent, entry), first.level)
        end = self._end_below(child, first, level)
        gap = gap_before(self._document, first.span.start) if end else None
        text = self._writer.heading(parent.entry, entry, self._variables(parent))
        if not gap or not text or not self._is_below(parent, gap, level):
            return None
        heading = f"{'#' * level} {text}"
        title = f"insert {quoted(heading)} above {quoted(first.title)}"
        return _Placed(Insertion(gap, heading, title), end)

    def _end_below(self, child: SectionMatch, first: Section, level: int) -> int:
        """Where a section ends whose heading, of this level, is put above `first`.

        0 where not all sections of `child` would be in it, or others.
        """
        inside = list(takewhile(lambda one: one.level > level, sections_from(self._document, first)))
        own = {id(inner.section) for inner in child.walk() if inner.section}
        others = self._matched - own
        is_whole = own <= {id(section) for section in inside}
        return inside[-1].span.end if is_whole and not any(id(one) in others for one in inside) else 0

    @cached_property
    def _matched(self) -> frozenset[int]:
        return frozenset(id(section) for _, section in self._match.found)

    def _is_like_a_header(self, text: str) -> bool:
        """Whether `text` could be read as the header, which lines with labels can be."""
        schema = self._match.schema
        return schema is not None and schema.header.dialect == "lines" and Part.LABELS in parts_of(text)

    def _is_in_list(self, parent: SectionMatch, gap: Gap, level: int) -> bool:
        """Whether a section in the gap is one of the list of `parent`, and takes in nothing else."""
        following = next_section(self._document, gap.offset)
        takes_in = following is not None and following.level > level
        return not takes_in and self._is_below(parent, gap, level)

    def _is_below(self, parent: SectionMatch, gap: Gap, level: int) -> bool:
        """Whether the heading under which a section in the gap stands is that of `parent`."""
        is_root = parent is self._match.root
        owner = self._match.title if is_root else parent.section
        is_there = owner is not None or is_root
        return is_there and section_above(self._document, gap.offset, level) is owner

    def _variables(self, parent: SectionMatch) -> dict[str, str]:
        return self._match.values | {name: capture.text for name, capture in parent.captures.items()}


def _is_apart(span: Span, others: Sequence[Span]) -> bool:
    """Whether `span` neither overlaps nor touches any of the others, which are sorted and apart."""
    index = bisect_left(others, span)
    near = others[max(index - 1, 0) : index + 1]
    return all(span.start > other.end or other.start > span.end for other in near)


def _next_number(parent: SectionMatch, last: SectionMatch) -> int:
    """The number of the next section like `last`; 0 where that is not known."""
    ints = [name for name, type_ in last.pattern.types if type_ == "int"] if last.pattern else []
    alike = [child.captures for child in parent.children if child.entry is last.entry]
    if len(ints) > 1 or any(name not in captures for captures in alike for name in ints):
        return 0
    numbers = [captures[name].text for captures in alike for name in ints]
    return max((int(text) for text in numbers if _SMALL.fullmatch(text)), default=0) + 1
