"""The front matter of a document beside the keys of its schema."""

from collections.abc import Iterator, Mapping

from retrolint.document.header import OWN_KEY, Entry, Value
from retrolint.document.model import Document
from retrolint.matching.matched import KeyMatch, KeysMatch
from retrolint.matching.ordering import fewest_moves
from retrolint.schema.conditions import Values
from retrolint.schema.model import KeyList, Schema


def align_header(document: Document, schema: Schema, values: Values) -> tuple[KeysMatch, ...]:
    """The keys found, missing, unknown and misplaced: of the header, then of each mapping in it."""
    header = document.front_matter
    if header is None:
        return ()
    return tuple(_aligned(header.entries, schema.header.keys, values, None, header.dialect))


def _aligned(
    entries: tuple[Entry, ...], keys: KeyList, values: Values, owner: Entry | None, dialect: str
) -> Iterator[KeysMatch]:
    # Of equal keys the last one counts, as for every reader.
    last = {entry.key: entry for entry in entries}
    match = KeysMatch(keys, [], [], [], [], owner)
    for key in keys.entries:
        entry = last.get(key.name)
        value = None if entry is None or is_empty(entry) else entry
        found = KeyMatch(key, value, entry)
        if entry and not key.allowed.may_hold(values):
            match.unknown.append((entry, key))
        elif value:
            match.found.append(found)
        elif key.allowed.must_hold(values) and key.required.must_hold(values):
            match.missing.append(found)
    known = {key.name for key in keys.entries}
    if keys.forbids_unknown:
        own = OWN_KEY if owner is None else None
        match.unknown += [
            (entry, None) for entry in last.values() if entry.key not in known and entry.key != own
        ]
    if keys.is_ordered:
        # TOML has its tables last, whatever their names.
        tables = {name for name, entry in last.items() if _is_table(entry.value)}
        parts = (tables, last.keys() - tables) if dialect.startswith("toml") else (last.keys(),)
        for part in parts:
            match.misplaced += _misplaced({name: last[name] for name in last if name in part}, keys)
    yield match
    for found in match.found:
        if found.entry and found.key.keys and found.entry.value.kind == "mapping":
            yield from _aligned(found.entry.value.entries, found.key.keys, values, found.entry, dialect)


def _is_table(value: Value) -> bool:
    """Whether a value of TOML is written in lines `[key]` or `[[key]]`, or with dots, not in brackets."""
    return value.kind != "scalar" and not value.text.startswith(("{", "["))


def _misplaced(entries: Mapping[str, Entry], keys: KeyList) -> list[tuple[Entry, str]]:
    ranks = {key.name: rank for rank, key in enumerate(keys.entries)}
    listed = [entry for entry in entries.values() if entry.key in ranks]
    moves = fewest_moves([(ranks[entry.key], False) for entry in listed])
    return [(listed[index], _place(listed, after, before)) for index, after, before in moves]


def _place(listed: list[Entry], after: int | None, before: int | None) -> str:
    """Where a key belongs, in words."""
    if after is not None:
        return f'after "{listed[after].key}"'
    return "" if before is None else f'before "{listed[before].key}"'


def is_empty(entry: Entry) -> bool:
    """Whether a key has no value; an empty list is one."""
    value = entry.value
    return value.is_null or (value.kind == "scalar" and not value.text.strip())
