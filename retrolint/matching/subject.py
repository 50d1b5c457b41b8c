"""A value beside what its schema says of it, to be read as a rule does."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from retrolint.document.blocks import Block, Text, is_hidden
from retrolint.document.kinds import kinds_in
from retrolint.document.placeholders import placeholder_word
from retrolint.document.values import SCALAR_TYPES
from retrolint.patterns.pattern import Pattern
from retrolint.schema.constraints import Constraints
from retrolint.text import SourceText, Span

_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|^[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$", re.DOTALL | re.MULTILINE)
"""Comments and thematic breaks: no reader takes them for a text."""
_RULES = frozenset({"---", "***", "___"})
_MARKUP = "*_`"
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")


class Subject:
    """A value, what it must be, and where it stands."""

    def __init__(  # noqa: PLR0913 - plain data
        self,
        source: SourceText,
        constraints: Constraints,
        what: str,
        of: str,
        text: str,
        *,
        place: Callable[[], tuple[Span, Span]],
        kind: str = "scalar",
        items: Callable[[], Iterable["Subject"]] = tuple,
        head: Callable[[], str] | None = None,
        blocks: tuple[Block, ...] = (),
        is_in_header: bool = False,
        is_whole: bool = False,
    ) -> None:
        """Take the data; see the attributes. What is a function is asked when somebody asks.

        `head` is what a reader sees of the text in the line of a label or an item; without it, all of it.
        """
        self.source = source
        """The document's."""
        self.constraints = constraints
        self.what = what
        """In words, for a message: `"title"`, `the field "felt"`, `the section "Design"`."""
        self.of = of
        """What it is the value of: key, item, field or section."""
        self.text = text
        """As written, without quotes and the white space around it."""
        self.kind = kind
        """scalar, list or mapping."""
        self.blocks = blocks
        """The blocks in a section or a field."""
        self.is_in_header = is_in_header
        self.is_whole = is_whole
        """Whether it is that of the document itself."""
        self._place = place
        self._items = items
        self._head = head

    @property
    def path(self) -> str:
        """The part of the schema."""
        return self.constraints.path

    @cached_property
    def _places(self) -> tuple[Span, Span]:
        return self._place()

    @property
    def span(self) -> Span:
        """Where the text stands."""
        return self._places[0]

    @property
    def at(self) -> Span:
        """Where a finding about the whole points: a heading or a label, where there is one."""
        return self._places[1]

    @cached_property
    def items(self) -> tuple["Subject", ...]:
        """Its list items."""
        return tuple(self._items())

    @cached_property
    def plain(self) -> str:
        """What a reader sees of it, without code, for measuring; paragraphs are kept apart."""
        head = self._head() if self._head else "" if self.blocks else self.text
        return "\n\n".join(filter(None, (head, *_plain(self.blocks))))

    @cached_property
    def kinds(self) -> Counter[str]:
        """How many it holds of each kind of content that its schema names."""
        wanted = {*self.constraints.kinds, *(kind for kind, _ in self.constraints.numbers)}
        if not wanted:
            return Counter()
        # The line of the label is no block of the value.
        head = self.text.partition("\n")[0] if self.of in {"field", "item"} else ""
        return kinds_in(self.source, self.blocks, head, wanted)

    @cached_property
    def is_open(self) -> bool:
        """Whether it still has to be written, which other rules say: nothing, or a placeholder alone.

        In the front matter a schema may take that very word for an answer.
        """
        if not self.is_in_header:
            text = self.text.strip()
            if "<!--" in text or text[:3] in _RULES:
                text = _UNSEEN.sub("", text).strip()
            return not text or placeholder_word(text.lstrip("-*+ ")) is not None
        text = self.text.strip()
        return placeholder_word(text, todo=False) is not None and not any(
            self.fits((pattern,))
            for pattern in self.constraints.patterns
            if pattern.is_literal or pattern.is_regex
        )

    @cached_property
    def has_type(self) -> bool:
        """Whether it has one of the types asked for, if any is."""
        types = self.constraints.types
        return not types or any(self._is(name) for name in types)

    @cached_property
    def readings(self) -> tuple[str, ...]:
        """The text as written, and, in the body, as a reader sees it."""
        if self.is_in_header:
            return (self.text,)
        bare = _LINK.sub(r"\1", self.text).strip(_MARKUP).strip()
        inner = bare.removeprefix("<").removesuffix(">")
        return tuple(dict.fromkeys((self.text, bare, inner, self.plain.strip())))

    def fits(self, patterns: Iterable[Pattern]) -> bool:
        """Whether the whole value matches one of `patterns`."""
        patterns = tuple(patterns)
        # What a reader sees is asked for last: it takes parsing.
        return any(pattern.fits(self.text) for pattern in patterns) or any(
            pattern.fits(text) for pattern in patterns for text in self.readings[1:]
        )

    def find(self, pattern: Pattern, values: Mapping[str, str]) -> Span | None:
        """Where in the source the first part stands that matches; `values` are those of variables."""
        found = pattern.find(self.text, values)
        if not found:
            return None
        part = self.text[found.start : found.end]
        last = self.span.end
        if self.blocks:
            last = max(last, self.source.line_start(self.blocks[-1].last_line + 1))
        # Quotes, escapes and indentation are no part of the text.
        first = min(self.span.start + found.start, self.span.end)
        for start in (first, self.span.start):
            place = self.source.text.find(part, start, last)
            if part and place >= 0:
                return Span(place, place + len(part))
        return self.span

    def _is(self, name: str) -> bool:
        if name not in SCALAR_TYPES:
            return self.kind == name
        if self.kind == "scalar":
            is_of = SCALAR_TYPES[name]
            return is_of(self.text) or any(map(is_of, self.readings))
        # `- Original PR: https://…` is a mapping to YAML, and a text to whoever wrote it.
        is_line = self.of == "item" and self.kind == "mapping"
        return name == "string" and is_line and "\n" not in self.text and self.text[:1] != "{"


def _plain(blocks: Iterable[Block]) -> Iterable[str]:
    """The texts of `blocks` and of what is in them, code left out."""
    for block in blocks:
        if isinstance(block.text, Text) and block.kind != "code":
            yield block.text.prose()
        yield from _plain(block.children)


def list_kind(blocks: Iterable[Block]) -> str:
    """`list` where a reader sees nothing but lists in `blocks`, else `scalar`."""
    kinds = {block.kind for block in blocks if not is_hidden(block)}
    return "list" if kinds == {"list"} else "scalar"
