"""What is inserted into a document, and where, so that all around it stays what it is."""

import re
from bisect import bisect_left
from collections.abc import Hashable, Mapping
from typing import NamedTuple, TypeVar

from retrolint.diagnostics import Applicability, Fix
from retrolint.document.blocks import Block, is_hidden
from retrolint.document.model import Document, Section
from retrolint.skeleton.reading import parts_of

Key = TypeVar("Key", bound=Hashable)

_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_HASHES = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_ITEM = re.compile(r"[ \t]*[-*+][ \t]+")
_CLOSING = re.compile(r"\s*<!--\s*(?:/\s*\w|end\w*\s|[\w-]+[- ]end\s|[\w-]+-enable\b)[^\n]*-->\s*")
"""A comment that belongs to what stands above it."""
_ATTRIBUTES = re.compile(r"\s*\{:")
"""What kramdown gives the block above it: a list would not go on below."""
_INCLUDED = ("{%", "{{", "<script")
_OF_NEXT_LINE = "retrolint-disable-next-line"


class Gap(NamedTuple):
    """A place for texts, and what keeps them apart from what is around them, and from each other."""

    offset: int
    before: str
    after: str
    between: str


class Insertion(NamedTuple):
    """A text that is inserted, its lines ending with line feeds, and what the fix says that it does."""

    gap: Gap
    text: str
    title: str


def fixes_of(document: Document, insertions: Mapping[Key, Insertion]) -> dict[Key, tuple[Fix, ...]]:
    """The fixes that make the insertions, which are in order: each alone, or all those in one gap.

    Where they would not be kept apart as they should be, the first goes first: the others follow it then.
    """
    found: dict[Key, tuple[Fix, ...]] = {}
    taken: set[int] = set()
    for key, (gap, text, title) in insertions.items():
        is_next = gap.offset not in taken or gap.before + gap.after == gap.between
        if is_next and not _takes_in(document, gap, text):
            taken.add(gap.offset)
            written = text.replace("\n", newline_at(document, gap.offset))
            edit = document.edit(gap.offset, gap.offset, f"{gap.before}{written}{gap.after}")
            found[key] = (Fix(title, Applicability.UNSAFE, (edit,), parts_of(text)),)
    return found


def _takes_in(document: Document, gap: Gap, text: str) -> bool:
    """Whether `text` ends with a list item that what follows would be indented enough to be a part of."""
    mark = _ITEM.match(text, text.rfind("\n") + 1)
    first = document.source.position(gap.offset).line + bool(gap.before)
    lines = (document.source.line(number) for number in range(first, document.source.line_count + 1))
    following = next((line.expandtabs(4) for line in lines if line.strip(" \t")), "")
    indent = len(following) - len(following.lstrip(" "))
    return mark is not None and indent >= len(mark[0].expandtabs(4))


def newline_at(document: Document, offset: int) -> str:
    """How the line at `offset` ends, or the others, where it is the last one."""
    source = document.source
    line = source.position(offset).line
    return source.text[source.lines_span(line, line).end : source.line_start(line + 1)] or source.newline


def gap_below(document: Document, line: int, *, blank: int = 1, between: int = 1) -> Gap | None:
    """The gap below `line`, after so many `blank` lines, where something stands; texts are kept apart.

    None where what is inserted would be suppressed by a comment that means the line after it, or stand
    below what kramdown gives the block above: a list would not go on there.
    """
    source = document.source
    if _means_next_line(document, line) or _ATTRIBUTES.match(source.line(line)):
        return None
    end = source.lines_span(line, line).end
    newline = newline_at(document, end)
    is_cramped = line < source.line_count and not is_blank(document, line + 1)
    return Gap(end, newline * (blank + 1), newline * is_cramped, newline * (between + 1))


def gap_above(document: Document, line: int, *, blank: int = 1, between: int = 1) -> Gap | None:
    """The gap above `line`, and above the comments that stand right over it, which belong to it.

    So many `blank` lines are put behind what is inserted. None where a comment above means the next line.
    """
    source = document.source
    while source.line_start(line) > document.body and _is_comment(source.line(line - 1)):
        line -= 1
    if line > 1 and _means_next_line(document, line - 1):
        return None
    newline = newline_at(document, source.line_start(line))
    return Gap(source.line_start(line), "", newline * (blank + 1), newline * (between + 1))


def gap_before(document: Document, stop: int, *, between: int = 1) -> Gap | None:
    """The gap behind the last thing that a reader sees above `stop`, the start of a section or an end.

    What a reader does not see, comments and thematic breaks, stays with what follows. At the top of the
    body it is the gap below the header, or above all. None where nothing can be put there.
    """
    section = _last_section(document, stop)
    line = document.source.position(stop).line if stop < len(document.source.text) else None
    blocks = [block for block in section.blocks if line is None or block.first_line < line]
    seen = [block for block in blocks if is_seen(document, block)]
    if line is None and signs_off(document, blocks):
        return None
    if seen:
        is_open = seen[-1] is blocks[-1] and line is None and not is_closed(document, seen[-1])
        return None if is_open else gap_below(document, last_line(document, seen[-1]), between=between)
    if section.heading:
        return gap_below(document, heading_end(document, section), between=between)
    return _gap_at_top(document, between)


def signs_off(document: Document, blocks: list[Block]) -> bool:
    """Whether the document ends with what is of no section: a greeting below a line, an include."""
    shown = [block for block in blocks if block.kind == "rule" or not is_hidden(block)]
    if not shown or shown[-1].kind == "rule":
        return False
    is_included = document.source.line(shown[-1].first_line).startswith(_INCLUDED)
    return is_included or any(block.kind == "rule" for block in shown)


def _gap_at_top(document: Document, between: int) -> Gap | None:
    if document.has_broken_header:
        return None
    source = document.source
    first = source.position(document.body).line
    if document.body:
        lines = range(first if source.line_start(first) < document.body else first - 1, 0, -1)
        last = next((number for number in lines if not is_blank(document, number)), 1)
        return gap_below(document, last, between=between)
    lines = range(first, source.line_count + 1)
    top = next((number for number in lines if not is_blank(document, number)), None)
    # A document without anything is not even a draft.
    return gap_above(document, top, between=between) if top else None


def is_seen(document: Document, block: Block) -> bool:
    """Whether a reader sees anything of `block`, or it closes what stands above it."""
    if not is_hidden(block):
        return True
    text = document.source.slice(document.source.lines_span(block.first_line, block.last_line))
    return block.kind != "rule" and _CLOSING.fullmatch(text) is not None


def last_line(document: Document, block: Block) -> int:
    """The last line of `block` that is not blank."""
    line = block.last_line
    while line > block.first_line and is_blank(document, line):
        line -= 1
    return line


def heading_end(document: Document, section: Section) -> int:
    """The last line of the heading of `section`, which may be underlined."""
    source = document.source
    line = source.position(section.span.start).line
    if not _HASHES.match(source.line(line)):
        while line < source.line_count and not _UNDERLINE.fullmatch(source.line(line)):
            line += 1
    return line


def is_blank(document: Document, line: int) -> bool:
    """Whether a parser sees nothing in `line`: to it, other white space is text."""
    return not document.source.line(line).strip(" \t")


def next_section(document: Document, offset: int) -> Section | None:
    """The first section at `offset` or below."""
    index = bisect_left(document.sections, offset, key=_start)
    return document.sections[index] if index < len(document.sections) else None


def sections_from(document: Document, first: Section) -> tuple[Section, ...]:
    """The section `first` and all that follow it, in order."""
    return document.sections[bisect_left(document.sections, first.span.start, key=_start) :]


def section_above(document: Document, offset: int, level: int) -> Section | None:
    """The section in which one of this level would be whose heading stands at `offset`."""
    index = bisect_left(document.sections, offset, key=_start)
    above = (document.sections[number] for number in range(index - 1, -1, -1))
    return next((one for one in above if one.level < level), None)


def _last_section(document: Document, stop: int) -> Section:
    index = bisect_left(document.sections, stop, key=_start)
    return document.sections[index - 1] if index else document.root


def _start(section: Section) -> int:
    return section.span.start


def _means_next_line(document: Document, line: int) -> bool:
    """Whether a comment in `line`, or in those above without anything else, means what comes next."""
    while line > 1 and (is_blank(document, line) or _is_comment(document.source.line(line))):
        if _OF_NEXT_LINE in document.source.line(line):
            return True
        line -= 1
    return _OF_NEXT_LINE in document.source.line(line)


def _is_comment(line: str) -> bool:
    return line.startswith("<!--") and line.rstrip().endswith("-->")


def is_closed(document: Document, block: Block) -> bool:
    """Whether a heading below `block` would be one: no open fence, no open HTML."""
    if block.kind not in {"code", "html", "comment"}:
        return True
    from retrolint.document.reader import read_text  # noqa: PLC0415 - rules wait for no parser

    text = document.source.slice(document.source.lines_span(block.first_line, block.last_line))
    return bool(read_text("", f"-\n\n{text}\n\n# -").sections)
