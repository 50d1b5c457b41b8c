"""Where a misplaced section belongs, and how it gets there."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from retrolint.diagnostics import Edit, quoted
from retrolint.document.model import Section
from retrolint.matching.alignment import align
from retrolint.matching.assignment import section_names
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch
from retrolint.schema.model import Group, SectionEntry
from retrolint_rules.sections._levels import parents
from retrolint_rules.sections._pieces import Pieces
from retrolint_rules.sections._placing import level_in
from retrolint_rules.sections._shifting import by_start

_MOST_TRIED = 10
"""Of so many moves to another level, or below another heading, it is tried whether they are right."""


class Relocation(NamedTuple):
    """How a section gets to its place."""

    edits: tuple[Edit, ...]
    where: str
    """In words: after which other, before which, in which."""
    level: int
    """The one that it has there."""


class _Spot(NamedTuple):
    """Where a section belongs: after, before, or at the end of another."""

    where: str
    beside: SectionMatch


class Relocations:
    """Those of a document."""

    def __init__(self, match: Match) -> None:
        """What is needed to find them is looked for once somebody asks."""
        self._match = match
        self._pieces = Pieces(match.document)
        self._whole: dict[int, bool] = {}
        self._levels: dict[int, int] = {}
        self._tries = 0

    def of(self, parent: SectionMatch, child: SectionMatch) -> Relocation | None:
        """How the misplaced `child` gets to its place in the list of `parent`; None in doubt."""
        if not parent.section or _is_in_a_run(parent.entry, child.entry):
            return None
        spot, level = self._spot(parent, child), self._level(parent, child.entry)
        section, there = child.section, spot.beside.section
        if not section or not there or not there.heading or not _fits(section, there, spot, level):
            return None
        # Where there is nothing in a list yet, what belongs there stands elsewhere.
        parts = (child,) if spot.beside is parent else (child, spot.beside)
        if not all(map(self._is_whole, parts)):
            return None
        edits = self._pieces.moving_edits(
            section, level - section.level, there, is_above=spot.where == "before"
        )
        if not edits or not (self._is_swapped(parent, child, there) or self._is_right(edits, child)):
            return None
        return Relocation(edits, f"{spot.where} {quoted(there.title)}", level)

    def _spot(self, parent: SectionMatch, child: SectionMatch) -> _Spot:
        """Where the child belongs; the end of its list, where that is all that can be told."""
        told = child.misplaced
        beside = told and (told.after or told.before)
        if told and beside:
            return _Spot("after" if told.after else "before", self._found[beside.span.start])
        standing = [each for each in parent.children if each.section and not each.misplaced]
        ranks = section_names(parent.entry).ranks if parent.entry.is_ordered else {}
        rank = ranks.get(child.entry.path, 0)
        earlier = [each for each in standing if ranks.get(each.entry.path, 0) <= rank]
        if earlier:
            return _Spot("after", earlier[-1])
        return _Spot("before", standing[0]) if standing else _Spot("to the end of", parent)

    def _level(self, parent: SectionMatch, entry: SectionEntry) -> int:
        if entry.level:
            return entry.level
        if id(parent) not in self._levels:
            self._levels[id(parent)] = level_in(self._match, parent)
        return self._levels[id(parent)]

    def _is_whole(self, found: SectionMatch) -> bool:
        """Whether what is in the section, and what was found to be in it, is the same."""
        if found.start not in self._whole:
            inside = {each.span.start for each in found.section.walk()} if found.section else set()
            mine = {each.start for each in found.walk() if each.section}
            self._whole[found.start] = mine == {start for start in inside if start in self._found}
        return self._whole[found.start]

    def _is_swapped(self, parent: SectionMatch, child: SectionMatch, there: Section) -> bool:
        """Whether nothing but the order changes, of sections at one level below their list's heading."""
        section, told, around = child.section, child.misplaced, self._parents
        if not section or not told or not (told.after or told.before) or section.level != there.level:
            return False
        homes = {parent.start}
        if parent is self._match.root:
            homes = {-1, self._match.title.span.start if self._match.title else -1}
        return around[section.span.start] == around[there.span.start] in homes

    def _is_right(self, edits: tuple[Edit, ...], child: SectionMatch) -> bool:
        """Whether the child is in its place then, and nothing is wrong that was not."""
        self._tries += 1
        if self._tries > _MOST_TRIED or not self._match.schema:
            return False
        from retrolint.document.reader import read_text  # noqa: PLC0415 - rules wait for no parser

        text = self._match.document.source.text
        for edit in reversed(edits):
            text = text[: edit.range.start.offset] + edit.text + text[edit.range.end.offset :]
        before = Counter(_faults(self._match))
        after = Counter(_faults(align(read_text(self._match.document.path, text), self._match.schema)))
        return after <= before and ("misplaced", child.entry.path, _title(child)) in before - after

    @cached_property
    def _found(self) -> dict[int, SectionMatch]:
        return by_start(self._match)

    @cached_property
    def _parents(self) -> dict[int, int]:
        return parents(self._match.document)


def _fits(section: Section, there: Section, spot: _Spot, level: int) -> bool:
    """Whether `section` is apart from where it belongs, and at its level that is its place."""
    if section.span.start < there.span.end and there.span.start < section.span.end:
        return False
    if spot.where == "to the end of":
        return there.level < level <= min((each.level for each in there.children[-1:]), default=level)
    return there.level == level


def _faults(match: Match) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the sections: what it is, of which entry, and with which section."""
    for found in match.sections:
        yield from (("missing", missing.path, "") for missing in found.missing)
        yield from (("unknown", found.entry.path, one.section.title) for one in found.unknown)
        yield from (("surplus", child.entry.path, "") for child, _ in found.surplus)
        yield from (("too few", child.entry.path, "") for child, _ in found.too_few)
        yield from (("clash", clash.path, clash.section.title) for clash in found.clashes)
        yield from (("level", "", shift.sections[0].title) for shift in found.shifts)
        if found.misplaced:
            yield "misplaced", found.entry.path, _title(found)
        if found.misnamed:
            yield "misnamed", found.entry.path, _title(found)


def _title(found: SectionMatch) -> str:
    return found.section.title if found.section else ""


def _is_in_a_run(owner: SectionEntry, entry: SectionEntry) -> bool:
    """Whether `entry` has a place not only in the list of `owner`, but also in a part of it."""
    runs = (
        run
        for group in owner.groups
        if group.kind == "any-of"
        for run in group.members
        if isinstance(run, Group)
    )
    return any(entry in run.entries for run in runs)
