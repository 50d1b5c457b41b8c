"""Aligns a document's section tree with its schema, so that one mistake is one finding.

From the top down each list of sections is given to its list of entries (`assignment`). What stands at
another depth, under another section, or below a heading that is missing, is then found by its name
(`adoption`), and what is left is judged (`judging`). `docs/alignment.md` tells the whole.
"""

from collections.abc import Sequence
from functools import cache

from retrolint.document.model import Document, Section
from retrolint.matching.adoption import adopt
from retrolint.matching.assignment import Fit, assign, exact_fits, section_names
from retrolint.matching.field_alignment import find_fields, holds_field
from retrolint.matching.header_alignment import align_header
from retrolint.matching.judging import judge
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch, Unknown
from retrolint.matching.variables import first_captures, known_values, path_captures
from retrolint.matching.variants import of_document
from retrolint.schema.conditions import ALWAYS, NEVER, Values
from retrolint.schema.model import Schema, SectionEntry


def align(document: Document, schema: Schema) -> Match:
    """The match of `document` with `schema`, or with what its variants make of it."""
    document, schema, held = of_document(document, schema)
    captures = path_captures(document.path, schema)
    if not document.is_readable:
        return Match(document, schema, None, captures)
    title, top = _top_sections(document, schema)
    root = SectionMatch(schema.root, _body(document, title))
    if title:
        root.captures = first_captures(schema.root.names, title.title) or {}
    fill(root, top)
    adopt(root, found_child)
    # Few schemas have conditions, and values take time to gather.
    values = known_values(document, captures or {}, schema, root) if _has_conditions(schema) else Values()
    judge(root, values, title.level if title else 0)
    header = align_header(document, schema, values)
    return Match(document, schema, root, captures, title, held, header)


@cache
def _has_conditions(schema: Schema) -> bool:
    plain = {ALWAYS, NEVER}
    groups = (member.required for section in schema.root.walk() for member in section.groups)
    conditions = (one for entry in schema.entries() for one in (entry.required, entry.allowed))
    return any(condition not in plain for condition in (*groups, *conditions))


def _body(document: Document, title: Section | None) -> Section:
    """The document as a section: what stands right below its title is its own."""
    root = document.root
    return root._replace(blocks=(*root.blocks, *title.blocks)) if title else root


def unmatched(document: Document) -> Match:
    """The empty match of a document without a schema."""
    return Match(document, None, None, {})


def fill(parent: SectionMatch, sections: Sequence[Section]) -> None:
    """Give `sections` to the list of entries of `parent`, and look into each that has one."""
    owner = parent.entry
    parent.fields.found = find_fields(parent.section, owner)
    if owner.is_free or not sections:
        return
    names = section_names(owner)
    fits = assign(
        [section.title for section in sections],
        names,
        is_ordered=owner.is_ordered,
        is_held=lambda index, entry: holds_field(sections[index], entry, unless=True),
    )
    for section, fit in zip(sections, fits, strict=True):
        if fit is None:
            parent.unknown.append(Unknown(section))
        else:
            parent.children.append(found_child(section, fit))


def found_child(section: Section, fit: Fit) -> SectionMatch:
    """The match of `section` with the entry that it fits, and of all inside it."""
    if not isinstance(fit.entry, SectionEntry):
        raise TypeError(fit.entry)
    child = SectionMatch(fit.entry, section, fit.pattern, fit.captured(section.title), fit.misnamed)
    fill(child, section.children)
    return child


def _top_sections(document: Document, schema: Schema) -> tuple[Section | None, Sequence[Section]]:
    """The document's title, and the sections of the first list.

    A lone first heading above all others is the title, unless it is a section of the schema; where the
    schema wants a title, so is a first one of level 1 among others, and where sections of the schema
    stand both below it and, at too high a level, beside it.
    """
    top = document.root.children
    if not top or (_fits_section(top[0], schema.root) and not _is_title(top, schema)):
        return None, top
    if len(top) == 1:
        return top[0], top[0].children
    if top[0].level == 1 and (schema.root.names or _is_above(top[0], top[1:], schema)):
        return top[0], (*top[0].children, *top[1:])
    return None, top


def _is_above(first: Section, others: Sequence[Section], schema: Schema) -> bool:
    """Whether all others are sections of the schema, by name, and so is one below the first."""
    return all(_fits_section(each, schema.root, by_name=True) for each in others) and any(
        _fits_section(each, schema.root, by_name=True) for each in first.children
    )


def _is_title(top: Sequence[Section], schema: Schema) -> bool:
    """Whether the first heading is the title by its name, which says more than a section's lone hole."""
    names = [name for name in schema.root.names if name.weight and name.fits(top[0].title)]
    is_above = len(top) == 1 or top[0].level == 1
    return bool(names) and is_above and not _fits_section(top[0], schema.root, by_name=True)


def _fits_section(section: Section, owner: SectionEntry, *, by_name: bool = False) -> bool:
    """Whether a section fits an entry; `by_name` where a lone hole is not enough."""
    return any(
        fit.pattern.weight or not by_name
        for fit in exact_fits(
            section.title, section_names(owner), lambda entry: holds_field(section, entry, unless=True)
        )
    )
