"""The result of aligning a document with its schema: what stands for what, and what is missing.

Rules read it; none walks headings on its own. Without a schema everything in it is empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from retrolint.diagnostics import SchemaPlace
from retrolint.document.fields import Field
from retrolint.document.header import Entry
from retrolint.document.model import Document, Section
from retrolint.schema.model import FieldEntry, KeyEntry, Schema, SectionEntry
from retrolint.schema.patterns import Capture, Pattern


class FieldMatch(NamedTuple):
    """A field of the document and its entry."""

    entry: FieldEntry
    field: Field


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Between which sections one belongs that stands elsewhere; at least one is there."""

    after: str | None
    before: str | None


class SectionMatch(NamedTuple):
    """A section and its entry, and what was made of its inside."""

    entry: SectionEntry
    section: Section | None
    """None for a missing section whose subsections were found elsewhere."""
    pattern: Pattern | None
    """The name that it matched; None for the document itself and for a missing section."""
    captures: dict[str, Capture]
    children: tuple["SectionMatch", ...]
    missing: tuple[SectionEntry, ...]
    unknown: tuple[Section, ...]
    fields: tuple[FieldMatch, ...]
    missing_fields: tuple[FieldEntry, ...]
    misplaced: Neighbours | None
    is_misnamed: bool
    """The title is only nearly the name."""

    @property
    def kind(self) -> str:
        """What one of a repeated entry is called, after its last capture; empty for any other."""
        is_repeated = self.entry.occurs.most != 1
        return self.pattern.types[-1][0] if is_repeated and self.pattern and self.pattern.types else ""

    def walk(self) -> Iterator["SectionMatch"]:
        """This match and all inside it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, eq=False)
class Match:
    """A document beside its schema."""

    document: Document
    schema: Schema | None
    root: SectionMatch | None
    path_captures: dict[str, Capture]

    @cached_property
    def sections(self) -> tuple[SectionMatch, ...]:
        """The document, then every section found, in order."""
        return tuple(self.root.walk()) if self.root else ()

    @cached_property
    def found(self) -> tuple[tuple[SectionMatch, Section], ...]:
        """Every section that stands in the document, without the document itself."""
        pairs = ((match, match.section) for match in self.sections[1:])
        return tuple((match, section) for match, section in pairs if section)

    @cached_property
    def keys(self) -> tuple[tuple[KeyEntry, Entry | None], ...]:
        """Each key of the schema with the front matter's entry; none without a front matter.

        A key without a value has no entry.
        """
        header = self.document.front_matter
        if not self.schema or not header:
            return ()
        found = {key.name: header.get(key.name) for key in self.schema.keys}
        return tuple((key, _with_value(found[key.name])) for key in self.schema.keys)

    @cached_property
    def values(self) -> tuple[tuple[KeyEntry, Entry], ...]:
        """Each key of the schema that has a value."""
        return tuple((key, entry) for key, entry in self.keys if entry)

    def place(self, path: str) -> SchemaPlace | None:
        """The part of the schema at `path`, for a diagnostic."""
        return SchemaPlace(self.schema.name, path) if self.schema else None


def _with_value(entry: Entry | None) -> Entry | None:
    if entry is None:
        return None
    value = entry.value
    return None if (value.kind == "scalar" and not value.text.strip()) or value.is_null else entry
