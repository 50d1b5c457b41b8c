"""Whether somebody who wrote one name may have meant another, so that nothing is inserted beside it."""

import re
from difflib import SequenceMatcher

_MARK = re.compile(r"\[(.)\]")
_WORD = re.compile(r"\w+")
_HANGUL = re.compile("[가-힣]")
_LONG = 4
_NEAR = 0.7
_NEAR_SYLLABLES = 0.6


def is_like(written: str, name: str) -> bool:
    """Whether the two share a mark such as `[!]` or a longer word, or most of their letters."""
    if {*_MARK.findall(written)} & {*_MARK.findall(name)}:
        return True
    words, meant = ([*_WORD.findall(text.casefold())] for text in (written, name))
    if any(_is_telling(word) for word in {*words} & {*meant}):
        return True
    one, other = "".join(words), "".join(meant)
    if not one or not other:
        return False
    near = _NEAR_SYLLABLES if _HANGUL.search(other) else _NEAR
    is_turned = sorted(one) == sorted(other)
    return is_turned or SequenceMatcher(None, one, other, autojunk=False).ratio() >= near


def _is_telling(word: str) -> bool:
    return len(word) >= (2 if _HANGUL.search(word) else _LONG)
