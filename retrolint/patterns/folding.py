"""Texts made ready for comparison: what people write differently and mean alike becomes the same.

In NFC (Korean typed on a Mac comes as single jamo), without the spaces that do not stand between two
letters or two digits; a name also without case, emoji and square brackets.
"""

import re
from functools import lru_cache
from unicodedata import category, combining, is_normalized, name, normalize

from retrolint.text import Span

LETTER = r"[^\W\d_]"
_FREE_SPACES = re.compile(rf" (?![^\W_])|(?<![^\W_]) |(?<=\d) (?!\d)|(?<={LETTER}) (?!{LETTER})")
"""A space that is not between two letters or two digits."""
_NARROW = str.maketrans("（）［］：，～", "()[]:,~")
"""Marks that Korean and Japanese keyboards also write in full width."""
_WORD = re.compile(r"[a-z0-9가-힣]+")
_OTHER_SPACE = re.compile(r"\s")
_IGNORED = re.compile(r"[\[\]]|[^\x00-\x7f\w\s]")
_ALWAYS_IGNORED = frozenset("[]\ufe0e\ufe0f\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


@lru_cache(maxsize=4096)
def fold(text: str, *, is_name: bool) -> str:
    """`text` in NFC without the spaces that do not count, a name also without case, emoji and brackets.

    So folded, texts are compared. Korean typed on a Mac comes as single jamo: NFC puts it together.
    """
    if not text.isascii():
        text = normalize("NFC", text)
    if is_name:
        text = _IGNORED.sub(_without_emoji, text.lower().translate(_NARROW))
    text = _FREE_SPACES.sub("", " ".join(text.split()))
    # What was left out may have kept apart what composes.
    return text if text.isascii() else normalize("NFC", text)


def _without_emoji(found: re.Match[str]) -> str:
    char = found[0]
    if char in _ALWAYS_IGNORED or category(char) == "So":
        return ""
    return char


def bare(text: str) -> str:
    """`text` as a name without emoji and square brackets, its case and single spaces kept."""
    return normalize("NFC", one_spaced(unmarked(text)))


def unmarked(text: str) -> str:
    """`text` without emoji and square brackets, all its spaces kept."""
    return _IGNORED.sub(_without_emoji, text.translate(_NARROW))


def narrowed(text: str) -> str:
    """`text` with the marks in half width that keyboards also write in full width."""
    return text.translate(_NARROW)


def one_spaced(text: str) -> str:
    """`text` with single spaces for its white space, and none at its ends."""
    return " ".join(text.split())


def positions(text: str, folded: str, *, is_name: bool) -> list[int]:
    """For each character of `folded` where it stood in `text`.

    Beyond composing and lower case, folding only leaves characters out.
    """
    whole, starts = composed(text)
    if is_name:
        lowered = whole.lower()
        if len(lowered) != len(whole):
            # The one letter that becomes longer in lower case, \u0130, would shift all after it.
            lowered = "".join(char.lower()[0] for char in whole)
        whole = lowered.translate(_NARROW)
    return _places(_OTHER_SPACE.sub(" ", whole), folded, starts)


def places(text: str, reading: str) -> list[int]:
    """For each character of `reading`, which is `text` in NFC with some left out, where it stood."""
    whole, starts = composed(text)
    whole, reading = (_OTHER_SPACE.sub(" ", one.translate(_NARROW)) for one in (whole, reading))
    return _places(whole, reading, starts)


def _places(whole: str, part: str, starts: list[int] | None) -> list[int]:
    index: list[int] = []
    position, last = 0, len(whole) - 1
    for char in part:
        found = whole.find(char, position)
        index.append(found if found >= 0 else min(position, last))
        position = found + 1 if found >= 0 else position
    return index if starts is None else [starts[position] for position in index]


def composed(text: str) -> tuple[str, list[int] | None]:
    """`text` in NFC, and where each of its characters started before; None for where they are now."""
    if text.isascii() or is_normalized("NFC", text):
        return text, None
    firsts = [start for start, char in enumerate(text) if not start or not _joins(char)]
    chars: list[str] = []
    starts: list[int] = []
    for start, end in zip(firsts, [*firsts[1:], len(text)], strict=True):
        for char in normalize("NFC", text[start:end]):
            chars.append(char)
            starts.append(start)
    return "".join(chars), starts


def _joins(char: str) -> bool:
    return combining(char) != 0 or "\u1160" <= char <= "\u11ff"


def original_span(text: str, index: list[int], found: tuple[int, int]) -> Span:
    """Where what was found in the folded text stood in `text`, without white space at its ends."""
    start, end = found
    if start == end:
        return Span(0, 0)
    first, past = index[start], index[end - 1] + 1
    while past < len(text) and _joins(text[past]):
        past += 1
    written = text[first:past]
    if not written.strip():
        return Span(first, first)
    return Span(past - len(written.lstrip()), first + len(written.rstrip()))


def script(text: str) -> str:
    """The script of the first letter of `text`, such as `HANGUL` or `LATIN`; empty without a letter."""
    letter = next((char for char in text if char.isalpha()), "")
    return name(letter, "").partition(" ")[0] if letter else ""


def words_in(folded: str) -> list[str]:
    """The words of a folded text, of letters that stay what they are, whatever stands beside them."""
    return _WORD.findall(folded)
