"""The values that a schema says something of: of keys, of fields, of sections, and of their list items.

Rules judge them all alike, whatever they are the value of. One fault is one finding: of a value that has
the wrong type, or still has to be written, nothing more is said, and nothing of its items.
"""

import re
from collections.abc import Iterable, Iterator

from retrolint.document.blocks import Block, Text, item_text
from retrolint.document.fields import Field
from retrolint.document.header import Value
from retrolint.document.model import Document, Section
from retrolint.matching.matched import KeysMatch, SectionMatch
from retrolint.matching.subject import Subject, list_kind
from retrolint.schema.constraints import Constraints
from retrolint.schema.model import SectionEntry
from retrolint.text import SourceText, Span

_CHECKBOX = re.compile(r"\[[ xX]\]\s+")
_FREE = Constraints("")


def subjects_of(
    document: Document, header: Iterable[KeysMatch], sections: Iterable[SectionMatch]
) -> Iterator[Subject]:
    """Every value that the schema constrains: of keys, then of each section and its fields."""
    for keys in header:
        for found in keys.found:
            if found.entry and found.key.constraints:
                what = f'"{found.key.name}"'
                value = _of_value(document.source, found.key.constraints, what, found.entry.value)
                yield from _with_items(value)
    for match in sections:
        if match.entry.constraints and match.section:
            subject = _of_section(document, match.entry, match.section, match.entry.constraints)
            yield from _with_items(subject)
        for field in match.fields.found:
            if field.entry.constraints:
                yield from _with_items(_of_field(document, field.field, field.entry.constraints))


def _with_items(subject: Subject) -> Iterator[Subject]:
    yield subject
    if subject.constraints.items and subject.has_type and not subject.is_open:
        for item in subject.items:
            yield from _with_items(item)


def _of_value(
    source: SourceText, constraints: Constraints, what: str, value: Value, of: str = "key"
) -> Subject:
    """The value of a key, or of an item of a list."""
    inner, each = constraints.items or _FREE, f"an item of {what}"
    return Subject(
        source,
        constraints,
        what,
        of,
        value.text,
        place=lambda: (value.span, value.span),
        kind=value.kind,
        items=lambda: [_of_value(source, inner, each, item, "item") for item in value.items],
        is_in_header=True,
    )


def _of_field(document: Document, field: Field, constraints: Constraints) -> Subject:
    """What follows the label: in its line, and nested below."""
    source, blocks = document.source, field.blocks
    nested = source.lines_span(blocks[0].first_line, blocks[-1].last_line) if blocks else None
    what = f'the field "{field.label}"'
    text = f"{field.text}\n{source.slice(nested)}".strip() if nested else field.text

    def place() -> tuple[Span, Span]:
        return (nested if nested and not field.text else field.text_span), field.label_span

    return Subject(
        source,
        constraints,
        what,
        "field",
        text,
        place=place,
        kind="scalar" if field.text else list_kind(blocks),
        items=lambda: _list_items(source, blocks, constraints, what),
        head=lambda: field.source.prose(field.text_start, field.text_start + len(field.text)),
        blocks=blocks,
    )


def _of_section(
    document: Document, entry: SectionEntry, section: Section, constraints: Constraints
) -> Subject:
    """All that is in a section, or, if its schema lists sections, what comes before the first."""
    what = f'the section "{section.title}"' if section.heading else "the document"
    parts = section.walk() if entry.is_free else (section,)
    blocks = tuple(block for part in parts for block in part.blocks)
    whole = _inside(document, section, is_free=entry.is_free)
    text = document.source.slice(whole)

    def place() -> tuple[Span, Span]:
        start = whole.start + len(text) - len(text.lstrip())
        span = Span(start, max(start, whole.start + len(text.rstrip())))
        return span, section.heading.span() if section.heading else Span(span.start, span.start)

    return Subject(
        document.source,
        constraints,
        what,
        "section",
        text.strip(),
        place=place,
        kind=list_kind(blocks),
        items=lambda: _list_items(document.source, section.blocks, constraints, what),
        blocks=blocks,
        is_whole=section.heading is None,
    )


def _inside(document: Document, section: Section, *, is_free: bool) -> Span:
    """From the line after the heading to the end, or to the first subsection."""
    end = section.span.end
    if section.children and not is_free:
        end = section.children[0].span.start
    if not section.heading:
        return Span(section.span.start, end)
    source, line = document.source, section.heading.first_line
    first = section.blocks[0].first_line if section.blocks else 0
    start = source.line_start(first) if first else source.line_start(line + 1)
    return Span(min(start, end), end)


def _list_items(
    source: SourceText, blocks: Iterable[Block], constraints: Constraints, what: str
) -> Iterator[Subject]:
    """The items of the lists among `blocks`, each by the text at its head, checkbox aside."""
    for block in blocks:
        for item in block.children if block.kind == "list" else ():
            text = item_text(item)
            if text:
                yield _of_item(source, text, constraints.items or _FREE, what)


def _of_item(source: SourceText, text: Text, constraints: Constraints, what: str) -> Subject:
    checkbox = _CHECKBOX.match(text.raw)
    start = checkbox.end() if checkbox else 0

    def place() -> tuple[Span, Span]:
        span = text.span(start)
        return span, span

    written = text.raw[start:]
    return Subject(
        source,
        constraints,
        f"an item of {what}",
        "item",
        written,
        place=place,
        head=lambda: text.prose(start),
    )
