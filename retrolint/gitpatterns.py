"""Patterns of a .gitignore that a stranger wrote: some are not understood, and some take too long."""

import re
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a run without any pattern does not wait for it
    from pathspec import GitIgnoreSpec

MOST_STARS = 4
"""Each more is another factor of as many steps as a name has letters."""
_STARS = re.compile(r"\*+")


def has_too_many_stars(pattern: str) -> bool:
    """Whether matching a long name could take for ever."""
    return len(_STARS.findall(pattern.strip().removeprefix("!").removeprefix("**/"))) > MOST_STARS


def is_understood(pattern: str) -> bool:
    """Whether it is a pattern, and read as git reads it."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - see above

    try:
        with warnings.catch_warnings(action="error"):  # of `[[:alpha:]]`, which would be read as a set
            return GitIgnoreSpec.from_lines([pattern]).patterns[0].regex is not None
    except (ValueError, re.error, FutureWarning):
        return False


def spec_of(lines: Iterable[str]) -> "GitIgnoreSpec":
    """The patterns in `lines` that can be used; the others match nothing, and so do comments."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - see above

    written = (line for line in lines if line.strip() and not line.startswith("#"))
    return GitIgnoreSpec.from_lines(
        line for line in written if not has_too_many_stars(line) and is_understood(line)
    )
