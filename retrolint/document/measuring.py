"""How long a text is: in characters, words or sentences of what a reader sees.

Words and sentences are those of Unicode's text segmentation (UAX #29, sections 4 and 5), simplified to
what authors count. Of its word rules: a character of Han or kana is a word of its own (no rule joins two
ideographs, so WB999 parts them; katakana, which WB13 keeps together, is counted likewise), and all else
is told apart by white space, so that a word of Hangul is what its authors space, and `it's`, `re-read`
and `1.2.3` are one word. Of its sentence rules: a full stop before a lower-case letter (SB8) or inside a
number or version (SB6, SB7) ends nothing, and closing quotes and brackets belong to the sentence (SB9 to
SB11). The abbreviations are those of CLDR's segment suppressions for English (`common/segments/en.xml`)
that are met in technical writing, and a few more.
"""

import re
from unicodedata import normalize

_CHARACTERS = (
    "\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U0001aff0-\U0001b16f\U00020000-\U000323af"
)
_PIECE = re.compile(rf"[{_CHARACTERS}][\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f]*|[^\s{_CHARACTERS}]+")
"""A character of Han or kana with its marks, or what else white space parts."""
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n\s*")
_END = re.compile(
    r"(?P<mark>[。！？]+|(?<![.!?])[.!?]++(?=[\"'”’»)\]}*_]*+(?:\s|\Z)))[\"'”’»」』）)\]}*_]*\s*"
)
_LAST_TOKEN = re.compile(r"[^\s(\[\"'“‘]+\Z")
_ABBREVIATION = re.compile(
    r"(?:[a-z]\.)*[a-z]|al|approx|ca|cf|dr|ed|eq|esp|etc|fig|inc|jr|ltd|mr|mrs|ms|no|nos|p|pp|prof|resp|sr"
    r"|st|vol|vs",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d.]*")
_DATE = re.compile(r"\d\.\s?\d{1,2}\.\s?\d{1,2}\Z")


def measure(text: str, unit: str) -> int:
    """The length of `text`, rendered plain text with blank lines between its paragraphs, in `unit`.

    `chars` are code points in NFC, white space at the ends left out and each run of it counted as one;
    `words` are those with a letter or a digit, Han and kana by character; `sentences` are what a mark of
    the kind `.`, `!`, `?`, `。`, `！` or `？` ends, or a paragraph, and hold a word.

    Raises:
        ValueError: there is no such unit.
    """
    text = normalize("NFC", text)
    if unit == "chars":
        return len(" ".join(text.split()))
    if unit == "words":
        return sum(_LETTER_OR_DIGIT.search(piece) is not None for piece in _PIECE.findall(text))
    if unit == "sentences":
        return sum(map(_sentences, _PARAGRAPH_END.split(text)))
    raise ValueError(f'"{unit}" is no unit of length: write chars, words or sentences')


def _sentences(paragraph: str) -> int:
    """How many sentences a paragraph has."""
    start = number = 0
    for end in _END.finditer(paragraph):
        if _ends(paragraph, start, end):
            number += _LETTER_OR_DIGIT.search(paragraph, start, end.end()) is not None
            start = end.end()
    return number + (_LETTER_OR_DIGIT.search(paragraph, start) is not None)


def _ends(paragraph: str, start: int, end: re.Match[str]) -> bool:
    """Whether the mark `end` ends the sentence that starts at `start`."""
    following = paragraph[end.end() : end.end() + 1]
    if set(end["mark"]) != {"."} or not following:
        return True
    if following.islower():
        return False
    token = _LAST_TOKEN.search(paragraph[max(start, end.start() - 40) : end.start()])
    if token is None or len(end["mark"]) > 1:
        return True
    if _NUMBER.fullmatch(token[0]):
        # `1. First` is an item, `2024. 9. 2.` a date.
        is_first = not paragraph[start : end.start()].strip().removesuffix(token[0])
        is_date = _DATE.search(paragraph[max(start, end.start() - 10) : end.start()]) is not None
        return not (is_first or is_date or following.isdecimal())
    return not _ABBREVIATION.fullmatch(token[0])
