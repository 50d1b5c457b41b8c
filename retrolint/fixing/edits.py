"""Which fixes go together, and the text that they make: nothing else in retrolint applies edits."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from retrolint.diagnostics import Diagnostic, Edit, Fix, Part
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


class _Place(NamedTuple):
    start: int
    end: int
    owner: tuple[str, int, int]
    """The rule, and the place of its finding."""


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
    places: list[_Place] = []
    for candidate in candidates:
        if candidate.fix not in known:
            own = [_place(edit, candidate.diagnostic) for edit in candidate.fix.edits]
            if any(_is_taken(place, places) for place in own):
                continue
            known.add(candidate.fix)
            for place in own:
                insort(places, place)
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


def _place(edit: Edit, diagnostic: Diagnostic) -> _Place:
    at = diagnostic.place.range.start.offset, diagnostic.place.range.end.offset
    return _Place(edit.range.start.offset, edit.range.end.offset, (diagnostic.rule, *at))


def _is_taken(place: _Place, others: list[_Place]) -> bool:
    """Whether an edit at `place` meets one at the others, which are sorted and do not overlap."""
    index = bisect_left(others, place)
    above = takewhile(lambda other: other.end >= place.start, reversed(others[max(index - 2, 0) : index]))
    below = takewhile(lambda other: other.start <= place.end, others[index : index + 2])
    return any(not _are_in_order(place, other) for other in (*above, *below))


def _are_in_order(one: _Place, other: _Place) -> bool:
    """Whether both insert at one place, and it is clear which text comes first."""
    return one == other and one.start == one.end
