"""Conditions: what must be so of a document's keys and variables for a part of its schema to count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrolint.patterns.pattern import Pattern


class Values(dict[str, Sequence[str]]):
    """What variables are, by name: one text, or those of the items of a list."""

    unsure: frozenset[str] = frozenset()
    """Those whose value is not known: it is missing, wrong, or cannot be read, as others tell."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Keys or variables with the patterns of which each must match one; nothing at all always holds."""

    wanted: tuple[tuple[str, tuple[Pattern, ...]], ...] = ()
    is_negated: bool = False

    def holds(self, values: Mapping[str, Sequence[str]]) -> bool:
        """Whether it is so; what has no value matches nothing."""
        if not self.wanted:
            return not self.is_negated
        is_so = all(
            any(pattern.fits(text) for text in values.get(name, ()) for pattern in patterns)
            for name, patterns in self.wanted
        )
        return is_so != self.is_negated

    def may_hold(self, values: Values) -> bool:
        """Whether it is so, as far as that is known."""
        return self._is_unsure(values) or self.holds(values)

    def must_hold(self, values: Values) -> bool:
        """Whether it is known to be so."""
        return not self._is_unsure(values) and self.holds(values)

    def _is_unsure(self, values: Values) -> bool:
        return bool(self.wanted) and any(name in values.unsure for name, _ in self.wanted)

    def __str__(self) -> str:
        """In words: `Status is "Draft" or "Final"`."""
        parts = []
        for name, patterns in self.wanted:
            values = " or ".join(f'"{pattern.shown}"' for pattern in patterns)
            parts.append(f"{name} is {values}")
        words = " and ".join(parts)
        return f"not: {words}" if self.is_negated else words


ALWAYS = Condition()
NEVER = Condition(is_negated=True)
