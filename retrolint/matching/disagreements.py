"""Variables that have two values in one document, or one that its path does not have."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from retrolint.diagnostics import quoted
from retrolint.document.values import parse_moment
from retrolint.matching.variables import Occurrence
from retrolint.patterns.equality import most_particular, normalised


class Disagreement(NamedTuple):
    """A place where a variable has another value than at most places."""

    wrong: Occurrence
    """It stands in the document, as every place that a finding points at."""
    other: Occurrence
    """The first place with the other value."""
    is_about_path: bool
    """Whether the document agrees with itself, and not with its path."""


def disagreements(scopes: Iterable[Iterable[Occurrence]]) -> Iterator[Disagreement]:
    """All in `scopes`, each on its own, in the order of the places."""
    for scope in scopes:
        by_name: dict[str, list[Occurrence]] = {}
        for occurrence in scope:
            by_name.setdefault(occurrence.name, []).append(occurrence)
        for occurrences in by_name.values():
            if len(occurrences) > 1:
                yield from _of_variable(occurrences)


def _of_variable(occurrences: Sequence[Occurrence]) -> Iterator[Disagreement]:
    type_ = most_particular(occurrence.type for occurrence in occurrences)
    read = [(occurrence, normalised(occurrence.text, type_)) for occurrence in occurrences]
    known = [(occurrence, value) for occurrence, value in read if value is not None]
    if len({value for _, value in known}) <= 1:
        return
    right = _most_common(value for _, value in known)
    first = next(occurrence for occurrence, value in known if value == right)
    in_path = next(((one, value) for one, value in known if one.span is None), None)
    inside = [(one, value) for one, value in known if one.span is not None]
    if in_path and len({value for _, value in inside}) == 1:
        if not _agree(inside[0], in_path):
            yield Disagreement(inside[0][0], in_path[0], is_about_path=True)
        return
    for occurrence, value in inside:
        if value != right and not _agree((occurrence, value), (first, right)):
            # What differs from the path is told of the path, whatever else it differs from.
            other = (
                (in_path[0], in_path[1]) if in_path and not _agree((occurrence, value), in_path) else None
            )
            yield Disagreement(occurrence, other[0] if other else first, is_about_path=bool(other))
    if in_path and in_path[1] != right and not _agree(in_path, (first, right)):
        yield Disagreement(first, in_path[0], is_about_path=True)


def _most_common(values: Iterable[Hashable]) -> Hashable:
    """The value that most places have; of equals the first."""
    counts: dict[Hashable, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return max(counts, key=lambda value: counts[value])


def _agree(one: tuple[Occurrence, Hashable], other: tuple[Occurrence, Hashable]) -> bool:
    """Whether two values are the same; a time told in universal time may be of the day beside."""
    if one[1] == other[1]:
        return True
    if not isinstance(one[1], date) or not isinstance(other[1], date):
        return False
    moments = (parse_moment(occurrence.text) for occurrence, _ in (one, other))
    is_utc = any(moment is not None and moment.is_utc for moment in moments)
    return is_utc and abs((one[1] - other[1]).days) <= 1


def saying(occurrence: Occurrence) -> str:
    """What a place says, in words: `"week" is 5`, `the heading says week 5`."""
    value = said(occurrence)
    if occurrence.where == f'"{occurrence.name}"':
        return f"{occurrence.where} is {value}"
    # A text speaks for itself.
    name = "" if value.startswith('"') else f"{occurrence.name} "
    return f"{occurrence.where} says {name}{value}"


def said(occurrence: Occurrence) -> str:
    """The value as written; a date without its time, a text in quotes."""
    if occurrence.type in {"date", "datetime"} or parse_moment(occurrence.text):
        day = normalised(occurrence.text, "date")
        return occurrence.text if day is None else str(day)
    return occurrence.text if occurrence.text.isalnum() else quoted(occurrence.text, 40)
