"""What a schema asks for that no document can meet: counts, choices and times that exclude each other."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from retrolint.diagnostics import Severity
from retrolint.document.dates import parse_date
from retrolint.schema.conditions import ALWAYS
from retrolint.schema.editions import Variant
from retrolint.schema.model import Entry, Group, KeyEntry, Member, NamedEntry, Schema, SectionEntry


class Fault(NamedTuple):
    """Something wrong with the part of a schema at `path`."""

    path: str
    message: str
    severity: Severity = Severity.ERROR


def impossible_parts(schema: Schema, entries: Iterable[Entry]) -> Iterator[Fault]:
    """What nothing can meet, in `schema` as a whole and in each of its `entries`."""
    if not schema.name.strip():
        yield Fault("name", '"name" is empty')
    if schema.root.level == 1 and schema.root.names:
        message = '"level" is 1 and there is a title: the top sections lie below it, at 2 or deeper'
        yield Fault("level", message)
    for entry in entries:
        yield from _of_entry(entry, schema)
    yield from _of_groups(schema.root.members or ())
    yield from _of_conflicts(schema)
    for index, span in enumerate(schema.series.breaks):
        first, _, last = span.partition("..")
        start, end = parse_date(first), parse_date(last)
        if start and end and end < start:
            yield Fault(f"series.breaks[{index}]", f'"{span}" ends before it starts')
    for index, variant in enumerate(schema.variants):
        yield from _of_variant(variant, f"variants[{index}]")


def _of_entry(entry: Entry, schema: Schema) -> Iterator[Fault]:
    prefix = f"{entry.path}." if entry.path else ""
    if entry.occurs.most == 0:
        yield Fault(f"{prefix}repeat", '"repeat" lets it never be there: leave the whole entry out')
    for setting in entry.rules:
        if setting.rule == "*" and setting.options:
            message = '"*" is all rules, which have no option in common: write a severity'
            yield Fault(f"{prefix}rules.*", message)
    for name in entry.names if isinstance(entry, NamedEntry) else ():
        if name.is_literal and not name.literal.strip():
            yield Fault(
                entry.path, f'nothing of the name "{name.source}" counts, so that it names nothing'
            )
    numbers = dict(entry.constraints.numbers) if entry.constraints else {}
    if (
        entry.constraints
        and entry.constraints.columns
        and "table" in numbers
        and numbers["table"].most == 0
    ):
        yield Fault(f"{prefix}columns", '"columns" are those of a table, and "content" allows none')
    yield from _of_relations(entry, prefix)
    if isinstance(entry, KeyEntry):
        yield from _of_key(entry, schema)


def _of_relations(entry: Entry, prefix: str) -> Iterator[Fault]:
    for key, ids in (("requires", entry.requires), ("conflicts", entry.conflicts)):
        if entry.id in ids:
            yield Fault(f"{prefix}{key}", f'"{key}" names the section itself')
    for id_ in sorted({*entry.requires} & {*entry.conflicts}):
        yield Fault(f"{prefix}conflicts", f'"{id_}" is in "requires" too: both cannot be met')


def _of_key(key: KeyEntry, schema: Schema) -> Iterator[Fault]:
    types = key.constraints.types if key.constraints else ()
    if key.keys and types and "mapping" not in types:
        yield Fault(f"{key.path}.keys", f'"keys" are those of a mapping, and the type is "{types[0]}"')
    if schema.header.dialect == "lines" and (key.keys or {*types} in ({"list"}, {"mapping"})):
        yield Fault(key.path, 'with "format: lines" every value is a text, and no list or mapping')


def _of_groups(members: Iterable[Member]) -> Iterator[Fault]:
    for member in members:
        if isinstance(member, Group) and not member.members:
            kind = "sections" if member.kind == "run" else member.kind
            yield Fault(f"{member.path}.{kind}", f'"{kind}" lists nothing to choose from')
        yield from _of_groups(member.members or ())


def _of_conflicts(schema: Schema) -> Iterator[Fault]:
    for first, second in combinations(_always_there(schema.root.members or ()), 2):
        if second.id in first.conflicts or first.id in second.conflicts:
            asking = first if second.id in first.conflicts else second
            message = f'"{first.id}" and "{second.id}" must both be there: make one of them optional'
            yield Fault(f"{asking.path}.conflicts", message)


def _always_there(members: Iterable[Member]) -> Iterator[SectionEntry]:
    """The sections that every document must have."""
    for member in members:
        if isinstance(member, Group):
            yield from _always_there(member.members) if member.kind == "run" else ()
        elif member.required is ALWAYS is member.allowed:
            yield member
            yield from _always_there(member.members or ())


def _of_variant(variant: Variant, path: str) -> Iterator[Fault]:
    if not variant.bounds and variant.when is ALWAYS:
        message = 'it holds for every document: give it "since", "before" or "when"'
        yield Fault(path, message, Severity.WARNING)
    since, before = (
        next((bound.text for bound in variant.bounds if bound.is_before is wanted), "")
        for wanted in (False, True)
    )
    if since.isdecimal() and before.isdecimal():
        is_empty = int(before) <= int(since)
    else:
        start, end = parse_date(since), parse_date(before)
        is_empty = bool(start and end and not (since + before).isdecimal() and end <= start)
    if is_empty:
        yield Fault(f"{path}.before", f"no document is both since {since} and before {before}")
