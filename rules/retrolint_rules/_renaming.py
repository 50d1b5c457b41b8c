"""How a name gets another spelling: only the words that differ are written anew, markup stays."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from unicodedata import category

from retrolint.diagnostics import Edit
from retrolint.document.blocks import Text
from retrolint.document.model import Document
from retrolint.matching.matched import Misnamed
from retrolint.patterns.folding import unmarked
from retrolint.patterns.pattern import Pattern
from retrolint.schema.model import NamedEntry

_MOST_PLACES = 8
"""Of so many places with the same words the right one is sought."""

_BOX = re.compile(r"\[[^\[\]]*\](?!\()(?=\s*\S)")
_BRACKETED = re.compile(r"\[[^\[\]]*\]")


def right_name(
    entry: NamedEntry, pattern: Pattern | None, meant: Misnamed, written: str, *, is_exact: bool
) -> str | None:
    """What to write for `written`; emoji and brackets around it stay, unless its list `is_exact`.

    None where nobody can tell: the name has holes, or the old one has, so that words would be lost; or
    what is in brackets before the name may be a tick.
    """
    if not pattern or not pattern.is_literal or box_of(written) not in {"", box_of(meant.name)}:
        return None
    if meant.is_old and not any(old.is_literal and old.fits(written) for old in entry.was):
        return None
    if is_exact:
        return meant.name
    is_bracketed = _BRACKETED.fullmatch(written) and not meant.name.startswith("[")
    name = f"[{meant.name}]" if is_bracketed else _with_emoji_of(written, meant.name)
    return name if pattern.fits(name) and _keeps_emoji(written, name) else None


IsRight = Callable[[Text, int], bool]


def box_of(name: str) -> str:
    """What stands in brackets before a name, perhaps a checkbox, with them; empty for nothing."""
    found = _BOX.match(name)
    return "".join(found[0].split()) if found else ""


def renamed(document: Document, text: Text, names: tuple[str, str], is_right: IsRight) -> Edit | None:
    """The edit that makes the first of two names, which a reader sees in `text`, the second.

    `is_right` says of a text, and of where in it something else is written, whether it has the new name
    there, and all else as it was. None where markup is in the way.
    """
    for old, new in _differences(*names):
        for place in islice(_places(text.raw, old), _MOST_PLACES):
            end = place + len(old)
            if is_right(text.instead(f"{text.raw[:place]}{new}{text.raw[end:]}"), place):
                return edit_in(document, text, place, end, new)
    return None


def edit_in(document: Document, text: Text, start: int, end: int, new: str) -> Edit | None:
    """The edit that makes `raw[start:end]` `new`; None where the source says something else there."""
    span = text.span(start, end)
    if document.source.slice(span) != text.raw[start:end]:
        return None
    return document.edit(span.start, span.end, new)


def is_paragraph(text: Text) -> bool:
    """Whether Markdown takes the text for a paragraph."""
    _, *blocks = _read(text.raw).root.blocks
    return len(blocks) == 1 and blocks[0].text is not None and blocks[0].text.raw == text.raw


def is_heading(text: Text, *, is_underlined: bool) -> bool:
    """Whether Markdown takes the text for a heading: behind `#`, or where it is underlined."""
    sections = _read(f"{text.raw}\n---" if is_underlined else f"# {text.raw}").sections
    return len(sections) == 1 and sections[0].heading is not None and sections[0].heading.raw == text.raw


def _read(body: str) -> Document:
    from retrolint.document.reader import read_text  # noqa: PLC0415 - few documents need it

    # Below a paragraph nothing is taken for a header.
    return read_text("", f"above\n\n{body}")


def _differences(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The words in which two names differ, then the letters alone."""
    start = _alike(old, new)
    behind = _alike(old[start:][::-1], new[start:][::-1])
    first = old.rfind(" ", 0, start) + 1
    rest = old.find(" ", len(old) - behind)
    after = len(old) - rest if rest >= 0 else 0
    yield old[first : len(old) - after], new[first : len(new) - after]
    if start + behind < len(old):
        yield old[start : len(old) - behind], new[start : len(new) - behind]


def _alike(one: str, other: str) -> int:
    """How many characters two texts start with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _places(raw: str, words: str) -> Iterator[int]:
    place = raw.find(words)
    while place >= 0:
        yield place
        place = raw.find(words, place + 1)


def _with_emoji_of(written: str, name: str) -> str:
    """`name` with the emoji that `written` has at an end, in the place of its own there."""
    first, last = _marked(written), _marked(written[::-1])
    bare = name[_marked(name) if first else 0 :]
    bare = bare[: len(bare) - (_marked(bare[::-1]) if last else 0)]
    return f"{written[:first]}{bare}{written[len(written) - last :]}"


def _marked(text: str) -> int:
    """How many characters at the start are emoji, and the white space behind them."""
    count = next((index for index, char in enumerate(text) if not _is_mark(char)), len(text))
    return count if text[:count].strip() else 0


def _is_mark(char: str) -> bool:
    return char.isspace() or (char not in "[]" and not unmarked(char))


def _keeps_emoji(old: str, new: str) -> bool:
    return all(old.count(char) <= new.count(char) for char in old if category(char) == "So")
