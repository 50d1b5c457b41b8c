"""What is wrong with a list of sections, once it is known which section stands for which entry."""

from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from retrolint.document.model import Section
from retrolint.matching.assignment import section_names
from retrolint.matching.field_alignment import judge_fields
from retrolint.matching.matched import Clash, Missing, Neighbour, Neighbours, SectionMatch, Shift, Unknown
from retrolint.matching.ordering import fewest_moves
from retrolint.schema.conditions import Values
from retrolint.schema.model import Group, Member, SectionEntry


class _Above(NamedTuple):
    """The level of the heading above a list, and the one that it should have."""

    level: int
    wanted: int


def judge(root: SectionMatch, values: Values, above: int) -> None:
    """Say in each match what is missing, too many, out of order, at another level.

    `values` are those of the document's variables, for conditions; `above` is the level of its title, 0
    without one.
    """
    _judge(root, values, _Above(above, above), root)


def _judge(match: SectionMatch, values: Values, above: _Above, root: SectionMatch) -> None:
    owner = match.entry
    judge_fields(match.fields, match.section, owner, values)
    if not match.children and not owner.members:
        return
    children: dict[str, list[SectionMatch]] = {}
    _turn_away(match, values)
    if owner.is_ordered:
        _judge_order(match)
    for child in match.children:
        if child.section:
            children.setdefault(child.entry.path, []).append(child)
    for member in owner.members or ():
        _judge_member(match, member, children, values)
    if any(child.entry.requires or child.entry.conflicts for child in match.children):
        beside = {child.entry.id: child for child in match.children}
        everywhere = {found.entry.id: found for found in root.walk() if found.section}
        _judge_pairs(match, {**everywhere, **beside})
    levels = _judge_levels(match, above)
    for child, level in zip(match.children, levels, strict=True):
        _judge(child, values, level, root)


def _turn_away(match: SectionMatch, values: Values) -> None:
    """Take out the children whose `when` does not hold; nothing is asked of their inside."""
    away = {id(child) for child in match.children if not child.entry.allowed.may_hold(values)}
    if away:
        match.unknown += [
            Unknown(child.section, child.entry)
            for child in match.children
            if id(child) in away and child.section
        ]
        match.children = [child for child in match.children if id(child) not in away]


def _judge_member(
    match: SectionMatch, member: Member, children: Mapping[str, list[SectionMatch]], values: Values
) -> None:
    """Whether what a list says of one member, an entry or a group of them, is so."""
    if isinstance(member, SectionEntry):
        _judge_entry(match, member, children.get(member.path, []), values)
        return
    present = [part for part in member.members if any(path in children for path in _paths(part))]
    for part in member.members if member.kind == "run" else present:
        _judge_member(match, part, children, values)
    if member.kind != "one-of":
        return
    if not present and member.required.must_hold(values):
        firsts = tuple(_entries(part)[0] for part in member.members)
        match.missing.append(Missing(firsts, member.path))
    sections = [_first(part, children) for part in present]
    match.clashes += [
        Clash(section, sections[0], sections[0].title, member.path) for section in sections[1:]
    ]


def _judge_entry(
    match: SectionMatch, entry: SectionEntry, found: list[SectionMatch], values: Values
) -> None:
    if not found and entry.allowed.must_hold(values) and entry.required.must_hold(values):
        match.missing.append(Missing((entry,), entry.path))
    if found and len(found) < entry.occurs.least:
        match.too_few.append((found[-1], len(found)))
    if entry.occurs.most is not None and len(found) > entry.occurs.most:
        # Of several alike those are too many that stand in the wrong place, which is then no fault more.
        rightly = sorted(found, key=lambda child: child.misplaced is not None)
        for child in rightly[entry.occurs.most :]:
            child.misplaced = None
            match.surplus.append((child, rightly[0]))


def _judge_pairs(match: SectionMatch, present: Mapping[str, SectionMatch]) -> None:
    """What `requires` and `conflicts` of the children ask for."""
    for child in match.children:
        if not child.section:
            continue
        for id_ in child.entry.requires:
            if id_ not in present:
                match.clashes.append(Clash(child.section, None, id_, child.entry.path))
        for id_ in child.entry.conflicts:
            other = present.get(id_)
            # Of two that refuse each other the first one's word is enough.
            is_told = other is not None and child.entry.id in other.entry.conflicts
            if is_told and other and _is_before(other, child):
                continue
            if other and other.section and other is not child:
                first, second = sorted((child.section, other.section), key=lambda one: one.span.start)
                match.clashes.append(Clash(second, first, first.title, child.entry.path))


def _is_before(one: SectionMatch, other: SectionMatch) -> bool:
    return bool(one.section and other.section and one.section.span.start < other.section.span.start)


def _judge_order(match: SectionMatch) -> None:
    """Mark the fewest children that must move, in the list and in each run inside an `any-of`."""
    ranks = section_names(match.entry).ranks
    standing = [child for child in match.children if child.section and not child.misplaced]
    _mark_moves(standing, ranks)
    for member in match.entry.members or ():
        if isinstance(member, Group) and member.kind == "any-of":
            for run in member.members:
                order = {path: rank for rank, path in enumerate(_paths(run))}
                _mark_moves([child for child in standing if child.entry.path in order], order)


def _mark_moves(standing: list[SectionMatch], ranks: Mapping[str, int]) -> None:
    counts = Counter(child.entry.path for child in standing)
    parts = [(ranks[child.entry.path], _firmness(child.entry, counts)) for child in standing]
    for index, after, before in fewest_moves(parts):
        standing[index].misplaced = Neighbours(
            None,
            None if after is None else _neighbour(standing[after]),
            None if before is None else _neighbour(standing[before]),
        )


def _firmness(entry: SectionEntry, counts: Mapping[str, int]) -> int:
    """How firmly a section stands: least where there are too many, most where there may be several."""
    most = entry.occurs.most
    return 0 if most is not None and counts[entry.path] > most else 1 + entry.is_repeated


def _judge_levels(match: SectionMatch, above: _Above) -> list[_Above]:
    """Note the children at another level than their list; what is above the inside of each child."""
    # A section with a level of its own says nothing of that of the others.
    standing = [child for child in match.children if child.section and not child.misplaced]
    voting = [child for child in standing if not _own_level(child)] or standing
    common = _common_level([child.section.level for child in voting if child.section], above)
    if not match.entry.path and match.entry.level:
        common = match.entry.level
    match.level = common
    levels: list[_Above] = []
    parts: list[tuple[int, Section | None, int]] = []
    for child in match.children:
        wanted = _own_level(child) or common
        section = child.section
        # What lies below a missing heading may stand at its level.
        level = min(section.level, wanted) if section else wanted - 1
        levels.append(_Above(level, wanted if section else level))
        is_off = section is not None and not child.misplaced and section.level != wanted
        parts.append((child.start, section if is_off else None, wanted))
    if not match.entry.path and match.entry.level and not match.entry.forbids_unknown:
        above_all = (unknown.section for unknown in match.unknown if unknown.section.level < common)
        parts += [(section.span.start, section, common) for section in above_all]
    parts.sort(key=lambda part: part[0])
    for (is_off, expected), run in groupby(parts, lambda part: (part[1] is not None, part[2])):
        if is_off:
            match.shifts.append(Shift(tuple(section for _, section, _ in run if section), expected))
    return levels


def _own_level(child: SectionMatch) -> int | None:
    return child.entry.level if child.entry.path else None


def _common_level(levels: list[int], above: _Above) -> int:
    """The level of a list below `above`: the one that leaves the fewest runs of others, and of sections.

    Of several it is the highest, as it is easier to go too deep.
    """

    def runs(level: int) -> tuple[int, int, int]:
        off = [found != level for found in levels]
        starts = sum(now and not before for now, before in zip(off, [False, *off], strict=False))
        return starts, sum(off), level

    deeper = (level for level in set(levels) if level > above.level)
    return min(deeper, key=runs, default=above.wanted + 1)


def _entries(member: Member) -> tuple[SectionEntry, ...]:
    return member.entries if isinstance(member, Group) else (member,)


def _paths(member: Member) -> list[str]:
    return [entry.path for entry in _entries(member)]


def _first(member: Member, children: Mapping[str, list[SectionMatch]]) -> Section:
    """The first section that stands for a part of `member`; one is there."""
    found = (child.section for path in _paths(member) for child in children.get(path, ()))
    return min((section for section in found if section), key=lambda section: section.span.start)


def _neighbour(match: SectionMatch) -> Neighbour | None:
    return Neighbour(match.section.title, match.section.span) if match.section else None
