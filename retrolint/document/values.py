"""What a front matter value is, judged by its text: a date, a number, an address.

Text is judged, never YAML's own idea of it: PyYAML reads `2024-09-06 13:40:00 +0900` as a string and
`12:30:45` as 45045, where the blog's engine reads a time.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from retrolint.document.dates import parse_date

_MOMENT = re.compile(
    r"(?P<day>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
    r"(?:(?:[Tt]|\s+)(?P<time>(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)"
    r"\s*(?P<zone>[Zz]|[+-]\d{2}:?\d{2}|[+-]\d{1,2}|[A-Z]{2,5})?)?"
)
_INT = re.compile(r"[+-]?\d{1,4000}")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://[^\s<>\"]+")
_EMAIL = re.compile(r"[^\s@<>()\"]+@[^\s@<>()\".]+(?:\.[^\s@<>()\".]+)+")
_BOOLEANS = frozenset({"true", "false", "yes", "no", "on", "off"})
_LAST_MOMENT = (24, 59, 60)
"""Midnight may be 24:00, and a minute may have a leap second."""
_HOURS, _MINUTES = 24, 60
_UTC = frozenset({"z", "utc", "gmt"})
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")
_NO_OFFSET = re.compile(r"[+-]0+:?0*")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, perhaps with a time of day and a time zone, as written."""

    day: date
    time: str
    zone: str

    @property
    def is_utc(self) -> bool:
        """Whether it is told in universal time, so that the author's own day may be another."""
        return self.zone.lower() in _UTC or bool(_NO_OFFSET.fullmatch(self.zone))

    @property
    def instant(self) -> date:
        """The day, or a date-time where a time is given, with a time zone where that can be read."""
        if not self.time:
            return self.day
        hour, minute, second = (*map(int, self.time.partition(".")[0].split(":")), 0)[:3]
        start = datetime(self.day.year, self.day.month, self.day.day, tzinfo=self._timezone)
        try:
            return start + timedelta(hours=hour, minutes=minute, seconds=second)
        except OverflowError:
            return start

    @property
    def _timezone(self) -> timezone | None:
        if self.is_utc:
            return UTC
        offset = _OFFSET.fullmatch(self.zone)
        if not offset:
            return None
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        if hours >= _HOURS or minutes >= _MINUTES:
            return None
        distance = timedelta(hours=hours, minutes=minutes)
        return timezone(-distance if offset[1] == "-" else distance)


@lru_cache(maxsize=64)
def parse_moment(text: str) -> Moment | None:
    """The date or date-time that `text` is; None where it is none, or no time of the calendar."""
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        return None
    day = parse_date(found["day"])
    clock = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if day is None or any(part > most for part, most in zip(clock, _LAST_MOMENT, strict=True)):
        return None
    return Moment(day, found["time"] or "", found["zone"] or "")


def is_date(text: str) -> bool:
    """Whether `text` is a date without a time."""
    moment = parse_moment(text)
    return moment is not None and not moment.time


def is_datetime(text: str) -> bool:
    """Whether `text` is a date with a time of day."""
    moment = parse_moment(text)
    return moment is not None and bool(moment.time)


SCALAR_TYPES: dict[str, Callable[[str], bool]] = {
    "string": lambda _text: True,
    "int": lambda text: _INT.fullmatch(text) is not None,
    "number": lambda text: _NUMBER.fullmatch(text) is not None,
    "boolean": lambda text: text.lower() in _BOOLEANS,
    "date": is_date,
    "datetime": is_datetime,
    "url": lambda text: _URL.fullmatch(text) is not None,
    "email": lambda text: _EMAIL.fullmatch(text) is not None,
}
"""The types a value written as plain text can have, each with its test."""
