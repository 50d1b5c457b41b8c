"""Finds the built-in schema that a document was written for, when nobody has said."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from retrolint.document.model import Document
from retrolint.schema.alignment import align
from retrolint.schema.folding import fold
from retrolint.schema.match import Match
from retrolint.schema.model import Schema

_OWN_WORDS = 2
"""How many required sections must be there by words of the schema; a capture alone proves nothing."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """The match with the schema that fits, and how well it does."""

    match: Match
    found: int
    required: int


def recognise(document: Document, schemas: Iterable[Schema]) -> Recognition | None:
    """The one schema of which `document` has at least half the required sections; None for several."""
    if not document.sections:
        return None
    fits = [fit for schema in schemas if (fit := _fit(align(document, schema), schema))]
    return fits[0] if len(fits) == 1 else None


def _fit(match: Match, schema: Schema) -> Recognition | None:
    required = _required(schema)
    # A heading says what a document is for, also where it is not where it should be.
    titles = {fold(section.title, is_name=True) for section in match.document.sections}
    worded = {path for path, names in required.items() if names & titles}
    present = {pair.entry.path for pair, _ in match.found if pair.entry.path in required} | worded
    if len(worded) < _OWN_WORDS or 2 * len(present) < len(required):
        return None
    return Recognition(match, len(present), len(required))


@cache
def _required(schema: Schema) -> dict[str, frozenset[str]]:
    """The sections that the schema requires, by path, each with its literal names, folded."""
    return {
        entry.path: frozenset(name.literal for name in entry.names if name.is_literal and name.has_words)
        for entry in schema.root.walk()
        if entry.is_required and entry.path
    }
