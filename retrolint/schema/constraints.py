"""What a schema says of a value, and of rules: compiled, frozen, plain."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from retrolint.patterns.pattern import Pattern


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something: `n`, `a..b`, `a..` or `..b` in a schema; no `most` is no limit."""

    least: int = 0
    most: int | None = None

    def __contains__(self, number: int) -> bool:
        """Whether so many are right."""
        return self.least <= number and (self.most is None or number <= self.most)

    def __str__(self) -> str:
        """As a schema writes it."""
        if self.least == self.most:
            return str(self.least)
        return f"{self.least or ''}..{'' if self.most is None else self.most}"


ONE = Count(1, 1)


class Length(NamedTuple):
    """How long a text may be, in `chars`, `words` or `sentences`."""

    range: Count
    unit: str


class Setting(NamedTuple):
    """What an entry says of a rule there and inside it: a severity, options, or both."""

    rule: str
    """A rule's name, or `*` for all."""
    severity: str | None
    """`error`, `warning`, `info` or `off`."""
    options: Mapping[str, Any]
    """As written: text, lists and mappings of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Constraints:
    """What a value must be: that of a key, a list item, a field or a section."""

    path: str
    types: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    """`is`: the whole value matches one of them; none given, any value will do."""
    contains: tuple[Pattern, ...] = ()
    """A part of the value matches one of them."""
    forbids: tuple[Pattern, ...] = ()
    length: Length | None = None
    count: Count | None = None
    unique: bool = False
    items: "Constraints | None" = None
    kinds: tuple[str, ...] = ()
    """`content`: it holds one of these kinds of blocks."""
    numbers: tuple[tuple[str, Count], ...] = ()
    """`content` with numbers: how many it holds of each kind."""
    columns: tuple[str, ...] = ()
    needs_timezone: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether `is` lists plain values, without a hole."""
        return all(pattern.is_literal for pattern in self.patterns)

    def fits(self, text: str) -> bool:
        """Whether `text` matches one of the patterns, if there are any."""
        return not self.patterns or any(pattern.fits(text) for pattern in self.patterns)
