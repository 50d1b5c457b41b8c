"""Which lines changed, as git tells it: since a commit, or in what is about to be committed.

A finding is about a change where its own lines are new or altered; one that speaks of a section or header
as a whole, where any line of that is, or where it may have lost lines.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple
from unicodedata import normalize

from retrolint.diagnostics import Diagnostic
from retrolint.git import (
    GitError,
    base_commit,
    differing_objects,
    new_names,
    patch,
    read_objects,
    top_folder,
    unquoted,
)
from retrolint.roots import display_path
from retrolint.text import Range

__all__ = ["Changes", "GitError", "changes_since", "staged_changes"]

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_LINK = re.compile(rb"index [0-9a-f]+\.\.[0-9a-f]+ 120000\n")
_LONE_RETURN = re.compile(rb"\r(?!\n)")
_LOOKED_INTO = 10 * 1024 * 1024
"""Bytes of a file in which its line ends are looked for; no larger one is a document."""


class Hunk(NamedTuple):
    """A place where lines changed, in the numbers of the file as it is now."""

    start: int
    """The first new line; where there is none, the line before the place."""
    added: int
    removed: int

    def touches(self, first: int, last: int) -> bool:
        """Whether one of the lines from `first` to `last` is new or altered."""
        return max(self.start, first) < min(self.start + self.added, last + 1)

    def touches_area(self, first: int, last: int) -> bool:
        """The same for a section or header, which may also have lost lines.

        Whose lines these were is not known: of what stands before the place, or of what stands after.
        """
        if self.removed <= self.added:
            return self.touches(first, last)
        before = self.start - 1 if self.added else self.start
        return before <= last and first <= before + self.added + 1


@dataclass(frozen=True, slots=True)
class ChangedLines:
    """What changed in one file."""

    hunks: tuple[Hunk, ...] = ()
    is_whole: bool = False
    """Every line: the file is new, or its lines cannot be told."""

    def touches(self, diagnostic: Diagnostic) -> bool:
        """Whether a finding in this file is about what changed."""
        area, own = diagnostic.area, diagnostic.place.range
        if self.is_whole or (area and any(hunk.touches_area(*area) for hunk in self.hunks)):
            return True
        if not area and own.end.offset == 0:
            # A place before the first character: the file as such could not be read or checked.
            return bool(self.hunks)
        places = (own, *(related.range for related in diagnostic.related))
        return any(hunk.touches(*_lines(place)) for place in places for hunk in self.hunks)


@dataclass(frozen=True, slots=True)
class Changes:
    """Which lines changed, file by file."""

    files: Mapping[str, ChangedLines]
    """By absolute path, as `_key` writes it."""

    def touches(self, diagnostic: Diagnostic) -> bool:
        """Whether the finding, whose path is relative to the working directory, is about what changed.

        What is found through a link changes with the link and with the file that it leads to.
        """
        keys = {_key(diagnostic.path), _key(os.path.realpath(diagnostic.path))}
        return any(self.files[key].touches(diagnostic) for key in keys if key in self.files)


def changes_since(ref: str, folder: str = ".") -> Changes:
    """What changed in the repository of `folder` since its branch left the commit `ref`.

    That is what was committed since, what is staged, and what is neither; of a file that git does not
    know, nor ignores, all lines. Without a common ancestor it is what differs from `ref` itself.

    Raises:
        GitError: git cannot tell.
    """
    top = top_folder(folder)
    files = dict(_changed(patch(folder, base_commit(folder, ref))))
    files |= dict.fromkeys(new_names(folder), ChangedLines(is_whole=True))
    return _changes(top, files, {})


def staged_changes(folder: str = ".") -> tuple[Changes, dict[str, bytes]]:
    """What `git commit` would take in the repository of `folder`, and staged contents.

    The contents are those of staged files that are something else on disk, by their displayed paths.

    Raises:
        GitError: git cannot tell.
    """
    top = top_folder(folder)
    files = dict(_changed(patch(folder, "--cached")))
    objects = {name: found for name, found in differing_objects(folder).items() if name in files}
    contents = dict(zip(objects, read_objects(folder, [*objects.values()]), strict=True))
    paths = {name: _path(top, name) for name in contents}
    shown = {
        display_path(path): contents[name]
        for name, path in paths.items()
        if _head(path) != contents[name]
    }
    return _changes(top, files, contents), shown


def _changes(top: str, files: Mapping[bytes, ChangedLines], contents: Mapping[bytes, bytes]) -> Changes:
    found: dict[str, ChangedLines] = {}
    for name, lines in files.items():
        path = _path(top, name)
        data = b"" if not lines.hunks else contents[name] if name in contents else _head(path)
        # A lone carriage return ends a line for us, not for git: then its numbers are not ours.
        found[_key(path)] = ChangedLines(is_whole=True) if _LONE_RETURN.search(data) else lines
    return Changes(found)


def _changed(text: bytes) -> Iterator[tuple[bytes, ChangedLines]]:
    """The files of a patch without context, by their names from the top, and what changed in each.

    The lines of a document start with `+` or `-` in it. So do those that tell both names of a file, which
    are therefore not read: whatever a document says, it is not taken for more.
    """
    name, hunks, is_whole = b"", list[Hunk](), False
    for line in BytesIO(text):
        if hunk := _HUNK.match(line):
            hunks.append(Hunk(int(hunk[2]), int(hunk[3] or 1), int(hunk[1] or 1)))
        elif line.startswith(b"diff --git "):
            if name:
                yield name, ChangedLines(tuple(hunks), is_whole)
            # Twice the same name, but of a file renamed, which has a line for its new one.
            both = line.removeprefix(b"diff --git ").removesuffix(b"\n")
            name = unquoted(both[len(both) // 2 + 1 :]).removeprefix(b"b/")
            hunks, is_whole = [], False
        elif line.startswith(b"rename to "):
            name = unquoted(line.removeprefix(b"rename to ").removesuffix(b"\n"))
        elif line.startswith((b"new file mode ", b"Binary files ")) or _LINK.match(line):
            is_whole = True
    if name:
        yield name, ChangedLines(tuple(hunks), is_whole)


def _path(top: str, name: bytes) -> str:
    return os.path.normpath(os.path.join(top, os.fsdecode(name)))


def _key(path: str) -> str:
    """`path` absolute, its folders without links; macOS may spell a letter otherwise than git."""
    folder, name = os.path.split(os.path.abspath(path))
    return normalize("NFC", os.path.normcase(os.path.join(os.path.realpath(folder), name)))


def _lines(place: Range) -> tuple[int, int]:
    """The first and the last line of a place, whose end is exclusive."""
    start, end = place.start, place.end
    return start.line, end.line - 1 if end.column == 1 and end.line > start.line else end.line


def _head(path: str) -> bytes:
    try:
        if not os.path.isfile(path):
            return b""
        with open(path, "rb") as file:
            return file.read(_LOOKED_INTO)
    except OSError:
        return b""
