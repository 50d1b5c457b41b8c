"""Patterns sought within a text, for what a schema says it must or must not hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from unicodedata import normalize

from retrolint.patterns.folding import composed
from retrolint.patterns.holes import HOLE_TYPES, Atom, Hole, atoms_of
from retrolint.patterns.regexes import Matcher, strangers, timed
from retrolint.text import Span

_SPACES = re.compile(r"\s+")
_INT = re.compile(r"\d{1,2000}")
_IN_TEXT = {
    **HOLE_TYPES,
    "text": r"[^\n]+?",
    "word": r"(?<![\w-])\w[\w-]*+",
    "dates": HOLE_TYPES["dates"].removesuffix("?"),
    "semver": rf"(?<![\w.]){HOLE_TYPES['semver']}",
    "url": r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*+://[^\s<>\"]*[^\s<>\".,;:!?)]",
    "email": r"(?<![^\s@<>()\"])[^\s@<>()\"]++@[^\s@<>()\".]+(?:\.[^\s@<>()\".,;:!?]+)+",
}
"""As `HOLE_TYPES`, where nothing after a hole says how far it goes."""
_BOUNDED = frozenset({"int", "date", "weekday"})


def find_pattern(source: str, text: str, variables: Mapping[str, str]) -> Span | None:
    """See `Pattern.find`."""
    names = {atom.name for atom in _atoms(source) if isinstance(atom, Hole)}
    values = tuple((name, variables[name]) for name in sorted(names) if variables.get(name, "").strip())
    return _find(_compiled(source, values), text)


def find_expression(source: str, text: str) -> Span | None:
    """See `Expression.find`."""
    return _find(_expression(source), text)


def _find(matcher: Matcher, text: str) -> Span | None:
    written, starts = composed(text)
    found = matcher.search(written)
    if found is None:
        return None
    start, end = found.span()
    if starts is None:
        return Span(start, end)
    starts = [*starts, len(text)]
    return Span(starts[start], starts[end])


@lru_cache(maxsize=256)
def _expression(source: str) -> Matcher:
    return strangers(source, re.MULTILINE)


@lru_cache(maxsize=256)
def _atoms(source: str) -> tuple[Atom, ...]:
    return tuple(atoms_of(source))


@lru_cache(maxsize=256)
def _compiled(source: str, values: tuple[tuple[str, str], ...]) -> Matcher:
    known = dict(values)
    atoms = _atoms(source)
    outer = {*_free(atoms, known), *(len(atoms) - 1 - number for number in _free(atoms[::-1], known))}
    parts: list[str] = []
    is_bounded = True
    for number, atom in enumerate(atoms):
        if isinstance(atom, str):
            parts.append(_spaced(atom))
        elif atom.name in known:
            parts.append(_valued(atom, known[atom.name]))
        elif number in outer:
            parts.append("" if atom.name == "*" else r"\S")
        else:
            is_bounded = is_bounded and atom.kind in _BOUNDED
            parts.append(_hole(atom))
    written = "".join(parts)
    return re.compile(written) if is_bounded else timed(written, source, re.NOFLAG)


def _free(atoms: Sequence[Atom], known: Mapping[str, str]) -> Iterator[int]:
    """The free holes that `atoms` start with, by number: bounded on one side, they take the least."""
    for number, atom in enumerate(atoms):
        if isinstance(atom, str) or atom.type != "text" or atom.name in known:
            return
        yield number


def _spaced(text: str) -> str:
    """A regex of `text` with any white space where it has some."""
    return r"\s+".join(map(re.escape, _SPACES.split(normalize("NFC", text))))


def _valued(hole: Hole, value: str) -> str:
    value = value.strip()
    if hole.kind == "int" and _INT.fullmatch(value):
        # 7 is 07, and no part of 70.
        return rf"(?<!\d)0*{value.lstrip('0') or '0'}(?!\d)"
    return _spaced(value)


def _hole(hole: Hole) -> str:
    if hole.width:
        return hole.regex
    return r"[^\n]*?" if hole.name == "*" else f"(?i:{_IN_TEXT[hole.type]})"
