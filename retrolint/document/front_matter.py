"""The header of a document: split off, composed, and every key and value kept with its position.

python-frontmatter's handler interface splits and loads. On its own the library keeps the last of two
equal keys, takes an unclosed `---` for body, and drops a header that is no mapping: here each of them
is a problem. Nothing is constructed from YAML, values are read from its composed nodes: constructing
turns `12:30:45` into 45045, raises for `2024-13-45`, and runs into an anchor that holds itself.
"""

import re
from typing import Any

import yaml
from frontmatter.default_handlers import SafeLoader, YAMLHandler

from retrolint.document.header import Entry, FrontMatter, Value
from retrolint.document.model import Problem
from retrolint.document.yaml_errors import explain, no_space
from retrolint.text import SourceText, Span

_OPENING = re.compile(r"\A---[ \t]*(?=[\r\n])")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY_LINE = re.compile(r"[^\s#:][^:]*:(?:\s|$)")
_KEY_LINES = re.compile(r"^[^\s#:][^:\n]*:", re.MULTILINE)
_TEMPLATE = re.compile(r"\{\{ ?[^{}\n]+\}\}|\{% |<% ?")
_BLANK_LINE = re.compile(r"(?:\A|\r\n|\n|\r(?!\n))[ \t]*(?:\r\n?|\n)")
_HEADER_LINE = re.compile(r"\s*#(?!#)|\s+\S|-\s|[^\s#:][^:]*:(?:\s|$)|[\]}]")
_NESTING = re.compile(r"[\[{?:-]")
_MAX_SIZE = 64 * 1024
_MAX_DEPTH = 100
_MAX_NODES = 10_000

_NO_MAPPING = 'it is no list of "key: value" lines'
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class HeaderError(Exception):
    """A header that cannot be read: what is wrong, and where (an offset in the header's text)."""

    def __init__(self, message: str, offset: int, cure: str = "") -> None:
        """`message` is for the author, one line in lower case; `cure` is what to do about it."""
        super().__init__(message)
        self.offset = offset
        self.cure = cure or 'write "key: value" lines between two lines "---"'


class PositionedYAMLHandler(YAMLHandler):
    """YAML between `---` lines (a closing `...` counts too), loaded with positions."""

    def detect(self, text: str) -> bool:
        """Whether `text` opens a header: the very first line is `---`."""
        return _OPENING.match(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """The header between its delimiter lines, and all after it.

        Raises:
            ValueError: the header is never closed.
        """
        start, end, after = self.bounds(text)
        return text[start:end], text[after:]

    def bounds(self, text: str) -> tuple[int, int, int]:
        """Where the header starts and ends, and where the body starts.

        Raises:
            ValueError: the header is never closed.
        """
        opening = _OPENING.match(text)
        if not opening:
            message = "no header"
            raise ValueError(message)
        start = _after_line(text, opening.end())
        closing = _CLOSING.search(text.replace("\r", "\n"), start)
        if not closing:
            message = "the header is never closed"
            raise ValueError(message)
        return start, closing.start(), _after_line(text, closing.end())

    def load(self, fm: str, **_options: object) -> Any:
        """The composed root node of the header `fm`, None for an empty one.

        Raises:
            HeaderError: it is no YAML mapping, or too large or deep to be safe.
        """
        if len(fm) > _MAX_SIZE:
            raise HeaderError(f"it is larger than {_MAX_SIZE // 1024} KiB", 0)
        try:
            _check_depth(fm)
            node = yaml.compose(fm, Loader=SafeLoader)
        except yaml.MarkedYAMLError as error:
            reason, cure, offset = explain(error, fm)
            raise HeaderError(reason, offset, cure) from error
        except yaml.reader.ReaderError as error:
            message = f"a character that YAML does not allow, U+{_code(error):04X}"
            raise HeaderError(message, max(fm.find(chr(_code(error))), 0)) from error
        if node is not None and not isinstance(node, yaml.MappingNode):
            reason, cure, offset = no_space(fm) or (_NO_MAPPING, "", node.start_mark.index)
            raise HeaderError(reason, offset, cure)
        return node


def read_front_matter(source: SourceText) -> tuple[FrontMatter | None, int, list[Problem]]:
    """The header of `source`, the offset where the body starts, and the problems found."""
    handler = PositionedYAMLHandler()
    text = source.text
    if not handler.detect(text):
        return None, 0, []
    opening = Span(0, 3)
    try:
        start, end, body = handler.bounds(text)
    except ValueError:
        return _unclosed(source, opening)
    problems: list[Problem] = []
    try:
        root = handler.load(text[start:end])
        entries = _Composer(text, start, problems).entries(root) if root else ()
    except HeaderError as error:
        header = text[start:end]
        if not _KEY_LINES.search(header) and _BLANK_LINE.search(header):
            # Prose between two thematic breaks.
            return None, 0, []
        if _TEMPLATE.search(header):
            # What an engine fills in before YAML is read: `date: {{ .Date }}`.
            return None, body, [Problem("unread-front-matter", opening, "")]
        line = source.position(start + error.offset).line
        span = source.lines_span(line, line)
        point = Span(min(start + error.offset, span.end), span.end)
        return None, body, [Problem("invalid-front-matter", point, f"{error}|{error.cure}")]
    return FrontMatter(opening, entries), body, problems


def _unclosed(source: SourceText, opening: Span) -> tuple[None, int, list[Problem]]:
    """A header without an end, or a thematic break at the top, which is no header at all."""
    if not _KEY_LINE.match(source.line(2)):
        return None, 0, []
    line = 2
    while line <= source.line_count and _HEADER_LINE.match(source.line(line)):
        line += 1
    detail = 'there is no second "---"|put a line "---" after the last key'
    return None, source.line_start(line), [Problem("invalid-front-matter", opening, detail)]


class _Composer:
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
            return Value("list", self._slice(span), span, items=items)
        entries = self.entries(node) if isinstance(node, yaml.MappingNode) else ()
        return Value("mapping", self._slice(span), span, entries=entries)

    def _span(self, node: yaml.Node) -> Span:
        start = self._offset + node.start_mark.index
        end = self._offset + node.end_mark.index
        # A block ends where the next token starts, which is lines below.
        return Span(start, start + len(self._text[start:end].rstrip()))

    def _slice(self, span: Span) -> str:
        return self._text[span.start : span.end]


def _check_depth(text: str) -> None:
    """Refuse deep nesting before composing, which recurses in C: 30,000 brackets kill the process."""
    if len(_NESTING.findall(text)) <= _MAX_DEPTH:
        return
    depth = 0
    for event in yaml.parse(text, Loader=SafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MAX_DEPTH:
            message = f"values nested more than {_MAX_DEPTH} deep"
            raise HeaderError(message, event.start_mark.index if event.start_mark else 0)


def _code(error: yaml.reader.ReaderError) -> int:
    character = error.character
    return ord(character) if isinstance(character, str) else int(character)


def _after_line(text: str, offset: int) -> int:
    """The start of the line after the one that ends at `offset`."""
    if text.startswith("\r\n", offset):
        return offset + 2
    return min(offset + 1, len(text))
