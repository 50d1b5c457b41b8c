import re
from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.dates import parse_date
from retrolint.document.header import Value
from retrolint.document.model import Document
from retrolint.document.values import SCALAR_TYPES, is_date, is_datetime, parse_moment
from retrolint.rule import Rule
from retrolint.schema.match import Match
from retrolint.schema.model import KeyEntry

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[T ]+\d{1,2}:\d{2}(?::\d{2})?)?(?: ?[+-]\d{4})?")
_ZONE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[T ]+\d{1,2}:\d{2}(?::\d{2})?\s*([^\d\s:].*)")
_SHOWN = {
    "string": ("text", "Week 5"),
    "int": ("a whole number", "5"),
    "number": ("a number", "2.5"),
    "boolean": ("true or false", "true"),
    "date": ("a date", "2024-09-06"),
    "datetime": ("a date with a time", "2024-09-06 13:40:00 +0900"),
    "url": ("a web address", "https://example.com/"),
    "email": ("an e-mail address", "name@example.com"),
    "list": ("a list", "[first, second]"),
    "mapping": ("a mapping", "{name: value}"),
}
"""What a type is called, and an example."""


class WrongType(Rule):
    """A front matter value is of the type that the schema asks for.

    Values are judged by their text: quotes make no difference, and any single value is a `string`.

    Bad:

    ```markdown
    ---
    date: last Friday
    ---
    ```

    Good:

    ```markdown
    ---
    date: 2024-09-06 13:40:00 +0900
    ---
    ```
    """

    name = "wrong-type"
    family = "front-matter"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each value that has none of the types of its key, at the value."""
        for key, entry in match.values:
            if not key.types or any(_has_type(entry.value, name) for name in key.types):
                continue
            yield self.report(
                document,
                entry.value.span,
                _fault(key, entry.value),
                help=f'write "{key.name}: {_example(key.types[0], entry.value)}"',
                schema=match.place(key.path),
            )


def _fault(key: KeyEntry, value: Value) -> str:
    text = quoted(value.text)
    if {"date", "datetime"} & set(key.types) and value.kind == "scalar":
        if is_date(value.text):
            return f'"{key.name}" has no time: {text}'
        if is_datetime(value.text):
            return f'"{key.name}" has a time, and should be a date alone: {text}'
        if _DATE.fullmatch(value.text):
            part = "time of the day" if parse_date(value.text[:10].strip()) else "day of the calendar"
            return f'"{key.name}" is no {part}: {text}'
        zone = _ZONE.fullmatch(value.text)
        if zone:
            return f'"{key.name}" has a time zone that nobody reads: {quoted(zone[1])}'
    words = " or ".join(_SHOWN[name][0] for name in key.types)
    return f'"{key.name}" is not {words}: {text}'


def _example(type_: str, value: Value) -> str:
    """The value as it could be written, or one like it."""
    if type_ == "list" and value.kind == "scalar":
        return f"[{', '.join(value.text.replace(',', ' ').split())}]"
    if type_ == "string" and value.kind == "list":
        return f'"{" ".join(value.text.split())}"'
    moment = parse_moment(value.text)
    if moment and type_ in {"date", "datetime"}:
        return f"{moment.day}{' 13:40:00 +0900' if type_ == 'datetime' else ''}"
    return _SHOWN[type_][1]


def _has_type(value: Value, name: str) -> bool:
    if name in SCALAR_TYPES:
        return value.kind == "scalar" and SCALAR_TYPES[name](value.text)
    return value.kind == name
