import re
from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.dates import parse_date
from retrolint.document.model import Document
from retrolint.document.values import is_date, is_datetime, parse_moment
from retrolint.matching.match import Match
from retrolint.matching.subject import Subject
from retrolint.rule import Rule

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
        """Report each value that has none of the types asked for, at the value."""
        yield from self.header_faults(match)
        for subject in match.subjects:
            if not subject.has_type and not subject.is_open:
                example = _example(subject.constraints.types[0], subject)
                yield self.report(
                    document,
                    subject.span,
                    _fault(subject),
                    help=f'write "{_start(subject)}{example}"',
                    schema=match.place(subject.path),
                )
        for key, entry in match.keys:
            types = key.constraints.types if key.constraints else ()
            if key.keys and not types and entry.value.kind != "mapping":
                wanted = ", ".join(inner.name for inner in key.keys.entries)
                yield self.report(
                    document,
                    entry.value.span,
                    f'"{key.name}" is not a mapping: {quoted(entry.value.text)}',
                    help=f"write its keys below it: {wanted}",
                    schema=match.place(key.path),
                )


def _fault(subject: Subject) -> str:
    types, text, what = subject.constraints.types, quoted(subject.text), subject.what
    if {"date", "datetime"} & set(types) and subject.kind == "scalar":
        if is_date(subject.text):
            return f"{what} has no time: {text}"
        if is_datetime(subject.text):
            return f"{what} has a time, and should be a date alone: {text}"
        if _DATE.fullmatch(subject.text):
            part = "time of the day" if parse_date(subject.text[:10].strip()) else "day of the calendar"
            return f"{what} is no {part}: {text}"
        zone = _ZONE.fullmatch(subject.text)
        if zone:
            return f"{what} has a time zone that nobody reads: {quoted(zone[1])}"
    words = " or ".join(_SHOWN[name][0] for name in types)
    return f"{what} is not {words}" + (f": {text}" if subject.of != "section" else "")


def _start(subject: Subject) -> str:
    """What stands before a value: its key."""
    name = subject.what.strip('"')
    return f"{name}: " if subject.of == "key" else ""


def _example(type_: str, subject: Subject) -> str:
    """The value as it could be written, or one like it."""
    if type_ == "list" and subject.of in {"field", "section"}:
        return "- first"
    if type_ == "list" and subject.kind == "scalar":
        return f"[{', '.join(subject.text.replace(',', ' ').split())}]"
    if type_ == "string" and subject.kind == "list":
        return f'"{" ".join(subject.text.split())}"'
    moment = parse_moment(subject.text)
    if moment and type_ in {"date", "datetime"}:
        return f"{moment.day}{' 13:40:00 +0900' if type_ == 'datetime' else ''}"
    return _SHOWN[type_][1]
