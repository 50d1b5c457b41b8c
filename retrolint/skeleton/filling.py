"""Examples of patterns in which nothing looks left out, for the skeleton of a document."""

import re
from collections.abc import Iterator, MutableMapping
from datetime import date

from retrolint.patterns.examples import UNWRITTEN
from retrolint.patterns.holes import Atom, Hole, atoms_of
from retrolint.patterns.pattern import Pattern, compile_pattern

_CUT_SHORT = re.compile(
    r"^[\s\-_.:,–—]|[\s\-_:,–—/(\[<](?:\.\w+)?$|\(\s*\)|\[\s*\]|<\s*>|/\.\w+$|[-–—]\s*[-–—]"
)
"""Something is plainly left out there: `1. `, `2024-09-06-.md`, `Withdrawn ()`."""


def whole_example(
    pattern: Pattern, variables: MutableMapping[str, str], today: date, *, is_korean: bool
) -> str | None:
    """As `Pattern.example`, but `{*}` is a word where nothing would look cut short."""
    made: list[tuple[str, dict[str, str]]] = []
    for form in (pattern, *_filled(pattern)):
        own = dict(variables)
        text = form.example(own, today, is_korean=is_korean)
        if text is None or not pattern.fits(text):
            continue
        made.append((text, own))
        if not _CUT_SHORT.search(text):
            break
    else:
        # Of several that look cut short, the shortest is the plain one.
        made = made[:1]
    if not made:
        return None
    text, own = made[-1]
    variables.update(own)
    return text


def _filled(pattern: Pattern) -> Iterator[Pattern]:
    """The pattern with a word for its last `{*}`, for its first, and for all."""
    if pattern.is_regex:
        return
    atoms = list(atoms_of(pattern.source))
    free = [index for index, atom in enumerate(atoms) if isinstance(atom, Hole) and atom.name == "*"]
    for filled in (free[-1:], free[:1], free) if free else ():
        parts = [UNWRITTEN if index in filled else _source(atom) for index, atom in enumerate(atoms)]
        yield compile_pattern("".join(parts), is_name=pattern.is_name)


def _source(atom: Atom) -> str:
    """As a schema writes it."""
    if isinstance(atom, str):
        return atom.replace("{", "{{").replace("}", "}}")
    return "{*}" if atom.name == "*" else f"{{{atom.name}:{atom.type}}}"
