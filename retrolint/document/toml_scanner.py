"""Where each key and value of TOML stands, which tomllib does not say.

The scanner is more lenient than TOML: whether all is well with a text is for tomllib to judge.
"""

import re
import tomllib
from typing import NamedTuple

from retrolint.document.header import Entry, Value
from retrolint.document.header_errors import MAX_DEPTH, too_deep
from retrolint.text import Span

_SPACE = re.compile(r"[ \t]*")
_VOID = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*")
_QUOTED = r"\"(?:[^\"\\\r\n]|\\[^\r\n])*\"|'[^'\r\n]*'"
_KEY = re.compile(rf"{_QUOTED}|[A-Za-z0-9_-]+")
_STRING = re.compile(rf'"""(?:[^\\]|\\.)*?"{{3,5}}|\'\'\'.*?\'{{3,5}}|{_QUOTED}', re.DOTALL)
_BARE = re.compile(r"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*|[^\s,\[\]{}#\"'=]+")
_LINE_END = re.compile(r"\r\n?")


class LostError(Exception):
    """The scanner does not know what it sees; tomllib will."""


class Duplicate(NamedTuple):
    """A key that stands twice in one table: where it comes again, and where it was first."""

    key: str
    again: Span
    first: Span


class _Table:
    """A mapping in the making: TOML may come back to it from anywhere."""

    def __init__(self, offset: int, *, is_declared: bool = False) -> None:
        self.offset = offset
        self.is_declared = is_declared
        self.children: dict[str, list[tuple[Span, _Node]]] = {}

    def find(self, key: str) -> "_Node | None":
        """What the key holds, the last time it stands there."""
        return self.children[key][-1][1] if key in self.children else None


_Node = Value | _Table | list[_Table]
_Part = tuple[str, Span]


def scan(text: str, span: Span) -> tuple[tuple[Entry, ...], list[Duplicate]]:
    """The entries of the TOML in `span` of `text`, and the keys that stand twice.

    Raises:
        LostError: it is none.
        HeaderError: it is nested too deep.
    """
    scanner = _Scanner(text, span)
    return scanner.scan(), scanner.duplicates


def normalized(toml: str) -> str:
    r"""`toml` with lines that end as TOML has it, `\r` alone too."""
    return _LINE_END.sub("\n", toml)


class _Scanner:
    def __init__(self, text: str, span: Span) -> None:
        self.duplicates: list[Duplicate] = []
        self._text = text
        self._start, self._end = span
        self._at = self._start

    def scan(self) -> tuple[Entry, ...]:
        """The entries, in the order in which their keys come first."""
        root = table = _Table(self._start)
        depth = 0
        self._match(_VOID)
        while self._at < self._end:
            if self._takes("[["):
                table, depth = self._opened(root, "]]")
            elif self._takes("["):
                table, depth = self._opened(root, "]")
            else:
                self._pair(table, depth)
            self._match(_VOID)
        return self._value_of(root).entries

    def _opened(self, root: _Table, closing: str) -> tuple[_Table, int]:
        """The table that a line `[a.b]` or `[[a.b]]` opens, and how deep it lies."""
        *way, (key, span) = self._key()
        self._expect(closing)
        table = root
        for part in way:
            table = self._within(table, part)
        found = table.find(key)
        if closing == "]" and isinstance(found, _Table) and not found.is_declared:
            found.is_declared = True
            return found, len(way) + 1
        opened = _Table(self._at, is_declared=True)
        if closing == "]]" and isinstance(found, list):
            found.append(opened)
        else:
            self._add(table, (key, span), opened if closing == "]" else [opened])
        return opened, len(way) + 1

    def _pair(self, table: _Table, depth: int) -> None:
        *way, last = self._key()
        self._expect("=")
        for part in way:
            table = self._within(table, part, is_declared=True)
        self._add(table, last, self._value(depth + len(way) + 1))

    def _within(self, table: _Table, part: _Part, *, is_declared: bool = False) -> _Table:
        """The table in `table` that `part` of a dotted key names."""
        found = table.find(part[0])
        if isinstance(found, list):
            return found[-1]
        if isinstance(found, _Table):
            return found
        inner = _Table(self._at, is_declared=is_declared)
        self._add(table, part, inner)
        return inner

    def _add(self, table: _Table, part: _Part, node: _Node) -> None:
        key, span = part
        known = table.children.setdefault(key, [])
        if known:
            self.duplicates.append(Duplicate(key, span, known[0][0]))
        known.append((span, node))

    def _key(self) -> list[_Part]:
        """The parts of a key, perhaps dotted."""
        parts: list[_Part] = []
        while not parts or self._takes("."):
            self._match(_SPACE)
            span = self._match(_KEY)
            if span.start == span.end:
                raise LostError
            parts.append((self._read(span), span))
            self._match(_SPACE)
            self._check(len(parts))
        return parts

    def _value(self, depth: int) -> Value:
        self._check(depth)
        self._match(_SPACE)
        start = self._at
        if self._takes("["):
            items: list[Value] = []
            while not self._closes("]", after=bool(items)):
                items.append(self._value(depth + 1))
            span = Span(start, self._at)
            return Value("list", self._slice(span), span, items=tuple(items))
        if self._takes("{"):
            table = _Table(start)
            while not self._closes("}", after=bool(table.children)):
                self._pair(table, depth)
            span = Span(start, self._at)
            entries = self._value_of(table).entries
            return Value("mapping", self._slice(span), span, entries=entries)
        span = self._match(_STRING)
        if span.start == span.end:
            span = self._match(_BARE)
        if span.start == span.end:
            raise LostError
        return Value("scalar", self._read(span), span)

    def _closes(self, bracket: str, *, after: bool) -> bool:
        """Whether `bracket` is next; `after` a value a comma must be, unless it is."""
        self._match(_VOID)
        if after and not self._takes(","):
            self._expect(bracket)
            return True
        self._match(_VOID)
        return self._takes(bracket)

    def _value_of(self, node: _Node) -> Value:
        if isinstance(node, Value):
            return node
        if isinstance(node, list):
            items = tuple(map(self._value_of, node))
            span = Span(items[0].span.start, max(item.span.end for item in items))
            return Value("list", self._slice(span), span, items=items)
        entries = tuple(
            Entry(key, span, self._value_of(child))
            for key, children in node.children.items()
            for span, child in children
        )
        start = min((entry.key_span.start for entry in entries), default=node.offset)
        end = max((entry.value.span.end for entry in entries), default=node.offset)
        return Value("mapping", self._text[start:end], Span(start, end), entries=entries)

    def _read(self, span: Span) -> str:
        """What is written there, without quotes and escapes."""
        written = self._slice(span)
        if written[0] not in "\"'":
            return written
        if "\\" not in written and not written.startswith(('"""', "'''")):
            return written[1:-1]
        try:
            return str(tomllib.loads(f"it = {normalized(written)}")["it"])
        except ValueError:
            return written

    def _match(self, pattern: re.Pattern[str]) -> Span:
        found = pattern.match(self._text, self._at, self._end)
        span = Span(*found.span()) if found else Span(self._at, self._at)
        self._at = span.end
        return span

    def _takes(self, sign: str) -> bool:
        found = self._text.startswith(sign, self._at, self._end)
        self._at += len(sign) if found else 0
        return found

    def _expect(self, sign: str) -> None:
        if not self._takes(sign):
            raise LostError

    def _check(self, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise too_deep(self._at - self._start)

    def _slice(self, span: Span) -> str:
        return self._text[span.start : span.end]
