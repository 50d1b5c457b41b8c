"""Labelled items, `- **felt**: …`: a label, and a value that may go on in nested blocks.

Anything with a colon looks like one; a schema decides which of them are fields.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from retrolint.document.blocks import Block, Text, is_hidden, item_text
from retrolint.document.model import Section
from retrolint.text import Span

_CHECKBOX = re.compile(r"\[[ xX]\]\s+")
_LABELLED = re.compile(
    r"(?P<label>(?:\[[^\]\n]*\]\([^)\n]*\)|(?!\[[^\]\n]*\]\()[^:：\n]){1,100}?)"
    r"\s*[:：](?P<close>[*_`]*)[ \t]*"
)
_BOLD_LINES = re.compile(r"^(?:\*\*|__)[^\n]{1,100}?(?:\*\*|__)", re.MULTILINE)
_TERMS = re.compile(r"^(?P<label>[^\n:]{1,100})\n:[ \t]+", re.MULTILINE)
_MARKUP = re.compile(r"\*+|__|`|</?\w+>|\[([^\]]*)\]\([^)]*\)")
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
    label_end: int
    text_start: int

    @property
    def label_span(self) -> Span:
        """Where the label stands."""
        return self.source.span(self.label_start, self.label_end)

    @property
    def text_span(self) -> Span:
        """Where `text` stands."""
        return self.source.span(self.text_start, self.text_start + len(self.text))

    @property
    def is_empty(self) -> bool:
        """Whether it has a label and nothing else."""
        return not self.text and all(is_hidden(block) for block in self.blocks)


def labelled(section: Section) -> Iterator[Field]:
    """What could be a field of `section`: items of its own lists, bold paragraphs, definitions."""
    for block in section.blocks:
        for candidate in block.children if block.kind == "list" else (block,):
            yield from fields_of(candidate)


def fields_of(block: Block) -> Iterator[Field]:
    """The field that a list item is, if it has a label, or those of a paragraph.

    A paragraph has one where it is bold at the start of a line, and one for each term of a definition
    list, `term` above `: value`.
    """
    if block.kind == "item":
        text = item_text(block)
        if text:
            yield from _field(text, 0, len(text.raw), block.children[1:])
    elif block.kind == "paragraph" and block.text:
        raw = block.text.raw
        if raw.startswith(("**", "__")):
            starts = [found.start() for found in _BOLD_LINES.finditer(raw)]
            for start, end in pairwise([*starts, len(raw)]):
                yield from _field(block.text, start, end, ())
        elif "\n:" in raw:
            terms = [(found.start(), found) for found in _TERMS.finditer(raw)]
            for (_, term), (end, _) in pairwise([*terms, (len(raw), None)]):
                if term:
                    yield from _made(block.text, term.span("label"), term.end(), end, ())


def _field(text: Text, start: int, end: int, nested: tuple[Block, ...]) -> Iterator[Field]:
    raw = text.raw
    checkbox = _CHECKBOX.match(raw, start)
    start = checkbox.end() if checkbox else start
    found = _LABELLED.match(raw, start, end)
    if found:
        yield from _made(text, found.span("label"), found.end(), end, nested)
    elif nested and "\n" not in raw and len(raw) <= _LONGEST_LABEL:
        yield from _made(text, (start, end), end, end, nested)


def _made(
    text: Text, label: tuple[int, int], value: int, end: int, nested: tuple[Block, ...]
) -> Iterator[Field]:
    """The field whose label and value stand there, unless nothing is left of the label."""
    written = text.raw[slice(*label)]
    shown = _MARKUP.sub(r"\1", written).strip()
    if shown:
        inner = written.strip("*_` \t")
        start = label[0] + written.index(inner)
        value_text = text.raw[value:end].rstrip("\\ \t\n")
        value += len(value_text) - len(value_text.lstrip())
        value_text = value_text.lstrip()
        yield Field(shown, value_text, nested, text, start, start + len(inner), value)
