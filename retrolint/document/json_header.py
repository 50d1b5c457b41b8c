"""A header in JSON: the object at the very top, with the place of each key and value."""

import re
from json import JSONDecodeError, JSONDecoder

from retrolint.document.header import Entry, FrontMatter, Value
from retrolint.document.header_errors import (
    MAX_DEPTH,
    MAX_SIZE,
    HeaderError,
    after_line,
    check_size,
    problem_of,
    too_deep,
)
from retrolint.document.json_errors import explain
from retrolint.document.model import Problem
from retrolint.text import SourceText, Span

_START = re.compile(r"\{\s*(?:\"|\})")
_MEANT = re.compile(r"\{\s+\"[^\"\r\n]*\"\s*:")
_PROSE = re.compile(r"\{[^\r\n]*\}[ \t]*[^\s\]},]")
"""Braces, and text behind them in the same line."""

_LINE_END = re.compile(r"[ \t]*(?=[\r\n]|\Z)")
_CLOSING = re.compile(r"^\}[ \t]*$|^[ \t]*$", re.MULTILINE)
_SPACE = re.compile(r"[ \t\r\n]*")
_ATOM = re.compile(r"[^\s,\]}]+")
_DECODER = JSONDecoder(parse_int=str, parse_float=str)
_CUT = 8
"""So near to where a text was cut off, a fault is the cut."""


def read_json(source: SourceText) -> tuple[FrontMatter | None, int, list[Problem]]:
    """The object that `source` starts with, the offset where the body starts, and the problems found.

    What starts with a brace and is not meant as JSON is no header: Liquid, attribute lists, MDX.
    """
    text = source.text
    if not _START.match(text):
        return None, 0, []
    opening = Span(0, 1)
    try:
        end = _end(text)
        ending = _LINE_END.match(text, end)
        if not ending:
            return None, 0, []
        check_size(text[:end])
        problems: list[Problem] = []
        entries = _Scanner(text, problems).value(0, 1).entries
    except HeaderError as error:
        if not _MEANT.match(text) or _PROSE.match(text):
            return None, 0, []
        body = _body(text)
        return None, body, [problem_of(error, source, Span(0, body), opening)]
    header = FrontMatter(opening, entries, "json", Span(0, end))
    return header, after_line(text, ending.end()), problems


def _end(text: str) -> int:
    """Where the object ends."""
    cut = text[: MAX_SIZE + _CUT]
    try:
        _, end = _DECODER.raw_decode(cut)
    except JSONDecodeError as error:
        is_cut = len(text) > len(cut)
        if is_cut and (error.pos >= len(cut) - _CUT or error.msg.startswith("Unterminated")):
            check_size(text)
        raise explain(error, text) from error
    except RecursionError as error:
        raise too_deep(0) from error
    return end


def _body(text: str) -> int:
    """Where the body starts below an object that cannot be read: after its brace, or a blank line."""
    closing = _CLOSING.search(text.replace("\r\n", " \n").replace("\r", "\n"))
    return after_line(text, closing.end()) if closing else len(text)


class _Scanner:
    """Finds the places in JSON that is known to be right."""

    def __init__(self, text: str, problems: list[Problem]) -> None:
        self._text = text
        self._problems = problems

    def value(self, at: int, depth: int) -> Value:
        """The value that starts at the offset `at`."""
        if depth > MAX_DEPTH:
            raise too_deep(at)
        if self._text[at] == "{":
            entries, end = self._entries(at, depth)
            return Value("mapping", self._text[at:end], Span(at, end), entries=entries)
        if self._text[at] == "[":
            items, end = self._items(at, depth)
            return Value("list", self._text[at:end], Span(at, end), items=items)
        if self._text[at] == '"':
            text, end = _DECODER.raw_decode(self._text, at)
            return Value("scalar", text, Span(at, end))
        atom = _ATOM.match(self._text, at)
        text = atom[0] if atom else ""
        return Value("scalar", text, Span(at, at + len(text)), is_null=text == "null")

    def _entries(self, at: int, depth: int) -> tuple[tuple[Entry, ...], int]:
        entries: list[Entry] = []
        seen: dict[str, Span] = {}
        at = self._skip(at + 1)
        while self._text[at] != "}":
            key, end = _DECODER.raw_decode(self._text, at)
            span = Span(at, end)
            value = self.value(self._skip(self._skip(end) + 1), depth + 1)
            if key in seen:
                self._problems.append(Problem("duplicate-key", span, key, seen[key]))
            seen.setdefault(key, span)
            entries.append(Entry(key, span, value))
            at = self._next(value.span.end)
        return tuple(entries), at + 1

    def _items(self, at: int, depth: int) -> tuple[tuple[Value, ...], int]:
        items: list[Value] = []
        at = self._skip(at + 1)
        while self._text[at] != "]":
            items.append(self.value(at, depth + 1))
            at = self._next(items[-1].span.end)
        return tuple(items), at + 1

    def _next(self, at: int) -> int:
        """The offset of what follows the value that ends at `at`, and its comma."""
        at = self._skip(at)
        return self._skip(at + 1) if self._text[at] == "," else at

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at
