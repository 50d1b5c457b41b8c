"""What fixes change, as `patch` and people read it."""

import difflib
import re
from collections.abc import Iterator

from retrolint.fixing.fixer import Fixed

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
"""As `patch` has them, to which a carriage return is a character like another."""
_NO_NEWLINE = "\\ No newline at end of file"
_ENDING = re.compile(r'[\x00-\x1f\x7f"\\]')
"""What `patch` takes for the end of a name, or for something else than it is."""


def diff(fixed: Fixed) -> Iterator[str]:
    """The unified diff of a document, line by line, without line feeds at their ends."""
    before, after = (_LINES.findall(data.decode()) for data in (fixed.before, fixed.after))
    name = _name(fixed.path)
    for line in difflib.unified_diff(before, after, name, name):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _NO_NEWLINE


def _name(path: str) -> str:
    """The path as git writes it: in quotes where something would end it, before a tab for its spaces."""
    name = path
    if _ENDING.search(path) or path != path.strip():
        name = '"' + _ENDING.sub(lambda found: f"\\{ord(found[0]):03o}", path) + '"'
    return f"{name}\t" if " " in path else name
