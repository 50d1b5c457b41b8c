"""Paths and folders to documents: recursive, .gitignore respected, sorted, each file once."""

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from retrolint.roots import REPOSITORY, display_path, folder_with

if TYPE_CHECKING:  # imported where it is needed
    from pathspec import GitIgnoreSpec

SUFFIXES = (".md", ".markdown")
SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".venv", ".tox", ".nox", "__pycache__", "node_modules", "_site"}
)
"""Never looked into: what others made, where nothing is anybody's to mend."""


class MissingPathError(Exception):
    """A path given that is not there."""


def find_documents(paths: Iterable[str]) -> list[str]:
    """The documents that `paths` name, sorted, relative to the working directory, with `/`.

    A file is taken whatever its name and whatever ignores it; a folder is searched for Markdown.

    Raises:
        MissingPathError: a path is not there.
    """
    found: dict[str, str] = {}
    for path in paths:
        if os.path.isdir(path):
            documents: Iterable[str] = _walk(path)
        elif os.path.lexists(path):
            documents = [path]
        else:
            raise MissingPathError(path)
        for document in documents:
            shown = display_path(document)
            found.setdefault(shown, shown)
    return sorted(found)


def _walk(top: str) -> Iterator[str]:
    """The Markdown files below `top` that git does not ignore; links to folders are not followed."""
    top = os.path.abspath(top)
    ignores = _Ignores(top)
    pending = [top]
    while pending:
        folder = pending.pop()
        ignores.enter(folder)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            # A folder that may not be read is one document that may not be: said, not passed over.
            yield folder
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in SKIPPED_FOLDERS and not ignores.has(f"{entry.path}/"):
                    pending.append(entry.path)
            elif _is_document(entry) and not ignores.has(entry.path):
                yield entry.path


def _is_document(entry: "os.DirEntry[str]") -> bool:
    """Whether it is called a document; a link to a folder is none, one that leads nowhere is."""
    if not entry.name.lower().endswith(SUFFIXES):
        return False
    try:
        return not entry.is_dir()
    except OSError:  # a link that leads to itself
        return True


class _Ignores:
    """The .gitignore files from the repository's top folder down; the last one that speaks decides."""

    def __init__(self, top: str) -> None:
        self._specs: dict[str, GitIgnoreSpec] = {}
        repository = folder_with(top, REPOSITORY)
        folder = top
        self.enter(top)
        while repository and folder != repository:
            folder = os.path.dirname(folder)
            self.enter(folder)
        if repository:
            exclude = _spec(os.path.join(repository, ".git", "info", "exclude"))
            # Git lets a .gitignore of the same folder overrule it.
            if exclude and repository in self._specs:
                self._specs[repository] = exclude + self._specs[repository]
            elif exclude:
                self._specs[repository] = exclude

    def enter(self, folder: str) -> None:
        """Take in the .gitignore of `folder`, if there is one."""
        spec = _spec(os.path.join(folder, ".gitignore"))
        if spec and folder not in self._specs:
            self._specs[folder] = spec

    def has(self, path: str) -> bool:
        """Whether `path` is ignored; a folder ends in `/`."""
        folder = os.path.dirname(path.rstrip("/"))
        while True:
            spec = self._specs.get(folder)
            if spec:
                relative = path[len(folder.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
                verdict = spec.check_file(relative).include
                if verdict is not None:
                    return verdict
            parent = os.path.dirname(folder)
            if parent == folder:
                return False
            folder = parent


def _spec(path: str) -> "GitIgnoreSpec | None":
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            lines = file.readlines()
    except OSError:
        return None
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - a hook, given files, waits for it in vain

    return GitIgnoreSpec.from_lines(lines)
