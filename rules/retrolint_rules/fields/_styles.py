"""How a field is written: its label, bold or not, and its colon."""

import re
from typing import NamedTuple

from retrolint.schema.model import SectionEntry
from retrolint.skeleton.forms import bare_style, in_style

_AROUND = re.compile(
    r"(?P<marks>\*{0,2}|_{0,2})label"
    r"(?:\s*(?P<inside>[:：])(?P=marks)|(?P=marks)\s*(?P<outside>[:：]))(?P<gap>\s*)value\s*"
)


class Around(NamedTuple):
    """What stands around a label."""

    marks: str
    """Before and behind it."""
    colon: str
    is_inside: bool
    """Whether the colon is before the marks behind the label."""
    gap: str
    """The white space before the value."""

    def behind(self, marks: str) -> str:
        """What stands behind a label that is in `marks`, as far as the colon or the marks."""
        return f"{self.colon}{marks}" if self.is_inside else f"{marks}{self.colon}"


def around_label(owner: SectionEntry) -> Around | None:
    """What the schema wants around a label; None where that is more than marks and a colon."""
    found = _AROUND.fullmatch(style_of(owner))
    if not found:
        return None
    return Around(
        found["marks"],
        found["inside"] or found["outside"],
        is_inside=found["inside"] is not None,
        gap=found["gap"],
    )


def styled(owner: SectionEntry, label: str, value: str = "…") -> str:
    """A field as the schema wants it written, without the mark of a list item."""
    return in_style(owner.field_style, label, value)


def style_of(owner: SectionEntry) -> str:
    """The style that the schema asks for, or the one that is suggested."""
    return bare_style(owner.field_style)
