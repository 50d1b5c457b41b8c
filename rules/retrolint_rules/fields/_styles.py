"""How a field is written: its label, bold or not, and its colon."""

from retrolint.schema.model import SectionEntry

_STYLE = "**label**: value"
_MARKERS = "-*+ "


def styled(owner: SectionEntry, label: str, value: str = "…") -> str:
    """A field as the schema wants it written, without the mark of a list item."""
    before, _, after = style_of(owner).partition("label")
    between, _, end = after.partition("value")
    return f"{before}{label}{between}{value}{end}".rstrip()


def style_of(owner: SectionEntry) -> str:
    """The style that the schema asks for, or the one that is suggested."""
    style = owner.field_style.strip() or _STYLE
    # `- **label**: value`, where the schema shows the list item too.
    return style[2:].lstrip() if style[0] in _MARKERS and style[1:2] == " " else style
