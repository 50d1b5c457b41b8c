"""Fields as lines that can be moved: items of a list, or paragraphs."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from retrolint.diagnostics import Edit
from retrolint.document.blocks import Block
from retrolint.document.fields import fields_of
from retrolint.document.model import Document, Section
from retrolint.matching.matched import Neighbours
from retrolint_rules._gaps import is_blank, last_line
from retrolint_rules._moving import Lines, Moving, Target

_ITEM = re.compile(r"([ \t]*)[-*+][ \t]+\S")
_HEADING = re.compile(r"#{1,6}[ \t]")


class Pieces:
    """Those of a document."""

    def __init__(self, document: Document) -> None:
        """They are looked for once somebody asks."""
        self._document = document
        self._known: dict[int, list[list[Lines]]] = {}
        self._moving = Moving(document, lambda line: is_blank(document, line), self._may_touch)

    def moving_edits(
        self, sections: Iterable[Section], label: int, neighbours: Neighbours
    ) -> tuple[Edit, ...]:
        """What moves the field whose label starts there to its place; nothing where that may harm.

        It is one of the `sections`. Only a field moves that is an item of a list, or a paragraph, and
        stands in one row with its neighbour.
        """
        for section in sections:
            if id(section) not in self._known:
                self._known[id(section)] = [row for row in self._rows(section) if row]
            for row in self._known[id(section)]:
                piece = self._of(row, label)
                beside = neighbours.after or neighbours.before
                there = self._of(row, beside.span.start) if beside else None
                if piece and there:
                    is_above = neighbours.after is None
                    target = Target(there.first if is_above else there.last, is_above)
                    return self._moving.edits(piece, target)
        return ()

    def _of(self, row: Sequence[Lines], offset: int) -> Lines | None:
        line = self._document.source.position(offset).line
        index = bisect_right(row, line, key=lambda lines: lines.first)
        return row[index - 1] if index and line <= row[index - 1].last else None

    def _rows(self, section: Section) -> Iterator[list[Lines]]:
        """The fields of `section` that can change places with each other."""
        row: list[Lines] = []
        for block in section.blocks:
            if _is_field(block):
                row.append(self._lines(block))
                continue
            # What follows the last paragraph may be of its field.
            yield row if block.kind == "rule" else row[:-1]
            row = []
            if block.kind == "list" and block.info != "ordered" and self._is_even(block):
                yield [self._lines(item) for item in block.children]
        yield row

    def _lines(self, block: Block) -> Lines:
        return Lines(block.first_line, last_line(self._document, block))

    def _is_even(self, block: Block) -> bool:
        """Whether the items of a list are written alike, so that each is one wherever it stands."""
        source = self._document.source
        found = [_ITEM.match(source.line(item.first_line)) for item in block.children]
        below = self._moving.below(self._lines(block).last)
        is_clear = below > source.line_count or source.line(below)[:1] not in {" ", "\t"}
        return is_clear and len({start and start[1] for start in found}) == 1 and None not in found

    def _may_touch(self, _upper: int, lower: int) -> bool:
        return lower in self._items or _HEADING.match(self._document.source.line(lower)) is not None

    @cached_property
    def _items(self) -> frozenset[int]:
        return frozenset(block.first_line for block in self._document.blocks if block.kind == "item")


def _is_field(block: Block) -> bool:
    """Whether a block is a paragraph that is one field."""
    fields = fields_of(block) if block.kind == "paragraph" else []
    if len(fields) != 1 or not block.text:
        return False
    return not block.text.raw[: fields[0].label_start].strip("*_")
