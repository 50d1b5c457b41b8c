"""What is inserted where a field is missing, and where: beside the others, and written like them."""

import re
from typing import NamedTuple

from retrolint.diagnostics import Fix
from retrolint.document.blocks import Block, is_hidden
from retrolint.document.fields import fields_of
from retrolint.document.model import Document, Section
from retrolint.document.placeholders import placeholder_word
from retrolint.matching.match import Match
from retrolint.matching.matched import FieldMatch, SectionMatch
from retrolint.patterns.examples import UNWRITTEN
from retrolint.schema.model import FieldEntry
from retrolint.skeleton.forms import MOST_PARTS
from retrolint.skeleton.parts import PartWriter
from retrolint.skeleton.reading import is_field
from retrolint_rules._gaps import (
    Gap,
    Insertion,
    fixes_of,
    gap_above,
    gap_before,
    gap_below,
    is_blank,
    is_seen,
    last_line,
)
from retrolint_rules.fields._strangers import may_be_there
from retrolint_rules.fields._styles import styled

_ITEM = re.compile(r" {0,3}[-*+][ \t]+(?=\S)")
_BEFORE = re.compile(r"(?:\[[ xX]\]\s+)?(?P<marks>[*_`]*)")
_AFTER = re.compile(r"(?P<inner>[:：]?)(?P<marks>[*_`]*)(?P<outer>\s*[:：])?(?P<space>\s*)")
_UNCLEAR = frozenset({"table", "quote"})
"""In a section that has one, fields could be meant to stand in it."""


class _Spot(NamedTuple):
    """A place for a field, and how one is written there."""

    gap: Gap
    mark: str = ""
    """Of a list item."""
    apart: str = "\n"
    like: FieldMatch | None = None
    """The field beside it."""


class _Host(NamedTuple):
    """What a field stands in: a paragraph, or an item of a list."""

    block: Block
    siblings: tuple[Block, ...] = ()
    """All items of its list; none where it is a paragraph."""


def fixes_for_missing(
    match: Match, found: SectionMatch, writer: PartWriter
) -> dict[str, tuple[Fix, ...]]:
    """The fixes for the fields that are missing in the section of `found`, by path."""
    document = match.document
    insertions: dict[str, Insertion] = {}
    for entry in found.fields.missing:
        if may_be_there(document, found, entry):
            continue
        spot = _spot(match, found, entry)
        text = _text(match, found, entry, spot, writer) if spot else None
        if spot and text:
            line = text.partition("\n")[0].strip()
            insertions[entry.path] = Insertion(spot.gap, text, f'insert "{line}"')
    return fixes_of(document, insertions)


def _text(
    match: Match, found: SectionMatch, entry: FieldEntry, spot: _Spot, writer: PartWriter
) -> str | None:
    """As many fields as are missing; None where they would not be read as such, or not be found open."""
    variables = match.values | {name: capture.text for name, capture in found.captures.items()}
    label = writer.label(found.entry, entry, variables) if writer.is_told(entry) else None
    number = max(entry.occurs.least - sum(one.entry is entry for one in found.fields.found), 1)
    is_top = found is match.root
    if not label or number > MOST_PARTS or (is_top and match.title and _is_of_section(found, label)):
        return None
    # Below the title nobody looks for hints of the document's own.
    value = UNWRITTEN if is_top else writer.value(entry)
    marks = _marks(spot.like) if spot.like and not found.entry.field_style else None
    written = f"{marks[0]}{label}{marks[1]}{value}" if marks else styled(found.entry, label, value)
    line = f"{spot.mark}{written}"
    return spot.apart.join([line] * number) if is_field(line, label, value) else None


def _is_of_section(found: SectionMatch, label: str) -> bool:
    """Whether the label is one of a section's fields, too: with it, the title would be such a section."""
    fields = (field for entry in found.entry.sections for field in entry.fields)
    return any(name.fits(label) for field in fields for name in field.names)


def _marks(like: FieldMatch) -> tuple[str, str] | None:
    """What stands before a label and behind it; None where that is not just emphasis and a colon."""
    field = like.field
    raw = field.source.raw
    before = _BEFORE.fullmatch(raw, raw.rfind("\n", 0, field.label_start) + 1, field.label_start)
    after = _AFTER.fullmatch(raw, field.label_end, max(field.text_start, field.label_end))
    if not before or not after or before["marks"] != after["marks"][::-1]:
        return None
    colon = after["outer"] or ("" if after["inner"] else ":")
    space = after["space"] if field.text and "\n" not in after["space"] else " "
    return before["marks"], f"{after['inner']}{after['marks']}{colon}{space}"


def _spot(match: Match, found: SectionMatch, entry: FieldEntry) -> _Spot | None:
    """Where a field for `entry` belongs; None where that is not clear."""
    document = match.document
    owner = match.title if found is match.root and match.title else found.section
    is_first = found is match.root or not owner or owner.span.start == document.sections[0].span.start
    if not owner or (match.schema and match.schema.header.dialect == "lines" and is_first):
        # Lines with labels are the header there.
        return None
    before, after = _beside(found, entry)
    like = before or after
    if not like:
        return _alone(document, owner)
    host = _host(document, found, like)
    if not host:
        return None
    if host.siblings:
        spot = _item_below(document, host) if before else _item_above(document, host)
    else:
        spot = _paragraph_below(document, found, host) if before else _paragraph_above(document, host)
    return spot._replace(like=like) if spot else None


def _beside(found: SectionMatch, entry: FieldEntry) -> tuple[FieldMatch | None, FieldMatch | None]:
    """The field after which one for `entry` belongs, and the one before which it does."""
    moving = {id(one) for one, _ in found.fields.misplaced} | {id(one) for one, _ in found.fields.surplus}
    standing = [one for one in found.fields.found if id(one) not in moving]
    alike = [one for one in standing if one.entry is entry]
    if alike:
        return alike[-1], None
    order = [field.path for field in found.entry.fields]
    rank = order.index(entry.path)
    before = [one for one in standing if order.index(one.entry.path) < rank]
    after = [one for one in standing if order.index(one.entry.path) > rank]
    return next(reversed(before), None), next(iter(after), None)


def _host(document: Document, found: SectionMatch, one: FieldMatch) -> _Host | None:
    """What a field stands in; None in a numbered list, and in a paragraph with other fields."""
    line = document.source.position(one.field.label_span.start).line
    blocks = found.section.blocks if found.section else ()
    block = next((block for block in blocks if _holds(block, line)), None)
    if not block or block.info == "ordered":
        return None
    if block.kind == "list":
        item = next((item for item in block.children if _holds(item, line)), None)
        return _Host(item, block.children) if item else None
    is_bold = block.text is not None and block.text.raw.startswith(("**", "__"))
    return _Host(block) if is_bold and len(fields_of(block)) == 1 else None


def _holds(block: Block, line: int) -> bool:
    return block.first_line <= line <= block.last_line


def _item_below(document: Document, host: _Host) -> _Spot | None:
    mark, is_loose = _mark(document, host.block), _is_loose(document, host)
    line = last_line(document, host.block)
    gap = gap_below(document, line, blank=is_loose, between=is_loose) if mark else None
    if gap and host.block is not host.siblings[-1]:
        gap = gap._replace(after="")
    return _Spot(gap, mark, "\n" * (1 + is_loose)) if gap else None


def _item_above(document: Document, host: _Host) -> _Spot | None:
    mark, is_loose = _mark(document, host.block), _is_loose(document, host)
    gap = gap_above(document, host.block.first_line, blank=is_loose, between=is_loose) if mark else None
    return _Spot(gap, mark, "\n" * (1 + is_loose)) if gap else None


def _mark(document: Document, item: Block) -> str:
    """The mark of a list item, as it stands in its line; empty where no text follows it there."""
    found = _ITEM.match(document.source.line(item.first_line))
    return found[0] if found else ""


def _is_loose(document: Document, host: _Host) -> bool:
    """Whether there is a blank line between an item and the next one, or the one before the last."""
    items = host.siblings
    index = next(number for number, item in enumerate(items) if item is host.block)
    second = min(index + 1, len(items) - 1)
    return second > 0 and is_blank(document, items[second].first_line - 1)


def _paragraph_below(document: Document, found: SectionMatch, host: _Host) -> _Spot | None:
    """Behind all that stands above the next field; without one it is not clear what belongs to it."""
    lines = [document.source.position(one.field.label_span.start).line for one in found.fields.found]
    blocks = found.section.blocks if found.section else ()
    below = [block for block in blocks if block.first_line > host.block.last_line]
    seen = [block for block in below if is_seen(document, block)]
    fields = [index for index, block in enumerate(seen) if any(_holds(block, line) for line in lines)]
    if seen and not fields:
        return None
    own = seen[: fields[0]] if fields else []
    gap = gap_below(document, last_line(document, own[-1] if own else host.block))
    return _Spot(gap, apart="\n\n") if gap else None


def _paragraph_above(document: Document, host: _Host) -> _Spot | None:
    gap = gap_above(document, host.block.first_line)
    return _Spot(gap, apart="\n\n") if gap else None


def _alone(document: Document, owner: Section) -> _Spot | None:
    """At the end of the text of a section without fields, in its list if it ends with one."""
    shown = [block.text.raw if block.text else "" for block in owner.blocks if not is_hidden(block)]
    if len(shown) == 1 and placeholder_word(shown[0]):
        # It is found because it is alone.
        return None
    seen = [block for block in owner.blocks if is_seen(document, block)]
    last = seen[-1] if seen else None
    if any(block.kind in _UNCLEAR for block in seen) or (last and last.info == "ordered"):
        return None
    if last and last.kind == "list":
        return _item_below(document, _Host(last.children[-1], last.children))
    stop = owner.children[0].span.start if owner.children else owner.span.end
    gap = gap_before(document, stop, between=0)
    return _Spot(gap, "- ") if gap else None
