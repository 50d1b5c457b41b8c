"""Aligns a document's section tree with its schema, so that one mistake is one finding.

A section goes to the most particular entry that its title fits: a literal name before a pattern, free
holes last, and one that fits nothing but a free hole must hold a required field of the entry. A title
that is only nearly a name stands for that section, if no other does. Where a required section is missing,
its subsections are looked for among the sections that nothing else took, as if the heading stood above.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from retrolint.document.fields import labelled
from retrolint.document.model import Document, Section
from retrolint.schema.folding import fold
from retrolint.schema.match import FieldMatch, Match, Neighbours, SectionMatch
from retrolint.schema.model import FieldEntry, Schema, SectionEntry
from retrolint.schema.nearness import is_near
from retrolint.schema.patterns import Capture, Pattern


def align(document: Document, schema: Schema) -> Match:
    """The match of `document` with `schema`."""
    captures = path_captures(document.path, schema)
    if not document.is_readable:
        return Match(document, schema, None, captures)
    builder = _Builder(schema.root, document.root, None, {})
    builder.fill(_top_sections(document, schema))
    return Match(document, schema, builder.freeze(), captures)


def unmatched(document: Document) -> Match:
    """The empty match of a document without a schema."""
    return Match(document, None, None, {})


def path_captures(path: str, schema: Schema) -> dict[str, Capture]:
    """What the schema's path patterns capture of the last parts of `path`."""
    parts = path.split("/")
    for pattern in schema.paths:
        depth = pattern.source.count("/") + 1
        captures = pattern.match("/".join(parts[-depth:]))
        if captures is not None:
            return captures
    return {}


def _top_sections(document: Document, schema: Schema) -> Sequence[Section]:
    """The sections of the first list: a lone first heading above all others is passed over."""
    top = document.root.children
    if len(top) == 1 and not _candidates(top[0], schema.root.sections or ()):
        return top[0].children
    return top


@dataclass(slots=True)
class _Fit:
    """An entry that a section's title fits, through one of its names."""

    entry: SectionEntry
    pattern: Pattern
    captures: dict[str, Capture]


@dataclass(slots=True)
class _Builder:
    """A section match in the making."""

    entry: SectionEntry
    section: Section | None
    pattern: Pattern | None
    captures: dict[str, Capture]
    children: list["_Builder"] = field(default_factory=list)
    missing: list[SectionEntry] = field(default_factory=list)
    unknown: list[Section] = field(default_factory=list)
    misplaced: Neighbours | None = None
    is_misnamed: bool = False

    def fill(self, sections: Sequence[Section]) -> None:
        """Give `sections` to the entry's own list of entries, and look into each."""
        entries = self.entry.sections
        if entries is None:
            return
        taken: set[str] = set()
        for section in sections:
            fit = _best(section, entries, taken)
            if fit is None:
                self.unknown.append(section)
                continue
            if fit.entry.occurs.most == 1:
                taken.add(fit.entry.path)
            child = _Builder(fit.entry, section, fit.pattern, fit.captures)
            child.fill(section.children)
            self.children.append(child)
        self._find_misnamed(entries)
        found = {child.entry.path for child in self.children}
        for entry in entries:
            if entry.path not in found and (entry.is_required or entry.sections):
                self._recover(entry)
        if self.entry.is_ordered:
            self._find_misplaced()

    def _find_misnamed(self, entries: tuple[SectionEntry, ...]) -> None:
        """Give what is left over to the entries without a section whose names it nearly has."""
        found = {child.entry.path for child in self.children}
        for entry in entries:
            if entry.path in found:
                continue
            near = (
                (section, pattern)
                for section in self.unknown
                for pattern in entry.names
                if is_near(section.title, pattern)
            )
            section, pattern = next(near, (None, None))
            if section:
                self.unknown.remove(section)
                child = _Builder(entry, section, pattern, {}, is_misnamed=True)
                child.fill(section.children)
                self.children.append(child)
                self.children.sort(key=lambda child: child.section.span.start if child.section else 0)

    def _recover(self, entry: SectionEntry) -> None:
        """Take a missing section for one without a heading, if its subsections are there."""
        lost = _Builder(entry, None, None, {})
        if entry.sections:
            lost.fill([section for owner in (self, *self.children) for section in owner.unknown])
        if not any(child.pattern and child.pattern.weight for child in lost.children):
            if entry.is_required:
                self.missing.append(entry)
            return
        self.missing.append(entry)
        left = set(map(id, lost.unknown))
        for owner in (self, *self.children):
            owner.unknown = [section for section in owner.unknown if id(section) in left]
        lost.unknown.clear()
        self.children.append(lost)

    def _find_misplaced(self) -> None:
        """Mark the fewest children that must move for the rest to be in the schema's order."""
        order = {entry.path: rank for rank, entry in enumerate(self.entry.sections or ())}
        standing = [child for child in self.children if child.section]
        ranks = [order[child.entry.path] for child in standing]
        kept = _longest_ascending(ranks)
        staying = set(kept)
        for index, child in enumerate(standing):
            if index in staying:
                continue
            before = [standing[i] for i in kept if ranks[i] <= ranks[index]]
            after = [standing[i] for i in kept if ranks[i] > ranks[index]]
            child.misplaced = Neighbours(
                _title(before[-1]) if before else None, _title(after[0]) if after else None
            )

    def freeze(self) -> SectionMatch:
        """The finished match."""
        fields, missing_fields = _align_fields(self.section, self.entry.fields)
        return SectionMatch(
            entry=self.entry,
            section=self.section,
            pattern=self.pattern,
            captures=self.captures,
            children=tuple(child.freeze() for child in self.children),
            missing=tuple(self.missing),
            unknown=tuple(self.unknown),
            fields=fields,
            missing_fields=missing_fields,
            misplaced=self.misplaced,
            is_misnamed=self.is_misnamed,
        )


def _title(builder: _Builder) -> str:
    return builder.section.title if builder.section else builder.entry.name


def _best(section: Section, entries: Iterable[SectionEntry], taken: set[str]) -> _Fit | None:
    """The most particular entry for `section`; the first of several equal ones."""
    fits = [fit for fit in _candidates(section, entries) if fit.entry.path not in taken]
    return max(fits, key=lambda fit: fit.pattern.weight, default=None)


def _candidates(section: Section, entries: Iterable[SectionEntry]) -> list[_Fit]:
    """The entries that the title fits, each through the first of its names that does."""
    fits: list[_Fit] = []
    folded = fold(section.title, is_name=True)
    for entry in entries:
        for pattern in entry.names:
            captures = pattern.match_folded(section.title, folded)
            if captures is None:
                continue
            if pattern.weight or _holds_field(section, entry):
                fits.append(_Fit(entry, pattern, captures))
            break
    return fits


def _holds_field(section: Section, entry: SectionEntry) -> bool:
    """Whether a section that any title would fit has a required field, where any are required."""
    required = [field for field in entry.fields if field.required]
    if not required:
        return True
    return len(_align_fields(section, tuple(required))[1]) < len(required)


def _align_fields(
    section: Section | None, entries: tuple[FieldEntry, ...]
) -> tuple[tuple[FieldMatch, ...], tuple[FieldEntry, ...]]:
    """The fields found in `section`, and the required ones that were not."""
    if section is None or not entries:
        return (), ()
    matches: list[FieldMatch] = []
    for candidate in labelled(section):
        entry = _field_entry(candidate.label, entries)
        if entry:
            matches.append(FieldMatch(entry, candidate))
    found = {match.entry.path for match in matches}
    missing = (entry for entry in entries if entry.required and entry.path not in found)
    return tuple(matches), tuple(missing)


def _field_entry(label: str, entries: Iterable[FieldEntry]) -> FieldEntry | None:
    folded = fold(label, is_name=True)
    for entry in entries:
        for pattern in entry.names:
            if folded and pattern.match_folded(label, folded) is not None:
                return entry
    return None


def _longest_ascending(ranks: Sequence[int]) -> list[int]:
    """The indexes of a longest subsequence that never falls; of several, the one ending lowest.

    Patience sorting: see Fredman, "On computing the length of longest increasing subsequences", 1975.
    """
    tails: list[int] = []
    tail_ranks: list[int] = []
    before: list[int] = []
    for index, rank in enumerate(ranks):
        position = bisect_right(tail_ranks, rank)
        before.append(tails[position - 1] if position else -1)
        tails[position : position + 1] = [index]
        tail_ranks[position : position + 1] = [rank]
    kept: list[int] = []
    index = tails[-1] if tails else -1
    while index >= 0:
        kept.append(index)
        index = before[index]
    return kept[::-1]
