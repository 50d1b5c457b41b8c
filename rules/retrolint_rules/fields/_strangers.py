"""Whether a field that is missing may be there, in a form that only its author can mend."""

import re
from collections.abc import Iterator

from retrolint.document.model import Document, Section
from retrolint.matching.matched import SectionMatch
from retrolint.schema.model import FieldEntry
from retrolint_rules._likeness import is_like

_LABEL = re.compile(
    r"[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?(?:\[.?\]\s*)?"
    r"(?:(?:\*\*|__|<b>|<strong>)(?P<bold>[^\n*_<]{1,40})|(?P<plain>[^\n:：*_<]{1,30})[:：])"
)
_BOLD = re.compile(r"(?:\*\*|__|<b>)\s*([^\n*_<]{1,40}?)\s*[:：]?\s*(?:\*\*|__|</b>)")


def may_be_there(document: Document, found: SectionMatch, entry: FieldEntry) -> bool:
    """Whether something in the section of `found` that is no field of it looks like `entry`."""
    section = found.section
    if not section:
        return False
    known = {document.source.position(one.field.label_span.start).line for one in found.fields.found}
    names = [name.shown for name in (*entry.names, *entry.was) if name.is_literal]
    labels = (label for line, label in _labels(document, section) if line not in known)
    if any(is_like(label, name) for label in labels for name in names):
        return True
    return any(_same(bold[1], name) for bold in _bold(document, section, known) for name in names)


def _labels(document: Document, section: Section) -> Iterator[tuple[int, str]]:
    """What stands at the start of a line as a label does, with its line."""
    for line in _lines(document, section):
        label = _LABEL.match(document.source.line(line))
        if label:
            yield line, (label["bold"] or label["plain"]).strip()


def _bold(document: Document, section: Section, known: set[int]) -> Iterator[re.Match[str]]:
    """What is bold behind something else: a field that ran into the line above."""
    for line in _lines(document, section):
        first, *others = [*_BOLD.finditer(document.source.line(line)), None]
        yield from (
            each for each in (first, *others) if each and (line not in known or each is not first)
        )


def _lines(document: Document, section: Section) -> list[int]:
    """The lines of the section's own text that are no code."""
    source = document.source
    stop = section.children[0].span.start if section.children else section.span.end
    first = source.position(section.span.start).line + (section.heading is not None)
    lines = range(first, source.position(stop).line + (stop == len(source.text)))
    code = {
        line
        for block in document.blocks
        if block.kind == "code" and block.first_line in lines
        for line in range(block.first_line, block.last_line + 1)
    }
    return [line for line in lines if line not in code]


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
