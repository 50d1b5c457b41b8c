"""How a piece of a skeleton is read: what a schema calls its parts may be markup."""

import re
from collections.abc import Sequence
from functools import lru_cache

from retrolint.diagnostics import Part
from retrolint.document.fields import labelled
from retrolint.document.kinds import table_heads
from retrolint.document.model import Document

_ANY = re.compile("")
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Values of a header and texts of a schema may hold what no line of a document can."""


@lru_cache(maxsize=256)
def _read(text: str) -> Document:
    from retrolint.document.reader import read_text  # noqa: PLC0415 - rules wait for no parser

    return read_text("", text)


def title_of(text: str) -> str | None:
    """The title of a heading with this text; None where it does not stay one."""
    root = _read(f"# {text}").root
    is_one = not _UNWRITABLE.search(text) and len(root.children) == 1 and not root.children[0].blocks
    return root.children[0].title if is_one else None


def is_field(line: str, label: str, value: str) -> bool:
    """Whether `line` is a field with this label and this value."""
    fields = list(labelled(_read(line).root))
    return [(field.label, field.text) for field in fields] == [(label, value)]


def is_text(mark: str, hint: str) -> bool:
    """Whether `hint` behind the `mark` of a list item, or none, is nothing but a text that is found."""
    document = _read(f"# -\n\n{mark}{hint}")
    raw = [block.text.raw for block in document.blocks if block.text]
    is_labelled = any(True for section in document.sections for _ in labelled(section))
    return raw == [f"{mark.removeprefix('- ')}{hint}"] and not is_labelled and is_found_later(hint)


def is_found_later(hint: str) -> bool:
    """Whether a `hint` that is left as it is, is found: not one that hides, or looks like a checkbox."""
    is_hiding = "<!--" in hint or hint[:3].lower() in {"[ ]", "[x]"} or _UNWRITABLE.search(hint)
    return not is_hiding and any(map(str.isalnum, hint))


def is_table(text: str, columns: Sequence[str]) -> bool:
    """Whether `text` is a table with these columns."""
    heads = [[cell.plain for cell in cells] for cells in table_heads(_read(text).blocks)]
    return heads == [[*columns]] and not any(map(_UNWRITABLE.search, columns))


def parts_of(text: str) -> frozenset[Part]:
    """What there is in a skeleton, of the parts that a fix declares."""
    document = _read(text)
    kinds = {block.kind for block in document.blocks}
    found = {
        Part.HEADINGS: document.sections,
        Part.LEVELS: document.sections,
        Part.LABELS: [field for section in document.root.walk() for field in labelled(section)],
        Part.TASKS: document.tasks,
        Part.LINKS: list(document.links(_ANY)),
        Part.CODE: kinds & {"code"},
        Part.HTML: kinds & {"html", "comment"},
        Part.WORDS: kinds,
    }
    parts = frozenset(part for part, there in found.items() if there)
    return parts | {Part.VALUES} if Part.LABELS in parts else parts
