from collections.abc import Iterator
from dataclasses import dataclass

from retrolint.diagnostics import Diagnostic
from retrolint.document.blocks import Block, Text, is_hidden
from retrolint.document.fields import Field, fields_of
from retrolint.document.header import Value
from retrolint.document.model import Document, Section
from retrolint.document.placeholders import may_be_placeholder, placeholder_word
from retrolint.matching.match import Match
from retrolint.matching.matched import FieldMatch, SectionMatch
from retrolint.rule import Rule, last_day_of_grace
from retrolint.text import Span

_LONGEST = 160
"""No label with a placeholder behind it is longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder(Rule):
    """Nothing is left to be filled in: no `TBU`, `TBD`, `TODO`, `추후`, `작성중`.

    A placeholder counts where a value should stand: a whole field, list item, table cell, heading, or
    front matter value, or the only paragraph of a section. As a word in a sentence it is none, and
    `없음`, `N/A` and `-` are answers.

    Bad:

    ```markdown
    - **did**: TBU
    ```

    Good:

    ```markdown
    - **did**: wrote half of it; the TBU parts follow on Monday
    ```

    Options: `grace`, days after the document's date in which it is only `info` (0); `also`, a list of
    texts that count as placeholders too, such as `N/A`, in whatever case.
    """

    name = "placeholder"
    family = "placeholders"
    is_unfinished = True

    grace: int = 0
    also: tuple[str, ...] = ()

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each placeholder at its word."""
        finder = _Finder(frozenset(map(_folded, self.also)))
        found_words = [*finder.in_front_matter(document, match), *finder.in_body(document)]
        fields = _fields(match) if found_words else {}
        for what, span in found_words:
            line = document.source.position(span.start).line
            found, field = next(
                (pair for pair in fields.get(line, ()) if _holds(pair[1], span)), (None, None)
            )
            who = f'the field "{field.field.label}"' if field else what
            yield self.report(
                document,
                span,
                f"{who} still says {document.source.slice(span)}",
                help=_help(what, found),
                subject=what,
                schema=match.place(field.entry.path) if field else None,
                grace=last_day_of_grace(document, self.grace),
            )


def _help(what: str, found: SectionMatch | None) -> str:
    if what == "the item":
        return "replace it, or remove the item"
    return f"write it, or remove the {found.kind}" if found and found.kind else "write it"


def _fields(match: Match) -> dict[int, list[tuple[SectionMatch, FieldMatch]]]:
    """The fields of the schema with their sections, by the line in which the value stands."""
    fields: dict[int, list[tuple[SectionMatch, FieldMatch]]] = {}
    for found in match.sections:
        for field in found.fields.found:
            line = match.document.source.position(field.field.text_span.start).line
            fields.setdefault(line, []).append((found, field))
    return fields


def _holds(field: FieldMatch, span: Span) -> bool:
    value = field.field.text_span
    return value.start <= span.start < value.end


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _scalars(value: Value) -> Iterator[Value]:
    """The single values in a header value, at any depth; in a list each may be a name, as of a tag."""
    if value.kind == "scalar":
        yield value
    for entry in value.entries:
        yield from _scalars(entry.value)


class _Finder:
    """Finds placeholders: the common ones, and those that a schema or a configuration adds."""

    def __init__(self, also: frozenset[str]) -> None:
        self._also = also

    def in_front_matter(self, document: Document, match: Match) -> Iterator[tuple[str, Span]]:
        # What the schema takes for an answer, or its other rules judge, is none.
        judged = {
            value.span
            for value in match.subjects
            if value.is_in_header and not (value.is_open or self._is_also(value.text))
        }
        for entry in document.front_matter.entries if document.front_matter else ():
            for value in _scalars(entry.value):
                is_answer = value.span in judged
                if not is_answer and (
                    placeholder_word(value.text, todo=False) or self._is_also(value.text)
                ):
                    yield f'"{entry.key}"', value.span

    def in_body(self, document: Document) -> Iterator[tuple[str, Span]]:
        """All in the body, without the lines of it that are read as the header."""
        header = document.front_matter
        start, end = header.span if header and header.span.end > document.body else (0, 0)
        for what, span in self._in_blocks(document):
            if not start <= span.start < end:
                yield what, span

    def _in_blocks(self, document: Document) -> Iterator[tuple[str, Span]]:
        for section in document.root.walk():
            if section.heading and self._may_end(section.title):
                yield from self._word("the heading", section.title, section.heading, todo=False)
            visible = [block for block in section.blocks if not is_hidden(block)]
            for block in visible:
                if block.kind == "paragraph":
                    yield from self._paragraph(section, block, alone=len(visible) == 1)
        for item, text in document.items:
            yield from self._item(item, text)
        for block in document.blocks:
            if block.kind == "row":
                yield from self._row(block.children)

    def _row(self, cells: tuple[Block, ...]) -> Iterator[tuple[str, Span]]:
        """The cells of a table row; one that starts with such a word explains it."""
        texts = [cell.text for cell in cells if cell.text and cell.info != "header"]
        if len(texts) > 1 and placeholder_word(texts[0].raw.strip("`"), todo=False):
            return
        for text in texts:
            yield from self._word("the cell", text.raw.strip("`"), text, todo=False)

    def _item(self, item: Block, text: Text) -> Iterator[tuple[str, Span]]:
        """A list item, or its value; with something nested below, it is the label of that."""
        nested = [block for block in item.children[1:] if not is_hidden(block)]
        below = nested[0].text if len(nested) == 1 and nested[0].kind == "paragraph" else None
        if below and self._may_end(below.raw):
            for field in fields_of(item):
                if not field.text:
                    yield from self._word(f'"{field.label}"', below.raw, below)
        if self._may_end(text.raw) and not nested:
            fields = fields_of(item)
            for field in fields:
                yield from self._value(field)
            if not fields:
                yield from self._word("the item", text.raw, text)

    def _paragraph(self, section: Section, block: Block, *, alone: bool) -> Iterator[tuple[str, Span]]:
        """A paragraph that is all there is, or one with a bold label."""
        text = block.text
        if not text:
            return
        fields = fields_of(block)
        for field in fields:
            yield from self._value(field)
        if alone and not fields and self._may_end(text.raw):
            what = f'the section "{section.title}"' if section.title else "the document"
            yield from self._word(what, text.raw, text)

    def _may_end(self, raw: str) -> bool:
        """Whether `raw` is short enough, and ends in what a placeholder ends in."""
        # A comment behind it may be long: it says what of, or suppresses the finding.
        is_short = len(raw.partition("<!--")[0]) <= _LONGEST
        return is_short and (may_be_placeholder(raw) or bool(self._also))

    def _value(self, field: Field) -> Iterator[tuple[str, Span]]:
        """The value of a field; where the label is such a word itself, the value explains it."""
        if not placeholder_word(field.label, todo=False):
            value = field.text.strip("`")
            yield from self._word(f'"{field.label}"', value, field.source, field.text_start)

    def _word(
        self, what: str, shown: str, text: Text, start: int = 0, *, todo: bool = True
    ) -> Iterator[tuple[str, Span]]:
        """Where the placeholder stands in `text`, from `start`, if it is all that `shown` says."""
        word = placeholder_word(shown, todo=todo) or (shown.strip() if self._is_also(shown) else None)
        if word:
            start = max(text.raw.find(word, start), 0)
            yield what, text.span(start, start + len(word))

    def _is_also(self, text: str) -> bool:
        return bool(self._also) and _folded(text) in self._also
