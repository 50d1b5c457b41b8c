"""How a header loses what it says of findings: `retrolint: {ignore: {placeholder: a quotation}}`."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from retrolint.diagnostics import Edit
from retrolint.document.directives import HEADER
from retrolint.document.header import OWN_KEY, Entry
from retrolint.document.header_editing import HeaderLines
from retrolint.document.model import Document
from retrolint.text import Span

_MOST_ITEMS = 100
"""Of more, the edits would be far larger than the document."""


class Removals(NamedTuple):
    """Edits that take out what a header says; none where it shares lines with something else."""

    whole: tuple[Edit, ...] = ()
    """Of all that it says."""
    parts: Mapping[Span, tuple[Edit, ...]] = {}
    """Of one rule among others, by the place of its name."""


def header_removals(document: Document) -> Removals:
    """What takes out what the header of `document` says; without a comment, which somebody wrote."""
    header = document.front_matter
    own = _only(header.entries, OWN_KEY) if header else None
    said = _only(own.value.entries, HEADER) if own else None
    # A fence is code, which stays as it is.
    if not header or not own or not said or header.dialect == "toml-fence":
        return Removals()
    lines = HeaderLines(document)
    owner, cut = (None, own) if len(own.value.entries) == 1 else (own, said)
    # A header without a key would be another fault.
    chunks = lines.chunks(owner) if owner or len(header.entries) > 1 else ()
    whole = [chunk.lines for chunk in chunks if chunk.entry.key_span == cut.key_span]
    edits = tuple(document.edit(*span, "") for span in whole if not lines.has_comment(span))
    return Removals(edits, dict(_parts(document, lines, said)))


def _parts(
    document: Document, lines: HeaderLines, said: Entry
) -> Iterator[tuple[Span, tuple[Edit, ...]]]:
    for chunk in lines.chunks(said):
        if not lines.has_comment(chunk.lines):
            yield chunk.entry.key_span, (document.edit(*chunk.lines, ""),)
    spans = lines.items(said) if len(said.value.items) <= _MOST_ITEMS else ()
    for item, span in zip(said.value.items, spans, strict=False):
        if not lines.has_comment(span):
            # Those behind it are others then, as they are known by their number.
            behind = Span(span.end, spans[-1].end)
            yield item.span, (document.edit(span.start, behind.end, document.source.slice(behind)),)


def _only(entries: tuple[Entry, ...], key: str) -> Entry | None:
    """The entry of a key, if there is one and no other."""
    found = [entry for entry in entries if entry.key == key]
    return found[0] if len(found) == 1 else None
