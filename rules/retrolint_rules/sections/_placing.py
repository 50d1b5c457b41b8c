"""Where findings about sections point, and where what they ask for belongs."""

from collections import Counter

from retrolint.diagnostics import quoted
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.matching.matched import Neighbours, SectionMatch
from retrolint.matching.subject import Subject
from retrolint.schema.model import SectionEntry
from retrolint.text import Span

_TOP_LEVEL = 2
"""The `#` is the page's title, which most sites make of the front matter."""
_DEEPEST = 6


def span_of(document: Document, match: SectionMatch) -> Span:
    """The heading of a section; for the document itself the first line of the body."""
    if match.section and match.section.heading:
        return match.section.heading.span()
    return first_line(document)


def first_line(document: Document) -> Span:
    """The first line of the body that is not blank; in an empty document the first of all."""
    source = document.source
    first = last = source.position(document.body).line
    while last <= source.line_count and not source.line(last).strip():
        last += 1
    line = last if last <= source.line_count else first
    return source.lines_span(line, line)


def level_in(match: Match, parent: SectionMatch, entry: SectionEntry | None = None) -> int:
    """The level at which `entry`, or any other, belongs in the list of `parent`."""
    if entry and entry.level:
        return entry.level
    if parent.entry.level and not parent.entry.path:
        return parent.entry.level
    above = parent.section.level if parent.section else 0
    if parent is match.root and match.title:
        above = match.title.level
    levels = Counter(
        child.section.level
        for child in parent.children
        if child.section and not child.misplaced and child.section.level > above
    )
    usual = levels.most_common(1)
    if usual:
        return usual[0][0]
    return min(above + 1, _DEEPEST) if above else _TOP_LEVEL


def reported_anyway(match: Match) -> frozenset[int]:
    """The sections, by identity, that should not be there at all: nothing more is said of them."""
    unknown = (id(one.section) for parent in match.sections for one in parent.unknown)
    surplus = (id(child.section) for parent in match.sections for child, _ in parent.surplus)
    return frozenset((*unknown, *surplus))


def span_of_value(document: Document, subject: Subject) -> Span:
    """Where a finding about a whole value points; for the document itself the first line of the body."""
    if subject.of == "section" and subject.is_whole:
        return first_line(document)
    return subject.at


def between(neighbours: Neighbours) -> str:
    """After and before what something belongs."""
    parts = []
    if neighbours.after is not None:
        parts.append(f"after {quoted(neighbours.after.name)}")
    if neighbours.before is not None:
        parts.append(f"before {quoted(neighbours.before.name)}")
    return " and ".join(parts)


def beside(neighbours: Neighbours) -> str:
    """What something is to be put next to: after one thing, or before another."""
    return between(neighbours._replace(before=None) if neighbours.after else neighbours)
