"""What alignment makes of one list costs as little as the best of all ways, which are searched here."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, product
from math import prod
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from retrolint.document.reader import read_text
from retrolint.matching.alignment import align
from retrolint.matching.ordering import fewest_moves
from retrolint.patterns.nearness import slips
from retrolint.schema.conditions import NEVER
from retrolint.schema.constraints import Count
from retrolint.schema.loading import parse_schema
from retrolint.schema.model import FieldEntry, Group, Member, NamedEntry, Schema, SectionEntry

MISSING, EXCESS, UNKNOWN, MOVED, MISNAMED = 8, 6, 4, 2, 1

NAMES = st.sampled_from(
    ["gamma", "gamme", "gammas", "conclusion", "conclusoins", "{x}", "{n:int}", "day {n:int}", "day 5"]
)
TITLES = st.sampled_from(
    [
        "gamma",
        "gamme",
        "gamna",
        "1. gammas",
        "conclusion",
        "konklusion",
        "conclusoin",
        "day 5",
        "5",
        "old",
        "?",
    ]
)
ORDERS = st.sampled_from(["strict", "any"])
REPEATS = st.sampled_from(["0..1", "1..", "..2", "2..", "2..3"])
MODEST = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def entries(draw: st.DrawFn, label: str = "heading") -> dict[str, Any]:
    """A section or a field as a schema writes it."""
    entry: dict[str, Any] = {label: draw(st.lists(NAMES, min_size=1, max_size=2, unique=True))}
    if draw(st.booleans()):
        entry["was"] = ["old"]
    if draw(st.booleans()):
        entry["repeat"] = draw(REPEATS)
    elif draw(st.booleans()):
        entry["required"] = False
    return entry


@st.composite
def members(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A list of sections with up to four entries, some in a group."""
    listed: list[dict[str, Any]] = [*draw(st.lists(entries(), min_size=1, max_size=4))]
    kind = draw(st.sampled_from(["", "any-of", "one-of", "sections"]))
    start = draw(st.integers(0, len(listed) - 1))
    end = draw(st.integers(start + 1, len(listed)))
    if kind:
        group: dict[str, Any] = {kind: listed[start:end]}
        if kind == "one-of" and draw(st.booleans()):
            group["required"] = False
        listed[start:end] = [group]
    return listed


def schema_of(inside: dict[str, Any]) -> Schema:
    """The schema that says so of the document; ids tell entries of one name apart."""
    number = iter(range(100))

    def named(part: Any) -> Any:
        if isinstance(part, list):
            return [named(one) for one in part]
        if not isinstance(part, dict):
            return part
        given = {"id": f"id{next(number)}"} if {"heading", "label"} & part.keys() else {}
        return given | {key: named(value) for key, value in part.items()}

    data = {"name": "list", "description": "", **{key: named(value) for key, value in inside.items()}}
    return parse_schema("list.yaml", json.dumps(data))


def misnaming(title: str, entry: NamedEntry) -> int | None:
    """What `title` costs as a wrong name of `entry`; None where it is none."""
    costs = [MISNAMED for name in entry.was if name.fits(title)]
    costs += [MISNAMED + number for name in entry.names if (number := slips(title, name)) is not None]
    return min(costs, default=None)


Way = tuple[tuple[NamedEntry, int] | None, ...]


def ways(titles: Sequence[str], listed: Sequence[NamedEntry]) -> list[Way]:
    """All ways to give titles to entries: what fits exactly must go to the most particular it fits.

    Beyond 256 of them alignment promises nothing.
    """
    options: list[list[tuple[NamedEntry, int] | None]] = []
    for title in titles:
        fits = [(name.weight, entry) for entry in listed for name in entry.names if name.fits(title)]
        most = max((weight for weight, _ in fits), default=0)
        exact = dict.fromkeys(entry for weight, entry in fits if weight == most)
        if exact:
            options.append([(entry, 0) for entry in exact])
        else:
            near = ((entry, misnaming(title, entry)) for entry in listed)
            options.append([None, *((entry, price) for entry, price in near if price is not None)])
    assume(prod(map(len, options)) <= 256)
    return list(product(*options))


def moves(ranks: Sequence[int]) -> int:
    """How few must go for the rest never to fall, as trying all subsets says."""
    return next(
        gone
        for gone in range(len(ranks) + 1)
        for kept in combinations(ranks, len(ranks) - gone)
        if list(kept) == sorted(kept)
    )


def cost(way: Way, listed: Iterable[Member | FieldEntry], *, is_ordered: bool) -> int:
    """What the findings cost that `way` leads to."""
    counts = Counter(fit[0].path for fit in way if fit)
    ranks: dict[str, int] = {}
    total = sum(fit[1] if fit else UNKNOWN for fit in way)
    for member in listed:
        total += member_cost(member, counts)
        inside = member.entries if isinstance(member, Group) else (member,)
        shared = len(ranks)
        for entry in inside:
            is_any = isinstance(member, Group) and member.kind == "any-of"
            ranks[entry.path] = shared if is_any else len(ranks)
    return total + (MOVED * moved([fit[0] for fit in way if fit], ranks) if is_ordered else 0)


def moved(found: Sequence[NamedEntry], ranks: dict[str, int]) -> int:
    """How few must move; any that are too many go first, and need not be in order as well."""
    wanted = sum(min(count, entry.occurs.most or count) for entry, count in Counter(found).items())
    for size in range(wanted, 0, -1):
        for kept in combinations(found, size):
            order = [ranks[entry.path] for entry in kept]
            counts = Counter(kept).items()
            if order == sorted(order) and all(
                count in Count(0, entry.occurs.most) for entry, count in counts
            ):
                return wanted - size
    return wanted


def member_cost(member: Member | FieldEntry, counts: Counter[str]) -> int:
    """What is missing, too few and too many of an entry or a group."""
    if not isinstance(member, Group):
        return entry_cost(member, counts[member.path])
    present = [part for part in member.members if any(counts[entry.path] for entry in leaves(part))]
    if member.kind == "run":
        return sum(member_cost(part, counts) for part in member.members)
    total = sum(member_cost(part, counts) for part in present)
    if member.kind == "one-of":
        total += EXCESS * max(0, len(present) - 1)
        total += MISSING * (not present and member.required is not NEVER)
    return total


def leaves(member: Member) -> tuple[SectionEntry, ...]:
    return member.entries if isinstance(member, Group) else (member,)


def entry_cost(entry: SectionEntry | FieldEntry, count: int) -> int:
    if not count:
        return MISSING * (entry.required is not NEVER)
    too_few = MISSING * (count < entry.occurs.least)
    return too_few + (EXCESS * max(0, count - entry.occurs.most) if entry.occurs.most else 0)


@MODEST
@given(members(), st.lists(TITLES, max_size=5), ORDERS)
def test_a_list_of_sections_costs_least(listed: list[Any], titles: list[str], order: str) -> None:
    schema = schema_of({"sections": [{"heading": "Owner", "section-order": order, "sections": listed}]})
    text = "".join(f"## {title}\n" for title in titles)
    root = align(read_text("a.md", f"# Owner\n{text}"), schema).root
    assert root
    (owner,) = root.children
    found = MISSING * (len(owner.missing) + len(owner.too_few))
    found += EXCESS * (len(owner.surplus) + len(owner.clashes)) + UNKNOWN * len(owner.unknown)
    for child in owner.children:
        assert child.section
        price = misnaming(child.section.title, child.entry) if child.misnamed else 0
        assert price is not None
        found += price + MOVED * (child.misplaced is not None)
    entry = owner.entry
    least = min(
        cost(way, entry.members or (), is_ordered=order == "strict")
        for way in ways(titles, entry.sections)
    )
    # Which of several that are too many should go is not searched for.
    assert least <= found <= least + MOVED * len(owner.surplus)


@MODEST
@given(st.lists(entries("label"), min_size=1, max_size=4), st.lists(TITLES, max_size=5), ORDERS)
def test_a_list_of_fields_costs_least(listed: list[Any], titles: list[str], order: str) -> None:
    schema = schema_of({"field-order": order, "fields": listed})
    # Bold, since a label alone may be a sentence; a field that nothing takes is none.
    text = "".join(f"- **{title}**: value\n" for title in titles)
    root = align(read_text("a.md", text), schema).root
    assert root
    fields = root.fields
    found = MISSING * len(fields.missing) + EXCESS * len(fields.surplus) + MOVED * len(fields.misplaced)
    found += UNKNOWN * (len(titles) - len(fields.found))
    for match in fields.found:
        price = misnaming(match.field.label, match.entry) if match.misnamed else 0
        assert price is not None
        found += price
    least = min(
        cost(way, schema.root.fields, is_ordered=order == "strict")
        for way in ways(titles, schema.root.fields)
    )
    assert least <= found <= least + MOVED * len(fields.surplus)


PARTS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), max_size=8)


@MODEST
@given(PARTS)
def test_as_few_are_moved_as_can_be(parts: list[tuple[int, int]]) -> None:
    moved = fewest_moves(parts)
    gone = {index for index, _, _ in moved}
    kept = [index for index in range(len(parts)) if index not in gone]
    ranks = [parts[index][0] for index in kept]
    assert ranks == sorted(ranks)
    assert len(gone) == len(moved) == moves([rank for rank, _ in parts])


@MODEST
@given(PARTS)
def test_the_firmest_stay_where_they_are(parts: list[tuple[int, int]]) -> None:
    gone = {index for index, _, _ in fewest_moves(parts)}
    firm = sum(parts[index][1] for index in range(len(parts)) if index not in gone)
    for kept in combinations(range(len(parts)), len(parts) - len(gone)):
        ranks = [parts[index][0] for index in kept]
        if ranks == sorted(ranks):
            assert sum(parts[index][1] for index in kept) <= firm


@MODEST
@given(PARTS)
def test_what_moves_is_told_where_it_belongs(parts: list[tuple[int, int]]) -> None:
    moved = fewest_moves(parts)
    gone = {index for index, _, _ in moved}
    for index, after, before in moved:
        assert not {after, before} & gone
        kept = [other for other in range(len(parts)) if other not in gone]
        lower = [other for other in kept if parts[other][0] <= parts[index][0]]
        assert after == (lower[-1] if lower else None)
        higher = [other for other in kept if other not in lower]
        assert before == (higher[0] if higher else None)
