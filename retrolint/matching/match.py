"""The result of aligning a document with its schema: what stands for what, and what is wrong with it.

Rules read it; none walks headings on its own. Without a schema everything in it is empty.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from retrolint.diagnostics import SchemaPlace
from retrolint.document.header import Entry
from retrolint.document.model import Document, Section
from retrolint.matching.disagreements import Disagreement, disagreements
from retrolint.matching.matched import KeysMatch, SectionMatch
from retrolint.matching.subject import Subject
from retrolint.matching.subjects import subjects_of
from retrolint.matching.variables import known_values, scopes_of
from retrolint.patterns.folding import script
from retrolint.patterns.pattern import Capture, Pattern
from retrolint.schema.conditions import Values
from retrolint.schema.header_fault import HeaderFault
from retrolint.schema.model import KeyEntry, NamedEntry, Schema

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, eq=False)
class Match:
    """A document beside its schema."""

    document: Document
    schema: Schema | None
    root: SectionMatch | None
    path_captures: dict[str, Capture] | None
    """None where no pattern for the path fits."""
    title: Section | None = None
    """The heading that stands above all others, where it is no section of the schema."""
    variants: tuple[str, ...] = ()
    """The variants that hold, in words."""
    header: tuple[KeysMatch, ...] = ()
    """The front matter, then each mapping in it of which the schema lists keys."""

    @cached_property
    def known(self) -> Values:
        """What the document's variables are, by name: one text, or those of a list's items."""
        if not self.schema:
            return Values()
        return known_values(self.document, self.path_captures or {}, self.schema, self.root)

    @cached_property
    def values(self) -> dict[str, str]:
        """The variables with a single value."""
        return {name: texts[0] for name, texts in self.known.items() if len(texts) == 1}

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
    def keys(self) -> tuple[tuple[KeyEntry, Entry], ...]:
        """Each key of the schema that has a value, nested ones after their owner."""
        pairs = ((key.key, key.entry) for keys in self.header for key in keys.found)
        return tuple((key, entry) for key, entry in pairs if entry)

    def name_of(self, entry: NamedEntry) -> str:
        """What to call an entry that is not there: in the language in which the others are named."""
        names = (
            name.shown for name in entry.names if self._script and script(name.source) == self._script
        )
        return next(names, entry.name)

    @cached_property
    def _script(self) -> str:
        """The script of most names found; empty where most are the first of their entries."""
        named: list[tuple[NamedEntry, Pattern | None]] = []
        for found in self.sections:
            named.append((found.entry, found.pattern))
            named += [(field.entry, field.pattern) for field in found.fields.found]
        votes = Counter(
            "" if pattern is entry.names[0] else script(pattern.source)
            for entry, pattern in named
            if pattern and len(entry.names) > 1
        )
        return votes.most_common(1)[0][0] if votes else ""

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """Every value of which the schema says something: of keys, fields, sections, and their items."""
        return tuple(subjects_of(self.document, self.header, self.sections)) if self.schema else ()

    @cached_property
    def judged(self) -> tuple[Subject, ...]:
        """Of these the values that are written, of the right type, and without a fault of their own."""
        broken = [problem.span.start for problem in self.document.problems]
        return tuple(
            value
            for value in self.subjects
            if value.has_type
            and not value.is_open
            and not any(value.span.start <= start < value.span.end for start in broken)
        )

    @cached_property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Where a variable has another value than elsewhere in its scope, in the order of the places."""
        if not self.schema or not self.root:
            return ()
        scopes = scopes_of(self.document, self.schema, self.path_captures or {}, self.title, self.root)
        return tuple(disagreements(scopes))

    @cached_property
    def header_faults(self) -> tuple[HeaderFault, ...]:
        """What the JSON Schema of the front matter, where its schema names one, finds wrong with it."""
        header, schema = self.document.front_matter, self.schema
        if not schema or not header or schema.header.json_schema is None:
            return ()
        from retrolint.schema.json_headers import header_faults  # noqa: PLC0415 - few schemas have one

        return tuple(header_faults(header, schema.header.json_schema))

    def place(self, path: str) -> SchemaPlace | None:
        """The part of the schema at `path`, for a diagnostic."""
        if not self.schema:
            return None
        found = self.schema.locate(path)
        if not found:
            return SchemaPlace(self.schema.name, path)
        file, position = found
        return SchemaPlace(self.schema.name, path, file, position.line, position.column)
