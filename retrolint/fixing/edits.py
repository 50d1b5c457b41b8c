"""Which fixes go together, and the text that they make: nothing else in retrolint applies edits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from retrolint.diagnostics import Diagnostic, Fix, Part
from retrolint.text import Span


class Chosen(NamedTuple):
    """A finding with the fix that is to be applied."""

    diagnostic: Diagnostic
    fix: Fix


class Change(NamedTuple):
    """A piece of the old text, the piece of the new one in its place, and what may differ there."""

    old: Span
    new: Span
    parts: frozenset[Part]


@dataclass(frozen=True, slots=True)
class Edited:
    """What fixes made of a text."""

    text: str
    changes: tuple[Change, ...]
    """In the order of the text."""


def fault(fix: Fix, length: int) -> str:
    """What is wrong with the edits of `fix` in a text of `length` characters; empty for nothing."""
    if not fix.edits:
        return "it has no edits"
    last = 0
    for edit in fix.edits:
        start, end = edit.range.start.offset, edit.range.end.offset
        if not last <= start <= end <= length:
            return "its edits overlap, are not in order, or lie outside of the document"
        last = end
    written = "".join(edit.text for edit in fix.edits)
    try:
        written.encode()
    except UnicodeEncodeError:
        return "it writes what is no text"
    return "it writes what is no text" if "\0" in written else ""


def together(candidates: Iterable[Chosen]) -> list[Chosen]:
    """As many of the candidates as can be applied at once, the first of those that overlap.

    Equal fixes are all among them. Of two that insert at one place it must be clear which text comes
    first: only those of one rule for one place, such as two fields missing in a section, are in order.
    """
    taken: list[Chosen] = []
    known: set[Fix] = set()
    spans: list[tuple[Span, Chosen]] = []
    for candidate in candidates:
        own = [Span(edit.range.start.offset, edit.range.end.offset) for edit in candidate.fix.edits]
        if candidate.fix not in known:
            if any(_collide(mine, candidate, other, owner) for mine in own for other, owner in spans):
                continue
            known.add(candidate.fix)
            spans += [(span, candidate) for span in own]
        taken.append(candidate)
    return taken


def apply(text: str, chosen: Sequence[Chosen]) -> Edited:
    """`text` with the fixes applied, which do not overlap."""
    # Sorting is stable: what is inserted at one place comes in the order of the findings.
    edits = sorted(
        ((edit, fix.changes) for fix in dict.fromkeys(each.fix for each in chosen) for edit in fix.edits),
        key=lambda pair: (pair[0].range.start.offset, pair[0].range.end.offset),
    )
    pieces: list[str] = []
    changes: list[Change] = []
    done = length = 0
    for edit, parts in edits:
        start, end = edit.range.start.offset, edit.range.end.offset
        pieces += (text[done:start], edit.text)
        length += start - done
        changes.append(Change(Span(start, end), Span(length, length + len(edit.text)), parts))
        length += len(edit.text)
        done = end
    return Edited("".join((*pieces, text[done:])), tuple(changes))


def _collide(mine: Span, one: Chosen, other: Span, owner: Chosen) -> bool:
    if mine.start == mine.end == other.start == other.end:
        first, second = one.diagnostic, owner.diagnostic
        return (first.rule, first.place.range) != (second.rule, second.place.range)
    return mine.start <= other.end and other.start <= mine.end
