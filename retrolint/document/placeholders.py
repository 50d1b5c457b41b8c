"""The words that stand for text to come, in English and Korean."""

import re

_LATER = "작성|업데이트|추가|정리|보완|기입|기재|수정"
_WORDS = re.compile(
    r"TB[UDA]|to be (?:updated|decided|determined|announced|written|added)"
    rf"|추후(?:에)?(?: ?(?:{_LATER}))?(?: ?(?:예정|하기|할 예정))?"
    r"|(?:작성|입력|기입) ?(?:중|예정)|업데이트 ?예정",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TODO = re.compile("TODO")
"""Counts in lists and paragraphs alone: as a heading, a cell or a tag it is the name of something."""

_ENDINGS: tuple[str, ...] = (
    "tbu",
    "tbd",
    "tba",
    "todo",
    "ed",
    "en",
    "추후",
    "추후에",
    "중",
    "예정",
    "하기",
)
_ENDINGS += tuple(f"{before}{word}" for word in _LATER.split("|") for before in ("후", " ", "에"))
"""How every placeholder ends, in lower case; looking for it is cheaper than looking for one."""

WRAPPING = "*_[](){}<>.…!:： \t"
"""What may stand around one. In quotes it is a word spoken of, and struck out it is done with.

In code it is spoken of too, unless it is the value of a field or a cell.
"""


def placeholder_word(text: str, *, todo: bool = True) -> str | None:
    """The placeholder that is all that `text` says, without what may stand around it.

    `todo` is whether `TODO` counts.
    """
    word = _without_comments(text).strip(WRAPPING)
    return word if _WORDS.fullmatch(word) or (todo and _TODO.fullmatch(word)) else None


def may_be_placeholder(text: str) -> bool:
    """Whether `text` ends in what a placeholder ends in."""
    return _without_comments(text).rstrip(f"`{WRAPPING}").lower().endswith(_ENDINGS)


def _without_comments(text: str) -> str:
    return _COMMENT.sub("", text) if "<!--" in text else text
