"""Sections that stand elsewhere than their entry.

They stand at another depth, under another section, or where the heading above them is missing. Only what
nothing else took is looked at, and what is required and not found, so that a document in order costs
nothing here. A home is sought in the order of the document, the nearest above first.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator

from retrolint.document.model import Section
from retrolint.matching.assignment import Fit, exact_fits, section_names
from retrolint.matching.field_alignment import holds_field
from retrolint.matching.matched import Neighbours, SectionMatch, Unknown
from retrolint.patterns.folding import fold
from retrolint.schema.model import NamedEntry, SectionEntry

FoundChild = Callable[[Section, Fit], SectionMatch]
_MOST_STRANGERS = 200
"""With more sections that have no entry, no home is sought for them."""


def adopt(root: SectionMatch, found_child: FoundChild) -> None:
    """Give sections without an entry to the entries elsewhere that they are surely meant for."""
    for owner in [match for match in root.walk() if match.entry.sections]:
        _promote(owner, found_child)
    strangers = [(owner, unknown, owner) for owner in root.walk() for unknown in owner.unknown]
    if len(strangers) <= _MOST_STRANGERS:
        # What a heading too high has swallowed is seen once that has found its home.
        for owner, unknown, beside in strangers:
            found = _rehome(owner, unknown, beside, root, found_child)
            if found:
                home, child = found
                _promote(home, found_child)
                strangers += [(child, swallowed, home) for swallowed in child.unknown]
    for owner in [match for match in root.walk() if match.entry.sections]:
        _recover(owner, root, found_child)


def _promote(owner: SectionMatch, found_child: FoundChild) -> None:
    """Find required sections deeper than their list: inside a section that the schema leaves free."""
    lost = {
        name.literal: (entry, name)
        for entry in _absent(owner)
        for name in entry.names
        if not entry.may_be_missing and name.is_literal and name.has_words
    }
    patterns = [
        (entry, name)
        for entry in _absent(owner)
        for name in entry.names
        if not (entry.may_be_missing or name.is_literal) and name.has_words
    ]
    if not lost and not patterns:
        return
    last: SectionMatch | None = None
    for section in _inside(owner):
        if (
            last
            and last.section
            and not last.entry.is_free
            and section.span.start < last.section.span.end
        ):
            continue
        fits = (pair for pair in patterns if pair[1].fits(section.title))
        entry, name = lost.get(fold(section.title, is_name=True)) or next(fits, (None, None))
        if entry and name and _is_absent(entry, owner):
            last = found_child(section, Fit(entry, name))
            _settle(owner, last)
        elif last and not last.entry.is_free:
            # Its heading is too deep by the level that its subsections should be below it.
            fit = _fit(section, last.entry)
            if fit and fit.pattern.weight and _has_room(fit.entry, last):
                _settle(last, found_child(section, fit))


def _inside(owner: SectionMatch) -> Iterator[Section]:
    """The sections in those of a list that the schema says nothing of, in order.

    A heading above the level of the list takes in what follows: that is looked through too.
    """
    for child in owner.children:
        if child.section and child.entry.is_free:
            yield from list(child.section.walk())[1:]
    level = min((child.section.level for child in owner.children if child.section), default=0)
    # Only the list at the top may have a level of its own.
    fixed = owner.entry.level or 0 if not owner.entry.path else 0
    for unknown in owner.unknown:
        if unknown.section.level < max(level, fixed):
            yield from unknown.section.children


def _rehome(
    owner: SectionMatch,
    unknown: Unknown,
    beside: SectionMatch,
    root: SectionMatch,
    found_child: FoundChild,
) -> tuple[SectionMatch, SectionMatch] | None:
    """Find a home for a section of the list of `owner` without an entry there, or in that of `beside`."""
    section = unknown.section
    if _is_looked_into(section, root):
        return None
    homes = [match for match in root.walk() if match is not owner and match.entry.sections]
    homes.sort(key=lambda match: _distance(match, section))
    above = next((match for match in homes if match.start < section.span.start), None)
    below = {id(match) for child in owner.children for match in child.walk()}
    fits: dict[tuple[str, bool], list[Fit]] = {}
    for home in homes:
        is_above = home is above
        key = home.entry.path, is_above
        if key not in fits:
            fits[key] = exact_fits(
                section.title,
                section_names(home.entry),
                lambda entry: is_above and holds_field(section, entry, unless=False),  # noqa: B023
            )
        for fit in fits[key]:
            is_wanted = _is_wanted(fit, home)
            # One that is wanted is the one, wherever it stands; any other only one level off.
            is_near = (home is beside or id(home) in below) and _has_room(fit.entry, home)
            if is_wanted or (is_near and (fit.pattern.weight or is_above)):
                owner.unknown.remove(unknown)
                child = found_child(section, fit)
                if not _is_under(section, home, root):
                    child.misplaced = Neighbours(home.section and home.section.title, None, None)
                _settle(home, child)
                return home, child
    return None


def _is_wanted(fit: Fit, home: SectionMatch) -> bool:
    is_named = fit.pattern.is_literal and fit.pattern.has_words
    return is_named and not fit.entry.may_be_missing and _is_absent(fit.entry, home)


def _has_room(entry: NamedEntry, home: SectionMatch) -> bool:
    most = entry.occurs.most
    return most is None or sum(child.entry is entry for child in home.children) < most


def _is_looked_into(section: Section, root: SectionMatch) -> bool:
    """Whether a part of an unknown section has found its home already."""
    found = {id(match.section) for match in root.walk()}
    return any(id(inner) in found for inner in section.walk())


def _recover(owner: SectionMatch, root: SectionMatch, found_child: FoundChild) -> None:
    """Take a missing section for one without a heading, if its subsections are there."""
    for entry in _absent(owner):
        if not entry.sections:
            continue
        lost = SectionMatch(entry, None)
        for home in (owner, *owner.children):
            for unknown in list(home.unknown):
                fit = _fit(unknown.section, entry)
                is_free = fit and (fit.entry.is_repeated or _is_absent(fit.entry, lost))
                if fit and is_free and not _is_looked_into(unknown.section, root):
                    lost.children.append(found_child(unknown.section, fit))
        if any(child.pattern and child.pattern.weight for child in lost.children):
            taken = {id(child.section) for child in lost.children}
            for home in (owner, *owner.children):
                home.unknown = [unknown for unknown in home.unknown if id(unknown.section) not in taken]
            lost.children.sort(key=lambda child: child.start)
            _settle(owner, lost)


def _fit(section: Section, entry: SectionEntry) -> Fit | None:
    fits = exact_fits(
        section.title, section_names(entry), lambda inner: holds_field(section, inner, unless=True)
    )
    return fits[0] if fits else None


def _absent(owner: SectionMatch) -> list[SectionEntry]:
    """The entries of the list of `owner` that no section stands for."""
    found = {child.entry.path for child in owner.children}
    return [entry for entry in owner.entry.sections if entry.path not in found]


def _is_absent(entry: NamedEntry, owner: SectionMatch) -> bool:
    return all(child.entry is not entry for child in owner.children)


def _settle(home: SectionMatch, child: SectionMatch) -> None:
    starts = [other.start for other in home.children]
    home.children.insert(bisect_left(starts, child.start), child)


def _distance(match: SectionMatch, section: Section) -> tuple[bool, int]:
    """How far a home is: those above before those below, the nearest first."""
    away = section.span.start - match.start
    return away <= 0, abs(away)


def _is_under(section: Section, home: SectionMatch, root: SectionMatch) -> bool:
    """Whether the section found last before `section` is `home`, or inside it."""
    before = [match for match in root.walk() if match.section and match.start < section.span.start]
    # Of two at one place, the document and its first section, the inner one comes later.
    last = max(reversed(before), key=lambda match: match.start, default=root)
    return any(match is last for match in home.walk())
