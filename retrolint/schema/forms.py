"""How the values of a schema are written: shorthands spelled out, text turned into what it means.

The models use these functions to refuse, the compiler uses them to convert, so that both agree on
what is written. They raise `ValueError` with a message for the author of the schema.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Any

from retrolint.document.dates import parse_date
from retrolint.document.values import SCALAR_TYPES
from retrolint.patterns.expressions import compile_regex
from retrolint.patterns.pattern import Pattern, compile_pattern
from retrolint.schema.conditions import ALWAYS, NEVER, Condition
from retrolint.schema.constraints import Count, Length, Setting

TYPES = (*SCALAR_TYPES, "list", "mapping")
KINDS = ("list", "tasks", "table", "code", "image", "link", "quote", "paragraph")
UNITS = ("chars", "words", "sentences")
SEVERITIES = ("error", "warning", "info", "off")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

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
        # A lone regex is a name, not an entry that says something.
        is_entry = isinstance(value, Mapping) and set(value) != {"regex"}
        return value if is_entry else {key: value}

    return spell_out


SECTION = spelled_out("heading")
FIELD = spelled_out("label")
KEY = spelled_out("type")


def text(value: Any) -> str:
    """Text, and no list or mapping."""
    if not isinstance(value, str):
        message = "a list or a mapping, where a text is wanted" if value else "it has no value"
        raise ValueError(message)
    return value


def one_of(value: Any, names: tuple[str, ...], what: str) -> str:
    """One of `names`."""
    if text(value) not in names:
        close = difflib.get_close_matches(value, names, n=1)
        hint = f'did you mean "{close[0]}"?' if close else f"write one of {', '.join(names)}"
        message = f'"{value}" is no {what}: {hint}'
        raise ValueError(message)
    return str(value)


def count(value: Any) -> Count:
    """`n`, `a..b`, `a..` or `..b`."""
    found = _COUNT.fullmatch(text(value))
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


def length(value: Any) -> Length:
    """A range, and perhaps a unit: `..160`, `50.. words`."""
    range_, _, unit = text(value).partition(" ")
    return Length(count(range_), one_of(unit.strip() or UNITS[0], UNITS, "unit of length"))


def boolean(value: Any) -> bool:
    """`true` or `false`."""
    if text(value) not in _BOOLEANS:
        message = f'"{value}" is neither true nor false'
        raise ValueError(message)
    return _BOOLEANS[value]


def days(value: Any) -> int:
    """A period such as `7d`, in days."""
    found = _PERIOD.fullmatch(text(value))
    if not found:
        message = f'"{value}" is no period: write a number of days, such as 7d'
        raise ValueError(message)
    return int(found[1])


def name(value: Any) -> Pattern:
    """A pattern for a heading or a label: text, or `{regex: …}`."""
    return _pattern(value, is_name=True)


def value(value: Any) -> Pattern:
    """A pattern for a value or a path: text, or `{regex: …}`."""
    return _pattern(value, is_name=False)


def _pattern(written: Any, *, is_name: bool) -> Pattern:
    if isinstance(written, str):
        return compile_pattern(written, is_name=is_name)
    if isinstance(written, Mapping) and set(written) == {"regex"} and isinstance(written["regex"], str):
        return compile_regex(written["regex"], is_name=is_name)
    message = "no pattern: write a text, or {regex: '…'}"
    raise ValueError(message)


def title(value: Any) -> Pattern | None:
    """A pattern for the document's title; none for `false`."""
    return None if value == "false" else name(value)


def type_(value: Any) -> str:
    """The name of a type."""
    return one_of(value, TYPES, "type")


def level(value: Any) -> int:
    """The level of a heading, 1 to 6."""
    return int(one_of(value, tuple("123456"), "heading level"))


def weekday(value: Any) -> str:
    """A day of the week, by its English name."""
    return one_of(value, WEEKDAYS, "day of the week")


def day_range(value: Any) -> str:
    """A day, or the first and the last of several: `2024-09-16..2024-09-18`."""
    ends = [parse_date(end) for end in text(value).split("..")]
    if None in ends or len(ends) not in {1, 2}:
        message = f'"{value}" is no day and no range of days: write 2024-09-16 or 2024-09-16..2024-09-18'
        raise ValueError(message)
    return str(value)


def style(value: Any) -> str:
    """A way of writing a field: `label` before `value`, with marks around them."""
    before, found, _ = text(value).partition("value")
    if not found or "label" not in before:
        message = f'"{value}" is no way of writing a field: write it as "**label**: value"'
        raise ValueError(message)
    return str(value)


def bound(value: Any) -> str:
    """A date or a number."""
    if not text(value).isdecimal() and parse_date(value) is None:
        message = f'"{value}" is neither a date, such as 2024-09-01, nor a number'
        raise ValueError(message)
    return str(value)


def condition(written: Any) -> Condition:
    """Keys or variables with the patterns that their values match, or `{not: …}` of such."""
    if not isinstance(written, Mapping) or not written:
        message = "no condition: write {key: value}, {key: [value, value]} or {not: {key: value}}"
        raise ValueError(message)
    if set(written) == {"not"} and isinstance(written["not"], Mapping):
        inner = condition(written["not"])
        return Condition(inner.wanted, not inner.is_negated)
    wanted = ((key, tuple(map(value, listed(values)))) for key, values in written.items())
    found = tuple(wanted)
    empty = next((key for key, patterns in found if not patterns), None)
    if empty is not None:
        message = f'the condition names no value for "{empty}"'
        raise ValueError(message)
    return Condition(found)


def presence(value: Any) -> Condition:
    """`true`, `false` or a condition."""
    if isinstance(value, Mapping):
        return condition(value)
    return ALWAYS if boolean(value) else NEVER


def kind(value: Any) -> str:
    """A kind of content."""
    return one_of(value, KINDS, "content")


def content(value: Any) -> tuple[tuple[str, ...], tuple[tuple[str, Count], ...]]:
    """Kinds of which one is wanted, and numbers of kinds."""
    if isinstance(value, Mapping):
        return (), tuple((kind(name), count(range_)) for name, range_ in value.items())
    if not listed(value):
        message = f"it names no kind: write one of {', '.join(KINDS)}"
        raise ValueError(message)
    return tuple(map(kind, listed(value))), ()


def settings(value: Any) -> tuple[Setting, ...]:
    """Rules with a severity or options each."""
    if not isinstance(value, Mapping):
        message = "no rules: write {rule: severity} or {rule: {option: value}}"
        raise ValueError(message)
    return tuple(setting(given)._replace(rule=rule) for rule, given in value.items())


def setting(given: Any) -> Setting:
    """What is said of a rule: a severity, or options and perhaps a severity among them."""
    if isinstance(given, Mapping):
        options = dict(given)
        severity = options.pop("severity", None)
        return Setting("", severity and one_of(severity, SEVERITIES, "severity"), options)
    return Setting("", one_of(given, SEVERITIES, "severity"), {})
