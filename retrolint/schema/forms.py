"""How the values of a schema are written: shorthands spelled out, text turned into what it means.

The models use these functions to refuse, the compiler uses them to convert, so that both agree on
what is written. They raise `ValueError` with a message for the author of the schema.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from retrolint.schema.model import Count
from retrolint.schema.patterns import Pattern, compile_pattern

_COUNT = re.compile(r"(?P<exact>\d{1,9})|(?P<least>\d{1,9})?\.\.(?P<most>\d{1,9})?")
_PERIOD = re.compile(r"([1-9]\d{0,3})d")
_BOOLEANS = {"true": True, "false": False}


def listed(value: Any) -> list[Any]:
    """A list, where one value stands for a list of it, and nothing for none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def spelled_out(key: str) -> Callable[[Any], Any]:
    """An entry as a mapping, where it may be written as nothing but what belongs to `key`."""

    def spell_out(value: Any) -> Any:
        return value if isinstance(value, Mapping) else {key: value}

    return spell_out


SECTION = spelled_out("heading")
FIELD = spelled_out("label")
KEY = spelled_out("type")


def count(value: str) -> Count:
    """`n`, `a..b`, `a..` or `..b`."""
    found = _COUNT.fullmatch(value)
    if not found or value == "..":
        message = f'"{value}" is no range: write n, a..b, a.. or ..b'
        raise ValueError(message)
    if found["exact"]:
        return Count(int(found["exact"]), int(found["exact"]))
    least, most = int(found["least"] or 0), int(found["most"]) if found["most"] else None
    if most is not None and most < least:
        message = f'"{value}" ends before it starts'
        raise ValueError(message)
    return Count(least, most)


def boolean(value: str) -> bool:
    """`true` or `false`."""
    if value not in _BOOLEANS:
        message = f'"{value}" is neither true nor false'
        raise ValueError(message)
    return _BOOLEANS[value]


def days(value: str) -> int:
    """A period such as `7d`, in days."""
    found = _PERIOD.fullmatch(value)
    if not found:
        message = f'"{value}" is no period: write a number of days, such as 7d'
        raise ValueError(message)
    return int(found[1])


def name(value: str) -> Pattern:
    """A pattern for a heading or a label."""
    return compile_pattern(value, is_name=True)


def value(value: str) -> Pattern:
    """A pattern for a value or a path."""
    return compile_pattern(value, is_name=False)
