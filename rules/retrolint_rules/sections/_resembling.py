"""Whether a section that is missing is there after all, in a form that only its author can mend."""

import re
from collections.abc import Collection

from retrolint.document.model import Section
from retrolint.matching.field_alignment import holds_field
from retrolint.matching.matched import SectionMatch
from retrolint.schema.model import SectionEntry
from retrolint_rules._likeness import is_like

_LIKE_A_HEADING = re.compile(r"^[ \t]*(?:#{1,6}|\*\*|__)(?P<title>[^\n]{1,100})$", re.MULTILINE)
_MARKS = "#*_:： \t"


def is_there_otherwise(parent: SectionMatch, entry: SectionEntry, matched: Collection[int]) -> bool:
    """Whether a line in `parent` looks like the heading of `entry`, or a section there is like it.

    Such a section is none of those that are `matched`, by identity.
    """
    section = parent.section
    if not section:
        return False
    others = (inner for inner in section.walk() if inner is not section and id(inner) not in matched)
    return _is_written(section, entry) or any(_is_like(other, entry) for other in others)


def _is_written(section: Section, entry: SectionEntry) -> bool:
    """Whether a line of a text is a name of `entry`, in bold, or behind hashes that make no heading."""
    names = [name for name in (*entry.names, *entry.was) if name.weight]
    blocks = (block for inner in section.walk() for block in inner.blocks if block.kind == "paragraph")
    lines = (
        found for block in blocks if block.text for found in _LIKE_A_HEADING.finditer(block.text.raw)
    )
    return any(name.fits(line["title"].strip(_MARKS)) for line in lines for name in names)


def _is_like(section: Section, entry: SectionEntry) -> bool:
    """Whether `section` has a name of `entry` or of a section in it, or one of its fields."""
    names = [name for one in (entry, *entry.sections) for name in one.names if name.weight]
    if any(name.fits(section.title) for name in names) or holds_field(section, entry, unless=False):
        return True
    return any(is_like(section.title, name.shown) for name in entry.names if name.is_literal)
