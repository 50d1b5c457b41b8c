"""What is wrong with a header that cannot be read, in whatever dialect it is written."""

import re

from retrolint.document.model import Problem
from retrolint.text import SourceText, Span

MAX_SIZE = 64 * 1024
MAX_DEPTH = 100
"""More of either is refused before a parser, which may recurse, sees it."""

_TEMPLATE = re.compile(r"\{\{ ?[^{}\n]+\}\}|\{% |<% ?")


class HeaderError(Exception):
    """A header that cannot be read: what is wrong, and where (an offset in the header's text)."""

    def __init__(self, message: str, offset: int, cure: str = "") -> None:
        """`message` is for the author, one line in lower case; `cure` is what to do about it."""
        super().__init__(message)
        self.offset = offset
        self.cure = cure or 'write "key: value" lines between two lines "---"'


def check_size(header: str) -> None:
    """Refuse a header that is larger than anybody writes one.

    Raises:
        HeaderError: it is.
    """
    if len(header) > MAX_SIZE:
        raise HeaderError(f"it is larger than {MAX_SIZE // 1024} KiB", 0, "move some of it elsewhere")


def too_deep(offset: int) -> HeaderError:
    """The error of values nested too deep, the first of them at `offset`."""
    return HeaderError(f"values nested more than {MAX_DEPTH} deep", offset, "write them less deep")


def problem_of(error: HeaderError, source: SourceText, header: Span, opening: Span) -> Problem:
    """The problem that `error` is, in the `header` below its `opening` delimiter."""
    if _TEMPLATE.search(source.slice(header)):
        # What an engine fills in before the header is read: `date: {{ .Date }}`.
        return Problem("unread-front-matter", opening, "")
    line = source.position(header.start + error.offset).line
    span = source.lines_span(line, line)
    point = Span(min(header.start + error.offset, span.end), span.end)
    return Problem("invalid-front-matter", point, f"{error}|{error.cure}")


def after_line(text: str, offset: int) -> int:
    """The start of the line after the one that ends at `offset`."""
    if text.startswith("\r\n", offset):
        return offset + 2
    return min(offset + 1, len(text))
