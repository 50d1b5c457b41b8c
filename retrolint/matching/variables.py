"""Variables: what patterns capture, and front matter keys with a single value.

One name has one value in the path, keys, headings, labels and values of a document; what a repeatable
section captures is each occurrence's own.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from retrolint.document.header import Entry
from retrolint.document.model import Document, Section
from retrolint.matching.matched import SectionMatch
from retrolint.patterns.pattern import Capture, Pattern
from retrolint.schema.conditions import ALWAYS, Values
from retrolint.schema.constraints import Constraints
from retrolint.schema.model import KeyList, Schema, SectionEntry
from retrolint.text import Span


class Occurrence(NamedTuple):
    """A place where a variable has a value."""

    name: str
    type: str
    """Of the hole, or the key."""
    text: str
    span: Span | None
    """None in the file's path."""
    where: str
    """The place in words: `the heading`, `"title"`."""
    path: str
    """The part of the schema."""


def path_captures(path: str, schema: Schema) -> dict[str, Capture] | None:
    """What the first pattern captures that the last parts of `path` match; None where none does."""
    if not schema.paths:
        return {}
    parts = path.split("/")
    for pattern in schema.paths:
        depths = range(1, len(parts) + 1) if pattern.is_regex else (pattern.source.count("/") + 1,)
        for depth in depths:
            captures = pattern.match("/".join(parts[-depth:]))
            if captures is not None:
                return captures
    return None


def known_values(
    document: Document, captures: dict[str, Capture], schema: Schema, root: SectionMatch | None = None
) -> Values:
    """What the document's variables are by name, for conditions: in the first place in order."""
    found = [*_of_path(captures), *_of_header(document, schema)]
    if root:
        found += _of_section(root)
    values = Values()
    values.unsure = frozenset(_unsure(document, schema))
    for occurrence in found:
        values.setdefault(occurrence.name, (occurrence.text,))
    for entry in document.front_matter.entries if document.front_matter else ():
        if entry.value.kind == "list":
            values.setdefault(entry.key, tuple(item.text for item in entry.value.items))
    return values


def _unsure(document: Document, schema: Schema) -> Iterator[str]:
    """The keys of which other findings say that their value is missing, wrong, or cannot be read."""
    header = document.front_matter
    is_broken = header is None and bool(document.problems)
    for key in schema.header.keys.entries:
        entry = header.get(key.name) if header else None
        text = entry.value.text.strip() if entry and not entry.value.is_null else ""
        is_free = not key.constraints or (entry is not None and entry.value.kind != "scalar")
        is_wrong = bool(text) and not is_free and not (key.constraints and key.constraints.fits(text))
        if is_broken or is_wrong or (not text and key.required is ALWAYS is key.allowed):
            yield key.name


def single(texts: Sequence[str]) -> str:
    """The one text, or nothing where there are none or several."""
    return texts[0] if len(texts) == 1 else ""


def scopes_of(
    document: Document,
    schema: Schema,
    captures: dict[str, Capture],
    title: Section | None,
    root: SectionMatch,
) -> Iterator[list[Occurrence]]:
    """The occurrences of each scope: of the document, and of each repeated section."""
    yield [
        *_of_path(captures),
        *_of_header(document, schema),
        *_of_title(title, schema),
        *_of_section(root),
    ]
    for section in root.walk():
        if section.entry.is_repeated and section.section and _captures_inside(section.entry):
            yield list(_of_section(section))


@cache
def _captures_inside(entry: SectionEntry) -> bool:
    """Whether anything but the heading of a section captures, so that two places may disagree."""
    for field in entry.fields:
        if any(name.types for name in field.names) or _captures_value(field.constraints):
            return True
    return any(
        any(name.types for name in inner.names) or _captures_inside(inner) for inner in entry.sections
    )


def _of_path(captures: dict[str, Capture]) -> Iterator[Occurrence]:
    for name, capture in captures.items():
        yield Occurrence(name, capture.type, capture.text, None, "the file name", "path")


def _of_header(document: Document, schema: Schema) -> Iterator[Occurrence]:
    header = document.front_matter
    if header:
        yield from _of_keys(header.entries, schema.header.keys, "")


def _of_keys(entries: Iterable[Entry], keys: KeyList | None, prefix: str) -> Iterator[Occurrence]:
    known = {key.name: key for key in keys.entries} if keys else {}
    # Of equal keys the last one counts.
    for entry in {entry.key: entry for entry in entries}.values():
        key, name, value = known.get(entry.key), f"{prefix}{entry.key}", entry.value
        if value.kind == "mapping":
            yield from _of_keys(value.entries, key.keys if key else None, f"{name}.")
        elif value.kind == "scalar" and not value.is_null and value.text.strip():
            constraints = key.constraints if key else None
            types = constraints.types if constraints else ()
            path = key.path if key else "front-matter"
            type_ = types[0] if len(types) == 1 else "text"
            yield Occurrence(name, type_, value.text, value.span, f'"{name}"', path)
            yield from _of_value(constraints, value.text, value.span, f'"{name}"')


def _of_title(title: Section | None, schema: Schema) -> Iterator[Occurrence]:
    captures = first_captures(schema.root.names, title.title) if title else None
    if title and title.heading and captures:
        yield from _of_captures(captures, title.title, title.heading.span(), "the title", "heading")


def _of_section(match: SectionMatch) -> Iterator[Occurrence]:
    """Of a section and all in it that is not repeated."""
    if match.captures and match.section and match.section.heading:
        title, span = match.section.title, match.section.heading.span()
        yield from _of_captures(match.captures, title, span, "the heading", match.entry.path)
    for found in match.fields.found:
        field, entry = found.field, found.entry
        if entry.is_repeated:
            continue
        where = f'the field "{field.label}"'
        if found.captures:
            yield from _of_captures(found.captures, field.label, field.label_span, where, entry.path)
        if _captures_value(entry.constraints):
            yield from _of_value(entry.constraints, field.text, field.text_span, where)
    for child in match.children:
        if not child.entry.is_repeated:
            yield from _of_section(child)


def _of_value(constraints: Constraints | None, text: str, span: Span, where: str) -> Iterator[Occurrence]:
    if constraints and _captures_value(constraints):
        captures = first_captures(constraints.patterns, text)
        yield from _of_captures(captures or {}, text, span, where, constraints.path)


def _captures_value(constraints: Constraints | None) -> bool:
    return constraints is not None and any(pattern.types for pattern in constraints.patterns)


def first_captures(patterns: Iterable[Pattern], text: str) -> dict[str, Capture] | None:
    """What the first of `patterns` captures that `text` matches; None where none does."""
    found = (pattern.match(text) for pattern in patterns)
    return next((captures for captures in found if captures is not None), None)


def _of_captures(
    captures: dict[str, Capture], text: str, span: Span, where: str, path: str
) -> Iterator[Occurrence]:
    """The captures of `text`, which stands at `span`: exactly there where no markup is in it."""
    is_plain = span.end - span.start == len(text)
    for name, capture in captures.items():
        start, end = (span.start + capture.span.start, span.start + capture.span.end)
        place = Span(start, end) if is_plain else span
        yield Occurrence(name, capture.type, capture.text, place, where, path)
