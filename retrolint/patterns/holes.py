"""How a pattern is written, and the regexes of its holes."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrolint.document.dates import DATE, DATES, WEEKDAY, WEEKDAYS
from retrolint.patterns.folding import LETTER, fold, unmarked
from retrolint.patterns.regexes import PatternError

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")
_HOLE = re.compile(r"(?P<name>[^\W\d][\w -]*(?:\.[\w -]+)*)(?::(?P<type>\w+))?")

_FREE_SPACE = rf"(?: |(?<![^\W_])|(?<={LETTER})(?!{LETTER})|(?<=\d)(?!\d))"
"""A space beside a hole: written, or left out where it would not count."""

_GUARD = r"(?<!\d[-./])"
_FIRST_DATE = DATE.replace(_GUARD, "")
"""What stands before a date in a pattern is no part of it: `7-2024-09-06` is a number and a date."""

HOLE_TYPES = {
    "text": r".+?",
    "word": r"\w[\w-]*?",
    "int": r"(?<!\d)\d+(?!\d)",
    "date": _FIRST_DATE,
    "dates": DATES.replace(DATE, _FIRST_DATE, 1),
    "weekday": WEEKDAY,
    "weekdays": WEEKDAYS,
    "semver": r"v?\d+\.\d+\.\d+(?:-[0-9a-z.-]+)?(?:\+[0-9a-z.-]+)?",
    "url": r"[a-z][a-z0-9+.-]*://[^\s<>\"]+?",
    "email": r"[^\s@<>()\"]+@[^\s@<>()\".]+(?:\.[^\s@<>()\".]+?)+?",
}
"""The types a hole can have, as regexes; a run of zeros, `0000`, is an int of that width."""

_UNBOUNDED = frozenset({"text", "word", "dates", "weekdays", "semver", "url", "email"})
"""Of these a hole can be filled in as many ways as a text is long; of the others, in few."""
MOST_DEGREES = 2
"""A regex that takes time with a higher power of the length is matched against the clock."""


@dataclass(frozen=True, slots=True)
class Hole:
    """A hole; its name is `*` where it captures nothing."""

    name: str
    type: str

    @property
    def shown(self) -> str:
        """As a person would write it down."""
        return "…" if self.name == "*" else f"<{self.name}>"

    @property
    def width(self) -> int:
        """How many digits an int is padded to; 0 where the hole is no such int."""
        return len(self.type) if set(self.type) == {"0"} else 0

    @property
    def kind(self) -> str:
        """Its type, of which the width is no part."""
        return "int" if self.width else self.type

    @property
    def regex(self) -> str:
        """What fills it. Types ignore case, which the fragments leave to whoever compiles them."""
        if self.width:
            return rf"(?<!\d)(?:\d{{{self.width}}}|[1-9]\d{{{self.width},}})(?!\d)"
        return ".*?" if self.name == "*" else HOLE_TYPES[self.type]

    @property
    def is_unbounded(self) -> bool:
        """See `_UNBOUNDED`."""
        return self.type in _UNBOUNDED


Atom = str | Hole


def atoms_of(source: str) -> Iterator[Atom]:
    """The literal texts and holes of the pattern `source`, no two literals beside each other.

    Raises:
        PatternError: a lone brace, or a hole of a type that does not exist.
    """
    literal = ""
    for token in _TOKEN.finditer(source):
        if token[0] in {"{{", "}}"}:
            literal += token[0][0]
        elif token[0] in {"{", "}"}:
            raise PatternError(f'"{source}" has a lone "{token[0]}"; for a brace, write it twice')
        elif token[0].startswith("{"):
            if literal:
                yield literal
                literal = ""
            yield _hole(token[1], source)
        else:
            literal += token[0]
    if literal:
        yield literal


def _hole(inner: str, source: str) -> Hole:
    if inner == "*":
        return Hole("*", "text")
    found = _HOLE.fullmatch(inner)
    if not found:
        raise PatternError(f"{{{inner}}} is no hole: write {{name}}, {{name:type}} or {{*}}")
    hole = Hole(found["name"], found["type"] or "text")
    if not hole.width and hole.type not in HOLE_TYPES:
        close = difflib.get_close_matches(hole.type, HOLE_TYPES, n=1)
        hint = f'did you mean "{close[0]}"?' if close else f"write one of {', '.join(HOLE_TYPES)}"
        raise PatternError(f'"{source}" has a hole of the unknown type "{hole.type}"; {hint}')
    return hole


def whole_regex(atoms: Sequence[Atom], *, is_name: bool) -> tuple[str, int]:
    """The regex of a folded text that the pattern matches, and the power of its length it may take.

    The n-th hole that captures is the group `hn`.
    """
    parts: list[str] = []
    captures = 0
    for number, atom in enumerate(atoms):
        following = atoms[number + 1] if number + 1 < len(atoms) else None
        if isinstance(atom, str):
            parts.append(_literal_regex(atom, number > 0, following is not None, is_name=is_name))
            continue
        part = atom.regex if is_name or atom.type == "text" else f"(?i:{atom.regex})"
        if atom.name != "*":
            part = f"(?P<h{captures}>{part})"
            captures += 1
        parts.append(part + _word_end(atom, following, is_name=is_name))
    free = _last_is_free(atoms)
    degree = sum(atom.is_unbounded for atom in atoms if isinstance(atom, Hole)) - free
    if degree <= MOST_DEGREES:
        return "".join(parts), degree
    settled = _settle(atoms, parts)
    return "".join(parts), degree - settled


def _literal_regex(literal: str, is_after: bool, is_before: bool, *, is_name: bool) -> str:  # noqa: FBT001
    """The regex of `literal`, told whether it is after a hole and before one."""
    text = fold(literal, is_name=is_name)
    literal = unmarked(literal) if is_name else literal
    before = _FREE_SPACE if is_after and literal[:1].isspace() else ""
    # A literal of one space stands between two holes: one space, not two.
    after = _FREE_SPACE if is_before and literal[-1:].isspace() and text else ""
    return before + re.escape(text) + after


def _word_end(hole: Hole, following: Atom | None, *, is_name: bool) -> str:
    """What must hold behind a hole, so that a word is a whole one: nothing for other types."""
    if hole.type != "word":
        return ""
    if isinstance(following, str):
        # Folding took the spaces at `one 2` and `one (2)`, so that only part of the boundary is left.
        shape = unmarked(following) if is_name else following
        is_open = shape[:1].isspace() and fold(following, is_name=is_name)[:1] not in {"-", "_"}
        return r"(?![-_])(?:(?<![-_])|(?!\w))" if is_open else ""
    return r"(?![\w-])" if following is None or following.type == "text" else ""


def _last_is_free(atoms: Sequence[Atom]) -> bool:
    """Whether the last hole takes all that is left, and so is tried once."""
    return isinstance(atoms[-1], Hole) and atoms[-1].type == "text"


def _settle(atoms: Sequence[Atom], parts: list[str]) -> int:
    """Let free holes keep what they took first, where nothing else is worth a try.

    That is so between two free holes, where what lies between them ends in one place alone: if the second
    hole fails from there, it fails from any later place. Changes `parts`; returns how many were settled.
    """
    free = [number for number, atom in enumerate(atoms) if isinstance(atom, Hole) and atom.type == "text"]
    settled = 0
    for first, second in pairwise(free):
        between = atoms[first + 1 : second]
        if all(isinstance(atom, str) or atom.kind == "int" for atom in between):
            parts[first] = f"(?>{parts[first]}"
            parts[second - 1] += ")"
            settled += 1
    return settled
