"""Sections as lines that can be moved."""

import re
from functools import cached_property

from retrolint.diagnostics import Edit
from retrolint.document.blocks import Block
from retrolint.document.model import Document, Section
from retrolint.text import Span
from retrolint_rules._moving import Lines, Moving, Target, is_blank
from retrolint_rules.sections._levels import is_underlined, last_line
from retrolint_rules.sections._shifting import edits_of

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
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
        """Whether at the end of the document something may go on in what is put below `section`.

        What is below a line there, such as a greeting, may be of the whole document.
        """
        if section.span.end < len(self._source.text):
            return False
        blocks = list(_last_in(section).blocks)
        while blocks and _is_footer(blocks[-1]):
            del blocks[-1]
        return any(block.kind == "rule" for block in blocks) or any(map(self._is_unclosed, blocks[-1:]))

    def _is_unclosed(self, block: Block) -> bool:
        fence = _FENCE.match(self._source.line(block.first_line)) if block.kind == "code" else None
        if not fence:
            return block.kind == "html"
        end = self._source.line(block.last_line).strip(" \t")
        is_end = end.startswith(fence[1]) and not end.strip(fence[1][0])
        return block.first_line == block.last_line or not is_end

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
        return max(self._moving.above(line), last_line(self._document, _last_in(section)))

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
        lines = [self._last_of(block) for block in last.blocks if not _is_footer(block)]
        return max(last_line(self._document, last), *lines[-1:], 0)

    def _last_lines(self, kind: str) -> frozenset[int]:
        blocks = (block for section in self._document.root.walk() for block in section.blocks)
        return frozenset(self._last_of(block) for block in blocks if block.kind == kind)

    def _last_of(self, block: Block) -> int:
        line = block.last_line
        while line > block.first_line and is_blank(self._document, line):
            line -= 1
        return line


def _last_in(section: Section) -> Section:
    while section.children:
        section = section.children[-1]
    return section


def _is_footer(block: Block) -> bool:
    """Whether a block at the end of a document is of no section: a line, or a footnote."""
    if block.kind == "paragraph" and block.text:
        return _FOOTNOTE.match(block.text.raw) is not None
    return block.kind == "rule"
