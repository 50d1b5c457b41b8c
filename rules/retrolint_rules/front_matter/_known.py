"""Values of keys that are not there, as far as something else in a document tells them."""

from collections.abc import Iterator

from retrolint.document.dates import parse_date
from retrolint.document.header import Value
from retrolint.document.measuring import measure
from retrolint.document.model import Document
from retrolint.document.values import parse_moment
from retrolint.matching.match import Match
from retrolint.matching.matched import KeysMatch
from retrolint.matching.subject import Subject
from retrolint.matching.variables import first_captures
from retrolint.schema.constraints import Constraints
from retrolint.schema.model import KeyEntry, KeyList
from retrolint.text import Span

_NOT_SINGLE = frozenset({"datetime", "list", "mapping"})
"""Types whose values nobody else knows: of a time the hour, of a list the rest."""
_BARE = frozenset({"int", "number", "boolean", "date"})
_FREE = Constraints("")


def known_value(match: Match, keys: KeysMatch, key: KeyEntry) -> str | None:
    """What the value of `key` in the mapping of `keys` must be; None where that is not known."""
    constraints = key.constraints or _FREE
    if key.keys or constraints.items or (constraints.types and _NOT_SINGLE.issuperset(constraints.types)):
        return None
    name = _variable(match, keys, key)
    told = (_told(match, name) or _day(match, name, constraints)) if name else None
    text = _typed(told, constraints.types) if told else ""
    return text if text and text.isprintable() and _fits(match, constraints, text) else None


def is_text(key: KeyEntry) -> bool:
    """Whether the value of `key` is none of what YAML and TOML write without quotes."""
    types = key.constraints.types if key.constraints else ()
    return bool(types) and _BARE.isdisjoint(types)


def _variable(match: Match, keys: KeysMatch, key: KeyEntry) -> str:
    """What patterns call the value of `key`; empty where they have no name for it."""
    if not match.schema:
        return ""
    prefixes = {id(each): prefix for each, prefix in _prefixes(match.schema.header.keys, "")}
    prefix = prefixes.get(id(keys.keys))
    return "" if prefix is None else f"{prefix}{key.name}"


def _prefixes(keys: KeyList, prefix: str) -> Iterator[tuple[KeyList, str]]:
    yield keys, prefix
    for key in keys.entries:
        if key.keys:
            yield from _prefixes(key.keys, f"{prefix}{key.name}.")


def _told(match: Match, name: str) -> str | None:
    """The value of a variable in the path, the title or elsewhere; None where two places disagree."""
    if not match.schema or any(found.wrong.name == name for found in match.disagreements):
        return None
    captures = match.path_captures or {}
    if name in captures:
        return captures[name].text
    if name in match.values:
        return match.values[name]
    title = first_captures(match.schema.root.names, match.title.title) if match.title else None
    return title[name].text if title and name in title else None


def _day(match: Match, name: str, constraints: Constraints) -> str | None:
    """The day in the file's name, for the key that dates the document."""
    day = match.document.file_day
    is_dated = match.schema is not None and name == match.schema.series.date
    return str(day) if day and is_dated and "date" in constraints.types else None


def _typed(text: str, types: tuple[str, ...]) -> str:
    """`text` as it is written where one of `types` is asked for."""
    text = text.strip()
    if "int" in types and text.isdecimal():
        return text.lstrip("0") or "0"
    if "date" in types:
        moment = parse_moment(text)
        day = moment.day if moment else parse_date(text)
        return str(day) if day else text
    return text


def has_type(document: Document, key: KeyEntry, value: Value) -> bool:
    """Whether `value` could be that of `key`."""
    return _subject(document, key.constraints or _FREE, value.text, value.kind).has_type


def _fits(match: Match, constraints: Constraints, text: str) -> bool:
    """Whether `text` is all that the schema asks of the value."""
    subject = _subject(match.document, constraints, text)
    values, length = match.values, constraints.length
    return (
        subject.has_type
        and not subject.is_open
        and constraints.fits(text)
        and (not constraints.contains or any(part.find(text, values) for part in constraints.contains))
        and not any(part.find(text, values) for part in constraints.forbids)
        and (not length or measure(text, length.unit) in length.range)
    )


def _subject(document: Document, constraints: Constraints, text: str, kind: str = "scalar") -> Subject:
    """A value of a key that stands nowhere yet."""
    nowhere = Span(0, 0)
    return Subject(
        document.source,
        constraints,
        "",
        "key",
        text,
        place=lambda: (nowhere, nowhere),
        kind=kind,
        is_in_header=True,
    )
