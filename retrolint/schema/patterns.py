"""Patterns: text with holes, `({when:dates} {day:weekdays}) {event}`, as a schema writes them.

A pattern matches a whole text. Only braces are special: `{name}` and `{name:type}` capture, `{*}` is
anything or nothing, `{{` and `}}` are braces. A space counts only between two letters or two digits,
because people write `(240829, 30 목, 금)NLP` and `5 주차`. From left to right each hole takes as
little as lets the rest match.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from retrolint.document.dates import DATE, DATES, WEEKDAY, WEEKDAYS
from retrolint.schema.folding import LETTER, fold, original_span, positions
from retrolint.text import Span

_HOLE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")
_HOLE_NAME = re.compile(r"(?P<name>[^\W\d][\w -]*)(?::(?P<type>[\w]+))?")
_LONGEST = 2_000
"""Longer texts match no pattern with a hole: several holes take time with a power of the length."""

_FREE_SPACE = rf"(?: |(?<![^\W_])|(?<={LETTER})(?!{LETTER})|(?<=\d)(?!\d))"
"""A space beside a hole: written, or left out where it would not count."""

HOLE_TYPES = {
    "text": r".+?",
    "word": r"\w[\w-]*?",
    "int": r"(?<!\d)\d+(?!\d)",
    "date": DATE,
    "dates": DATES,
    "weekday": WEEKDAY,
    "weekdays": WEEKDAYS,
    "semver": r"v?\d+\.\d+\.\d+(?:-[0-9a-z.-]+)?(?:\+[0-9a-z.-]+)?",
    "url": r"[a-z][a-z0-9+.-]*://[^\s<>\"]+?",
    "email": r"[^\s@<>()\"]+@[^\s@<>()\"]+?\.[^\s@<>()\"]+?",
}
"""The types a hole can have, as regexes; a run of zeros, `0000`, is an int of that width."""


class PatternError(ValueError):
    """A pattern that means nothing: says what is wrong with it."""


class Capture(NamedTuple):
    """What a hole took: its type, the text as written, and where in the matched text it stands."""

    type: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern."""

    source: str
    """As the schema writes it."""
    is_name: bool
    """Names ignore case, emoji and square brackets; values are compared as they are."""
    types: tuple[tuple[str, str], ...]
    """Name and type of each capturing hole, in order."""
    weight: int
    """How particular it is: more for a literal text than for one with holes, 0 for free holes alone."""
    has_words: bool
    """Whether a letter of it is the schema's own."""
    literal: str = field(repr=False)
    """Folded, all that a pattern without a hole matches."""
    _regex: re.Pattern[str] | None = field(repr=False)

    @property
    def is_literal(self) -> bool:
        """Whether it has no hole."""
        return self._regex is None

    @property
    def shown(self) -> str:
        """The pattern as a person would write it down: `(<when> <day>) <event>`."""
        atoms = (atom if isinstance(atom, str) else atom.shown for atom in _atoms(self.source))
        return "".join(atoms)

    def match(self, text: str) -> dict[str, Capture] | None:
        """What its holes take of `text`; None where it does not match the whole of it."""
        return self.match_folded(text, fold(text, is_name=self.is_name))

    def fits(self, text: str) -> bool:
        """Whether `text` matches, where nobody asks what the holes take."""
        folded = fold(text, is_name=self.is_name)
        if self._regex is None:
            return folded == self.literal
        return len(folded) <= _LONGEST and self._regex.fullmatch(folded) is not None

    def match_folded(self, text: str, folded: str) -> dict[str, Capture] | None:
        """As `match`, where `text` was folded already, for many patterns."""
        if self._regex is None:
            return {} if folded == self.literal else None
        if len(folded) > _LONGEST:
            return None
        found = self._regex.fullmatch(folded)
        if not found:
            return None
        index = positions(text, folded, is_name=self.is_name) if self.types else []
        captures: dict[str, Capture] = {}
        for number, (name, type_) in enumerate(self.types):
            span = original_span(text, index, found.span(f"h{number}"))
            captures.setdefault(name, Capture(type_, text[span.start : span.end], span))
        return captures


def compile_pattern(source: str, *, is_name: bool) -> Pattern:
    """The pattern that `source` writes.

    Raises:
        PatternError: a lone brace, or a hole of a type that does not exist.
    """
    parts: list[str] = []
    types: list[tuple[str, str]] = []
    weight = 0
    atoms = list(_atoms(source))
    has_holes = any(isinstance(atom, _Hole) for atom in atoms)
    literal = fold("".join(atom for atom in atoms if isinstance(atom, str)), is_name=is_name)
    has_words = any(char.isalpha() for char in literal)
    if not has_holes:
        return Pattern(source, is_name, (), 1_000 + len(literal), has_words, literal, None)
    for number, atom in enumerate(atoms):
        if isinstance(atom, str):
            text = fold(atom, is_name=is_name)
            weight += len(text)
            before = _FREE_SPACE if number and atom[0].isspace() else ""
            after = _FREE_SPACE if number + 1 < len(atoms) and atom[-1].isspace() else ""
            # A literal of one space stands between two holes: one space, not two.
            parts.append(before + re.escape(text) + (after if text else ""))
        elif atom.name == "*":
            parts.append(".*?")
        else:
            parts.append(f"(?P<h{len(types)}>{_hole_regex(atom, source)})")
            types.append((atom.name, "int" if set(atom.type) == {"0"} else atom.type))
            weight += atom.type != "text"
    flags = re.DOTALL | (re.IGNORECASE if is_name else 0)
    regex = re.compile("".join(parts), flags)
    return Pattern(source, is_name, tuple(types), weight, has_words, "", regex)


@dataclass(frozen=True, slots=True)
class _Hole:
    name: str
    type: str

    @property
    def shown(self) -> str:
        return "…" if self.name == "*" else f"<{self.name}>"


def _atoms(source: str) -> Iterator[str | _Hole]:
    """The literal texts and holes of a pattern, no two literals beside each other."""
    literal = ""
    for token in _HOLE.finditer(source):
        if token[0] in {"{{", "}}"}:
            literal += token[0][0]
        elif token[0] in {"{", "}"}:
            raise PatternError(f'"{source}" has a lone "{token[0]}"; for a brace, write it twice')
        elif token[0].startswith("{"):
            if literal:
                yield literal
                literal = ""
            yield _hole(token[1])
        else:
            literal += token[0]
    if literal:
        yield literal


def _hole(inner: str) -> _Hole:
    if inner == "*":
        return _Hole("*", "text")
    found = _HOLE_NAME.fullmatch(inner)
    if not found:
        raise PatternError(f"{{{inner}}} is no hole: write {{name}}, {{name:type}} or {{*}}")
    return _Hole(found["name"], found["type"] or "text")


def _hole_regex(hole: _Hole, source: str) -> str:
    if set(hole.type) == {"0"}:
        width = len(hole.type)
        return rf"(?<!\d)(?:\d{{{width}}}|[1-9]\d{{{width},}})(?!\d)"
    if hole.type not in HOLE_TYPES:
        close = difflib.get_close_matches(hole.type, HOLE_TYPES, n=1)
        hint = f'did you mean "{close[0]}"?' if close else f"write one of {', '.join(HOLE_TYPES)}"
        raise PatternError(f'"{source}" has a hole of the unknown type "{hole.type}"; {hint}')
    return HOLE_TYPES[hole.type]
