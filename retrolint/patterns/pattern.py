"""Patterns: text with holes, `({when:dates} {day:weekdays}) {event}`, as a schema writes them.

A pattern matches a whole text. Only braces are special: `{name}` and `{name:type}` capture, `{*}` is
anything or nothing, `{{` and `}}` are braces. A space counts only between two letters or two digits,
because people write `(240829, 30 목, 금)NLP` and `5 주차`. From left to right each hole takes as
little as lets the rest match. Where that will not do, a pattern is a regex
(`expressions`).
"""

import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from retrolint.patterns.examples import make_example
from retrolint.patterns.folding import (
    fold,
    narrowed,
    original_span,
    positions,
    words_in,
)
from retrolint.patterns.holes import HOLE_TYPES, MOST_DEGREES, Hole, atoms_of, whole_regex
from retrolint.patterns.regexes import Matcher, PatternError, SlowPatternError, timed
from retrolint.patterns.searching import find_pattern
from retrolint.text import Span

__all__ = [
    "HOLE_TYPES",
    "Capture",
    "Pattern",
    "PatternError",
    "SlowPatternError",
    "compile_pattern",
]

_LONGEST = 2_000
"""Longer texts match no pattern with a hole: several holes take time with a power of the length."""


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
    _regex: Matcher | None = field(repr=False)
    word: str = field(repr=False, default="")
    """A word that every text has, folded, which a pattern with holes matches: looked for first."""

    @property
    def is_literal(self) -> bool:
        """Whether it has no hole."""
        return self._regex is None

    @property
    def is_regex(self) -> bool:
        """Whether the schema wrote a regex."""
        return False

    @property
    def shown(self) -> str:
        """The pattern as a person would write it down: `(<when> <day>) <event>`."""
        atoms = (atom if isinstance(atom, str) else atom.shown for atom in atoms_of(self.source))
        return "".join(atoms)

    def shown_with(self, values: Mapping[str, str]) -> str:
        """As a person would write it down, with the values of the variables that have one."""
        shown = self.shown
        for name, _ in self.types:
            shown = shown.replace(f"<{name}>", values.get(name) or f"<{name}>")
        return shown

    def match(self, text: str) -> dict[str, Capture] | None:
        """What its holes take of `text`; None where it does not match the whole of it.

        Raises:
            SlowPatternError: it takes too long, here and wherever a pattern meets a text.
        """
        return self.match_folded(text, fold(text, is_name=self.is_name))

    def fits(self, text: str) -> bool:
        """Whether `text` matches, where nobody asks what the holes take."""
        folded = fold(text, is_name=self.is_name)
        if self._regex is None:
            return folded == self.literal
        return self.may_match(folded) and self._regex.fullmatch(folded) is not None

    def is_loosely(self, text: str) -> bool:
        """Whether `text` fits this name, but only when case, emoji and square brackets do not count.

        White space, Unicode forms and full-width marks make no difference. What holes take may have any
        case; what the pattern says itself may not.
        """
        return self.fits(text) and not _exact(narrowed(self.source)).fits(narrowed(text))

    def may_match(self, folded: str) -> bool:
        """Whether a folded text is worth the regex: not too long, and with the pattern's own word."""
        return self.word in folded and len(folded) <= _LONGEST

    def match_folded(self, text: str, folded: str) -> dict[str, Capture] | None:
        """As `match`, where `text` was folded already, for many patterns."""
        if self._regex is None:
            return {} if folded == self.literal else None
        found = self._regex.fullmatch(folded) if self.may_match(folded) else None
        if not found:
            return None
        index = positions(text, folded, is_name=self.is_name) if self.types else []
        captures: dict[str, Capture] = {}
        for number, (name, type_) in enumerate(self.types):
            span = original_span(text, index, found.span(f"h{number}"))
            captures.setdefault(name, Capture(type_, text[span.start : span.end], span))
        return captures

    def find(self, text: str, variables: Mapping[str, str]) -> Span | None:
        """The first part of `text` that matches, in code points of `text`; None where none does.

        A hole of a variable that has a value stands for it; others take little, and stay within a line.
        Case counts; white space is like any other.
        """
        return find_pattern(self.source, text, variables)

    def example(
        self, variables: MutableMapping[str, str], today: date, *, is_korean: bool = False
    ) -> str | None:
        """A text that matches, for a skeleton; None where none can be made.

        Holes are filled from `variables`, and what had to be made up is added there. `is_korean` says
        that the schema is; a pattern with Hangul is anyhow.
        """
        return make_example(self.source, variables, today, self.fits, is_korean=is_korean)


@lru_cache(maxsize=512)
def _exact(source: str) -> Pattern:
    return compile_pattern(source, is_name=False)


def compile_pattern(source: str, *, is_name: bool) -> Pattern:
    """The pattern that `source` writes.

    Raises:
        PatternError: a lone brace, or a hole of a type that does not exist.
    """
    atoms = list(atoms_of(source))
    holes = [atom for atom in atoms if isinstance(atom, Hole)]
    texts = [atom for atom in atoms if isinstance(atom, str)]
    literal = fold("".join(texts), is_name=is_name)
    has_words = any(char.isalpha() for char in literal)
    if not holes:
        return Pattern(source, is_name, (), 1_000 + len(literal), has_words, literal, None)
    weight = sum(hole.type != "text" for hole in holes)
    weight += sum(len(fold(text, is_name=is_name)) for text in texts)
    types = tuple((hole.name, hole.kind) for hole in holes if hole.name != "*")
    written, degree = whole_regex(atoms, is_name=is_name)
    flags = re.DOTALL | (re.IGNORECASE if is_name else re.NOFLAG)
    is_slow = degree > MOST_DEGREES
    compiled = timed(written, source, flags) if is_slow else re.compile(written, flags)
    words = (word for text in texts for word in words_in(fold(text, is_name=is_name)))
    word = max(words, key=len, default="")
    return Pattern(source, is_name, types, weight, has_words, "", compiled, word)
