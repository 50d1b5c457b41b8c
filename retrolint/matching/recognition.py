"""Finds the built-in schema that a document was written for, when nobody has said.

The names of required sections are looked up in an index of all built-in schemas, which is generated
(`python -m docs.generate`), so that none is read for a document that is of no such kind.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from typing import Any, NamedTuple

from retrolint.document.model import Document
from retrolint.matching.alignment import align
from retrolint.matching.match import Match
from retrolint.patterns.folding import fold, words_in
from retrolint.schema.conditions import ALWAYS
from retrolint.schema.loading import BUILTIN, builtin_schema
from retrolint.schema.model import Entry, Group, Member, Schema, SectionEntry

INDEX = os.path.join(BUILTIN, "index.json")
_OWN_WORDS = 2
"""How many required sections must be there by words of the schema; a capture alone proves nothing."""
_MOST_WAYS = 16
"""Of so many combinations of the members of its `one-of` groups a schema is recognised by."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """The match with the schema that fits, and how well it does."""

    match: Match
    found: int
    required: int


def recognise(document: Document) -> Recognition | None:
    """The one built-in schema that `document` fits; None for several.

    It fits one of which it has more than half of the required sections, two of them by words of the
    schema; where it has a front matter, half of the required keys too.
    """
    if not document.sections:
        return None
    # A heading says what a document is for, also where it is not where it should be.
    titles = frozenset(fold(section.title, is_name=True) for section in document.sections)
    seen = titles.union(*map(words_in, titles))
    header = document.front_matter
    keys = {entry.key for entry in header.entries} if header else None
    fits: list[Recognition] = []
    for signs in _index():
        if signs.may_fit(seen) and signs.has_keys(keys):
            fit = _fit(align(document, builtin_schema(signs.name)), signs, titles)
            if fit:
                fits.append(fit)
    return fits[0] if len(fits) == 1 else None


def index_of(schemas: Iterable[Schema]) -> dict[str, Any]:
    """What each of `schemas` is recognised by: its required keys, and sections in each of its ways.

    A section is told by its path, its literal names, folded, and words of its names with holes.
    """
    return {
        schema.name: {
            "keys": [key.name for key in schema.header.keys.entries if _is_always(key)],
            "sections": [
                {entry.path: _own_words(entry) for entry in way}
                for way in islice(_ways(schema.root.members or ()), _MOST_WAYS)
            ],
        }
        for schema in schemas
    }


class _Signs(NamedTuple):
    """What a schema is recognised by."""

    name: str
    keys: frozenset[str]
    ways: tuple[dict[str, frozenset[str]], ...]
    """The required sections of each of its ways by path, with their literal names."""
    signs: tuple[tuple[frozenset[str], ...], ...]
    """The same, each with words of its names with holes too."""
    all: frozenset[str]
    """All of them."""

    def may_fit(self, seen: frozenset[str]) -> bool:
        """Whether a document in whose headings these texts and words are seen is worth a closer look."""
        return len(self.all & seen) >= _OWN_WORDS and any(
            2 * sum(not own or not own.isdisjoint(seen) for own in way) > len(way) for way in self.signs
        )

    def has_keys(self, keys: set[str] | None) -> bool:
        """Whether half of the required keys are there, where there is a front matter."""
        return keys is None or 2 * len(self.keys & keys) >= len(self.keys)


@cache
def _index() -> tuple[_Signs, ...]:
    with open(INDEX, encoding="utf-8") as file:
        index: dict[str, Any] = json.load(file)
    found: list[_Signs] = []
    for name, signs in index.items():
        ways = [{path: frozenset(own["names"]) for path, own in way.items()} for way in signs["sections"]]
        sought = tuple(
            tuple(frozenset((*own["names"], *own["words"])) for own in way.values())
            for way in signs["sections"]
        )
        every = frozenset(text for way in sought for own in way for text in own)
        found.append(_Signs(name, frozenset(signs["keys"]), tuple(ways), sought, every))
    return tuple(found)


def _fit(match: Match, signs: _Signs, titles: frozenset[str]) -> Recognition | None:
    """How well the match fits in the best of the ways, if it fits in any."""
    present = {found.entry.path for found, _ in match.found}
    worded = {found.entry.path for found, _ in match.found if found.pattern and found.pattern.has_words}
    best: tuple[int, int] | None = None
    for way in signs.ways:
        own = {path for path, names in way.items() if path in worded or not titles.isdisjoint(names)}
        count = len(own | (present & way.keys()))
        is_fit = len(own) >= _OWN_WORDS and 2 * count > len(way)
        if is_fit and (best is None or count * best[1] > best[0] * len(way)):
            best = (count, len(way))
    return Recognition(match, *best) if best else None


def _own_words(entry: SectionEntry) -> dict[str, list[str]]:
    worded = [name for name in entry.names if name.has_words]
    return {
        "names": sorted(name.literal for name in worded if name.is_literal),
        "words": sorted({name.word for name in worded if not name.is_literal and name.word}),
    }


def _is_always(entry: Entry) -> bool:
    return entry.required is ALWAYS is entry.allowed


def _ways(members: Iterable[Member]) -> Iterator[list[SectionEntry]]:
    """The required sections of a list, those inside them too: one way for each choice that it leaves."""
    choices: list[list[list[SectionEntry]]] = []
    for member in members:
        if isinstance(member, Group):
            if member.kind == "one-of":
                choices.append([way for part in member.members for way in _ways((part,))])
            elif member.kind == "run":
                choices.append(list(_ways(member.members)))
        elif _is_always(member):
            inside = member.members or ()
            choices.append([[member, *way] for way in islice(_ways(inside), _MOST_WAYS)])
    for chosen in product(*choices):
        yield [entry for way in chosen for entry in way]
