"""Paths and folders to documents: recursive, sorted, each once; and what was left out, and why."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retrolint.config.files import NAMES
from retrolint.config.model import DEFAULT_INCLUDE, Config
from retrolint.ignores import Ignores
from retrolint.roots import display_path, path_below

SUFFIXES = tuple(pattern.removeprefix("*") for pattern in DEFAULT_INCLUDE)
SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".venv", ".tox", ".nox", "__pycache__", "node_modules", "_site"}
)
"""Never looked into: what others made, where nothing is anybody's to mend."""
_TELLING = frozenset({".git", ".config", *NAMES})
"""What may give the files beside it another configuration."""

if TYPE_CHECKING:
    Entry = os.DirEntry[str]


class MissingPathError(Exception):
    """A path given that is not there."""


@dataclass(frozen=True, slots=True)
class Found:
    """The documents, and how many files and folders were left out for which reason."""

    documents: tuple[str, ...]
    """Sorted, relative to the working directory, with `/`."""
    files: Counter[str] = field(default_factory=Counter)
    folders: Counter[str] = field(default_factory=Counter)


def find_documents(
    paths: Iterable[str], config_in: Callable[[str], Config], *, is_forced: bool = False
) -> Found:
    """The documents that `paths` name; `config_in` knows the configuration of each folder.

    A folder is searched. A file that is named is taken whatever leaves it out, unless `is_forced`.

    Raises:
        MissingPathError: a path is not there.
        ConfigError: a configuration cannot be used.
    """
    search = _Search(config_in)
    found: dict[str, None] = {}
    for path in paths:
        if os.path.isdir(path):
            found |= dict.fromkeys(search.walk(os.path.abspath(path)))
        elif not os.path.lexists(path):
            raise MissingPathError(path)
        elif is_forced and (reason := search.left_out(path)):
            search.files[reason] += 1
        else:
            found[display_path(path)] = None
    return Found(tuple(sorted(found)), search.files, search.folders)


def left_out(path: str, config_in: Callable[[str], Config]) -> str:
    """Why the configuration of the file `path` leaves it out; empty where it does not."""
    config = config_in(os.path.dirname(os.path.abspath(path)))
    if not config.file:
        return ""
    below = path_below(config.root, path)
    parts = below.split("/")
    folders = ("/".join([*parts[:depth], ""]) for depth in range(1, len(parts)))
    if config.exclude.fit(below) or any(map(config.exclude.fit, folders)):
        return _excluded(config)
    # Without patterns of its own, a configuration says nothing of a file that somebody names.
    is_included = config.include.patterns == DEFAULT_INCLUDE or config.include.fit(below)
    return "" if is_included else _not_included(config)


def _is_called_otherwise(name: str, config: Config) -> bool:
    """Whether a search passes a file over for its name alone; no pattern is asked, which takes long."""
    return config.include.patterns == DEFAULT_INCLUDE and not name.lower().endswith(SUFFIXES)


def _excluded(config: Config) -> str:
    return f'left out by "exclude" of {config.file}'


def _not_included(config: Config) -> str:
    if config.include.patterns == DEFAULT_INCLUDE:
        return f"not called {', '.join(DEFAULT_INCLUDE)}"
    return f'not in "include" of {config.file}'


class _Search:
    """Walks folders, with their configurations and .gitignore files, and counts what is left out."""

    def __init__(self, config_in: Callable[[str], Config]) -> None:
        self.files: Counter[str] = Counter()
        self.folders: Counter[str] = Counter()
        self._config_in = config_in

    def walk(self, top: str) -> Iterator[str]:
        """The documents in and below the absolute folder `top`; links to folders are not followed."""
        ignores = Ignores(top)
        # Each path is told from that of its folder: to ask where every file is takes as long as the rest.
        pending = [(top, display_path(top), self._config_in(top))]
        here = os.getcwd()
        while pending:
            folder, shown, config = pending.pop()
            try:
                with os.scandir(folder) as scanned:
                    entries = list(scanned)
            except OSError:
                # A folder that may not be read is one document that may not be: said, not passed over.
                yield shown
                continue
            names = {entry.name for entry in entries}
            if folder != top and not names.isdisjoint(_TELLING):
                if ".git" in names:
                    self.folders["a repository of its own"] += 1
                    continue
                config = self._config_in(folder)
            if ".gitignore" in names:
                ignores.enter(folder)
            ignored = ignores.below(folder) if config.respect_gitignore else None
            prefix = "" if shown == "." else f"{shown}/"
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if self._takes_folder(entry, config, ignored):
                        inner = "." if entry.path == here else f"{prefix}{entry.name}"
                        pending.append((entry.path, inner, config))
                elif self._takes(entry, config, ignored):
                    yield f"{prefix}{entry.name}"

    def left_out(self, path: str) -> str:
        """Why a search for documents would pass the file `path` over; empty where it would not."""
        config = self._config_in(os.path.dirname(os.path.abspath(path)))
        if config.file and _is_called_otherwise(path, config):
            return _not_included(config)
        return left_out(path, self._config_in)

    def _takes_folder(
        self, entry: "Entry", config: Config, ignored: Callable[[str], bool] | None
    ) -> bool:
        if entry.name in SKIPPED_FOLDERS:
            return False
        if ignored and ignored(f"{entry.name}/"):
            self.folders["ignored by git"] += 1
            return False
        if config.exclude.patterns and config.exclude.fit(f"{path_below(config.root, entry.path)}/"):
            self.folders[_excluded(config)] += 1
            return False
        return True

    def _takes(self, entry: "Entry", config: Config, ignored: Callable[[str], bool] | None) -> bool:
        reason = self._reason(entry, config, ignored)
        if reason:
            self.files[reason] += 1
        return not reason

    def _reason(self, entry: "Entry", config: Config, ignored: Callable[[str], bool] | None) -> str:
        """Why a file is no document to check; empty where it is one."""
        if config.include.patterns == DEFAULT_INCLUDE:
            if _is_called_otherwise(entry.name, config):
                return _not_included(config)
        elif not config.include.fit(path_below(config.root, entry.path)):
            return _not_included(config)
        if _is_folder(entry):
            return "a link to a folder"
        if ignored and ignored(entry.name):
            return "ignored by git"
        if config.exclude.patterns and config.exclude.fit(path_below(config.root, entry.path)):
            return _excluded(config)
        return ""


def _is_folder(entry: "Entry") -> bool:
    """Whether it is a link to a folder; one that leads nowhere is a document that cannot be read."""
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:  # a link that leads to itself
        return False
