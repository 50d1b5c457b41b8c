"""Path patterns as git reads them in a .gitignore, from the folder of the configuration."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a run without any pattern does not wait for it
    from pathspec import GitIgnoreSpec


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

            self._built.append(GitIgnoreSpec.from_lines(self.patterns))
        return self._built[0].match_file(path)


def fault(pattern: str) -> str:
    """What is wrong with a pattern, or an empty string."""
    if not pattern.strip():
        return "it is empty"
    if pattern.startswith("#"):
        return 'it is a comment to git; write "\\\\#…" for a name that starts with #'
    if "\\" in pattern and "/" not in pattern:
        return "folders are separated by /"
    if pattern.startswith(("./", "../")):
        return "it is taken from the folder of the configuration: leave out the dots"
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - see above

    try:
        GitIgnoreSpec.from_lines([pattern])
    except ValueError as error:
        return str(error).lower()
    return ""
