"""What a document says of findings in it: `<!-- retrolint-disable-line placeholder: a quotation -->`.

Comments are read where a Markdown parser sees HTML, so that none counts in code; MDX writes `{/* … */}`.
The header may say it of the whole document: `retrolint: {ignore: {placeholder: a quotation}}`.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from retrolint.document.header import OWN_KEY, FrontMatter
from retrolint.document.model import Document
from retrolint.text import Span

VERBS = ("disable-line", "disable-next-line", "disable", "enable", "disable-file")
HEADER = "ignore"
"""What the header says of the whole document."""

LAST_LINE = 1 << 60
"""The last line of what goes on to the end of the document."""

_SIGN = "retrolint-"
_DIRECTIVE = re.compile(
    r"(?:<!--|\{/\*)\s*retrolint-(?P<verb>[\w-]*)(?P<names>[^:：]*?)(?:[:：](?P<reason>.*?))?\s*(?:-->|\*/\})",
    re.DOTALL,
)
_NAME = re.compile(r"[^\s,]+")


class Directive(NamedTuple):
    """One such comment, or what the header says: what is to be done with findings of some rules."""

    verb: str
    """One of `VERBS`, or `ignore` for the header; or whatever else stands there."""
    names: tuple[tuple[str, Span], ...]
    """The rules it names, each with its place."""
    reason: str
    span: Span


class Scope(NamedTuple):
    """The lines on which a directive speaks of one rule; none, for an `enable` that ends nothing."""

    directive: Directive
    name: str
    first: int
    last: int
    closing: Directive | None = None
    """The `enable` that ends it."""


def directives_of(document: Document) -> tuple[Directive, ...]:
    """All that `document` says, in order."""
    header = _of_header(document.front_matter) if document.front_matter else ()
    if _SIGN not in document.source.text:
        return tuple(header)
    found = {
        each.span: each for each in (*_of_blocks(document), *_of_tables(document), *_of_texts(document))
    }
    return (*header, *sorted(found.values(), key=lambda directive: directive.span.start))


def _of_blocks(document: Document) -> Iterator[Directive]:
    source = document.source
    for block in document.blocks:
        if block.kind in {"comment", "html"}:
            lines = source.lines_span(block.first_line, block.last_line)
            for found in _DIRECTIVE.finditer(source.text, *lines):
                yield _directive(found, Span)


def _of_tables(document: Document) -> Iterator[Directive]:
    """Those behind the last cell of a row, where a Markdown parser sees nothing."""
    source = document.source
    for block in document.blocks:
        if block.kind == "row":
            line = source.lines_span(block.first_line, block.first_line)
            behind = max(source.text.rfind("|", *line), line.start)
            for found in _DIRECTIVE.finditer(source.text, behind, line.end):
                yield _directive(found, Span)


def _of_texts(document: Document) -> Iterator[Directive]:
    for text in document.texts:
        if _SIGN not in text.raw:
            continue
        code = [mark for mark in text.inline.marks if mark.kind == "code"]
        for found in _DIRECTIVE.finditer(text.raw):
            if not any(mark.start <= found.start() < mark.end for mark in code):
                yield _directive(found, text.span)


def _directive(found: re.Match[str], span_of: Callable[[int, int], Span]) -> Directive:
    names = _NAME.finditer(found.string, found.start("names"), found.end("names"))
    return Directive(
        found["verb"],
        tuple((name[0], span_of(name.start(), name.end())) for name in names),
        " ".join((found["reason"] or "").split()),
        span_of(found.start(), found.end()),
    )


def _of_header(header: FrontMatter) -> Iterator[Directive]:
    own = header.get(OWN_KEY)
    said = (
        next((entry.value for entry in own.value.entries if entry.key == HEADER), None) if own else None
    )
    for entry in said.entries if said else ():
        yield Directive(HEADER, ((entry.key, entry.key_span),), entry.value.text, entry.key_span)
    listed = () if not said else (said,) if said.kind == "scalar" and said.text else said.items
    for item in listed:
        yield Directive(HEADER, ((item.text, item.span),), "", item.span)


def scopes_of(document: Document, directives: tuple[Directive, ...]) -> list[Scope]:
    """Of which lines each of the `directives` speaks, rule by rule."""
    source = document.source
    scopes: list[Scope] = []
    opened: dict[str, int] = {}
    below = _next_lines(document, directives)
    for directive in directives:
        if directive.verb not in {*VERBS, HEADER}:
            continue
        line = source.position(directive.span.start).line
        names = [name for name, _ in directive.names]
        if directive.verb == "enable":
            for name in names or list(opened):
                if name in opened:
                    number = opened.pop(name)
                    scopes[number] = scopes[number]._replace(last=line, closing=directive)
                else:
                    scopes.append(Scope(directive, name, 1, 0))
            continue
        first, last = _lines(document, directive, below)
        for name in names:
            if directive.verb == "disable":
                # Whoever says it twice has ended it once.
                opened.setdefault(name, len(scopes))
            scopes.append(Scope(directive, name, first, last))
    return scopes


def _lines(
    document: Document, directive: Directive, below: dict[Span, tuple[int, int]]
) -> tuple[int, int]:
    """The first and the last line of which a directive speaks."""
    line = document.source.position(directive.span.start).line
    match directive.verb:
        case "disable-line":
            return line, line
        case "disable-next-line":
            return below[directive.span]
        case "disable":
            return line, LAST_LINE
    return 1, LAST_LINE


def _next_lines(document: Document, directives: tuple[Directive, ...]) -> dict[Span, tuple[int, int]]:
    """For each comment the first line below it that says something: neither blank, nor another comment.

    Where a comment stands alone in its line, that is of it, too: what is about the first thing in a
    section or a document is told there.
    """
    source = document.source
    found: dict[Span, tuple[int, int]] = {}
    # From the last to the first, so that what is below a comment that others stand above is sought once.
    targets: dict[int, int] = {}
    for directive in reversed(directives):
        line = source.position(directive.span.end).line + 1
        while line < source.line_count and line not in targets and not source.line(line).strip():
            line += 1
        line = targets.get(line, line)
        first = source.position(directive.span.start).line
        if _is_alone(document, directive):
            targets[first] = line
        found[directive.span] = (first if first in targets else line), line
    return found


def _is_alone(document: Document, directive: Directive) -> bool:
    """Whether nothing else stands in the lines of a comment."""
    source = document.source
    first, last = (source.position(offset).line for offset in directive.span)
    around = source.text[source.line_start(first) : directive.span.start]
    return (
        not around.strip(" \t>")
        and not source.text[directive.span.end : source.line_start(last + 1)].strip()
    )
