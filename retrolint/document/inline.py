"""Inline markup with positions, which markdown-it-py's inline tokens do not have.

The parser's own rules for links, images, autolinks, code and HTML are wrapped: each notes from where
to where it read. What belongs to one document is in its `env`.
"""

import re
from collections.abc import Callable, MutableMapping
from functools import cache, lru_cache
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, backtick, html_inline, image, link
from markdown_it.token import Token

from retrolint.document.blocks import Inline, Mark

_MARKUP = re.compile(r"[\\`*_<&\n]|\]\(")
_REPEATED = 80
"""Texts up to this length are remembered: those of a template come again in every document."""

_SPACE = re.compile(r"[ \t\n]*")
_MARKS = "retrolint-marks"

Env = MutableMapping[str, Any]
InlineRule = Callable[[StateInline, bool], bool]


@cache
def markdown_parser(absent: frozenset[str] = frozenset()) -> MarkdownIt:
    """A CommonMark parser with tables, which reads blocks only and notes inline positions.

    It does not try the block rules in `absent`, for documents in which nothing looks like them. It keeps
    nothing of what it parses, so that one serves all such documents.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.block.ruler.disable(sorted(absent))
    for name, rule, token in (
        ("backticks", backtick, "code_inline"),
        ("link", link, "link_open"),
        ("image", image, "image"),
        ("autolink", autolink, "link_open"),
        ("html_inline", html_inline, "html_inline"),
    ):
        parser.inline.ruler.at(name, _noting(name, rule, token))
    return parser


def parse_inline(parser: MarkdownIt, raw: str, env: Env) -> Inline:
    """The markup of `raw`; `env` holds the reference definitions of its document."""
    if "references" in env:
        return _parse(parser, raw, env)
    if not _MARKUP.search(raw):
        return Inline(raw, ())
    return _remembered(parser, raw) if len(raw) <= _REPEATED else _parse(parser, raw, {})


@lru_cache(maxsize=1024)
def _remembered(parser: MarkdownIt, raw: str) -> Inline:
    return _parse(parser, raw, {})


def _parse(parser: MarkdownIt, raw: str, env: Env) -> Inline:
    tokens: list[Token] = []
    marks: list[Mark] = []
    parser.inline.parse(raw, parser, {**env, _MARKS: marks}, tokens)
    return Inline(_plain(tokens), tuple(sorted(marks, key=lambda mark: mark.start)))


def _noting(name: str, rule: InlineRule, token_type: str) -> InlineRule:
    """`rule`, which also notes what it read when it made a token of `token_type`."""

    def noting(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's interface
        marks = state.env.get(_MARKS, [])
        start, before, noted = state.pos, len(state.tokens), len(marks)
        if not rule(state, silent):
            return False
        made = [token for token in state.tokens[before:] if token.type == token_type]
        if not silent and made:
            if name == "image":
                # An image's label is parsed apart, with positions of its own: they mean nothing here.
                del marks[noted:]
            marks.append(_mark(name, state, start, made[0]))
        return True

    return noting


def _mark(name: str, state: StateInline, start: int, token: Token) -> Mark:
    end = state.pos
    if name == "backticks":
        return Mark("code", start, end)
    if name == "html_inline":
        return Mark("html", start, end)
    if name == "autolink":
        return Mark("autolink", start, end, state.src[start + 1 : end - 1], start + 1, end - 1)
    label = start + 1 if name == "image" else start
    href = str(token.attrs["src" if name == "image" else "href"])
    close = state.md.helpers.parseLinkLabel(state, label, name == "link")
    if 0 <= close < end - 1 and state.src[close + 1] == "(":
        first = _SPACE.match(state.src, close + 2)
        opening = first.end() if first else close + 2
        found = state.md.helpers.parseLinkDestination(state.src, opening, end)
        if found.ok:
            bracketed = state.src[opening] == "<"
            return Mark(name, start, end, found.str, opening + bracketed, found.pos - bracketed)
        return Mark(name, start, end, "", opening, opening)
    return Mark(name, start, end, unquote(href), start, end, is_reference=True)


def _plain(tokens: list[Token]) -> str:
    """The text a reader sees: no markup, no HTML, no image; a line break is a space."""
    parts: list[str] = []
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return "".join(parts)
