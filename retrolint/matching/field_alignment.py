"""The fields of a section beside those that its entry lists."""

from retrolint.document.fields import bare_labels, labelled
from retrolint.document.model import Section
from retrolint.matching.assignment import assign, field_names
from retrolint.matching.matched import FieldMatch, FieldMatches, Neighbour, Neighbours
from retrolint.matching.ordering import fewest_moves
from retrolint.patterns.folding import fold
from retrolint.schema.conditions import Values
from retrolint.schema.model import FieldEntry, NamedEntry, SectionEntry


def find_fields(section: Section | None, owner: SectionEntry) -> list[FieldMatch]:
    """The fields of `section` that `owner` lists, or nearly, in order."""
    if section is None or not owner.fields:
        return []
    names = field_names(owner)
    candidates = [field for field in labelled(section) if field.label]
    # Only a name itself makes a label of an item that is bold and nothing else.
    bare = [field for field in bare_labels(section) if fold(field.label, is_name=True) in names.literals]
    if bare:
        candidates = sorted((*candidates, *bare), key=lambda field: field.label_span.start)
    fits = assign([field.label for field in candidates], names, is_ordered=owner.are_fields_ordered)
    return [
        FieldMatch(fit.entry, field, fit.pattern, fit.captured(field.label), fit.misnamed)
        for field, fit in zip(candidates, fits, strict=True)
        if fit and isinstance(fit.entry, FieldEntry)
    ]


def holds_field(section: Section, entry: NamedEntry, *, unless: bool) -> bool:
    """Whether `section` has one of the required fields of `entry`; `unless` where it requires none."""
    fields = entry.fields if isinstance(entry, SectionEntry) else ()
    required = {field.path for field in fields if not field.may_be_missing}
    if not required or not isinstance(entry, SectionEntry):
        return unless
    return any(match.entry.path in required for match in find_fields(section, entry))


def judge_fields(
    fields: FieldMatches, section: Section | None, owner: SectionEntry, values: Values
) -> None:
    """Say in `fields` what is missing, too many, unknown, and out of order."""
    if section is None or not (owner.fields or owner.forbids_unknown_fields):
        return
    by_entry: dict[str, list[FieldMatch]] = {}
    for match in fields.found:
        by_entry.setdefault(match.entry.path, []).append(match)
    for entry in owner.fields:
        found = by_entry.get(entry.path, [])
        if found and not entry.allowed.may_hold(values):
            fields.unknown += [(match.field, entry) for match in found]
        elif len(found) < entry.occurs.least and (
            found or (entry.required.must_hold(values) and entry.allowed.must_hold(values))
        ):
            fields.missing.append(entry)
        if entry.occurs.most is not None:
            fields.surplus += [(match, found[0]) for match in found[entry.occurs.most :]]
    if owner.forbids_unknown_fields:
        taken = {match.field.label_span for match in fields.found}
        others = (field for field in labelled(section) if field.is_bold)
        fields.unknown += [(field, None) for field in others if field.label_span not in taken]
    if owner.are_fields_ordered:
        surplus = {id(match) for match, _ in fields.surplus}
        fields.misplaced = _misplaced(
            [match for match in fields.found if id(match) not in surplus], owner
        )


def _misplaced(found: list[FieldMatch], owner: SectionEntry) -> list[tuple[FieldMatch, Neighbours]]:
    ranks = field_names(owner).ranks
    moves = fewest_moves([(ranks[match.entry.path], match.entry.is_repeated) for match in found])
    return [
        (
            found[index],
            Neighbours(
                None,
                None if after is None else _neighbour(found[after]),
                None if before is None else _neighbour(found[before]),
            ),
        )
        for index, after, before in moves
    ]


def _neighbour(match: FieldMatch) -> Neighbour:
    return Neighbour(match.field.label, match.field.label_span)
