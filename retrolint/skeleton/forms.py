"""How the parts of a skeleton are written."""

from collections.abc import Iterable, Mapping, Sequence

from retrolint.patterns.examples import UNWRITTEN
from retrolint.schema.model import SectionEntry

MOST_PARTS = 200
"""Where more are missing, it is not a skeleton that is wanted."""
_STYLE = "**label**: value"
_MARKERS = "-*+ "


def in_style(style: str, label: str, value: str) -> str:
    """A field as the schema wants it written, without the mark of a list item."""
    before, _, after = bare_style(style).partition("label")
    between, _, end = after.partition("value")
    return f"{before}{label}{between}{value}{end}".rstrip()


def bare_style(style: str) -> str:
    """The style that a schema asks for, without the mark of an item; else what is suggested."""
    style = style.strip() or _STYLE
    # `- **label**: value`, where the schema shows the list item too.
    return style[2:].lstrip() if style[0] in _MARKERS and style[1:2] == " " else style


def table(columns: Sequence[str]) -> str:
    """A table with one row; a row that starts with `TBU` would be read as explaining it."""
    columns = columns or (UNWRITTEN, UNWRITTEN)
    cells = ("", *(UNWRITTEN for _ in columns[1:])) if len(columns) > 1 else (UNWRITTEN,)
    rows = (columns, ("---",) * len(columns), cells)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def counted(entry: SectionEntry, variables: Mapping[str, str], number: int) -> dict[str, str]:
    """The variables of one occurrence of a section: where it is repeated, an int in its name counts."""
    names = entry.names if entry.is_repeated else ()
    ints = {name for pattern in names for name, type_ in pattern.types if type_ == "int"}
    return {**variables, **{name: str(number) for name in ints - variables.keys()}}


def joined(parts: Iterable[str | None], separator: str) -> str | None:
    """The parts as one text; None where one of them is, or where they are too many."""
    every = list(parts)
    known = [part for part in every if part is not None]
    return separator.join(known) if len(known) == len(every) <= MOST_PARTS else None
