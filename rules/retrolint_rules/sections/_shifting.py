"""Which headings move with a section that is put at another level, and whether all is right then."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from retrolint.diagnostics import Edit
from retrolint.document.model import Document, Section
from retrolint.matching.alignment import align
from retrolint.matching.assignment import section_names
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch, Shift
from retrolint.patterns.folding import fold
from retrolint_rules.sections._comparing import is_told_alike
from retrolint_rules.sections._levels import heading_edits, parents, with_levels

_DEEPEST = 6
_FEW = 5
"""So many shifts are tried one by one: it takes as long as to match the document again for each."""

Levels = Mapping[int, int]
"""The levels of headings, by where they start."""


_Listed = tuple[SectionMatch, Shift]
"""A shift, with the match of the list in which it is."""


class _Plan(NamedTuple):
    listed: _Listed
    levels: Levels


class Shifting:
    """Puts sections of a document at the level of their list."""

    def __init__(self, match: Match) -> None:
        """What is needed for that is looked for once somebody asks."""
        self._match = match
        self._document = match.document

    def edits(self, shifts: Sequence[_Listed]) -> list[tuple[Edit, ...]]:
        """For each shift, with the match of its list, what mends it; nothing in doubt.

        What is inside a section goes with it. It is tried, where there are many with all at once: the
        sections must be matched just as they were.
        """
        plans = [_Plan(shift, self._levels(*shift)) for shift in shifts]
        taken: set[int] = set()
        chosen: list[_Plan] = []
        for plan in plans:
            # What stands in another that moves has its turn after it.
            if plan.levels and not taken & plan.levels.keys():
                taken |= plan.levels.keys()
                chosen.append(plan)
        if len(chosen) <= _FEW or not self._are_right(chosen):
            chosen = [plan for plan in chosen if self._are_right([plan])]
            if len(chosen) > 1 and not self._are_right(chosen):
                del chosen[1:]
        right = {id(plan) for plan in chosen}
        return [edits_of(self._document, plan.levels) if id(plan) in right else () for plan in plans]

    def _levels(self, parent: SectionMatch, shift: Shift) -> Levels:
        """The new levels of the headings that move; empty where nobody can tell."""
        beside = self._beside(parent, shift)
        # Otherwise what is deeper may have been meant to stand beside them.
        is_certain = bool(beside) and len(shift.sections) > 1
        levels: dict[int, int] = {}
        for section in beside or shift.sections:
            if self._may_be_title(section):
                return {}
            distance = shift.expected - section.level
            deeper = list(self._inside(section, parent, shift.expected))
            in_the_way = [each.span.start for each in deeper if each.level <= shift.expected]
            if distance > 0 and not is_certain and any(start not in self._found for start in in_the_way):
                return {}
            if distance > 0 and not in_the_way:
                deeper = []
            levels |= {each.span.start: each.level + distance for each in (section, *deeper)}
        return levels if edits_of(self._document, levels) else {}

    def _may_be_title(self, section: Section) -> bool:
        """Whether it could be the sections beside the first heading that stand too high, and not this."""
        is_first = section is self._document.sections[0] and section.level == 1
        return is_first and section.span.start not in self._found

    def _beside(self, parent: SectionMatch, shift: Shift) -> tuple[Section, ...]:
        """All sections of the top level, where that is shifted as a whole."""
        if parent is not self._match.root:
            return ()
        home = self._match.title or self._document.root
        known = _starts(shift.sections)
        is_whole = all(child.start in known for child in parent.children if not child.misplaced)
        beside = (*shift.sections, *(each for each in home.children if each.span.start not in known))
        return beside if is_whole and len({section.level for section in beside}) == 1 else ()

    def _inside(self, section: Section, parent: SectionMatch, level: int) -> Iterator[Section]:
        """What stands in `section` and belongs to it, in order, where that belongs at `level`.

        What is matched elsewhere does not, nor what a schema gives a level of its own; and nothing below
        what will be the next section of the list of `parent`.
        """
        own = self._found.get(section.span.start)
        mine = {each.start for each in own.walk()} if own else set()

        def is_elsewhere(child: Section) -> bool:
            other = self._found.get(child.span.start)
            if other is None:
                return child.level == level and _is_named(child, parent)
            return child.span.start not in mine or bool(other.entry.level)

        def walk(around: Section) -> Iterator[Section]:
            for child in around.children:
                if not is_elsewhere(child):
                    yield child
                    yield from walk(child)
                elif around is section and child.level <= level:
                    return

        return walk(section)

    def _are_right(self, plans: Sequence[_Plan]) -> bool:
        """Whether the sections of the shifts are at their level then, and all else is as it was."""
        levels = {start: level for plan in plans for start, level in plan.levels.items()}
        after = with_levels(self._document, levels)
        if not self._match.schema or not self._is_in_place(after, [plan.listed[0] for plan in plans]):
            return False
        then = align(after, self._match.schema)
        old, new = _shifts_in(self._match), _shifts_in(then)
        wrong = _starts(section for shift in old for section in shift.sections)
        mended = _starts(section for plan in plans for section in plan.listed[1].sections)
        is_mended = _starts(section for shift in new for section in shift.sections) <= wrong - mended
        return is_mended and len(new) <= len(old) - len(plans) and is_told_alike(self._match, then)

    def _is_in_place(self, after: Document, lists: Sequence[SectionMatch]) -> bool:
        """Whether each section comes under no other heading than that of its list, one of `lists`.

        What has no list goes with the section found last before it, beside which it stood.
        """
        now = parents(after)
        last: dict[int, tuple[int, set[int]]] = {}
        for section in after.sections:
            start = section.span.start
            before = self._parents[start]
            homes = self._homes.get(start, set())
            if start not in self._found:
                homes = {home for each in lists if _is_named(section, each) for home in self._home(each)}
            if homes:
                last[before] = start, homes
            beside, homes = last.get(before, (start, homes))
            if now[start] != before and (now[start] not in homes or now[beside] != now[start]):
                return False
        return True

    @cached_property
    def _found(self) -> dict[int, SectionMatch]:
        return by_start(self._match)

    @cached_property
    def _parents(self) -> dict[int, int]:
        return parents(self._document)

    @cached_property
    def _homes(self) -> dict[int, set[int]]:
        """For each section found, where the headings start that it may stand right below."""
        homes: dict[int, set[int]] = {}
        if self._match.root:
            _add_homes(self._match.root, self._home(self._match.root), homes)
        return homes

    def _home(self, parent: SectionMatch) -> set[int]:
        """Where the headings start that the list of `parent` may stand right below."""
        if parent is not self._match.root:
            return {parent.start}
        return {-1, self._match.title.span.start if self._match.title else -1}


def edits_of(document: Document, levels: Levels) -> tuple[Edit, ...]:
    """What puts the headings there at these levels; nothing where one cannot be written so."""
    edits: list[Edit] = []
    for section in document.sections:
        level = levels.get(section.span.start, section.level)
        if level != section.level:
            own = heading_edits(document, section, level) if level <= _DEEPEST else None
            if own is None:
                return ()
            edits += own
    return tuple(edits)


def _is_named(section: Section, parent: SectionMatch) -> bool:
    """Whether an entry in the list of `parent` has the very name of `section`."""
    return fold(section.title, is_name=True) in section_names(parent.entry).literals


def by_start(match: Match) -> dict[int, SectionMatch]:
    """The matches of all sections found, by where these start."""
    return {section.span.start: found for found, section in match.found}


def _add_homes(around: SectionMatch, home: set[int], homes: dict[int, set[int]]) -> None:
    for child in around.children:
        if child.section:
            homes[child.start] = home
        _add_homes(child, {child.start} if child.section else home, homes)


def _shifts_in(match: Match) -> list[Shift]:
    return [shift for parent in match.sections for shift in parent.shifts]


def _starts(sections: Iterable[Section]) -> set[int]:
    return {section.span.start for section in sections}
