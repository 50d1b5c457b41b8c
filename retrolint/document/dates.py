"""Dates and weekdays as people write them, in Korean, English, Japanese and numbers.

The regex fragments serve whoever looks for a date in a longer text; they allow white space where
people put it, and want `re.IGNORECASE`. A two-digit year is of this century.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?a:(?:{'|'.join(_MONTHS)})[a-z]*\.?)"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"

WORDED_DATE = (
    r"(?<!\d)(?:"
    r"(?:\d{4}|\d{2})\s*년\s*\d{1,2}\s*월\s*\d{1,2}\s*일"
    r"|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
    rf"|{_ORDINAL}\s*{_MONTH},?\s*\d{{4}}(?!\d)"
    r")"
    rf"|(?<![^\W\d_]){_MONTH}\s*{_ORDINAL},?\s*\d{{4}}(?!\d)"
)
"""A date with words in it: `2024년 9월 2일`, `Sep 2, 2024`, `2nd September 2024`."""

FULL_DATE = r"(?<!\d)(?<!\d[-./])\d{4}(?:-\d{1,2}-|/\d{1,2}/|\.\s?\d{1,2}\.\s?)\d{1,2}(?!\d)"
"""A date in numbers with a four-digit year: `2024-09-02`, `2024/9/2`, `2024. 9. 2`."""

SHORT_DATE = r"(?<!\d)(?<!\d[-./])\d{2}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{1,2}(?!\d)"
"""A date in numbers with a two-digit year: `24.09.02`."""

_COMPACT = r"(?<!\d)(?:\d{8}|\d{6})(?!\d)"
DATE = f"(?:{WORDED_DATE}|{FULL_DATE}|{SHORT_DATE}|{_COMPACT})"
_DAY = r"(?:\d{1,2}월\s*\d{1,2}일|\d{1,2}[-./]\d{1,2}|\d{4}|\d{1,2}일?)(?!\d)"
_JOIN = r"\s*[-~–—〜∼,·&/+、]\s*"
_LATER_DATE = (
    rf"(?:{WORDED_DATE}|(?<!\d)(?<!\d[-./])\d{{4}}\.\s?\d{{1,2}}\.\s?\d{{1,2}}(?!\d)"
    r"|(?<!\d)(?<!\d[-./])\d{2}\.\d{1,2}\.\d{1,2}(?!\d)|(?<!\d)(?:\d{8}|\d{6})(?!\d)"
    r"|(?:\d{1,2}월\s*\d{1,2}일|\d{4}|\d{1,2}(?:일|\.\d{1,2})?)(?!\d))"
)
"""A date after another. `9-2` is not one of them but two, `9` and `2`: were it both, there would be
twice as many ways to read a list for every number in it."""
DATES = rf"{DATE}(?:{_JOIN}{_LATER_DATE})*?"
"""Dates joined into ranges and lists, later ones shortened: `240829, 30`, `241230-0103`."""

_STYLES: tuple[Sequence[str], ...] = (
    "월화수목금토일",
    [f"{letter}요일" for letter in "월화수목금토일"],
    "月火水木金土日",
    [f"{letter}曜日" for letter in "月火水木金土日"],
    ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ("mon", "tues", "wed", "thurs", "fri", "sat", "sun"),
    ("mon", "tues", "wed", "thur", "fri", "sat", "sun"),
)
"""Ways of writing the seven days, Monday first."""

_WEEKDAYS = {word: (style, day) for style in reversed(_STYLES) for day, word in enumerate(style)}
_LETTERS = frozenset("월화수목금토일月火水木金土日")
_NAMES = sorted(_WEEKDAYS, key=len, reverse=True)

WEEKDAY = f"(?a:(?:{'|'.join(_NAMES)})(?![a-z]))"
WEEKDAY_NAME = f"(?a:(?:{'|'.join(name for name in _NAMES if name not in _LETTERS)})(?![a-z]))"
"""A weekday that is more than a bare letter, which could be any word: `월요일`, `Mon`."""
WEEKDAYS = f"{WEEKDAY}(?:(?:{_JOIN})?{WEEKDAY})*"
"""Weekdays joined into ranges and lists: `화-수`, `목, 금`, `월화수`."""

_TOKEN = re.compile(f"(?P<date>{DATE})|(?P<day>{_DAY})|(?P<join>{_JOIN})", re.IGNORECASE)
_WEEKDAY_TOKEN = re.compile(WEEKDAY, re.IGNORECASE)
_WHOLE_DATE = re.compile(DATE, re.IGNORECASE)
_RANGE_MARKS = frozenset("-~–—〜∼")
_LONGEST_RANGE = 366
_CENTURY = 2000
_CENTURY_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday as written; `start` and `end` count from the start of the text it was read from."""

    text: str
    start: int
    end: int

    @property
    def number(self) -> int:
        """0 for Monday to 6 for Sunday."""
        return _WEEKDAYS[self.text.lower()][1]

    def instead(self, day: date) -> str:
        """The weekday of `day`, written the way this one is."""
        word = _WEEKDAYS[self.text.lower()][0][day.weekday()]
        if self.text.isupper():
            return word.upper()
        return word.capitalize() if self.text[0].isupper() else word


def parse_date(text: str) -> date | None:
    """The date that `text` is as a whole; None where it is none, or no day of the calendar."""
    text = text.strip().rstrip(".")
    if text.isdecimal() and len(text) in {len("240902"), len("20240902")}:
        return _day(int(text[:-4]), int(text[-4:-2]), int(text[-2:]))
    if not _WHOLE_DATE.fullmatch(text):
        return None
    lowered = text.lower()
    for number, name in enumerate(_MONTHS, 1):
        if name in lowered:
            day, year = sorted(map(int, re.findall(r"\d+", text)))
            return _day(year, number, day)
    year, month, day = map(int, re.findall(r"\d+", text))
    return _day(year, month, day)


def parse_dates(text: str, *, elided: bool = False) -> tuple[tuple[date, date], ...] | None:
    """The days of a list of dates and ranges as (first, last) pairs; None where one is no date.

    A shortened date takes month and year from the one before it, and rolls over into the next month
    or year: `241230-0103` ends in 2025. With `elided`, a single digit also takes the tens: `240917-8`
    ends on the 18th.
    """
    if text.isdecimal():
        only = parse_date(text)
        return ((only, only),) if only else None
    spans: list[tuple[date, date]] = []
    is_range = False
    for token in _TOKEN.finditer(text):
        if token["join"]:
            is_range = token["join"].strip() in _RANGE_MARKS
            continue
        before = spans[-1][1] if spans else None
        day = parse_date(token[0]) if token["date"] else _shortened(token[0], before, elided=elided)
        if day is None:
            return None
        if is_range and before and before <= day:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return tuple(spans) or None


def parse_weekdays(text: str) -> tuple[Weekday, ...]:
    """The weekdays in `text`, in order."""
    found = _WEEKDAY_TOKEN.finditer(text)
    return tuple(Weekday(token[0], token.start(), token.end()) for token in found)


def weekday_faults(dates: str, weekdays: str) -> tuple[tuple[Weekday, date], ...]:
    """The weekdays in `weekdays` that are not those of `dates`, each with its day.

    Nothing where the two cannot be paired one to one: three dates beside one weekday prove nothing.
    """
    words = parse_weekdays(weekdays)
    faults = _faults(parse_dates(dates), words)
    return faults if faults and _faults(parse_dates(dates, elided=True), words) else ()


def _faults(
    spans: tuple[tuple[date, date], ...] | None, words: tuple[Weekday, ...]
) -> tuple[tuple[Weekday, date], ...]:
    if spans is None:
        return ()
    ends = [day for first, last in spans for day in dict.fromkeys((first, last))]
    if len(ends) != len(words):
        ends = [day for span in spans for day in _days(*span)]
    if len(ends) != len(words):
        return ()
    pairs = zip(words, ends, strict=True)
    return tuple((word, day) for word, day in pairs if word.number != day.weekday())


def _shortened(text: str, before: date | None, *, elided: bool) -> date | None:
    """A date without year, or without year and month, read as the next such day after `before`."""
    if before is None:
        return None
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if len(numbers) == 1 and len(text) == len("0103"):
        numbers = [int(text[:2]), int(text[2:])]
    if len(numbers) > 1:
        month, day = numbers
        return _day(before.year + ((month, day) < (before.month, before.day)), month, day)
    if elided and len(text) == 1:
        numbers[0] += before.day // 10 * 10
    month = before.month + (numbers[0] < before.day)
    return _day(before.year + month // 13, (month - 1) % 12 + 1, numbers[0])


def _days(first: date, last: date) -> list[date]:
    count = min((last - first).days + 1, _LONGEST_RANGE)
    return [first + timedelta(days=number) for number in range(count)]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year + _CENTURY if year < _CENTURY_LENGTH else year, month, day)
    except ValueError:
        return None
