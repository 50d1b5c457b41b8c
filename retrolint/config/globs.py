"""Path patterns as git reads them in a .gitignore, from the folder of the configuration."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrolint.gitpatterns import MOST_STARS, has_too_many_stars, is_understood

if TYPE_CHECKING:  # a run without any pattern does not wait for it
    from pathspec import GitIgnoreSpec

_ESCAPED = re.compile(r"(?:[^\\]|\\[#! \[\]\\])*")
"""A backslash stands before what is special to git; before all else it was meant as a separator."""


@dataclass(frozen=True, slots=True)
class Globs:
    """Some patterns: `_posts/*-w*.md` is there, `*.md` anywhere; `_drafts/` is a folder, `!` takes back.

    Building one checks nothing: see `fault`.
    """

    patterns: tuple[str, ...]
    _built: "list[GitIgnoreSpec]" = field(default_factory=list, compare=False, repr=False)

    def fit(self, path: str) -> bool:
        """Whether `path` matches, relative to the folder and with `/`; a folder ends in `/`."""
        if not self.patterns or path.startswith("../"):
            return False
        if not self._built:
            from pathspec import GitIgnoreSpec  # noqa: PLC0415 - see above

            self._built.append(GitIgnoreSpec.from_lines(map(_composed, self.patterns)))
        return self._built[0].match_file(_composed(path))


def _composed(text: str) -> str:
    """The text in NFC: some file systems take names of Hangul or with accents apart."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fault(pattern: str) -> str:
    """What is wrong with a pattern, or an empty string."""
    if not pattern.strip():
        return "it is empty"
    if pattern.startswith("#"):
        return 'to git it is a comment; to name a file, write "\\\\#…"'
    if not _ESCAPED.fullmatch(pattern):
        return "folders are separated by /"
    if pattern.removeprefix("!").startswith(("./", "../")):
        return "it starts in the configuration's folder: leave out the dots"
    if has_too_many_stars(pattern):
        return f"it has more than {MOST_STARS} stars"
    return "" if is_understood(pattern) else "it is not understood"
