"""Columns that count the bytes of UTF-8."""

from retrolint.text import Position, Range, SourceText

_BOM_BYTES = 3
_REPLACEMENT = "\ufffd"
"""What stands for bytes that are no UTF-8; how many they were, nobody knows."""


class ByteColumns:
    """The byte columns of one document; of places in order, no part of a line is counted twice."""

    def __init__(self, source: SourceText) -> None:
        """Count in `source`."""
        self.source = source
        self._line, self._offset, self._column = 0, 0, 1

    def of(self, range_: Range) -> tuple[int | None, int | None]:
        """The columns of start and end, from 1; None where they cannot be told.

        A byte-order mark counts: it is the first bytes of the first line.
        """
        start = self._moved(range_.start)
        if range_.end.line == range_.start.line:
            return start, self._further(start, range_.start.offset, range_.end.offset)
        line = range_.end.line
        return start, self._further(self._first(line), self.source.line_start(line), range_.end.offset)

    def _moved(self, position: Position) -> int | None:
        """The column of `position`, from where the last one was found, if that was before it."""
        if position.line != self._line or position.offset < self._offset:
            self._line = position.line
            self._offset = self.source.line_start(position.line)
            self._column = self._first(position.line)
        column = self._further(self._column, self._offset, position.offset)
        if column is not None:
            self._offset, self._column = position.offset, column
        return column

    def _first(self, line: int) -> int:
        return 1 + _BOM_BYTES * (line == 1 and self.source.bom)

    def _further(self, column: int | None, start: int, end: int) -> int | None:
        """The column at the offset `end`, where `column` is that at `start`."""
        piece = self.source.text[start:end]
        if column is None or end > len(self.source.text) or _REPLACEMENT in piece:
            return None
        return column + len(piece.encode("utf-8", "surrogatepass"))
