"""Keys that were surely meant for others: an old name, or nearly the name."""

import difflib
from collections.abc import Mapping

from retrolint.document.header import Entry
from retrolint.matching.match import Match
from retrolint.matching.matched import KeysMatch
from retrolint.schema.model import KeyEntry

_CLOSE = 0.8


def entries_of(keys: KeysMatch, match: Match) -> tuple[Entry, ...]:
    """The entries of the mapping whose keys these are."""
    if keys.owner:
        return keys.owner.value.entries
    header = match.document.front_matter
    return header.entries if header else ()


def written_instead(keys: KeysMatch, match: Match) -> Mapping[str, Entry]:
    """The entries that stand for missing keys, by the missing key's name."""
    others = _unlisted(keys, match)
    found: dict[str, Entry] = {}
    for missing in keys.missing:
        name = _old_name(missing.key, others) or _near_name(missing.key, others)
        if name:
            found[missing.key.name] = others.pop(name)
    return found


def old_names(keys: KeysMatch, match: Match) -> Mapping[str, KeyEntry]:
    """The keys that are there by an old name alone, by that name, though nothing requires them."""
    others = _unlisted(keys, match)
    listed = {entry.key for entry in entries_of(keys, match)}
    there = {key.name for key in keys.keys.entries if key.name in listed}
    missing = {missing.key.name for missing in keys.missing}
    found: dict[str, KeyEntry] = {}
    for key in keys.keys.entries:
        name = _old_name(key, others) if key.name not in there | missing else None
        if name:
            found[name] = key
    return found


def _unlisted(keys: KeysMatch, match: Match) -> dict[str, Entry]:
    known = {key.name for key in keys.keys.entries}
    return {entry.key: entry for entry in entries_of(keys, match) if entry.key not in known}


def _old_name(key: KeyEntry, others: Mapping[str, Entry]) -> str | None:
    lowered = {name.lower(): name for name in others}
    return next((lowered[old.lower()] for old in key.was if old.lower() in lowered), None)


def _near_name(key: KeyEntry, others: Mapping[str, Entry]) -> str | None:
    lowered = {name.lower(): name for name in others}
    close = difflib.get_close_matches(key.name.lower(), lowered, n=1, cutoff=_CLOSE)
    return lowered[close[0]] if close else None
