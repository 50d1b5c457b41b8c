"""What fixes change, as `patch` and people read it."""

import difflib
import re
from collections.abc import Iterator

from retrolint.fixing.fixer import Fixed

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
"""As `patch` has them, to which a carriage return is a character like another."""
_NO_NEWLINE = "\\ No newline at end of file"


def diff(fixed: Fixed) -> Iterator[str]:
    """The unified diff of a document, line by line, without line feeds at their ends."""
    before, after = (_LINES.findall(data.decode()) for data in (fixed.before, fixed.after))
    for line in difflib.unified_diff(before, after, fixed.path, fixed.path):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _NO_NEWLINE
