"""What a match says of a document, beside what it would say if headings were at other levels."""

from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet

from retrolint.document.blocks import is_hidden
from retrolint.document.model import Section
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch, Unknown
from retrolint.schema.constraints import Constraints
from retrolint_rules.sections._placing import reported_anyway


def is_told_alike(before: Match, after: Match) -> bool:
    """Whether, but for levels, nothing else is to be said of the sections `after` than `before`.

    A section that was not found may be found then, if nothing is to be said of it.
    """
    known = {section.span.start for _, section in before.found}
    new = {found for found, section in after.found if section.span.start not in known}
    is_same = _title(before) == _title(after) and all(_is_faultless(after, found) for found in new)
    return is_same and _told(before, set()) == _told(after, new) and _holds_as_much(before, after, new)


def _title(match: Match) -> int:
    return match.title.span.start if match.title else -1


def _told(match: Match, new: AbstractSet[SectionMatch]) -> list[object]:
    """All that is said of the sections, but their levels, those that are `new` left out."""
    return list(_told_of(match.root, 0, reported_anyway(match), new)) if match.root else []


def _told_of(
    found: SectionMatch, depth: int, known: Collection[int], new: AbstractSet[SectionMatch]
) -> Iterator[object]:
    if found not in new:
        yield (
            depth,
            found.entry.path,
            found.start if found.section else -1,
            id(found.section) in known,
            found.misnamed,
            found.misplaced is not None,
            [missing.path for missing in found.missing],
            sorted(unknown.section.span.start for unknown in _strangers(found)),
            [child.start for child, _ in found.surplus],
            [(child.start, number) for child, number in found.too_few],
            [(clash.section.span.start, clash.wanted) for clash in found.clashes],
        )
    for child in found.children:
        yield from _told_of(child, depth + 1, known, new)


def _strangers(found: SectionMatch) -> list[Unknown]:
    """The sections that may not be there."""
    forbids = found.entry.forbids_unknown
    return [
        unknown
        for unknown in found.unknown
        if unknown.entry or (forbids and unknown.section.level <= found.level)
    ]


def _is_faultless(match: Match, found: SectionMatch) -> bool:
    """Whether nothing can be said of a section, nor of anything in it."""
    entry, section = found.entry, found.section
    if not section or section.is_empty or found.captures or found.misnamed or found.misplaced:
        return False
    if entry.constraints or entry.fields or entry.forbids_unknown_fields:
        return False
    if found.missing or found.too_few or found.surplus or found.shifts or _strangers(found):
        return False
    return _folded(entry.hint) not in _folded(match.document.source.slice(section.span)) or not entry.hint


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _holds_as_much(before: Match, after: Match, new: AbstractSet[SectionMatch]) -> bool:
    """Whether no section has lost or won what its schema, or who reads it, would miss or mind."""
    matches = (found for found in after.sections if found not in new)
    for old, then in zip(before.sections, matches, strict=True):
        if not old.section or not then.section:
            continue
        there, here = (
            [each.span.start for each in part.section.walk()] for part in (old, then) if part.section
        )
        if there == here:
            continue
        is_judged = old.entry.is_free and not _is_enough(old.entry.constraints, old.section)
        is_emptied = then.section.is_empty and not old.section.is_empty
        # As long as nothing is written in a section, nobody asks for its fields.
        is_begun = bool(old.entry.fields) and not old.section.children
        visible = [block for block in old.section.blocks if not is_hidden(block)]
        if is_judged or is_emptied or (is_begun and len(visible) < 2):  # noqa: PLR2004 - a placeholder is one
            return False
    return True


def _is_enough(constraints: Constraints | None, section: Section) -> bool:
    """Whether what stands in a section before the first of its own is all that is asked of it."""
    if constraints is None:
        return True
    whole = (constraints.types, constraints.patterns, constraints.contains, constraints.forbids)
    amounts = (constraints.length, constraints.count, constraints.numbers, constraints.columns)
    is_of_more = any((*whole, *amounts)) or constraints.unique or constraints.items is not None
    return not is_of_more and any(block.kind in constraints.kinds for block in section.blocks)
