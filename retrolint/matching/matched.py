"""The parts of a match: keys, sections and fields beside their entries, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from retrolint.document.fields import Field
from retrolint.document.header import Entry
from retrolint.document.model import Section
from retrolint.patterns.pattern import Capture, Pattern
from retrolint.schema.model import FieldEntry, KeyEntry, KeyList, SectionEntry
from retrolint.text import Span


class Misnamed(NamedTuple):
    """How a heading or a label differs from the name that was meant."""

    name: str
    """The name, as it should be written."""
    is_old: bool
    """It is a `was` name."""


class Neighbour(NamedTuple):
    """Beside what something belongs."""

    name: str
    span: Span
    """Of a section the whole, of a field the label."""


class Neighbours(NamedTuple):
    """Where something belongs that stands elsewhere: inside which section, between which others."""

    under: str | None
    after: Neighbour | None
    before: Neighbour | None


class Shift(NamedTuple):
    """Sections that follow each other at a level that is not that of their list."""

    sections: tuple[Section, ...]
    expected: int


class Clash(NamedTuple):
    """Sections that do not go together, or one that needs another."""

    section: Section
    other: Section | None
    """None where another one is needed."""
    wanted: str
    """The name of what is needed, or of the other."""
    path: str


class Missing(NamedTuple):
    """Something required that is not there: one entry, or several of which one is wanted."""

    entries: tuple[SectionEntry, ...]
    path: str

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.entries[0].name


class Unknown(NamedTuple):
    """A section that no entry took, or whose entry is not for this document."""

    section: Section
    entry: SectionEntry | None = None
    """The entry whose `when` does not hold."""


class FieldMatch(NamedTuple):
    """A field of the document and its entry."""

    entry: FieldEntry
    field: Field
    pattern: Pattern | None
    captures: dict[str, Capture]
    misnamed: Misnamed | None = None


@dataclass(slots=True)
class FieldMatches:
    """The fields of a section beside those that its entry lists."""

    found: list[FieldMatch] = field(default_factory=list)
    missing: list[FieldEntry] = field(default_factory=list)
    """Those that are not there, or fewer than there should be."""
    unknown: list[tuple[Field, FieldEntry | None]] = field(default_factory=list)
    """With unknown fields forbidden; an entry where its `when` does not hold."""
    surplus: list[tuple[FieldMatch, FieldMatch]] = field(default_factory=list)
    """More than may be there, each with an earlier one."""
    misplaced: list[tuple[FieldMatch, Neighbours]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class SectionMatch:
    """A section and its entry, and what was made of its inside. Alignment builds it; rules only read."""

    entry: SectionEntry
    section: Section | None
    """None for a missing section whose subsections were found elsewhere."""
    pattern: Pattern | None = None
    """The name that it matched; None for the document itself and for a missing section."""
    captures: dict[str, Capture] = field(default_factory=dict)
    misnamed: Misnamed | None = None
    children: list["SectionMatch"] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    surplus: list[tuple["SectionMatch", "SectionMatch"]] = field(default_factory=list)
    """Children beyond the number allowed, each with an earlier one."""
    too_few: list[tuple["SectionMatch", int]] = field(default_factory=list)
    """The last of too few children of one entry, with their number."""
    level: int = 0
    """The heading level of its list of sections; an unknown heading below it is none of the list."""
    shifts: list[Shift] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    misplaced: Neighbours | None = None
    fields: FieldMatches = field(default_factory=FieldMatches)

    @property
    def start(self) -> int:
        """The offset where the section starts; without a heading, where the first inside it does."""
        if self.section:
            return self.section.span.start
        return min((child.start for child in self.children), default=0)

    @property
    def kind(self) -> str:
        """What one of a repeated entry is called, after its last capture; empty for any other."""
        is_named = self.entry.is_repeated and self.pattern and self.pattern.types
        return self.pattern.types[-1][0] if is_named and self.pattern else ""

    def walk(self) -> Iterator["SectionMatch"]:
        """This match and all inside it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


class KeyMatch(NamedTuple):
    """A key of the schema, and the front matter's entry of it."""

    key: KeyEntry
    entry: Entry | None
    """None where it is not there, or has no value."""
    empty: Entry | None
    """The entry without a value."""


@dataclass(slots=True, eq=False)
class KeysMatch:
    """The keys of a mapping beside those that the schema lists."""

    keys: KeyList
    found: list[KeyMatch]
    missing: list[KeyMatch]
    unknown: list[tuple[Entry, KeyEntry | None]]
    """Keys that the schema does not list, or whose `when` does not hold."""
    misplaced: list[tuple[Entry, str]]
    """The fewest keys that must move, each with where to."""
    owner: Entry | None
    """The entry whose mapping it is; None for the front matter itself."""
