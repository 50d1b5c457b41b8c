"""The header of a document: split off, composed, and every key and value kept with its position.

YAML is read here; TOML and JSON, which have modules of their own, are recognised.

python-frontmatter's handler interface splits and loads. On its own the library keeps the last of two
equal keys, takes an unclosed `---` for body, and drops a header that is no mapping: here each of them
is a problem. Nothing is constructed from YAML, values are read from its composed nodes: constructing
turns `12:30:45` into 45045, raises for `2024-13-45`, and runs into an anchor that holds itself.
"""

import re
from typing import Any

import yaml
from frontmatter.default_handlers import SafeLoader, YAMLHandler

from retrolint.document.composer import Composer
from retrolint.document.header import FrontMatter
from retrolint.document.header_errors import (
    MAX_DEPTH,
    HeaderError,
    after_line,
    check_size,
    problem_of,
    too_deep,
)
from retrolint.document.model import Problem
from retrolint.document.yaml_errors import explain, no_space
from retrolint.document.yaml_events import TooDeepError, shallow_events
from retrolint.text import SourceText, Span

_OPENING = re.compile(r"\A---[ \t]*(?=[\r\n])")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY_LINE = re.compile(r"[^\s#:][^:]*:(?:\s|$)")
_KEY_LINES = re.compile(r"^[^\s#:][^:\n]*:", re.MULTILINE)
_BLANK_LINE = re.compile(r"(?:\A|\r\n|\n|\r(?!\n))[ \t]*(?:\r\n?|\n)")
_HEADER_LINE = re.compile(r"\s*#(?!#)|\s+\S|-\s|[^\s#:][^:]*:(?:\s|$)|[\]}]")
_NESTING = re.compile(r"[\[{?:-]")

_LATE = re.compile(
    r"(?:(?:<!--(?:(?!-->).)*-->)?[ \t]*(?:\r\n?|\n))+---[ \t]*(?:\r\n?|\n)"
    r"(?:(?:[A-Za-z][\w -]{0,30}:(?:[ \t][^\r\n]*)?|[ \t]+\S[^\r\n]*|- [^\r\n]*)(?:\r\n?|\n)){1,100}"
    r"---[ \t]*(?:\r\n?|\n|\Z)",
    re.DOTALL,
)
"""A header below blank lines or comments."""
_HEADLESS = re.compile(
    r"[A-Za-z][\w -]{0,30}:(?:[ \t][^\r\n]*)?(?:\r\n?|\n)"
    r"(?:(?:[A-Za-z][\w -]{0,30}:(?:[ \t][^\r\n]*)?|[ \t]+\S[^\r\n]*|- [^\r\n]*)(?:\r\n?|\n)){2,100}"
    r"---[ \t]*(?:\r\n?|\n|\Z)"
)
"""At least three lines of a header, closed and never opened: to Markdown it is a heading."""

_NO_MAPPING = 'it is no list of "key: value" lines'


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
        start = after_line(text, opening.end())
        closing = _CLOSING.search(text.replace("\r", "\n"), start)
        if not closing:
            message = "the header is never closed"
            raise ValueError(message)
        return start, closing.start(), after_line(text, closing.end())

    def load(self, fm: str, **_options: object) -> Any:
        """The composed root node of the header `fm`, None for an empty one.

        Raises:
            HeaderError: it is no YAML mapping, or too large or deep to be safe.
        """
        check_size(fm)
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
    """The header of `source`, the offset where the body starts, and the problems found.

    A header in YAML, TOML or JSON is recognised by how it starts.
    """
    text = source.text
    if text.startswith("---"):
        return _read_yaml(source)
    # Few documents have another header: they alone wait for what reads it.
    if text.startswith("+++"):
        from retrolint.document.toml_header import read_toml  # noqa: PLC0415 - see above

        return read_toml(source)
    if text.startswith("{"):
        from retrolint.document.json_header import read_json  # noqa: PLC0415 - see above

        return read_json(source)
    late = _LATE.match(text)
    if late:
        # No engine reads it there, and no reader of the page should take it for a heading.
        return None, late.end(), []
    headless = _HEADLESS.match(text)
    if headless:
        detail = 'there is no first "---"|put a line "---" above the first key'
        problem = Problem("invalid-front-matter", source.lines_span(1, 1), detail)
        return None, headless.end(), [problem]
    return None, 0, []


def _read_yaml(source: SourceText) -> tuple[FrontMatter | None, int, list[Problem]]:
    handler = PositionedYAMLHandler()
    text = source.text
    if not handler.detect(text):
        return None, 0, []
    opening = Span(0, 3)
    try:
        start, end, body = handler.bounds(text)
    except ValueError:
        return _unclosed(source, opening)
    span = Span(start, end)
    problems: list[Problem] = []
    try:
        root = handler.load(text[start:end])
        entries = Composer(text, start, problems).entries(root) if root else ()
    except HeaderError as error:
        header = text[start:end]
        if not _KEY_LINES.search(header) and _BLANK_LINE.search(header):
            # Prose between two thematic breaks.
            return None, 0, []
        return None, body, [problem_of(error, source, span, opening)]
    return FrontMatter(opening, entries, "yaml", span), body, problems


def _unclosed(source: SourceText, opening: Span) -> tuple[None, int, list[Problem]]:
    """A header without an end, or a thematic break at the top, which is no header at all."""
    if not _KEY_LINE.match(source.line(2)):
        return None, 0, []
    line = 2
    while line <= source.line_count and _HEADER_LINE.match(source.line(line)):
        line += 1
    detail = 'there is no second "---"|put a line "---" after the last key'
    return None, source.line_start(line), [Problem("invalid-front-matter", opening, detail)]


def _check_depth(text: str) -> None:
    """Refuse deep nesting before composing."""
    if len(_NESTING.findall(text)) <= MAX_DEPTH:
        return
    try:
        for _ in shallow_events(text, MAX_DEPTH):
            pass
    except TooDeepError as error:
        raise too_deep(error.offset) from error


def _code(error: yaml.reader.ReaderError) -> int:
    character = error.character
    return ord(character) if isinstance(character, str) else int(character)
