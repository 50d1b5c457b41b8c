"""What a field would be in another text: a fix of its label may change nothing else."""

from retrolint.document.blocks import Block, Text
from retrolint.document.fields import Field, fields_of
from retrolint.document.model import Document
from retrolint_rules._renaming import is_paragraph

_MOST_LINES = 50
"""Each of them may be a field, for each of which all are read."""


def reread(document: Document, field: Field, text: Text) -> Field | None:
    """The field in the place of `field`, were its text `text`.

    None where that is no field, where its value or another field would be another, where `field` is of a
    kind that is not read again, a label alone, and where there are too many in one paragraph.
    """
    source, start = document.source, field.source.span().start
    line = source.position(start).line
    # In the second line a colon can make an open header of a thematic break.
    if text.raw.count("\n") > _MOST_LINES or (line == 2 and source.text.startswith("---")):  # noqa: PLR2004
        return None
    is_item = bool(source.text[source.line_start(line) : start].strip())
    before, after = (fields_of(_block(one, field, is_item=is_item)) for one in (field.source, text))
    if field not in before or len(after) != len(before) or not is_paragraph(text):
        return None
    index = before.index(field)
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if old.text != new.text or (old.label != new.label and number != index):
            return None
    return after[index]


def _block(text: Text, field: Field, *, is_item: bool) -> Block:
    """The block that `text` is the content of, without its place."""
    if not is_item:
        return Block("paragraph", 0, 0, text)
    return Block("item", 0, 0, None, (Block("paragraph", 0, 0, text), *field.blocks))
