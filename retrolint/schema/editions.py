"""How the documents of one schema follow each other, and which of them have another edition of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from retrolint.schema.conditions import ALWAYS, Condition


@dataclass(frozen=True, slots=True)
class Series:
    """How the documents of one schema follow each other."""

    number: str = ""
    """The variable that numbers them."""
    date: str = "date"
    """The variable that dates them."""
    every: int | None = None
    """Days from one to the next."""
    week_starts: str = ""
    breaks: tuple[str, ...] = ()


class Bound(NamedTuple):
    """A date or a number from which, or before which, something holds."""

    text: str
    is_before: bool


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """A patch of the schema for the documents of a time, or of a kind."""

    bounds: tuple[Bound, ...]
    when: Condition
    patch: Mapping[str, Any]
    """Schema data, laid over the schema's own."""

    @property
    def shown(self) -> str:
        """For which documents, in words: `before 2021-06-01`."""
        words = [f"{'before' if bound.is_before else 'since'} {bound.text}" for bound in self.bounds]
        return " and ".join([*words, *([str(self.when)] if self.when is not ALWAYS else [])])
