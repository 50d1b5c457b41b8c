import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.blocks import Block, Text, item_text
from retrolint.document.fields import fields_of
from retrolint.document.measuring import measure
from retrolint.document.model import Document, Section
from retrolint.document.placeholders import placeholder_word
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch
from retrolint.patterns.folding import fold
from retrolint.rule import Rule
from retrolint.schema.constraints import Constraints
from retrolint.schema.model import Schema
from retrolint.text import Span

_LEAST_WORDS = 4
"""Shorter texts may well be written by two people."""
_AROUND = "*_`<>{}()[]\"'.:… \t"
_BLANK = re.compile(r"\[[^\]\n]+\](?![\[(:])|\{[^{}\n]+\}|<[a-zA-Z][^<>\n]*>")
"""A blank of a template inside a text: whatever is asked for, it has not been filled in."""
_BRACKETED = re.compile(r"<[^<>]+>|\{[^{}]+\}|\([^()]+\)|\[[^\[\]]+\]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class _Unit(NamedTuple):
    """A text that is one answer: a paragraph, a list item, or the value behind a label."""

    what: str
    text: str
    span: Span


class TemplateResidue(Rule):
    """Nothing of the template is left that was to be replaced.

    What the schema gives as a `hint`, and the sentences of its `template`, say what to write. Left as
    they were, they are read as the author's own.

    A text of the template counts under the same heading, as a whole paragraph, list item or field, if it
    has four words or more, or is in brackets. A comment is silent: no reader sees it.

    Bad, where the schema says `{heading: Security, hint: Say what an attacker could do.}`:

    ```markdown
    ## Security
    Say what an attacker could do.
    ```

    Good:

    ```markdown
    ## Security
    Whoever reads the log sees every address.
    ```
    """

    name = "template-residue"
    family = "placeholders"
    is_unfinished = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each text that was left as it was, at the text."""
        if not match.schema or not _has_texts(match.schema):
            return
        for key, entry in match.keys:
            value = entry.value
            if value.kind == "scalar" and key.hint and _same(value.text, key.hint):
                unit = _Unit(f'"{key.name}"', value.text, value.span)
                yield self._residue(document, match, unit, key.path, "the hint")
        template = _template(match.schema) if match.schema.template.strip() else {}
        matches = {id(found.section): found for found in match.sections if found.section}
        for section in document.root.walk():
            yield from self._in_section(document, match, section, matches.get(id(section)), template)

    def _in_section(
        self,
        document: Document,
        match: Match,
        section: Section,
        found: SectionMatch | None,
        template: Mapping[str, frozenset[str]],
    ) -> Iterator[Diagnostic]:
        hints = _hints(found) if found else {}
        left = _left(section, found, template) if template else frozenset()
        if not hints and not left:
            return
        for unit in _units(section.blocks):
            text = _folded(unit.text)
            if not text or placeholder_word(unit.text):
                continue
            if text in hints:
                yield self._residue(document, match, unit, hints[text], "the hint")
            elif text in left and not _is_wanted(unit.text, found, match):
                yield self._residue(document, match, unit, "template", "the template's own text")

    def _residue(
        self, document: Document, match: Match, unit: _Unit, path: str, whose: str
    ) -> Diagnostic:
        return self.report(
            document,
            unit.span,
            f"{unit.what} is still {whose}: {quoted(unit.text)}",
            help="write your own, or remove it",
            schema=match.place(path),
        )


@lru_cache(maxsize=64)
def _has_texts(schema: Schema) -> bool:
    """Whether there is a hint or a template at all."""
    return bool(schema.template.strip()) or any(entry.hint for entry in schema.entries())


def _folded(text: str) -> str:
    return fold(_COMMENT.sub("", text).strip(_AROUND), is_name=True)


def _same(one: str, other: str) -> bool:
    return _folded(one) == _folded(other) and not placeholder_word(one)


def _hints(found: SectionMatch) -> dict[str, str]:
    """The hints of a section and its fields, folded, each with its place in the schema."""
    hints = {_folded(field.entry.hint): field.entry.path for field in found.fields.found}
    hints[_folded(found.entry.hint)] = found.entry.path
    hints.pop("", None)
    return hints


def _left(
    section: Section, found: SectionMatch | None, template: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """The texts of the template's sections that this one was made of: of its name, or of its entry."""
    texts = template.get(fold(section.title, is_name=True), frozenset())
    names = found.entry.names if found and section.heading else ()
    for title, others in template.items():
        if title and any(name.fits(title) for name in names if name.weight):
            texts |= others
    return texts


def _is_wanted(text: str, found: SectionMatch | None, match: Match) -> bool:
    """Whether the schema itself asks for the text."""
    if not found:
        return False
    asked = [found.entry.constraints, *(field.entry.constraints for field in found.fields.found)]
    return any(_asks(constraints, text, match) for constraints in asked if constraints)


def _asks(constraints: Constraints, text: str, match: Match) -> bool:
    shown = text.strip()
    if _BLANK.search(shown):
        return False
    return any(pattern.fits(shown) for pattern in constraints.patterns) or any(
        pattern.find(shown, match.values) for pattern in constraints.contains
    )


@lru_cache(maxsize=64)
def _template(schema: Schema) -> Mapping[str, frozenset[str]]:
    """The texts of a schema's template that are to be replaced, by the folded title above them."""
    from retrolint.document.reader import read_document  # noqa: PLC0415 - few schemas have a template

    document = read_document("template.md", schema.template.encode("utf-8", "replace"))
    found: dict[str, frozenset[str]] = {}
    for section in document.root.walk():
        texts = {_folded(unit.text) for unit in _units(section.blocks) if _is_instruction(unit.text)}
        title = fold(section.title, is_name=True)
        found[title] = found.get(title, frozenset()) | texts
    return found


def _is_instruction(text: str) -> bool:
    text = _COMMENT.sub("", text).strip()
    return _BRACKETED.fullmatch(text.strip("*_ ")) is not None or measure(text, "words") >= _LEAST_WORDS


def _units(blocks: tuple[Block, ...]) -> Iterator[_Unit]:
    """The paragraphs, list items and values of fields in `blocks`, at any depth; no quotes."""
    for block in blocks:
        if block.kind in {"paragraph", "item"}:
            text = block.text if block.kind == "paragraph" else item_text(block)
            fields = fields_of(block)
            for field in fields:
                if field.text:
                    yield _Unit(f'the field "{field.label}"', field.text, field.text_span)
            if text and not fields:
                yield _unit("the item" if block.kind == "item" else "the paragraph", text)
        if block.kind == "item":
            yield from _units(block.children[1:] if item_text(block) else block.children)
        elif block.kind == "list":
            yield from _units(block.children)


def _unit(what: str, text: Text) -> _Unit:
    start = len("[ ]") if text.raw[:3] in {"[ ]", "[x]", "[X]"} else 0
    start += len(text.raw[start:]) - len(text.raw[start:].lstrip())
    return _Unit(what, text.raw[start:], text.span(start))
