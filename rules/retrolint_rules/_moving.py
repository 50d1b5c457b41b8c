"""Lines at another place, so that all around them stays what it is: how, and whether that may be done."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from retrolint.diagnostics import Edit
from retrolint.document.model import Document
from retrolint.text import Span
from retrolint_rules._gaps import is_blank

_HTML = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)[^<>]*>")
_LIQUID = re.compile(r"\{%-?\s*(?P<close>end)?(?P<name>\w+)")
_SUPPRESSION = re.compile("retrolint-")
_DEFINITION = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]:")
_ATTRIBUTES = re.compile(r"\s*\{:.*\}\s*")
_LINE_ENDS = re.compile(r"\r\n?|\n")
_LAST_END = re.compile(r"(?:\r\n?|\n)\Z")


class Lines(NamedTuple):
    """The first and the last of lines that belong together, numbered from 1."""

    first: int
    last: int


class Target(NamedTuple):
    """The line below which something goes, or above which."""

    line: int
    is_above: bool = False


class Moving:
    """Moves lines of a document, with the gaps between: there are as many, in the same places."""

    def __init__(
        self,
        document: Document,
        is_between: Callable[[int], bool],
        may_touch: Callable[[int, int], bool],
    ) -> None:
        """`is_between` says of a line whether it is of a gap: it only keeps apart what is around it.

        `may_touch` says whether the first of two lines may stand right above the second, without a gap.
        """
        self._document = document
        self._source = document.source
        self._header = document.source.position(document.body).line - 1
        self._is_between = is_between
        self._may_touch = may_touch

    def above(self, line: int) -> int:
        """The last line above the gap above `line`; the last of the header at the top, 0 without one."""
        line -= 1
        while line > self._header and self._is_between(line):
            line -= 1
        return line

    def below(self, line: int) -> int:
        """The first line below the gap below `line`; one more than there are at the end."""
        line += 1
        while line <= self._source.line_count and self._is_between(line):
            line += 1
        return line

    def edits(self, piece: Lines, target: Target, text: str | None = None) -> tuple[Edit, ...]:
        """What moves `piece` to `target`, where it is `text`, if given; nothing where that may harm."""
        before, after = self.above(piece.first), self.below(piece.last)
        upper = self.above(target.line) if target.is_above else target.line
        lower = target.line if target.is_above else self.below(target.line)
        if before == upper or after == lower or not self._may_leave(piece, (before, upper), target):
            return ()
        # The gap goes along that lies on the way.
        gap, left = Lines(before + 1, piece.first - 1), Lines(piece.last + 1, after - 1)
        if target.line > piece.last:
            gap, left = left, gap
        there = Lines(upper + 1, lower - 1)
        ends = (upper, there, piece.first), (piece.last, there, lower)
        if not (self._is_apart(before, left, after) and self._is_apart(*ends[not target.is_above])):
            return ()
        between = self._text(gap)
        touching = (piece.last, gap, lower) if target.is_above else (upper, gap, piece.first)
        if not self._is_apart(*touching):
            if between:
                return ()
            between = self._source.newline
        core = self._text(piece) if text is None else text
        core += "" if _LAST_END.search(core) else self._source.newline
        cut = Lines(min(gap.first, piece.first), max(gap.last, piece.last))
        return self._written(cut, target, core + between if target.is_above else between + core)

    def _may_leave(self, piece: Lines, above: tuple[int, int], target: Target) -> bool:
        """Whether nothing speaks against it: `above` are the lines above the piece, here and there."""
        lines = (*above, piece.last)
        if any(_ATTRIBUTES.fullmatch(self._source.line(line)) for line in lines if line):
            return False
        way = Lines(target.line + (not target.is_above), piece.last)
        if target.line > piece.last:
            way = Lines(piece.first, target.line - target.is_above)
        around = Lines(min(*above, way.first), way.last)
        return not self._has_mixed_ends and self._marks.may_move(piece, way, around)

    def _is_apart(self, upper: int, gap: Lines, lower: int) -> bool:
        """Whether one line can stand above the other with that gap between them."""
        if gap.first > gap.last:
            is_alone = upper <= self._header or lower > self._source.line_count
            return is_alone or self._may_touch(upper, lower)
        return is_blank(self._document, gap.first)

    def _text(self, lines: Lines) -> str:
        return self._source.slice(
            Span(self._source.line_start(lines.first), self._source.line_start(lines.last + 1))
        )

    def _written(self, cut: Lines, target: Target, text: str) -> tuple[Edit, ...]:
        """The end of the document, with a line feed or without, stays as it is."""
        source = self._source
        start, end = source.line_start(cut.first), source.line_start(cut.last + 1)
        place = source.line_start(target.line + (not target.is_above))
        if cut.last == source.line_count:
            start = source.lines_span(cut.first - 1, cut.first - 1).end
        if target == (source.line_count, False):
            text = source.newline + _LAST_END.sub("", text)
        edits = [self._document.edit(start, end, ""), self._document.edit(place, place, text)]
        return tuple(sorted(edits, key=lambda edit: edit.range.start.offset))

    @cached_property
    def _has_mixed_ends(self) -> bool:
        """Whether lines end in several ways: they would take their ends along."""
        return len({found[0] for found in _LINE_ENDS.finditer(self._source.text)}) > 1

    @cached_property
    def _marks(self) -> "_Marks":
        return _Marks(self._document)


class _Marks:
    """What in a document means something for other lines than its own."""

    def __init__(self, document: Document) -> None:
        source = document.source
        self._suppressions = [_line(document, found) for found in _SUPPRESSION.finditer(source.text)]
        self._tags = sorted((*_tags_of_html(document), *_tags_of_liquid(document)))
        labels: dict[str, list[int]] = {}
        for found in _DEFINITION.finditer(source.text):
            label = " ".join(found[1].split()).casefold()
            labels.setdefault(label, []).append(_line(document, found))
        self._doubled = sorted(line for lines in labels.values() if len(lines) > 1 for line in lines)

    def may_move(self, piece: Lines, way: Lines, around: Lines) -> bool:
        """Whether `piece` can move along the `way`, itself included; `around` are all lines concerned.

        A comment there may suppress something, a tag be open that is closed elsewhere, and of two equal
        definitions the first is the one that counts.
        """
        return not (
            _is_any(self._suppressions, around)
            or _is_any(self._doubled, piece)
            or not self._is_closed(piece)
            or not self._is_closed(way)
        )

    def _is_closed(self, lines: Lines) -> bool:
        opened: Counter[str] = Counter()
        first = bisect_left(self._tags, lines.first, key=lambda tag: tag[0])
        last = bisect_left(self._tags, lines.last + 1, key=lambda tag: tag[0])
        for _, _, name, step in self._tags[first:last]:
            opened[name] += step
            if opened[name] < 0:
                return False
        return not any(opened.values())


_Tag = tuple[int, int, str, int]
"""Line and column, the name, and 1 for an opening one, -1 for a closing one."""


def _tags_of_html(document: Document) -> Iterator[_Tag]:
    """Of blocks: what is in a paragraph ends with it."""
    source = document.source
    found = [
        tag
        for block in document.blocks
        if block.kind == "html"
        for tag in _HTML.finditer(source.text, *source.lines_span(block.first_line, block.last_line))
    ]
    return _paired(document, found, "<")


def _tags_of_liquid(document: Document) -> Iterator[_Tag]:
    return _paired(document, [*_LIQUID.finditer(document.source.text)], "{%")


def _paired(document: Document, tags: list[re.Match[str]], kind: str) -> Iterator[_Tag]:
    """Those of `tags` that are closed, or close something, at all."""
    closed = {tag["name"].lower() for tag in tags if tag["close"]}
    for tag in tags:
        name = tag["name"].lower()
        if name in closed:
            position = document.source.position(tag.start())
            yield position.line, position.column, kind + name, -1 if tag["close"] else 1


def _is_any(numbers: list[int], lines: Lines) -> bool:
    """Whether one of `numbers`, which are in order, is one of `lines`."""
    index = bisect_left(numbers, lines.first)
    return index < len(numbers) and numbers[index] <= lines.last


def _line(document: Document, found: re.Match[str]) -> int:
    return document.source.position(found.start()).line
