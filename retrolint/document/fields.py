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
_COMMENT = r"<!--(?:(?!-->)[^\n])*-->"
_LABELLED = re.compile(
    rf"(?P<label>(?:{_COMMENT}|\[[^\]\n]*\]\([^)\n]*\)|(?!\[[^\]\n]*\]\(|<!--)[^:：\n]){{1,100}}?)"
    r"\s*[:：](?P<close>[*_`]*)[ \t]*"
)
_BOLD_LINES = re.compile(r"^(?:\*\*|__)[^\n]{1,100}?(?:\*\*|__)", re.MULTILINE)
_ALL_BOLD = re.compile(r"(?:\[[ xX]\]\s+)?(?P<label>\*\*[^*\n]{1,100}\*\*|__[^_\n]{1,100}__)")
_TERMS = re.compile(rf"^(?P<label>(?:{_COMMENT}|[^\n:]){{1,100}})\n:[ \t]+", re.MULTILINE)
_MARKUP = re.compile(rf"\*+|__|`|{_COMMENT}|</?\w+>|\[([^\]]*)\]\([^)]*\)")
_COMMENTS_BEFORE = re.compile(rf"(?:\s*{_COMMENT}\s*)*")
_COMMENTS_AFTER = re.compile(rf"(?:\s*{_COMMENT}\s*)*\Z")
_NOTHING = re.compile(r"<!--.*?-->|<br ?/?>|&nbsp;|\s", re.DOTALL)
"""What a reader sees nothing of."""
_COMMENTS_BEHIND = re.compile(r"(?<=\S)(?:[ \t]*<!--(?:(?!-->).)*-->)+\Z", re.DOTALL)
"""Behind a value they are no part of it; where nothing else is, they are what there is."""
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
    def is_bold(self) -> bool:
        """Whether the label is strongly emphasised."""
        return self.source.raw[max(self.label_start - 2, 0) : self.label_start] in {"**", "__"}

    @property
    def is_empty(self) -> bool:
        """Whether it has a label and nothing else."""
        if self.text and (self.text[0] not in "<&" or _NOTHING.sub("", self.text)):
            return False
        return all(is_hidden(block) for block in self.blocks)


def labelled(section: Section) -> Iterator[Field]:
    """What could be a field of `section`: items of its own lists, bold paragraphs, definitions."""
    for block in section.blocks:
        for candidate in block.children if block.kind == "list" else (block,):
            yield from fields_of(candidate)


def bare_labels(section: Section) -> Iterator[Field]:
    """The list items of `section` that are nothing but bold: perhaps labels, without colon and value."""
    for item in (item for block in section.blocks if block.kind == "list" for item in block.children):
        text = item_text(item)
        end = _without_comments(text.raw, 0, len(text.raw))[1] if text else 0
        is_likely = text is not None and text.raw[:end].endswith(("*", "_"))
        bold = _ALL_BOLD.fullmatch(text.raw, 0, end) if text and is_likely else None
        if text and bold and all(is_hidden(block) for block in item.children[1:]):
            field = _made(text, bold.span("label"), len(text.raw), len(text.raw), item.children[1:])
            if field:
                yield field


def fields_of(block: Block) -> list[Field]:
    """The field that a list item is, if it has a label, or those of a paragraph.

    A paragraph has one where it is bold at the start of a line, and one for each term of a definition
    list, `term` above `: value`.
    """
    text = item_text(block) if block.kind == "item" else block.text
    if not text:
        return []
    raw = text.raw
    if block.kind == "item":
        found = [_field(text, 0, len(raw), block.children[1:])]
    elif raw.startswith(("**", "__")):
        starts = [line.start() for line in _BOLD_LINES.finditer(raw)]
        found = [_field(text, start, end, ()) for start, end in pairwise([*starts, len(raw)])]
    elif "\n:" in raw:
        terms = list(_TERMS.finditer(raw))
        ends = [*(term.start() for term in terms[1:]), len(raw)]
        found = [
            _made(text, term.span("label"), term.end(), end, ())
            for term, end in zip(terms, ends, strict=False)
        ]
    else:
        return []
    return [field for field in found if field]


def _field(text: Text, start: int, end: int, nested: tuple[Block, ...]) -> Field | None:
    raw = text.raw
    if raw.startswith("[", start):
        checkbox = _CHECKBOX.match(raw, start)
        start = checkbox.end() if checkbox else start
    found = _LABELLED.match(raw, start, end)
    if found:
        return _made(text, found.span("label"), found.end(), end, nested)
    is_valued = not all(map(is_hidden, nested))
    last = _without_comments(raw, start, end)[1] if is_valued else end
    if is_valued and "\n" not in raw and last <= _LONGEST_LABEL:
        return _made(text, (start, last), end, end, nested)
    return None


def _without_comments(raw: str, first: int, last: int) -> tuple[int, int]:
    """The part of `raw[first:last]` without comments at its ends: a reader sees nothing of them."""
    if "<!--" not in raw:
        return first, last
    before = _COMMENTS_BEFORE.match(raw, first, last)
    first = before.end() if before else first
    after = _COMMENTS_AFTER.search(raw, first, last)
    return first, after.start() if after else last


def _made(
    text: Text, label: tuple[int, int], value: int, end: int, nested: tuple[Block, ...]
) -> Field | None:
    """The field whose label and value stand there, unless nothing is left of the label."""
    first, last = _without_comments(text.raw, *label)
    written = text.raw[first:last]
    inner = written.strip("*_` \t")
    shown = inner if inner.isalnum() else _MARKUP.sub(r"\1", written).strip()
    if not shown:
        return None
    first += written.index(inner)
    value_text = text.raw[value:end].rstrip("\\ \t\n")
    if value_text.endswith("-->"):
        value_text = _COMMENTS_BEHIND.sub("", value_text)
    value += len(value_text) - len(value_text.lstrip())
    return Field(shown, value_text.lstrip(), nested, text, first, first + len(inner), value)
