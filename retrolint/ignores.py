"""What git ignores: .gitignore files from the repository's top folder down, and .git/info/exclude."""

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from retrolint.gitpatterns import spec_of
from retrolint.roots import REPOSITORY, folder_with

if TYPE_CHECKING:  # a hook, given files, waits for it in vain
    from pathspec import GitIgnoreSpec

_GROUP = re.compile(r"\(\?P<\w+>")

Ignored = Callable[[str], bool]


class _Patterns(NamedTuple):
    """A file of patterns, and a regex that matches whatever one of them may match.

    Most names match none, and one regex finds that out sooner than many.
    """

    spec: "GitIgnoreSpec"
    any_of: re.Pattern[str]

    def verdict(self, path: str) -> bool | None:
        """Whether `path` is ignored; None where no pattern speaks of it."""
        return self.spec.check_file(path).include if self.any_of.match(path) else None


class Ignores:
    """The patterns for folders; the last one that speaks decides, and the innermost file speaks last."""

    def __init__(self, top: str) -> None:
        """Take in what counts for the absolute folder `top`."""
        self._specs: dict[str, _Patterns] = {}
        repository = folder_with(top, REPOSITORY)
        folder = top
        self.enter(top)
        while repository and folder != repository:
            folder = os.path.dirname(folder)
            self.enter(folder)
        exclude = _read(os.path.join(repository, ".git", "info", "exclude")) if repository else None
        if repository and exclude:
            # Git lets a .gitignore of the same folder overrule it.
            known = self._specs.get(repository)
            self._specs[repository] = _patterns(exclude.spec + known.spec) if known else exclude

    def enter(self, folder: str) -> None:
        """Take in the .gitignore of `folder`, if there is one."""
        spec = _read(os.path.join(folder, ".gitignore"))
        if spec and folder not in self._specs:
            self._specs[folder] = spec

    def below(self, folder: str) -> Ignored | None:
        """Whether a name in `folder`, with a `/` for a folder, is ignored; None if nothing says so."""
        chain: list[tuple[_Patterns, str]] = []
        current = folder
        while True:
            if current in self._specs:
                inner = folder[len(current.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
                chain.append((self._specs[current], f"{inner}/" if inner else ""))
            parent = os.path.dirname(current)
            if parent == current:
                break
            current = parent
        if not chain:
            return None

        def is_ignored(name: str) -> bool:
            for patterns, inner in chain:
                verdict = patterns.verdict(f"{inner}{name}")
                if verdict is not None:
                    return verdict
            return False

        return is_ignored


def _patterns(spec: "GitIgnoreSpec") -> _Patterns:
    written = (pattern.regex.pattern for pattern in spec.patterns if pattern.regex)
    # Each has a group of the same name.
    regexes = [_GROUP.sub("(?:", regex) for regex in written]
    return _Patterns(spec, re.compile("|".join(f"(?:{regex})" for regex in regexes) or "(?!)"))


def _read(path: str) -> _Patterns | None:
    try:
        if not os.path.isfile(path):  # a pipe would keep us waiting
            return None
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            lines = file.readlines()
    except OSError:
        return None
    return _patterns(spec_of(lines))
