"""What JSON complains of, told in words that an author can act on, and at the place to act on."""

import re
from collections.abc import Callable
from json import JSONDecodeError

from retrolint.document.header_errors import HeaderError

_CURLY = "“”„‘’«»"
_COMMENT = ("//", "/*", "#")
_OPEN = "the object is not closed"
_CLOSE = "put a } after the last value"
_WORD = re.compile(r"[^\s,\]}]*")


def explain(error: JSONDecodeError, text: str) -> HeaderError:
    """What is wrong with the object at the top of `text`, of which json said `error`."""
    if not text[error.pos :].strip():
        return HeaderError(_OPEN, 0, _CLOSE)
    for sign, read in _READERS:
        if error.msg.startswith(sign):
            return HeaderError(*read(error.pos, text))
    return HeaderError(*_no_value(error.pos, text))


def _control(offset: int, text: str) -> tuple[str, int, str]:
    if text[offset] in "\r\n":
        quote = text.rfind('"', 0, offset)
        return "a quote that is not closed", quote, r"close it in the same line; a line break is \n"
    if text[offset] == "\t":
        return "a tab in a text", offset, r"write \t"
    return f"a character that JSON does not allow, U+{ord(text[offset]):04X}", offset, "delete it"


def _no_comma(offset: int, text: str) -> tuple[str, int, str]:
    between = text[len(text[:offset].rstrip()) : offset]
    is_below = "\n" in between or "\r" in between
    if text.startswith(_COMMENT, offset) and not text.startswith(("# ", "##"), offset):
        return "a comment, which JSON does not have", offset, "delete it"
    if is_below and text[offset] != '"':
        return _OPEN, 0, _CLOSE
    if is_below:
        return "no comma between two values", offset, "put a comma at the end of the line above"
    reason = "text after the end of a value"
    return reason, offset, "put a comma between two values, and a backslash before a quote inside quotes"


def _no_colon(offset: int, _text: str) -> tuple[str, int, str]:
    return 'a key without a ":"', offset, 'write "key": "value"'


def _no_key(offset: int, text: str) -> tuple[str, int, str]:
    if text[offset] in "]},":
        return _nothing(offset, text)
    return _in_quotes(offset, text) or ("a key without double quotes", offset, "put it in double quotes")


def _no_value(offset: int, text: str) -> tuple[str, int, str]:
    if text[offset] in "]},":
        return _nothing(offset, text)
    found = _WORD.match(text, offset)
    word = found[0].lower() if found else ""
    cure = f"write {word}" if word in {"true", "false", "null"} else "put it in double quotes"
    return _in_quotes(offset, text) or ("a text without double quotes", offset, cure)


def _nothing(offset: int, text: str) -> tuple[str, int, str]:
    """What is wrong where a bracket or a comma stands for a key or a value."""
    before = text[:offset].rstrip()
    if text[offset] == ",":
        return "a comma where no value ends", offset, "delete the comma"
    if before.endswith(","):
        return "a comma after the last value", len(before) - 1, "delete the comma"
    return "a key without a value", offset, 'write "" or null for none'


def _in_quotes(offset: int, text: str) -> tuple[str, int, str] | None:
    """What is wrong with a text in other quotes, or a comment."""
    if text.startswith(_COMMENT, offset):
        return "a comment, which JSON does not have", offset, "delete it"
    if text[offset] in _CURLY:
        return "a typographic quote", offset, 'write straight quotes, "'
    return ("single quotes", offset, "write double quotes") if text[offset] == "'" else None


def _unclosed(offset: int, _text: str) -> tuple[str, int, str]:
    return "a quote that is not closed", offset, "close the quote"


def _backslash(offset: int, _text: str) -> tuple[str, int, str]:
    return "a backslash that starts no escape", offset, "write two of them"


_READERS: tuple[tuple[str, Callable[[int, str], tuple[str, int, str]]], ...] = (
    ("Unterminated", _unclosed),
    ("Invalid control character", _control),
    ("Invalid \\", _backslash),
    ("Expecting ','", _no_comma),
    ("Expecting ':'", _no_colon),
    ("Expecting property name", _no_key),
    ("Illegal trailing comma", _nothing),
)
"""How json's words start, and who tells what they mean."""
