"""Text whose width is counted in the cells of a terminal."""

from wcwidth import wcwidth, width

from retrolint.text import printable

_ELLIPSIS = "…"


def cells(text: str) -> int:
    """How many terminal cells `text` takes; it has no control characters."""
    return width(text)


def window(line: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """The part of `line` around `line[start:end]` that fits in `room` cells.

    Returns what to show, with an ellipsis where something is left out, then the cells before the
    marked part and the cells that it takes (at least one). Tabs count as four cells.
    """
    # No character takes less than nothing: what is further off than the room cannot be seen.
    before = _shown(line[max(start - 2 * room, 0) : start])
    marked = _shown(line[start : min(end, start + 2 * room)])
    after = _shown(line[end : end + 2 * room])
    lead = cells(before)
    if lead + cells(marked) + cells(after) > room:
        marked = _cut(marked, max(room * 2 // 3, 1))
        before = _cut_left(before, max((room - cells(marked)) * 2 // 3, 1))
        after = _cut(after, max(room - cells(before) - cells(marked), 1))
        lead = cells(before)
    return before + marked + after, lead, max(cells(marked), 1)


def _shown(text: str) -> str:
    return printable(text.replace("\t", "    "))


def _cut(text: str, room: int) -> str:
    """`text` from its start, in at most `room` cells."""
    if cells(text) <= room:
        return text
    kept: list[str] = []
    left = room - cells(_ELLIPSIS)
    for char in text:
        left -= max(wcwidth(char), 0)
        if left < 0:
            break
        kept.append(char)
    return "".join(kept) + _ELLIPSIS


def _cut_left(text: str, room: int) -> str:
    """`text` up to its end, in at most `room` cells."""
    if cells(text) <= room:
        return text
    kept: list[str] = []
    left = room - cells(_ELLIPSIS)
    for char in reversed(text):
        left -= max(wcwidth(char), 0)
        if left < 0:
            break
        kept.append(char)
    return _ELLIPSIS + "".join(reversed(kept))
