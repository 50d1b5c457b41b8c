"""Composed YAML nodes to values, every key and value with its position."""

import re

import yaml

from retrolint.document.header import Entry, Value
from retrolint.document.header_errors import HeaderError
from retrolint.document.model import Problem
from retrolint.text import Span

_MAX_NODES = 10_000
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LINE_BREAKS = re.compile(r"[ \t]*(?:\r\n?|\n)\s*")


class Composer:
    """Turns composed nodes into values; `offset` is where the header starts in the text."""

    def __init__(self, text: str, offset: int, problems: list[Problem]) -> None:
        self._text = text
        self._offset = offset
        self._problems = problems
        self._open: set[int] = set()
        self._count = 0

    def entries(self, node: yaml.MappingNode) -> tuple[Entry, ...]:
        """The keys of a mapping; a key that comes again is a problem."""
        entries: list[Entry] = []
        seen: dict[str, Entry] = {}
        for key_node, value_node in node.value:
            key_span = self._span(key_node)
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else self._slice(key_span)
            entry = Entry(key, key_span, self._value(value_node))
            if key in seen and not any(problem.span == key_span for problem in self._problems):
                first = seen[key].key_span
                self._problems.append(Problem("duplicate-key", key_span, key, first))
            seen.setdefault(key, entry)
            entries.append(entry)
        return tuple(entries)

    def _value(self, node: yaml.Node) -> Value:
        self._count += 1
        if id(node) in self._open:
            raise HeaderError("an anchor (&) that contains itself", node.start_mark.index)
        if self._count > _MAX_NODES:
            raise HeaderError(f"it has over {_MAX_NODES} values", 0)
        self._open.add(id(node))
        try:
            return self._opened_value(node)
        finally:
            self._open.remove(id(node))

    def _opened_value(self, node: yaml.Node) -> Value:
        span = self._span(node)
        if isinstance(node, yaml.ScalarNode):
            is_null = not node.style and node.value in _NULLS
            return Value("scalar", node.value, span, is_null=is_null)
        if isinstance(node, yaml.SequenceNode):
            items = tuple(self._value(item) for item in node.value)
            if items and not node.flow_style:
                span = self._around(span, items[-1])
            return Value("list", self._slice(span), span, items=items)
        if not isinstance(node, yaml.MappingNode):
            return Value("mapping", self._slice(span), span)
        entries = self.entries(node)
        if entries and not node.flow_style:
            span = self._around(span, entries[-1].value)
        text = self._slice(span)
        if len(entries) == 1 and entries[0].value.kind == "scalar":
            # More often a text with a colon in it than a mapping: `- Original PR: https://…`.
            text = _LINE_BREAKS.sub(" ", text)
        return Value("mapping", text, span, entries=entries)

    def _span(self, node: yaml.Node) -> Span:
        start = self._offset + node.start_mark.index
        end = self._offset + node.end_mark.index
        # A block ends where the next token starts, which is lines below.
        return Span(start, start + len(self._text[start:end].rstrip()))

    def _around(self, span: Span, last: Value) -> Span:
        """A block's `span` without the comments behind the `last` value in it."""
        # What an alias stands for stands elsewhere.
        is_inside = span.start < last.span.end <= span.end
        return Span(span.start, last.span.end) if is_inside else span

    def _slice(self, span: Span) -> str:
        return self._text[span.start : span.end]
