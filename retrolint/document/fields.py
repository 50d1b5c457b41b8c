"""Labelled items, `- **felt**: …`: a label, and a value that may go on in nested blocks.

Anything with a colon looks like one; a schema decides which of them are fields.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from retrolint.document.model import Block, Section, Text, is_hidden, item_text
from retrolint.text import Span

_CHECKBOX = re.compile(r"\[[ xX]\]\s+")
_LABELLED = re.compile(r"(?P<label>[^:：\n]{1,100}?)\s*[:：](?P<close>[*_`]*)[ \t]*", re.DOTALL)
_BOLD = re.compile(r"(\*\*|__)[^\n]{1,100}?(\*\*|__)")
_EMPHASIS = "*_` \t"
_LONGEST_LABEL = 100


class Field(NamedTuple):
    """A label with its value; offsets are those of the text it was read from."""

    label: str
    """As a reader sees it, without emphasis."""
    text: str
    """The value in the line of the label and the lines that continue it: raw, trimmed."""
    blocks: tuple[Block, ...]
    """The part of the value that is nested below."""
    source: Text
    label_start: int
    text_start: int

    @property
    def label_span(self) -> Span:
        """Where the label stands."""
        return self.source.span(self.label_start, self.label_start + len(self.label))

    @property
    def text_span(self) -> Span:
        """Where `text` stands."""
        return self.source.span(self.text_start, self.text_start + len(self.text))

    @property
    def is_empty(self) -> bool:
        """Whether it has a label and nothing else."""
        return not self.text and all(is_hidden(block) for block in self.blocks)


def labelled(section: Section) -> Iterator[Field]:
    """What could be a field of `section`: the items of its own lists, and bold paragraphs."""
    for block in section.blocks:
        for candidate in block.children if block.kind == "list" else (block,):
            field = field_of(candidate)
            if field:
                yield field


def field_of(block: Block) -> Field | None:
    """The field that a list item or a bold paragraph is, if it has a label."""
    if block.kind == "item":
        text = item_text(block)
        return _field(text, block.children[1:]) if text else None
    if block.kind == "paragraph" and block.text and _BOLD.match(block.text.raw):
        return _field(block.text, ())
    return None


def _field(text: Text, nested: tuple[Block, ...]) -> Field | None:
    raw = text.raw
    checkbox = _CHECKBOX.match(raw)
    start = checkbox.end() if checkbox else 0
    found = _LABELLED.match(raw, start)
    if found:
        label_end, value_start = found.end("label"), found.end()
    elif nested and "\n" not in raw and len(raw) <= _LONGEST_LABEL:
        label_end = value_start = len(raw)
    else:
        return None
    written = raw[start:label_end]
    label = written.strip(_EMPHASIS)
    if not label:
        return None
    label_start = start + written.index(label)
    return Field(label, raw[value_start:].rstrip(), nested, text, label_start, value_start)
