"""What git ignores: .gitignore files from the repository's top folder down, and .git/info/exclude."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from retrolint.roots import REPOSITORY, folder_with

if TYPE_CHECKING:  # a hook, given files, waits for it in vain
    from pathspec import GitIgnoreSpec

Ignored = Callable[[str], bool]


class Ignores:
    """The patterns for folders; the last one that speaks decides, and the innermost file speaks last."""

    def __init__(self, top: str) -> None:
        """Take in what counts for the absolute folder `top`."""
        self._specs: dict[str, GitIgnoreSpec] = {}
        repository = folder_with(top, REPOSITORY)
        folder = top
        self.enter(top)
        while repository and folder != repository:
            folder = os.path.dirname(folder)
            self.enter(folder)
        exclude = _spec(os.path.join(repository, ".git", "info", "exclude")) if repository else None
        if repository and exclude:
            # Git lets a .gitignore of the same folder overrule it.
            known = self._specs.get(repository)
            self._specs[repository] = exclude + known if known else exclude

    def enter(self, folder: str) -> None:
        """Take in the .gitignore of `folder`, if there is one."""
        spec = _spec(os.path.join(folder, ".gitignore"))
        if spec and folder not in self._specs:
            self._specs[folder] = spec

    def below(self, folder: str) -> Ignored | None:
        """Whether a name in `folder`, with a `/` for a folder, is ignored; None if nothing says so."""
        chain: list[tuple[GitIgnoreSpec, str]] = []
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
            for spec, inner in chain:
                verdict = spec.check_file(f"{inner}{name}").include
                if verdict is not None:
                    return verdict
            return False

        return is_ignored


def _spec(path: str) -> "GitIgnoreSpec | None":
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            lines = file.readlines()
    except OSError:
        return None
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - see above

    return GitIgnoreSpec.from_lines(lines)
