"""Patterns of paths that tell the documents of one schema from all others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from retrolint.config.globs import Globs
from retrolint.initialising.names import Place, candidates, escaped, place_of

_MOST_PATTERNS = 4
"""Of one schema in one folder."""
_MOST_PATHS = 3
"""Documents named one by one, in one folder."""
_OTHERS_WEIGH = 2.0
"""A document that is of no such schema and fits costs more than one that is and does not."""
_PATTERN_WEIGHS = 0.5


@dataclass(frozen=True, slots=True)
class Kind:
    """A schema, the patterns of its documents, and what they fit."""

    schema: str
    patterns: tuple[str, ...]
    hits: tuple[str, ...]
    """Documents of the schema that fit one of them."""
    others: tuple[str, ...]
    """Documents that fit, too, and are not recognised."""
    missed: tuple[str, ...]
    """Documents of the schema that fit none."""


class _Fit(NamedTuple):
    hits: frozenset[str]
    others: frozenset[str]


class _Choice(NamedTuple):
    patterns: tuple[str, ...]
    cost: float
    fit: _Fit


def is_writable(path: str) -> bool:
    """Whether a pattern can name `path`: it is text in one line."""
    return path.isprintable()


def path_pattern(path: str) -> str:
    """The pattern of that one path."""
    return escaped(f"/{path}")


def kinds_of(schemas: Mapping[str, str]) -> tuple[Kind, ...]:
    """The schemas of documents by path, empty for none, told by patterns.

    The first entry that fits decides: the schema with the fewest documents comes first, and what it
    claims is not of those after it.
    """
    by_schema: dict[str, list[str]] = defaultdict(list)
    for path, schema in schemas.items():
        if schema:
            by_schema[schema].append(path)
    left = set(schemas)
    kinds: list[Kind] = []
    for schema, own in sorted(by_schema.items(), key=lambda pair: (len(pair[1]), pair[0])):
        kind = _kind(schema, left.intersection(own), left.difference(own))
        if kind.patterns:
            kinds.append(kind)
            left -= {*kind.hits, *kind.others}
    return tuple(kinds)


def _kind(schema: str, own: set[str], rest: set[str]) -> Kind:
    patterns: list[str] = []
    for group in _groups(schema, own, rest):
        patterns += group
    fit = _fit(patterns, own, rest)
    missed = sorted(own - fit.hits)
    return Kind(
        schema, tuple(patterns), tuple(sorted(fit.hits)), tuple(sorted(fit.others)), tuple(missed)
    )


def _groups(schema: str, own: set[str], rest: set[str]) -> Iterator[tuple[str, ...]]:
    """The patterns for each folder; those for one file name in many folders come first."""
    names: dict[str, set[str]] = defaultdict(set)
    for path in own:
        names[path.rpartition("/")[2]].add(path)
    left = set(own)
    for name, paths in sorted(names.items()):
        pattern = escaped(name)
        # Without a slash it stands for the name in any folder; with an escape it would not be understood.
        if len(paths) > 1 and "\\" not in pattern and not name.lower().startswith("index."):
            fit = _fit([pattern], own, rest)
            if not fit.others:
                yield (pattern,)
                left -= fit.hits
    folders: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for path in sorted(left):
        place = place_of(path)
        folders[place.folder, place.tail].append(place)
    proven: set[str] = set()
    for _, places in sorted(folders.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        best = _best(schema, places, rest, proven)
        proven.update(pattern.removeprefix(places[0].folder) for pattern in best)
        yield best


def _best(schema: str, places: list[Place], rest: set[str], proven: set[str]) -> tuple[str, ...]:
    """The patterns for the documents of one folder that cost least; none where all cost too much.

    A pattern of names that is `proven` in another folder may fit a single document.
    """
    own = {place.path for place in places}
    folder = places[0].folder
    offered = [(each, _fit([each.pattern], own, rest)) for each in candidates(schema, places)]
    usable = [
        (each.pattern, fit)
        for each, fit in offered
        if len(fit.hits) >= (1 if each.pattern.removeprefix(folder) in proven else each.least)
        and len(fit.others) < len(fit.hits)
    ]
    precise = [(pattern, fit) for pattern, fit in usable if not fit.others]
    choices = [_cover(precise, own), _cover(usable, own), *(_cover([one], own) for one in usable)]
    allowed = [choice for choice in choices if len(choice.fit.others) < len(choice.fit.hits)]
    best = min(allowed, key=lambda choice: choice.cost, default=None)
    return best.patterns if best else ()


def _cover(offered: list[tuple[str, _Fit]], own: set[str]) -> _Choice:
    """Patterns one after the other, each that which gains most, and then single paths."""
    chosen: list[str] = []
    hits: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    while offered and len(chosen) < _MOST_PATTERNS:
        # The first one may cost: whoever asks compares.
        gains = [
            len(fit.hits - hits) - _OTHERS_WEIGH * len(fit.others - others) if chosen else len(fit.hits)
            for _, fit in offered
        ]
        best = max(gains)
        if best <= _PATTERN_WEIGHS:
            break
        # Of equal ones, the first: they come in the order in which people would write them.
        pattern, fit = offered[gains.index(best)]
        chosen.append(pattern)
        hits |= fit.hits
        others |= fit.others
    left = sorted(own - hits)
    if len(left) <= _MOST_PATHS:
        chosen += map(path_pattern, left)
        hits |= set(left)
    cost = _OTHERS_WEIGH * len(others) + len(own - hits) + _PATTERN_WEIGHS * len(chosen)
    return _Choice(tuple(chosen), cost, _Fit(hits, others))


def _fit(patterns: list[str], own: set[str], rest: set[str]) -> _Fit:
    globs = Globs(tuple(patterns))
    return _Fit(frozenset(filter(globs.fit, own)), frozenset(filter(globs.fit, rest)))
