"""One list: which of its sections, or fields, stands for which entry.

What fits a name exactly goes to the most particular entry it fits: a literal name before a pattern, free
holes last. What only nearly fits, or has an old name, goes to an entry that nothing else took. Where
several ways are left, the one of least cost is taken (`docs/alignment.md`): all of them are tried where
they are few, else each is decided in order.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import product
from math import prod
from typing import NamedTuple

from retrolint.matching.costs import EXCESS, MISNAMED, MISSING, MOVED, UNKNOWN, cost, entries_in
from retrolint.matching.matched import Misnamed
from retrolint.patterns.folding import fold
from retrolint.patterns.nearness import slips
from retrolint.patterns.pattern import Capture, Pattern
from retrolint.schema.model import Group, Member, NamedEntry, SectionEntry

_MOST_WAYS = 256

IsHeld = Callable[[int, NamedEntry], bool]


class Fit(NamedTuple):
    """A way for a title to stand for an entry."""

    entry: NamedEntry
    pattern: Pattern
    misnamed: Misnamed | None = None
    cost: int = 0
    captures: Mapping[str, Capture] = {}
    """Those of an old name; what fits exactly is asked only once it is chosen."""

    def captured(self, title: str) -> dict[str, Capture]:
        """What the holes of the name take of `title`."""
        if self.cost:
            return dict(self.captures)
        return (self.pattern.match(title) or {}) if self.pattern.types else {}


class Names(NamedTuple):
    """The names of a list of entries, prepared for looking titles up."""

    members: Sequence[NamedEntry | Group]
    entries: tuple[NamedEntry, ...]
    literals: dict[str, list[tuple[NamedEntry, Pattern]]]
    """By what a literal name is, folded."""
    patterns: list[tuple[NamedEntry, Pattern]]
    """Those with holes, the most particular first."""
    ranks: dict[str, int]
    """By path: the order of the entries; those of an `any-of` share one rank."""
    is_exact: bool


@cache
def section_names(owner: SectionEntry) -> Names:
    """The names in the list of sections of `owner`."""
    ranks: dict[str, int] = {}
    _rank(owner.members or (), ranks, 0)
    return _names(owner.members or (), owner.sections, ranks, is_exact=owner.is_exact)


@cache
def field_names(owner: SectionEntry) -> Names:
    """The names in the list of fields of `owner`."""
    ranks = {entry.path: rank for rank, entry in enumerate(owner.fields)}
    return _names(owner.fields, owner.fields, ranks, is_exact=owner.is_exact)


def _names(
    members: Sequence[NamedEntry | Group],
    entries: tuple[NamedEntry, ...],
    ranks: dict[str, int],
    *,
    is_exact: bool,
) -> Names:
    literals: dict[str, list[tuple[NamedEntry, Pattern]]] = {}
    patterns: list[tuple[NamedEntry, Pattern]] = []
    for entry in entries:
        for name in entry.names:
            if name.is_literal:
                literals.setdefault(name.literal, []).append((entry, name))
            else:
                patterns.append((entry, name))
    patterns.sort(key=lambda pair: -pair[1].weight)
    return Names(members, entries, literals, patterns, ranks, is_exact)


def _rank(members: Iterable[Member], ranks: dict[str, int], rank: int, step: int = 1) -> int:
    """Number the sections of `members` from `rank`; the next free rank."""
    for member in members:
        if isinstance(member, SectionEntry):
            ranks[member.path] = rank
            rank += step
        else:
            inner = 0 if member.kind == "any-of" else step
            rank = _rank(member.members, ranks, rank, inner) + (step if not inner else 0)
    return rank


def exact_fits(title: str, names: Names, is_held: Callable[[NamedEntry], bool]) -> list[Fit]:
    """The most particular entries that `title` fits, each through the first of its names that does.

    `is_held` says whether a section that any title would fit holds anything of an entry.
    """
    fits: dict[str, Fit] = {}
    for entry, name in names.literals.get(fold(title, is_name=True), ()):
        fits.setdefault(entry.path, Fit(entry, name))
    most = 0
    for entry, name in names.patterns if not fits else ():
        if name.weight < most:
            break
        if entry.path not in fits and name.fits(title) and (name.weight or is_held(entry)):
            fits[entry.path] = Fit(entry, name)
            most = name.weight
    found = list(fits.values())
    return [_strictly(fit, title) for fit in found] if names.is_exact else found


def _strictly(fit: Fit, title: str) -> Fit:
    """The fit, misnamed where case, emoji or brackets differ."""
    if not fit.pattern.is_loosely(title):
        return fit
    return fit._replace(misnamed=Misnamed(fit.pattern.shown, is_old=False))


def near_fits(title: str, entries: Iterable[NamedEntry]) -> list[Fit]:
    """The entries that `title` nearly fits, or has an old name of."""
    fits: list[Fit] = []
    folded = fold(title, is_name=True)
    for entry in entries:
        best: tuple[int, Pattern, dict[str, Capture] | None] | None = None
        for name in entry.was:
            captures = name.match_folded(title, folded)
            if captures is not None:
                best = MISNAMED, entry.names[0], captures
                break
        for name in entry.names if not best else ():
            number = slips(title, name)
            if number is not None and (not best or MISNAMED + number < best[0]):
                best = MISNAMED + number, name, None
        if best:
            cost_, pattern, captures = best
            misnamed = Misnamed(pattern.shown, is_old=captures is not None)
            fits.append(Fit(entry, pattern, misnamed, cost_, captures or {}))
    return fits


Options = Sequence[Sequence[Fit | None]]


def least_cost(options: Options, names: Names, *, is_ordered: bool) -> list[Fit | None]:
    """For each title the way that makes all of them together cost least; the first of several.

    `options` are the ways of each title, None, the last, for standing for nothing.
    """
    if all(len(ways) == 1 for ways in options):
        return [ways[0] for ways in options]
    options = _without_the_worse(options, names, is_ordered=is_ordered)
    number = prod(map(len, options))
    if number == 1:
        return [ways[0] for ways in options]
    if number > _MOST_WAYS:
        return _in_order(options, names, is_ordered=is_ordered)
    # What no way makes any difference to is not counted.
    paths = {fit.entry.path for ways in options for fit in ways if fit}
    members = [member for member in names.members if any(one.path in paths for one in entries_in(member))]
    ranks = names.ranks if is_ordered else None
    ways = (list(way) for way in product(*options))
    return min(ways, key=lambda way: cost(way, members, ranks))


def _without_the_worse(options: Options, names: Names, *, is_ordered: bool) -> Options:
    """The options, without standing for nothing where the only other way can cost no more than that."""
    wanting = Counter(fit.entry.path for ways in options for fit in ways if fit)
    alone = {member.path for member in names.members if not isinstance(member, Group)}

    def is_sure(fit: Fit) -> bool:
        entry, number = fit.entry, wanting[fit.entry.path]
        has_room = entry.occurs.most is None or number <= entry.occurs.most
        is_wanted = not entry.may_be_missing
        if entry.path not in alone or not has_room or (entry.occurs.least > 1 and not is_wanted):
            return False
        saved = UNKNOWN + MISSING * (number == 1 and entry.occurs.least == 1 and is_wanted)
        return fit.cost + MOVED * is_ordered <= saved

    return [
        ways[:1] if len(ways) == 2 and ways[0] and not ways[1] and is_sure(ways[0]) else ways  # noqa: PLR2004
        for ways in options
    ]


def _in_order(options: Options, names: Names, *, is_ordered: bool) -> list[Fit | None]:
    """Decide each in order: one that is wanted, not before the last one, with room, of little cost."""
    chosen: list[Fit | None] = []
    counts: Counter[str] = Counter()
    rank = 0

    def price(fit: Fit | None) -> tuple[int, int]:
        if fit is None:
            return UNKNOWN, 0
        entry = fit.entry
        count, place = counts[entry.path], names.ranks[entry.path]
        is_full = entry.occurs.most is not None and count >= entry.occurs.most
        is_wanted = not count and not entry.may_be_missing
        is_moved = is_ordered and place < rank
        return fit.cost + EXCESS * is_full + MOVED * is_moved - MISSING * is_wanted, place

    for ways in options:
        best = min(ways, key=price)
        chosen.append(best)
        if best:
            counts[best.entry.path] += 1
            rank = names.ranks[best.entry.path]
    return chosen


def assign(
    titles: Sequence[str],
    names: Names,
    *,
    is_ordered: bool,
    is_held: IsHeld = lambda _index, _entry: True,
) -> list[Fit | None]:
    """For each title its entry, or None; `is_held` says whether the n-th holds anything of an entry."""
    options: list[Sequence[Fit | None]] = []
    taken: set[str] = set()
    for index, title in enumerate(titles):
        fits = exact_fits(title, names, lambda entry, index=index: is_held(index, entry))  # type: ignore[misc]
        options.append(fits or (None,))
        if len(fits) == 1:
            taken.add(fits[0].entry.path)
    left = [index for index, ways in enumerate(options) if ways[0] is None]
    free = [entry for entry in names.entries if entry.path not in taken or entry.is_repeated]
    near: dict[str, list[Fit]] = {}
    for index in left if free else ():
        title = titles[index]
        if title not in near:
            near[title] = near_fits(title, free)
        options[index] = (*near[title], None)
    return least_cost(options, names, is_ordered=is_ordered)
