"""A schema as the engine uses it: compiled, frozen, plain.

Every entry knows its `path` in the schema file, such as `sections[0].fields[2]`. Entries are compared by
identity: each stands in one schema only.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from retrolint.patterns.pattern import Pattern
from retrolint.schema.conditions import ALWAYS, NEVER, Condition
from retrolint.schema.constraints import ONE, Constraints, Count, Setting
from retrolint.schema.editions import Series, Variant
from retrolint.text import Position


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Entry:
    """What keys, fields and sections have in common."""

    path: str
    id: str
    """What other entries and patches call it: the first of its names, unless given."""
    required: Condition = ALWAYS
    allowed: Condition = ALWAYS
    """`when`: elsewhere it must not be there."""
    occurs: Count = ONE
    """How often it may stand there, where it does."""
    requires: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    constraints: Constraints | None = None
    """None where the value is free."""
    hint: str = ""
    rules: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class KeyEntry(Entry):
    """A front matter key."""

    name: str
    was: tuple[str, ...] = ()
    keys: "KeyList | None" = None
    """The keys of a mapping."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class KeyList:
    """The keys of the front matter, or of a mapping in it."""

    entries: tuple[KeyEntry, ...] = ()
    path: str
    is_ordered: bool = False
    forbids_unknown: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Header:
    """What the front matter must be."""

    dialect: str = ""
    """How it is written, where the schema says."""
    keys: KeyList
    forbids: tuple[Pattern, ...] = ()
    """Sought in its source."""
    json_schema: Mapping[str, Any] | None = None
    required: Condition | None = None
    """Whether a document must have one; None where its keys tell."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NamedEntry(Entry):
    """An entry whose names are patterns: a field or a section."""

    names: tuple[Pattern, ...] = ()
    was: tuple[Pattern, ...] = ()
    """Old or wrong names, and translations; what has one is misnamed."""

    @property
    def name(self) -> str:
        """What messages call it: the first of its names."""
        return self.names[0].shown if self.names else ""

    @property
    def may_be_missing(self) -> bool:
        """Whether no document must have one."""
        return self.required is NEVER

    @property
    def is_repeated(self) -> bool:
        """Whether more than one may stand there, each with variables of its own."""
        return self.occurs.most != 1


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FieldEntry(NamedEntry):
    """A labelled item."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Group:
    """Entries of a list that belong together: `one-of`, `any-of`, or a run (`sections`)."""

    kind: str
    path: str
    members: tuple["Member", ...]
    required: Condition = ALWAYS
    """Of a one-of: whether one of its members must be there."""

    @property
    def entries(self) -> tuple["SectionEntry", ...]:
        """All sections in it, in order."""
        return leaves(self.members)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SectionEntry(NamedEntry):
    """A section; the schema itself is the entry of the whole document."""

    is_optional: bool = False
    """In a group that need not have it: whatever `required` says, it may be missing."""
    level: int | None = None
    members: tuple["Member", ...] | None = None
    """Its sections and groups of them as listed; None leaves the inside free."""
    is_ordered: bool = True
    forbids_unknown: bool = False
    is_exact: bool = False
    """Whether names in its lists are told apart by case, emoji and brackets too."""
    fields: tuple[FieldEntry, ...] = ()
    are_fields_ordered: bool = True
    forbids_unknown_fields: bool = False
    field_style: str = ""
    sections: tuple["SectionEntry", ...] = field(init=False, default=())
    """The sections of its list, those in groups included, in order."""

    def __post_init__(self) -> None:
        """List the sections once: alignment asks for them all the time."""
        object.__setattr__(self, "sections", leaves(self.members or ()))

    @property
    def may_be_missing(self) -> bool:
        """Whether no document must have one."""
        return self.is_optional or self.required is NEVER

    @property
    def groups(self) -> Iterator["Group"]:
        """The groups in its list, those in groups included."""
        pending = list(self.members or ())
        while pending:
            member = pending.pop()
            if isinstance(member, Group):
                yield member
                pending.extend(member.members)

    @property
    def is_free(self) -> bool:
        """Whether the schema says nothing of the sections inside."""
        return self.members is None

    def walk(self) -> Iterator["SectionEntry"]:
        """This entry and all inside it, in order."""
        yield self
        for entry in self.sections:
            yield from entry.walk()


Member = SectionEntry | Group


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Schema:
    """What one kind of document must contain."""

    name: str
    description: str
    paths: tuple[Pattern, ...]
    """Patterns for the last parts of the file's path."""
    header: Header
    root: SectionEntry
    """Its names are those of the document's title, if it must have one."""
    forbids_title: bool
    series: Series
    template: str
    """The text of the template that people copy."""
    variants: tuple[Variant, ...]
    data: Mapping[str, Any]
    """What it was compiled from."""
    files: Mapping[str, Any]
    """What the files it names hold, by the name written there."""
    origins: tuple["Origin", ...] = ()

    def entries(self) -> Iterator[Entry]:
        """All its keys, sections and fields, those inside others too."""
        pending = list(self.header.keys.entries)
        while pending:
            key = pending.pop(0)
            yield key
            pending[:0] = key.keys.entries if key.keys else ()
        for section in self.root.walk():
            yield section
            yield from section.fields

    def locate(self, path: str) -> tuple[str, Position] | None:
        """The file and place of the part of the schema at `path`, if a file has it."""
        found = (origin.locate(path) for origin in self.origins)
        return next((place for place in found if place), None)


class Origin:
    """A file that a schema was read from, and where in it each part stands."""

    def __init__(self, file: str, places: Callable[[], Mapping[str, Position]]) -> None:
        """`places` finds the places by path; it is asked when somebody asks."""
        self.file = file
        self._find = places
        self._places: Mapping[str, Position] | None = None

    def locate(self, path: str) -> tuple[str, Position] | None:
        """The file, and the place of `path`, if it stands there."""
        if self._places is None:
            self._places = self._find()
        place = self._places.get(path)
        return (self.file, place) if place else None


def leaves(members: tuple[Member, ...]) -> tuple[SectionEntry, ...]:
    """The sections among `members` and in groups there, in order."""
    found: list[SectionEntry] = []
    for member in members:
        found.extend(member.entries if isinstance(member, Group) else (member,))
    return tuple(found)
