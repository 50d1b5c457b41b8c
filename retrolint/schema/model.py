"""A schema as the engine uses it: compiled, frozen, plain.

Every entry knows its `path` in the schema file, such as `sections[0].fields[2]`. Entries are compared by
identity: each stands in one schema only.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from retrolint.schema.patterns import Pattern


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


@dataclass(frozen=True, slots=True, eq=False)
class KeyEntry:
    """A front matter key."""

    name: str
    path: str
    required: bool
    types: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    """`is`: the value matches one of them; none given, any value will do."""
    length: Count | None
    count: Count | None
    unique: bool
    needs_timezone: bool

    def fits(self, text: str) -> bool:
        """Whether `text` matches one of the patterns, if there are any."""
        return not self.patterns or any(pattern.fits(text) for pattern in self.patterns)


@dataclass(frozen=True, slots=True, eq=False)
class FieldEntry:
    """A labelled list item."""

    names: tuple[Pattern, ...]
    path: str
    required: bool

    @property
    def name(self) -> str:
        """What messages call it: the first of its names."""
        return self.names[0].shown


@dataclass(frozen=True, slots=True, eq=False)
class SectionEntry:
    """A section; the schema itself is the entry of the whole document."""

    names: tuple[Pattern, ...]
    path: str
    occurs: Count
    """How often it may stand there; `0..1` is an optional one."""
    sections: tuple["SectionEntry", ...] | None
    """None leaves the inside free."""
    fields: tuple[FieldEntry, ...]
    content: tuple[str, ...]
    forbids_unknown: bool
    is_ordered: bool

    @property
    def name(self) -> str:
        """What messages call it: the first of its names."""
        return self.names[0].shown if self.names else ""

    @property
    def is_required(self) -> bool:
        """Whether one must be there."""
        return self.occurs.least > 0

    def walk(self) -> Iterator["SectionEntry"]:
        """This entry and all inside it, in order."""
        yield self
        for entry in self.sections or ():
            yield from entry.walk()


@dataclass(frozen=True, slots=True, eq=False)
class Schema:
    """What one kind of document must contain."""

    name: str
    description: str
    paths: tuple[Pattern, ...]
    """Patterns for the last parts of the file's path."""
    keys: tuple[KeyEntry, ...]
    root: SectionEntry
