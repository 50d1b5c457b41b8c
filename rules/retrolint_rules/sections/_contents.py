"""What kinds of content a value holds, and how many of each."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from retrolint.document.blocks import Block, Text, item_text, task_of
from retrolint.document.model import Document
from retrolint.matching.subject import Subject

KINDS = {
    "list": ("list", "- …"),
    "tasks": ("task", "- [ ] …"),
    "table": ("table", "| … | … |"),
    "code": ("code block", ""),
    "image": ("image", "![…](…)"),
    "link": ("link", "[…](…)"),
    "quote": ("quote", "> …"),
    "paragraph": ("paragraph", ""),
}
"""What each kind is called, and how it is written."""

_TAGS = {
    "ul": "list",
    "ol": "list",
    "table": "table",
    "pre": "code",
    "img": "image",
    "picture": "image",
    "a": "link",
    "blockquote": "quote",
    "p": "paragraph",
}
"""People write them in HTML, too."""
_TAG = re.compile(rf"<({'|'.join(_TAGS)})(?=[\s>/])", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>]")
_FORMS = {
    "link": re.compile(r"https?://[^\s<>]|(?<!!)\[[^\]\n]+\][(\[]"),
    "image": re.compile(r"!\[[^\]\n]*\][(\[]"),
}
_INLINE = frozenset({"image", "link", "code"})
_HIGHLIGHT = re.compile(r"\{%-?\s*highlight\b")


@lru_cache(maxsize=32)
def kinds_in(document: Document, subject: Subject) -> Counter[str]:
    """How many of each kind that its schema names; what is inside one of its own kind is no second."""
    wanted = {*subject.constraints.kinds, *(kind for kind, _ in subject.constraints.numbers)}
    found: Counter[str] = Counter()
    for block, around in _walk(subject.blocks):
        if block.kind in {"table", "code"} or (
            block.kind in {"list", "quote"} and block.kind not in around
        ):
            found[block.kind] += 1
        elif block.kind == "item":
            head = item_text(block)
            found["tasks"] += head is not None and task_of(head) is not None
        elif block.kind == "html":
            found.update(
                _tags(
                    document.source.slice(document.source.lines_span(block.first_line, block.last_line))
                )
            )
        elif block.kind == "paragraph" and not around and block.text and block.text.raw.strip():
            found["paragraph"] += 1
        # Inline markup takes time to parse; HTML may hold anything.
        if block.text and (wanted & _INLINE or "<" in block.text.raw):
            found.update(_in_text(block.text))
    if subject.of in {"field", "item"}:
        # The line of the label is no block of the value.
        head_line = subject.text.partition("\n")[0]
        found.update(kind for kind, form in _FORMS.items() if form.search(head_line))
        found.update(_tags(head_line))
    return found


def tables_in(subject: Subject) -> Iterator[list[Text]]:
    """The cells in the head of each table."""
    for block, _ in _walk(subject.blocks):
        if block.kind == "table":
            rows = (row for row in block.children if row.kind == "row")
            cells = [cell for row in rows for cell in row.children if cell.info == "header"]
            yield [cell.text for cell in cells if cell.text]


def _walk(blocks: Iterable[Block]) -> Iterator[tuple[Block, frozenset[str]]]:
    """Every block at any depth in order, with the kinds of those around it."""
    pending = [(block, frozenset[str]()) for block in blocks][::-1]
    while pending:
        block, around = pending.pop()
        yield block, around
        inside = around | {block.kind}
        pending.extend((child, inside) for child in block.children[::-1])


def _in_text(text: Text) -> Iterator[str]:
    for mark in text.inline.marks:
        if mark.kind in {"link", "image"}:
            yield mark.kind
        elif mark.kind == "autolink":
            yield "link"
        elif mark.kind == "html":
            yield from _tags(text.raw[mark.start : mark.end])
    for found in _ADDRESS.finditer(text.raw):
        if not any(mark.start <= found.start() < mark.end for mark in text.inline.marks):
            yield "link"
    if _HIGHLIGHT.search(text.raw):
        yield "code"


def _tags(html: str) -> Iterator[str]:
    return (_TAGS[found[1].lower()] for found in _TAG.finditer(html))
