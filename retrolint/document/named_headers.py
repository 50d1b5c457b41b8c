"""Headers that a schema must name, as they could be body: a TOML fence, and lines `Key: value`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from retrolint.document.blocks import Block, Text, item_text
from retrolint.document.header import Entry, FrontMatter, Value
from retrolint.document.model import Document
from retrolint.text import Span

_KEY = re.compile(
    r"(?P<marks>[*_`]+)?"
    r"(?P<key>[^\W_](?:[^:：\r\n*`\[\]<>|,;!?]{0,38}[^:：\s*`\[\]<>|,;!?_])?)"
    r"(?P<close>[*_`]*)[ \t]*"
    r"(?::(?=[*_`]*(?:\s|\Z))|：)(?P<after>(?(marks)[*_`]*))[ \t]*"
)
_MOST_WORDS = 5
_LINE_START = re.compile(r"^", re.MULTILINE)
_BREAKS = ("<br>", "<br/>", "<br />")
_CLOSING_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})[ \t]*")
_UNREAD = frozenset({"invalid-front-matter", "unread-front-matter"})


def named_header(document: Document, dialect: str) -> Document:
    """The `document` with the header that it has in `dialect`, `toml-fence` or `lines`.

    It is the same document where there is none at the very top or right under the title, and where it
    has a header of its own. What cannot be read in a fence is a problem more.
    """
    if document.front_matter or any(problem.rule in _UNREAD for problem in document.problems):
        return document
    read = {"toml-fence": _with_fence, "lines": _with_lines}.get(dialect)
    if not read:
        return document
    for section in (document.root, *document.sections[:1]):
        blocks = [block for block in section.blocks if block.kind != "comment"]
        found = read(document, blocks) if blocks else None
        if found:
            return found
    return document


def _with_fence(document: Document, blocks: list[Block]) -> Document | None:
    """The document whose header is the first of `blocks`, if it is code in TOML."""
    block = blocks[0]
    if block.kind != "code" or block.info.lower().split(maxsplit=1)[:1] != ["toml"]:
        return None
    # Few schemas ask for one, and tomllib takes time to import.
    from retrolint.document.toml_header import fenced  # noqa: PLC0415 - see above

    source, last = document.source, block.last_line
    start = source.line_start(block.first_line + 1)
    is_closed = last > block.first_line and _CLOSING_FENCE.fullmatch(source.line(last))
    end = source.line_start(last if is_closed else last + 1)
    opening = source.lines_span(block.first_line, block.first_line)
    header, problems = fenced(source, Span(start, max(start, end)), opening, "toml-fence")
    return replace(document, front_matter=header, problems=(*document.problems, *problems))


def _with_lines(document: Document, blocks: list[Block]) -> Document | None:
    """The document whose header is the lines `Key: value` that `blocks` start with, if they do."""
    entries = _entries(blocks)
    if not entries:
        return None
    source = document.source
    first = source.position(entries[0].key_span.start).line
    last = source.position(entries[-1].value.span.end).line
    span = source.lines_span(first, last)
    header = FrontMatter(source.lines_span(first, first), tuple(entries), "lines", span)
    return replace(document, front_matter=header)


def _entries(blocks: list[Block]) -> list[Entry]:
    """The entries at the head of `blocks`."""
    entries: list[Entry] = []
    for block in blocks:
        if block.kind == "list" and block.info != "ordered":
            if entries and blocks[0].kind == "paragraph":
                # A list under lines is the body, or the value that the last of them leaves open.
                if entries[-1].value.is_null:
                    entries[-1] = entries[-1]._replace(value=_listed(block) or entries[-1].value)
                return entries
            found = [_of_item(item) for item in block.children]
            known = found.index(None) if None in found else len(found)
            entries += (entry for entry in found[:known] if entry)
            if known < len(found):
                return entries
        elif block.kind == "paragraph" and block.text and (lines := list(_of_lines(block.text))):
            if _is_prose(block.text, lines, is_first=block is blocks[0]):
                return entries
            entries += lines
        else:
            return entries
    return entries


def _of_item(item: Block) -> Entry | None:
    text = item_text(item)
    found = _key_at(text, 0) if text else None
    if not text or not found:
        return None
    entry = _entry(text, found, len(text.raw))
    nested = [block for block in item.children[1:] if block.kind == "list"]
    if nested and entry.value.is_null:
        return entry._replace(value=_listed(nested[0]) or entry.value)
    return entry


def _of_lines(text: Text) -> Iterator[Entry]:
    """The entries of a paragraph, if it starts with one; other lines belong to the one above."""
    starts = [line.start() for line in _LINE_START.finditer(text.raw)]
    found = [key for start in starts if (key := _key_at(text, start))]
    if not found or found[0].start():
        return
    ends = [*(key.start() for key in found[1:]), len(text.raw)]
    for key, end in zip(found, ends, strict=True):
        yield _entry(text, key, end)


def _is_prose(text: Text, entries: list[Entry], *, is_first: bool) -> bool:
    """Whether a paragraph that starts with a word and a colon is no header all the same.

    A header may go on below a blank line, but then with nothing but keys.
    """
    others = text.raw.count("\n") + 1 - len(entries)
    return others > len(entries) if is_first else others > 0


def _key_at(text: Text, start: int) -> re.Match[str] | None:
    found = _KEY.match(text.raw, start)
    is_key = found and len(found["key"].split()) <= _MOST_WORDS and ". " not in found["key"]
    return found if is_key else None


def _entry(text: Text, key: re.Match[str], end: int) -> Entry:
    """The entry of the `key`, whose value ends before `end`."""
    start = key.end()
    marks = key["marks"] or ""
    value = _value(text, start, end)
    written = text.raw[start:end].rstrip()
    if marks and not key["close"] and not key["after"] and written.endswith(marks):
        # All of it is emphasized.
        value = _value(text, start, start + len(written) - len(marks))
    return Entry(key["key"], text.span(*key.span("key")), value)


def _value(text: Text, start: int, end: int) -> Value:
    """The value that stands there, as a reader sees it."""
    stripped = text.raw[start:end].rstrip("\\ \t\n")
    while stripped.endswith(_BREAKS):
        stripped = stripped[: stripped.rindex("<")].rstrip("\\ \t\n")
    first = start + len(stripped) - len(stripped.lstrip())
    last = max(first, start + len(stripped))
    shown = " ".join(text.rendered(first, last).split())
    return Value("scalar", shown, text.span(first, last), is_null=not shown)


def _listed(block: Block) -> Value | None:
    """The value that is the items of a list."""
    texts = [text for item in block.children if (text := item_text(item))]
    items = tuple(_value(text, 0, len(text.raw)) for text in texts)
    if not items:
        return None
    span = Span(items[0].span.start, items[-1].span.end)
    return Value("list", "\n".join(item.text for item in items), span, items=items)
