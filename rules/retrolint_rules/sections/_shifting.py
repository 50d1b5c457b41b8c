"""Which headings move with a section that is put at another level, and whether all is right then."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from retrolint.diagnostics import Edit
from retrolint.document.blocks import is_hidden
from retrolint.document.model import Document, Section
from retrolint.matching.alignment import align
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch, Shift
from retrolint_rules.sections._levels import heading_edits, parents, with_levels
from retrolint_rules.sections._placing import reported_anyway

_DEEPEST = 6
_FEW = 5
"""So many shifts are tried one by one: it takes as long as to match the document again for each."""

Levels = Mapping[int, int]
"""The levels of headings, by where they start."""


class Shifting:
    """Puts sections of a document at the level of their list."""

    def __init__(self, match: Match) -> None:
        """What is needed for that is looked for once somebody asks."""
        self._match = match
        self._document = match.document

    def edits(self, shifts: Sequence[tuple[SectionMatch, Shift]]) -> list[tuple[Edit, ...]]:
        """For each shift, with the match of its list, what mends it; nothing in doubt.

        What is inside a section goes with it. It is tried, where there are many with all at once: the
        sections must be matched just as they were.
        """
        plans = {number: self._plan(*shift) for number, shift in enumerate(shifts)}
        levels: dict[int, int] = {}
        together: list[int] = []
        for number, plan in plans.items():
            if plan and not levels.keys() & plan.keys():
                levels.update(plan)
                together.append(number)
        if len(together) > _FEW and self._is_right(levels, [shifts[number][1] for number in together]):
            right = set(together)
        else:
            right = {n for n, plan in plans.items() if plan and self._is_right(plan, [shifts[n][1]])}
        return [edits_of(self._document, plan) if n in right else () for n, plan in plans.items()]

    def _plan(self, parent: SectionMatch, shift: Shift) -> Levels:
        """The new levels of the headings that move; empty where nobody can tell."""
        beside = self._beside(parent, shift)
        # Otherwise what is deeper may have been meant to stand beside them.
        is_certain = bool(beside) and len(shift.sections) > 1
        levels: dict[int, int] = {}
        for section in beside or shift.sections:
            distance = shift.expected - section.level
            deeper = list(self._inside(section))
            in_the_way = [each.span.start for each in deeper if each.level <= shift.expected]
            if distance > 0 and not is_certain and any(start not in self._found for start in in_the_way):
                return {}
            if distance > 0 and not in_the_way:
                deeper = []
            levels |= {each.span.start: each.level + distance for each in (section, *deeper)}
        return levels if self._is_in_place(levels) and edits_of(self._document, levels) else {}

    def _beside(self, parent: SectionMatch, shift: Shift) -> tuple[Section, ...]:
        """All sections of the top level, where that is shifted as a whole."""
        if parent is not self._match.root:
            return ()
        home = self._match.title or self._document.root
        known = _starts(shift.sections)
        is_whole = all(child.start in known for child in parent.children if not child.misplaced)
        beside = (*shift.sections, *(each for each in home.children if each.span.start not in known))
        return beside if is_whole and len({section.level for section in beside}) == 1 else ()

    def _inside(self, section: Section) -> Iterator[Section]:
        """What stands in `section` and belongs to it, in order.

        What is matched elsewhere does not, nor what a schema gives a level of its own.
        """
        own = self._found.get(section.span.start)
        mine = {each.start for each in own.walk()} if own else set()

        def walk(around: Section) -> Iterator[Section]:
            for child in around.children:
                other = self._found.get(child.span.start)
                if other is None or (child.span.start in mine and not other.entry.level):
                    yield child
                    yield from walk(child)

        return walk(section)

    def _is_in_place(self, levels: Levels) -> bool:
        """Whether each section comes under no other heading than that of its list."""
        now = parents(with_levels(self._document, levels))
        return all(
            parent == self._parents[start] or parent in self._homes.get(start, ())
            for start, parent in now.items()
        )

    def _is_right(self, levels: Levels, shifts: Sequence[Shift]) -> bool:
        """Whether the sections of the shifts are at their level then, and all else is as it was."""
        if not self._match.schema:
            return False
        then = align(with_levels(self._document, levels), self._match.schema)
        old, new = _shifts_in(self._match), _shifts_in(then)
        wrong = _starts(section for shift in old for section in shift.sections)
        mended = _starts(section for shift in shifts for section in shift.sections)
        return (
            len(new) <= len(old) - len(shifts)
            and _starts(section for shift in new for section in shift.sections) <= wrong - mended
            and self._told == _told(then)
            and _holds_as_much(self._match, then)
        )

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
            top = {-1, self._match.title.span.start if self._match.title else -1}
            _add_homes(self._match.root, top, homes)
        return homes

    @cached_property
    def _told(self) -> list[object]:
        return _told(self._match)


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


def _told(match: Match) -> list[object]:
    """All that a match says of the sections, but their levels."""
    told: list[object] = [match.title.span.start if match.title else -1]
    known = reported_anyway(match)
    return [*told, *_told_of(match.root, 0, known)] if match.root else told


def _told_of(found: SectionMatch, depth: int, known: Collection[int]) -> Iterator[object]:
    strangers = (
        unknown.section.span.start
        for unknown in found.unknown
        if unknown.entry or (found.entry.forbids_unknown and unknown.section.level <= found.level)
    )
    yield (
        depth,
        found.entry.path,
        found.start if found.section else -1,
        id(found.section) in known,
        found.misnamed,
        found.misplaced is not None,
        [missing.path for missing in found.missing],
        sorted(strangers),
        [child.start for child, _ in found.surplus],
        [(child.start, number) for child, number in found.too_few],
        [(clash.section.span.start, clash.wanted) for clash in found.clashes],
    )
    for child in found.children:
        yield from _told_of(child, depth + 1, known)


def _holds_as_much(before: Match, after: Match) -> bool:
    """Whether no section has lost or won what its schema, or who reads it, would miss or mind."""
    for old, new in zip(before.sections, after.sections, strict=True):
        if not old.section or not new.section or _all_in(old.section) == _all_in(new.section):
            continue
        is_judged = old.entry.is_free and old.entry.constraints is not None
        is_emptied = new.section.is_empty and not old.section.is_empty
        # As long as nothing is written in a section, nobody asks for its fields.
        is_begun = bool(old.entry.fields) and not old.section.children
        visible = [block for block in old.section.blocks if not is_hidden(block)]
        if is_judged or is_emptied or (is_begun and len(visible) < 2):  # noqa: PLR2004 - a placeholder is one
            return False
    return True


def _all_in(section: Section) -> list[int]:
    return [each.span.start for each in section.walk()]
