"""When two values of a variable are the same: `7` is `07`, `Mon` is `월`, a time is its day."""

import re
from collections.abc import Callable, Hashable, Iterable

from retrolint.document.dates import parse_date, parse_dates, parse_weekdays
from retrolint.document.values import parse_moment
from retrolint.patterns.folding import fold
from retrolint.patterns.holes import HOLE_TYPES

_PARTICULAR = (
    *("int", "date", "datetime", "weekday", "dates", "weekdays"),
    *("semver", "url", "email", "word", "text"),
)
"""The types, the most particular first."""
_INT = re.compile(r"[+-]?\d{1,4000}")
_MARKUP = "*_`"
_NO_MARKUP = str.maketrans("", "", _MARKUP)
_LONGEST = 2_000
"""No longer text is tried as a list of dates or weekdays."""


def normalised(text: str, type_: str) -> Hashable | None:
    """What `text` is, read as `type_`, so that equal values are equal; None where it is no such thing.

    A type that has no reading of its own is read as text: without markup, and folded like a name.
    """
    read = _READ.get(type_)
    if read:
        return read(text.strip().strip(_MARKUP).strip())
    folded = fold(text.translate(_NO_MARKUP), is_name=True)
    if type_ == "semver" and folded[1:2].isdecimal():
        folded = folded.removeprefix("v")
    return folded or None


def most_particular(types: Iterable[str]) -> str:
    """The one of `types` that says most, by which values of several types are compared; else `text`."""
    given = set(types)
    return next((type_ for type_ in _PARTICULAR if type_ in given), "text")


def _int(text: str) -> int | None:
    return int(text) if _INT.fullmatch(text) else None


def _date(text: str) -> Hashable | None:
    moment = parse_moment(text)
    return moment.day if moment else parse_date(text)


def _dates(text: str) -> Hashable | None:
    return parse_dates(text) if _is_whole(text, "dates") else None


def _weekdays(text: str) -> tuple[int, ...] | None:
    if not _is_whole(text, "weekdays"):
        return None
    return tuple(day.number for day in parse_weekdays(text)) or None


def _weekday(text: str) -> int | None:
    days = _weekdays(text) or ()
    return days[0] if len(days) == 1 else None


def _is_whole(text: str, type_: str) -> bool:
    return len(text) <= _LONGEST and re.fullmatch(HOLE_TYPES[type_], text, re.IGNORECASE) is not None


_READ: dict[str, Callable[[str], Hashable | None]] = {
    "int": _int,
    "date": _date,
    "datetime": _date,
    "dates": _dates,
    "weekday": _weekday,
    "weekdays": _weekdays,
}
