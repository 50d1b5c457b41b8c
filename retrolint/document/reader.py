"""Bytes to `Document`: the one importer of markdown-it-py.

Only blocks are parsed here. The header is replaced by as many blank lines before, so that the
parser's line numbers are those of the file.
"""

import codecs
import re
from bisect import bisect_left
from collections.abc import Iterator
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from retrolint.document.blocks import Block, Cell, Inline, Text
from retrolint.document.front_matter import read_front_matter
from retrolint.document.inline import Env, markdown_parser, parse_inline
from retrolint.document.model import Document, Link, Problem, Section, heading_title
from retrolint.text import SourceText, Span

_KINDS = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "table_open": "table",
    "tr_open": "row",
    "th_open": "cell",
    "td_open": "cell",
    "fence": "code",
    "code_block": "code",
    "html_block": "html",
    "hr": "rule",
}
_INFO = {"ordered_list_open": "ordered", "th_open": "header"}
_COMMENTS = re.compile(r"(?:\s*<!--(?:(?!-->).)*(?:-->|\Z))+\s*", re.DOTALL)
_SIGNS = {
    "table": ("|",),
    "fence": ("```", "~~~"),
    "blockquote": (">",),
    "html_block": ("<",),
    "reference": ("]:",),
    "heading": ("#",),
}
"""What a text must have for a block rule to find anything."""

_MARKERS = " \t>-*+.)0123456789"
_LIKELY_ENCODINGS = ("cp949", "cp932", "cp1252")


def read_document(path: str, data: bytes) -> Document:
    """The document in `data`; what could not be taken as it stands is among its problems."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        return _undecodable(path, before, data[error.start], _encoding(data, before))
    if "\0" in text:
        before = text[: text.index("\0")].removeprefix("\ufeff")
        return _undecodable(path, before, 0, _encoding(data, before))
    return read_text(path, text)


def read_text(path: str, text: str) -> Document:
    """The document in `text`."""
    source = SourceText(text)
    front_matter, body, problems = read_front_matter(source)
    first_line = source.position(body).line
    parser = parser_for(text)
    env: Env = {}
    tokens = parser.parse("\n" * (first_line - 1) + source.text[body:], env)
    blocks = _Blocks(source, parser, env)
    root = _sections(source, body, blocks.build(tokens))
    definitions = tuple(_definitions(source, env))
    return Document(path, source, front_matter, body, root, tuple(problems), definitions)


def unreadable(path: str, rule: str, detail: str, before: str = "") -> Document:
    """A document of which nothing is known but why; the problem stands right after `before`."""
    source = SourceText(before)
    end = len(source.text)
    root = Section(0, "", None, Span(0, end), (), (), ())
    problem = Problem(rule, Span(end, end), detail)
    return Document(path, source, None, 0, root, (problem,), (), is_readable=False)


def _undecodable(path: str, before: str, byte: int, encoding: str) -> Document:
    detail = f"byte 0x{byte:02X}"
    return unreadable(path, "invalid-encoding", f"{detail}|{encoding}", before)


def _encoding(data: bytes, before: str) -> str:
    """The encoding that `data`, which is UTF-8 as far as `before`, is probably in, if one is likely."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or data.count(0) > len(data) / 4:
        return "UTF-16"
    if not before.isascii():
        # What stands before the fault is UTF-8 of more than one byte: no other encoding is likely.
        return ""
    for encoding in _LIKELY_ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return encoding.upper()
    return ""


def parser_for(text: str) -> MarkdownIt:
    """The parser for `text`: what is nowhere in it is not looked for at every line."""
    absent = (rule for rule, signs in _SIGNS.items() if not any(sign in text for sign in signs))
    return markdown_parser(frozenset(absent))


class _Blocks:
    """Turns the parser's flat tokens into nested blocks."""

    def __init__(self, source: SourceText, parser: MarkdownIt, env: Env) -> None:
        self._source = source
        self._parser = parser
        self._env = env
        self._cell_end = (0, 0)

    def build(self, tokens: list[Token]) -> list[Block]:
        """The top-level blocks; a heading's `info` is its level."""
        blocks: list[Block] = []
        opened: list[tuple[Token, list[Block]]] = []
        text: Text | None = None
        for token in tokens:
            if token.nesting == 1:
                opened.append((token, blocks))
                blocks = []
            elif token.type == "inline":
                text = self._text(token, opened[-1][0])
            elif token.nesting == 0:
                blocks.append(_block(_KINDS[token.type], token, None, []))
            else:
                opening, siblings = opened.pop()
                kind = _KINDS.get(opening.type)
                if kind:
                    siblings.append(_block(kind, opening, text, blocks))
                else:
                    # thead and tbody say nothing of their own.
                    siblings.extend(blocks)
                blocks, text = siblings, None
        return blocks

    def _text(self, token: Token, opening: Token) -> Text:
        line = (token.map or (0, 1))[0] + 1
        if opening.type in {"th_open", "td_open"}:
            return self._cell(token.content, line)
        marks = opening.markup if opening.markup.startswith("#") else ""
        return Text(token.content, self._source, line, self._inline, marks)

    def _cell(self, content: str, line: int) -> Text:
        """A cell is looked for after the one before it, as cells of a row often say the same."""
        source = self._source.line(line)
        after = self._cell_end[1] if self._cell_end[0] == line else _row_start(source)
        written = content.replace("|", "\\|")
        column = max(source.find(written, after), after)
        self._cell_end = (line, column + max(len(written), 1))
        # A bare | would have ended the cell.
        is_escaped = "|" in content
        return Cell(content, self._source, line, self._inline, column=column, is_escaped=is_escaped)

    def _inline(self, raw: str) -> Inline:
        return parse_inline(self._parser, raw, self._env)


def _row_start(line: str) -> int:
    """Where the cells of a table row start: after the marker of a list or a quote around it."""
    opening = line.find("|")
    return opening if opening > 0 and not line[:opening].strip(_MARKERS) else 0


def _block(kind: str, token: Token, text: Text | None, children: list[Block]) -> Block:
    if kind == "html" and _COMMENTS.fullmatch(token.content):
        kind = "comment"
    if kind == "heading":
        info = token.tag[1:]
    elif kind == "code":
        info = token.info.strip()
    else:
        info = _INFO.get(token.type, "")
    first, after = token.map or (0, 1)
    return Block(kind, first + 1, max(after, first + 1), text, tuple(children), info)


def _sections(source: SourceText, body: int, blocks: list[Block]) -> Section:
    """The section tree of the top-level blocks."""
    headings = [index for index, block in enumerate(blocks) if block.kind == "heading"]
    headings.append(len(blocks))

    def build(level: int, opening: int, first: int, path: tuple[str, ...]) -> tuple[Section, int]:
        """The section whose content starts at block `first`, and the index of the block after it."""
        after = headings[bisect_left(headings, first)]
        own = tuple(blocks[first:after])
        children: list[Section] = []
        while after < len(blocks) and int(blocks[after].info) > level:
            block = blocks[after]
            title = heading_title(block.text) if block.text else ""
            start = source.line_start(block.first_line)
            child, after = build(int(block.info), start, after + 1, (*path, title))
            children.append(child)
        stop = source.line_start(blocks[after].first_line) if after < len(blocks) else len(source.text)
        heading = blocks[first - 1].text if level else None
        title = path[-1] if path else ""
        span = Span(opening, stop)
        return Section(level, title, heading, span, own, tuple(children), path), after

    return build(0, body, 0, ())[0]


def _definitions(source: SourceText, env: Env) -> Iterator[Link]:
    """Reference definitions; `[^1]: …` is a footnote, which CommonMark takes for one."""
    for label, reference in env.get("references", {}).items():
        first, last = reference.get("map", (0, 0))
        if label.startswith("^") or not last:
            continue
        span = source.lines_span(first + 1, last)
        written = source.slice(span)
        found = re.search(r"\]:\s*(?:<([^<>\n]*)>|(\S+))", written)
        if found:
            group = 1 if found[1] is not None else 2
            start = span.start + found.start(group)
            span = Span(start, start + len(found[group]))
            yield Link("definition", unquote(str(reference["href"])), span)
