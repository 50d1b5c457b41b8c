"""Patterns: text with holes, `({when:dates} {day:weekdays}) {event}`, as a schema writes them.

A pattern matches a whole text. Only braces are special: `{name}` and `{name:type}` capture, `{*}` is
anything or nothing, `{{` and `}}` are braces. A space counts only between two letters or two digits,
because people write `(240829, 30 목, 금)NLP` and `5 주차`. From left to right each hole takes as
little as lets the rest match.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from retrolint.document.dates import DATE, DATES, WEEKDAY, WEEKDAYS
from retrolint.text import Span

_HOLE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")
_HOLE_NAME = re.compile(r"(?P<name>[^\W\d][\w -]*)(?::(?P<type>[\w]+))?")
_LONGEST = 2_000
"""Longer texts match no pattern with a hole: several holes take time with a power of the length."""

_LETTER = r"[^\W\d_]"
_FREE_SPACE = rf"(?: |(?<![^\W_])|(?<={_LETTER})(?!{_LETTER})|(?<=\d)(?!\d))"
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

_FREE_SPACES = re.compile(rf" (?![^\W_])|(?<![^\W_]) |(?<=\d) (?!\d)|(?<={_LETTER}) (?!{_LETTER})")
"""A space that is not between two letters or two digits."""
_IGNORED = re.compile(r"[\[\]]|[^\x00-\x7f\w\s]")
_ALWAYS_IGNORED = frozenset("[]\ufe0e\ufe0f\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


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
    _literal: str = field(repr=False)
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
            return folded == self._literal
        return len(folded) <= _LONGEST and self._regex.fullmatch(folded) is not None

    def match_folded(self, text: str, folded: str) -> dict[str, Capture] | None:
        """As `match`, where `text` was folded already, for many patterns."""
        if self._regex is None:
            return {} if folded == self._literal else None
        if len(folded) > _LONGEST:
            return None
        found = self._regex.fullmatch(folded)
        if not found:
            return None
        index = _index(text, folded, is_name=self.is_name) if self.types else []
        captures: dict[str, Capture] = {}
        for number, (name, type_) in enumerate(self.types):
            span = _original(text, index, found.span(f"h{number}"))
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


@lru_cache(maxsize=4096)
def fold(text: str, *, is_name: bool) -> str:
    """`text` in NFC without the spaces that do not count, a name also without case, emoji and brackets.

    So folded, texts are compared. Korean typed on a Mac comes as single jamo: NFC puts it together.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if is_name:
        text = _IGNORED.sub(_without_emoji, text.lower())
    return _FREE_SPACES.sub("", " ".join(text.split()))


def _without_emoji(found: re.Match[str]) -> str:
    char = found[0]
    if char in _ALWAYS_IGNORED or unicodedata.category(char) == "So":
        return ""
    return char


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


def _index(text: str, folded: str, *, is_name: bool) -> list[int]:
    """For each character of `folded` where it stood in `text`.

    Beyond composing and lower case, folding only leaves characters out.
    """
    composed, starts = _composed(text)
    if is_name:
        lowered = composed.lower()
        # The one letter that becomes longer in lower case, \u0130, would shift all after it.
        composed = lowered if len(lowered) == len(composed) else composed
    index: list[int] = []
    position, last = 0, len(composed) - 1
    for char in folded:
        found = composed.find(char, position)
        if found >= 0:
            position = found
        index.append(min(last, position))
        position += 1
    return index if starts is None else [starts[position] for position in index]


def _composed(text: str) -> tuple[str, list[int] | None]:
    """`text` in NFC, and where each of its characters started before; None for where they are now."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text, None
    firsts = [start for start, char in enumerate(text) if not start or not _joins(char)]
    chars: list[str] = []
    starts: list[int] = []
    for start, end in zip(firsts, [*firsts[1:], len(text)], strict=True):
        for char in unicodedata.normalize("NFC", text[start:end]):
            chars.append(char)
            starts.append(start)
    return "".join(chars), starts


def _joins(char: str) -> bool:
    return unicodedata.combining(char) != 0 or "\u1160" <= char <= "\u11ff"


def _original(text: str, index: list[int], found: tuple[int, int]) -> Span:
    """Where what was found in the folded text stood in `text`, without white space at its ends."""
    start, end = found
    if start == end:
        return Span(0, 0)
    first, past = index[start], index[end - 1] + 1
    while past < len(text) and _joins(text[past]):
        past += 1
    written = text[first:past]
    return Span(past - len(written.lstrip()), first + len(written.rstrip()))
