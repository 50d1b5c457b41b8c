"""What the mistakes of one list cost: the least is what was probably meant (`docs/alignment.md`)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from retrolint.matching.ordering import most_in_order
from retrolint.schema.conditions import NEVER
from retrolint.schema.model import Group, NamedEntry

MISSING, EXCESS, UNKNOWN, MOVED, MISNAMED = 8, 6, 4, 2, 1
"""What one mistake costs; a misnamed one costs one more for each slip of the pen."""


class Costly(Protocol):
    """A title that stands for an entry, at a cost of its own."""

    @property
    def entry(self) -> NamedEntry:
        """The entry."""

    @property
    def cost(self) -> int:
        """What it costs that the title is not quite its name."""


def cost(
    fits: Sequence["Costly | None"],
    members: Sequence[NamedEntry | Group],
    ranks: Mapping[str, int] | None,
) -> int:
    """What a list of `members` costs if its titles stand for `fits`.

    `ranks` is the order of the entries by path, where it counts.
    """
    counts = Counter(fit.entry.path for fit in fits if fit)
    total = sum(_cost_of(member, counts) for member in members)
    total += sum(fit.cost if fit else UNKNOWN for fit in fits)
    if ranks is not None:
        places = [ranks[entry.path] for entry in _within_limits(fit.entry for fit in fits if fit)]
        total += MOVED * (len(places) - most_in_order(places))
    return total


def _within_limits(entries: Iterable[NamedEntry]) -> Iterator[NamedEntry]:
    """The entries of a list in order, each only as often as it may be there."""
    counts: Counter[str] = Counter()
    for entry in entries:
        counts[entry.path] += 1
        if entry.occurs.most is None or counts[entry.path] <= entry.occurs.most:
            yield entry


def _cost_of(member: NamedEntry | Group, counts: Mapping[str, int]) -> int:
    """What is missing and too much of an entry, or of a group of them; conditions are held to be met."""
    if isinstance(member, Group):
        return _cost_of_group(member, counts)
    count = counts.get(member.path, 0)
    if not count:
        return MISSING * (member.required is not NEVER)
    most = member.occurs.most
    total = MISSING * (count < member.occurs.least)
    return total + (EXCESS * max(0, count - most) if most is not None else 0)


def _cost_of_group(group: Group, counts: Mapping[str, int]) -> int:
    present = [part for part in group.members if any(one.path in counts for one in entries_in(part))]
    total = sum(_cost_of(part, counts) for part in (group.members if group.kind == "run" else present))
    if group.kind == "one-of" and present:
        total += EXCESS * (len(present) - 1)
    elif group.kind == "one-of" and group.required is not NEVER:
        total += MISSING
    return total


def entries_in(member: NamedEntry | Group) -> Sequence[NamedEntry]:
    """The entry itself, or those of a group."""
    return member.entries if isinstance(member, Group) else (member,)
