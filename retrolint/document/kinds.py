"""What kinds of content a part of a document holds, and how many of each."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from retrolint.document.blocks import Block, Text, item_text, task_of
from retrolint.text import SourceText

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


def kinds_in(
    source: SourceText, blocks: Iterable[Block], head: str, wanted: Collection[str]
) -> Counter[str]:
    """How many of each of the kinds `wanted` there are in `blocks`, of the kinds of a schema's `content`.

    What is inside one of its own kind is no second. `head` is a text in the line of a label or an item,
    which is no block.
    """
    found: Counter[str] = Counter()
    for block, around in _walk(blocks):
        if block.kind in {"table", "code"} or (
            block.kind in {"list", "quote"} and block.kind not in around
        ):
            found[block.kind] += 1
        elif block.kind == "item":
            text = item_text(block)
            found["tasks"] += text is not None and task_of(text) is not None
        elif block.kind == "html":
            found.update(_tags(source.slice(source.lines_span(block.first_line, block.last_line))))
        elif block.kind == "paragraph" and not around and block.text and block.text.raw.strip():
            found["paragraph"] += 1
        # Inline markup takes time to parse; HTML may hold anything.
        if block.text and (not _INLINE.isdisjoint(wanted) or "<" in block.text.raw):
            found.update(_in_text(block.text))
    found.update(kind for kind, form in _FORMS.items() if form.search(head))
    found.update(_tags(head))
    return found


def table_heads(blocks: Iterable[Block]) -> Iterator[list[Text]]:
    """The cells in the head of each table in `blocks`."""
    for block, _ in _walk(blocks):
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
