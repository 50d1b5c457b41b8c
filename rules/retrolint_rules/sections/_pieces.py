"""Sections as lines that can be moved."""

import re
from functools import cached_property

from retrolint.diagnostics import Edit
from retrolint.document.blocks import Block
from retrolint.document.model import Document, Section
from retrolint.text import Span
from retrolint_rules._gaps import heading_end, is_blank, is_closed, last_line, signs_off
from retrolint_rules._moving import Lines, Moving, Target
from retrolint_rules.sections._levels import is_underlined
from retrolint_rules.sections._shifting import edits_of

_UNDERLINE = re.compile(r" {0,3}[=-]+[ \t]*$")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]+\]:")


class Pieces:
    """Those of a document. What keeps sections apart, blank lines and `---`, is of none of them."""

    def __init__(self, document: Document) -> None:
        """They are looked for once somebody asks."""
        self._document = document
        self._source = document.source
        self._moving = Moving(document, self._is_between, self._may_touch)

    def moving_edits(
        self, section: Section, distance: int, there: Section, *, is_above: bool
    ) -> tuple[Edit, ...]:
        """What moves `section` below another, or above it, and makes its headings deeper by `distance`.

        Nothing where that may harm.
        """
        piece = Lines(self._first(section), self._last(section))
        target = Target(self._first(there) if is_above else self._last(there), is_above)
        text = self._text(section, piece, distance)
        is_clear = not self._is_open(section) and not self._is_open(there)
        if text is None or not is_clear or not self._may_stand(piece, target):
            return ()
        return self._moving.edits(piece, target, text)

    def _text(self, section: Section, piece: Lines, distance: int) -> str | None:
        """The text of a section whose headings are deeper by `distance`; None where that cannot be."""
        start, end = self._source.line_start(piece.first), self._source.line_start(piece.last + 1)
        text = self._source.slice(Span(start, end))
        if not distance:
            return text
        levels = {each.span.start: each.level + distance for each in section.walk()}
        edits = edits_of(self._document, levels)
        for edit in reversed(edits):
            first, last = edit.range.start.offset - start, edit.range.end.offset - start
            text = text[:first] + edit.text + text[last:]
        return text if edits else None

    def _is_open(self, section: Section) -> bool:
        return section.span.end == len(self._source.text) and self._is_open_at_end

    def _may_stand(self, piece: Lines, target: Target) -> bool:
        """Whether comments stay with what they are about, and the headings there are still headings."""
        above, below = self._moving.above(piece.first), self._moving.below(piece.last)
        upper = self._moving.above(target.line) if target.is_above else target.line
        lower = target.line if target.is_above else self._moving.below(target.line)
        if self._comments & {above, upper, piece.last}:
            return False
        # What is indented could become a part of a list above, what comes first that of a header.
        is_top = not self._document.front_matter and not (above and upper)
        return not any(
            self._source.line(line)[:1] == " " or (is_top and not self._may_lead(line))
            for line in (piece.first, below, lower)
            if line <= self._source.line_count
        )

    def _may_lead(self, line: int) -> bool:
        """Whether the heading at `line` can be the first thing in a document without a header."""
        if not is_underlined(self._document, line):
            return True
        is_short = _UNDERLINE.match(self._source.line(line + 1)) is not None
        return is_short and self._source.line(line)[0] not in "{+" and not self._is_ruled_off

    def _first(self, section: Section) -> int:
        return self._source.position(section.span.start).line

    def _last(self, section: Section) -> int:
        """The last line of a section, without what only keeps it apart from the next."""
        line = self._source.line_count + 1
        if section.span.end < len(self._source.text):
            line = self._source.position(section.span.end).line
        return max(self._moving.above(line), heading_end(self._document, _last_in(section)))

    def _is_between(self, line: int) -> bool:
        return is_blank(self._document, line) or line in self._rules or line > self._end

    def _may_touch(self, upper: int, lower: int) -> bool:
        return upper not in self._html and not is_underlined(self._document, lower)

    @cached_property
    def _is_ruled_off(self) -> bool:
        """Whether there is a line above the first heading."""
        return min(self._rules, default=self._end) < self._first(self._document.sections[0])

    @cached_property
    def _rules(self) -> frozenset[int]:
        return self._last_lines("rule")

    @cached_property
    def _comments(self) -> frozenset[int]:
        return self._last_lines("comment")

    @cached_property
    def _html(self) -> frozenset[int]:
        """HTML goes on up to a blank line."""
        return self._last_lines("html")

    @cached_property
    def _end(self) -> int:
        """The last line of what is of a section; below are definitions and footnotes of the document."""
        last = _last_in(self._document.root)
        lines = [last_line(self._document, block) for block in _without_footers(last)]
        return max(heading_end(self._document, last) if last.heading else 0, *lines[-1:], 0)

    @cached_property
    def _is_open_at_end(self) -> bool:
        """Whether the document ends with what is of more than its section, or goes on in what follows."""
        blocks = _without_footers(_last_in(self._document.root))
        is_open = any(not is_closed(self._document, block) for block in blocks[-1:])
        return is_open or signs_off(self._document, blocks)

    def _last_lines(self, kind: str) -> frozenset[int]:
        blocks = (block for section in self._document.root.walk() for block in section.blocks)
        return frozenset(last_line(self._document, block) for block in blocks if block.kind == kind)


def _last_in(section: Section) -> Section:
    while section.children:
        section = section.children[-1]
    return section


def _without_footers(section: Section) -> list[Block]:
    """The blocks of the last section, but the lines and footnotes at the end, which are of none."""
    blocks = list(section.blocks)
    while blocks and _is_footer(blocks[-1]):
        del blocks[-1]
    return blocks


def _is_footer(block: Block) -> bool:
    if block.kind == "paragraph" and block.text:
        return _FOOTNOTE.match(block.text.raw) is not None
    return block.kind == "rule"
