"""Sections beyond the number allowed: copies of an earlier one, or others."""

from collections.abc import Iterator
from typing import NamedTuple

from retrolint.document.model import Section
from retrolint.matching.match import Match
from retrolint.patterns.folding import fold
from retrolint.schema.model import SectionEntry


class Surplus(NamedTuple):
    """A section too many."""

    entry: SectionEntry
    section: Section
    number: int
    """The how-manieth of its entry it is, from 1."""
    first: Section | None
    """The first of them, if it is another."""
    twin: Section | None
    """An earlier one with the same title."""


def surplus(match: Match) -> Iterator[Surplus]:
    """Every section too many, in order."""
    unwanted = {id(one.section) for parent in match.sections for one in parent.unknown}
    for parent in match.sections:
        for child, _ in parent.surplus:
            section = child.section
            if not section or id(section) in unwanted:
                continue
            alike = [one.section for one in parent.children if one.entry is child.entry and one.section]
            earlier = [one for one in alike if one.span.start < section.span.start]
            title = fold(section.title, is_name=True)
            twin = next((one for one in earlier if fold(one.title, is_name=True) == title), None)
            first = earlier[0] if earlier else None
            yield Surplus(child.entry, section, len(earlier) + 1, first, twin)
