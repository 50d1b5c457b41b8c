"""What TOML complains of, told in words that an author can act on, and at the place to act on."""

import re
from collections.abc import Callable
from typing import NamedTuple

from retrolint.document.header_errors import HeaderError
from retrolint.document.toml_scanner import normalized

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_YAML = re.compile(r"\s*(?P<key>[\w-]+):(?:[ \t]+(?P<value>\S.*)?)?\Z")
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?|true|false|\d{4}-\d\d-\d\d|[\[{\"'].*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_.\"' \t-]+")
_LONG_NUMBER = re.compile(r"\d{1000,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_CURLY = "“”„‘’«»"

_BACKSLASH = ("a backslash in double quotes", "write two of them, or put the value in single quotes")
_VALUES = (
    (re.compile(r"\Z|#"), "a key without a value", 'write "" for none, or delete the line'),
    (
        re.compile(r"(?i)(?:true|false)\Z"),
        "a value without quotes",
        "write true or false, or put it in quotes",
    ),
    (
        re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"),
        "a date or time that TOML does not know",
        "write it as 2024-09-06 or 2024-09-06T13:40:00Z",
    ),
)
"""What a value without quotes looks like, what is wrong with it, and what to do."""

_REASONS = (
    (
        "Unclosed array",
        "a list that is not closed, or lacks a comma",
        "put commas between its items and ] at its end",
    ),
    (
        "nclosed inline table",
        "a table that is not closed in its line, or lacks a comma",
        "put commas between its keys and } at its end",
    ),
    ("Unescaped", *_BACKSLASH),
    ("Escaped character", *_BACKSLASH),
    ("hex value", *_BACKSLASH),
    ("Invalid date or datetime", "a day or a time that is not in the calendar", "mend the date"),
    ("at the end of a", "a table's name that is not closed", 'write "[name]" in a line of its own'),
    ("Cannot ", "a key or a table that stands there before", "merge the two, or delete one"),
    ("Duplicate ", "a key that stands there before", "merge the two, or delete one"),
)
"""A sign in tomllib's words, what it means, and what to do."""


class _Point(NamedTuple):
    """Where tomllib stopped: the offset, its line's start, and the line."""

    offset: int
    start: int
    line: str

    @property
    def rest(self) -> str:
        """What stands there."""
        return self.line[self.offset - self.start :]


class _Pair(NamedTuple):
    """What a line has before and behind its first `=`, and where."""

    key: str
    key_start: int
    value: str
    value_start: int


def explain(error: ValueError, header: str) -> HeaderError:
    """What is wrong with `header`, of which tomllib said `error`."""
    words = _PLACE.sub("", str(error))
    point = _point(str(error), header)
    for signs, read in _READERS:
        if words.startswith(signs):
            return HeaderError(*read(point))
    for sign, reason, cure in _REASONS:
        if sign in words:
            # tomllib stops behind a backslash, perhaps in the next line.
            is_escape = (reason, cure) == _BACKSLASH
            offset = header.rfind("\\", 0, point.offset) if is_escape else point.offset
            return HeaderError(reason, max(offset, 0), cure)
    return HeaderError(
        words[:1].lower() + words[1:], point.offset, 'write lines such as title = "Week 5"'
    )


def _yaml(yaml: re.Match[str], point: _Point) -> tuple[str, int, str]:
    value = yaml["value"] or ""
    shown = value if _PLAIN.fullmatch(value) else '"{}"'.format(value.replace('"', "'"))
    offset = point.start + yaml.start("key")
    return "a line of YAML, where TOML is expected", offset, f"write {yaml['key']} = {shown}"


def _no_pair(point: _Point) -> tuple[str, int, str]:
    yaml = _YAML.match(point.line.rstrip())
    if yaml:
        return _yaml(yaml, point)
    pair = _pair(point)
    if pair and (" " in pair.key or not _BARE_KEY.fullmatch(pair.key)):
        reason = "a key with other characters than A-Z, a-z, 0-9, _ and -"
        return reason, pair.key_start, f'write "{pair.key}" = …, in quotes'
    start = point.start + len(point.line) - len(point.line.lstrip())
    return 'a line that is no "key = value"', start, 'write key = "value", or put a # before a note'


def _no_value(point: _Point) -> tuple[str, int, str]:
    pair = _pair(point)
    value, start = (pair.value, pair.value_start) if pair else (point.rest.strip(), point.offset)
    if point.rest and point.rest[0] in _CURLY:
        return "a typographic quote", point.offset, 'write straight quotes, "'
    if value[:1] in {'"', "'", "["} and point.offset > start:
        cure = "put a comma between two values, and a backslash before a quote inside quotes"
        return "text after the end of a value, or text without quotes", point.offset, cure
    for is_so, reason, cure in _VALUES:
        if is_so.match(value):
            return reason, start, cure
    return "a text without quotes", start, "put the whole value in quotes"


def _no_quote(point: _Point) -> tuple[str, int, str]:
    pair = _pair(point)
    start = pair.value_start if pair else point.offset
    return "a quote that is not closed", start, 'close it; a text of several lines stands between two """'


def _pair(point: _Point) -> _Pair | None:
    """The key and the value of the line, if it has them."""
    before, sign, behind = point.line.partition("=")
    key = before.strip()
    if not sign or not key or "#" in key or "[" in key:
        return None
    key_start = point.start + len(before) - len(before.lstrip())
    value_start = point.start + len(before) + 1 + len(behind) - len(behind.lstrip(" \t"))
    return _Pair(key, key_start, behind.strip(), value_start)


def _character(point: _Point) -> tuple[str, int, str]:
    found = _CONTROL.search(point.line)
    code, offset = (ord(found[0]), found.start()) if found else (0, 0)
    return f"a character that TOML does not allow, U+{code:04X}", point.start + offset, "delete it"


def _long_number(point: _Point) -> tuple[str, int, str]:
    return "a number that is too long", point.offset, "put it in quotes"


_READERS: tuple[tuple[str | tuple[str, ...], Callable[[_Point], tuple[str, int, str]]], ...] = (
    (("Expected '='", "Invalid statement"), _no_pair),
    (("Invalid value", "Expected newline"), _no_value),
    (("Illegal character '\\n'", "Unterminated", "Expected \"'"), _no_quote),
    ("Illegal character", _character),
    ("Exceeds", _long_number),
)
"""How tomllib's words start, and who tells what they mean."""


def _point(words: str, header: str) -> _Point:
    starts = [0, *(end.end() for end in re.finditer(r"\r\n?|\n", header))]
    found = _PLACE.search(words)
    if found and found[1] and int(found[1]) <= len(starts):
        number, column = int(found[1]), int(found[2])
    else:
        long = _LONG_NUMBER.search(header)
        offset = long.start() if long else max(map(header.rfind, ('"""', "'''", " '")), default=0)
        number = len(normalized(header[: max(offset, 0)]).split("\n"))
        column = max(offset, 0) - starts[number - 1] + 1
    start = starts[number - 1]
    end = starts[number] if number < len(starts) else len(header)
    line = header[start:end].rstrip("\r\n")
    return _Point(start + min(column - 1, len(line)), start, line)
