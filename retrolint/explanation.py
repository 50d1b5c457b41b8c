"""Why a document is judged as it is: its schema, what holds of it, and what was matched with what."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from retrolint.document.header import Entry
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.matching.matched import FieldMatches, KeysMatch, Misnamed, SectionMatch
from retrolint.patterns.pattern import Capture
from retrolint.reporters.cells import cells, window

_WIDEST = 48
"""More cells than that no part of the document takes; the rest of it is left out."""
_WIDEST_VALUE = 24


class _Row(NamedTuple):
    """A part of the document, or what is missing in it, and what the schema says of it."""

    line: int | None
    text: str
    note: str


def explain(match: Match, reason: str) -> Iterator[str]:
    """The explanation, a line each; `reason` says how the schema was chosen."""
    document, schema = match.document, match.schema
    if not schema:
        # A schema that is named and is not there is a problem of the document.
        named = (problem.detail for problem in document.problems if problem.rule == "disallowed-value")
        yield f"{document.path}: no schema; {next(named, reason)}"
        return
    yield f"{document.path}: schema {schema.name}, {reason}"
    for variant in match.variants:
        yield f"variant: {variant}"
    if schema.paths:
        captured = match.path_captures
        fits = "fits none of its patterns" if captured is None else _listed("fits", captured)
        yield f"path: {fits}"
    if any(problem.rule == "invalid-front-matter" for problem in document.problems):
        yield "front matter: cannot be read, so nothing is said of its keys"
    tables = [(_title(keys), list(_keys(document, keys))) for keys in match.header]
    if match.root:
        tables.append(("sections:", list(_sections(document, match, match.root))))
    tables = [(title, [_cut(row) for row in rows]) for title, rows in tables if rows]
    width = max((cells(row.text) for _, rows in tables for row in rows), default=0)
    for title, rows in tables:
        yield title
        for row in rows:
            space = " " * (width - cells(row.text))
            yield f"{row.line or '-':>5}  {row.text}{space}  {row.note}"


def _cut(row: _Row) -> _Row:
    return row._replace(text=_within(row.text, _WIDEST))


def _within(text: str, room: int) -> str:
    return window(text, 0, 0, room)[0]


def _title(keys: KeysMatch) -> str:
    return f"front matter, in {keys.owner.key}:" if keys.owner else "front matter:"


def _keys(document: Document, keys: KeysMatch) -> Iterator[_Row]:
    moved = {entry.key_span for entry, _ in keys.misplaced}
    listed = {
        entry.key_span: (entry, found.key.path)
        for found in (*keys.found, *keys.missing)
        if (entry := found.entry or found.empty)
    }
    rows = [
        _row(
            document,
            span.start,
            _entry(entry),
            path,
            "" if entry.value.text.strip() else "no value",
            "out of order" if span in moved else "",
        )
        for span, (entry, path) in listed.items()
    ]
    for entry, key in keys.unknown:
        note = f"{key.path}, but its condition does not hold" if key else "no key of the schema"
        rows.append(_row(document, entry.key_span.start, _entry(entry), note))
    yield from sorted(rows, key=lambda row: row.line or 0)
    for found in keys.missing:
        if not found.empty:
            yield _Row(None, found.key.name, f"{found.key.path}, missing")


def _entry(entry: Entry) -> str:
    return f"{entry.key}: {' '.join(entry.value.text.split())}"


def _sections(document: Document, match: Match, root: SectionMatch) -> Iterator[_Row]:
    if match.title:
        yield _row(document, match.title.span.start, f"# {match.title.title}", "the title")
    yield from _inside(document, root, "")


def _inside(document: Document, match: SectionMatch, indent: str) -> Iterator[_Row]:
    """What is in a section: its fields, then its subsections, then what is missing."""
    yield from _fields(document, match.fields, indent)
    surplus = {id(child) for child, _ in match.surplus}
    parts: list[tuple[int, list[_Row]]] = []
    for child in match.children:
        rows: list[_Row] = []
        if child.section:
            notes = (
                _misnamed(child.misnamed),
                "one too many" if id(child) in surplus else "",
                "out of place" if child.misplaced else "",
            )
            note = _listed(", ".join(filter(None, (child.entry.path, *notes))), child.captures)
            text = f"{indent}{'#' * child.section.level} {child.section.title}"
            rows.append(_row(document, child.section.span.start, text, note))
        rows += _inside(document, child, f"{indent}  ")
        parts.append((child.start, rows))
    for section, entry in match.unknown:
        note = f"{entry.path}, but its condition does not hold" if entry else "no section of the schema"
        text = f"{indent}{'#' * section.level} {section.title}"
        start = section.span.start
        parts = [part for part in parts if part[0] != start]
        parts.append((start, [_row(document, start, text, note)]))
    for _, rows in sorted(parts, key=lambda part: part[0]):
        yield from rows
    for missing in match.missing:
        names = " or ".join(entry.name for entry in missing.entries)
        yield _Row(None, f"{indent}{names}", f"{missing.path}, missing")


def _fields(document: Document, fields: FieldMatches, indent: str) -> Iterator[_Row]:
    surplus = {found.field.label_span for found, _ in fields.surplus}
    moved = {found.field.label_span for found, _ in fields.misplaced}
    rows = [
        _row(
            document,
            found.field.label_span.start,
            f"{indent}- {found.field.label}",
            found.entry.path,
            _misnamed(found.misnamed),
            "one too many" if found.field.label_span in surplus else "",
            "out of place" if found.field.label_span in moved else "",
        )
        for found in fields.found
    ]
    for field, entry in fields.unknown:
        note = f"{entry.path}, but its condition does not hold" if entry else "no field of the schema"
        rows.append(_row(document, field.label_span.start, f"{indent}- {field.label}", note))
    yield from sorted(rows, key=lambda row: row.line or 0)
    for missing in fields.missing:
        yield _Row(None, f"{indent}- {missing.name}", f"{missing.path}, missing")


def _row(document: Document, offset: int, text: str, *notes: str) -> _Row:
    return _Row(document.source.position(offset).line, text, ", ".join(filter(None, notes)))


def _misnamed(misnamed: Misnamed | None) -> str:
    if not misnamed:
        return ""
    return f'misnamed: {"now" if misnamed.is_old else "meant is"} "{misnamed.name}"'


def _listed(text: str, captures: Mapping[str, Capture]) -> str:
    values: Iterable[str] = (
        f"{name} = {_within(capture.text, _WIDEST_VALUE)}" for name, capture in captures.items()
    )
    return f"{text}; {', '.join(values)}" if captures else text
