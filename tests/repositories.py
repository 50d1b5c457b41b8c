"""A repository with a document of ten lines, and which of them have changed."""

import os
from pathlib import Path

import pytest
from checkout import IDENTITY, commit_all, git
from commandline import environment

from retrolint.changes import Changes, changes_since, staged_changes
from retrolint.diagnostics import Diagnostic, Place, Related, Severity
from retrolint.text import Position, Range

Lines = list[int]
TEN = "".join(f"line {number}\n" for number in range(1, 11))
ALL = [*range(1, 11)]


def finding(
    path: str, first: int, last: int = 0, area: tuple[int, int] | None = None, related: int = 0
) -> Diagnostic:
    """A finding in whole lines, which touches only what it is said to touch."""

    def place(start: int, end: int) -> Range:
        return Range(Position(start, 1, start * 9), Position(end, 2, end * 9 + 1))

    return Diagnostic(
        rule="any",
        family="any",
        severity=Severity.ERROR,
        message="something",
        help="",
        path=path,
        place=Place(place(first, last or first), (), ""),
        subject="",
        related=(Related("there", place(related, related)),) if related else (),
        area=area,
    )


def touched(changes: Changes, path: str = "a.md", count: int = 10) -> Lines:
    """The lines of a file, by default the ten of a.md, that count as changed."""
    return [line for line in range(1, count + 1) if changes.touches(finding(path, line))]


def since(ref: str = "HEAD", path: str = "a.md") -> Lines:
    return touched(changes_since(ref), path)


def staged(path: str = "a.md") -> Lines:
    return touched(staged_changes()[0], path)


def write(path: str | Path, text: str | bytes) -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


def edited(*lines: int, text: str = TEN) -> str:
    """The text with something else in these lines."""
    return "".join(
        f"other {number}\n" if number in lines else line
        for number, line in enumerate(text.splitlines(keepends=True), 1)
    )


def commit_to_topic(folder: Path, text: str) -> str:
    """Commit `text` as a.md in a new branch, and go back; returns what the first branch is called."""
    main = git(folder, "branch", "--show-current").strip()
    git(folder, "checkout", "--quiet", "-b", "topic")
    write(folder / "a.md", text)
    commit_all(folder)
    git(folder, "checkout", "--quiet", main)
    return main


def stage_all() -> None:
    git(Path.cwd(), "add", "--all")


def make_repository(top: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository below `top` with a.md of ten lines committed: the working directory."""
    for name in os.environ.keys() - environment().keys():
        monkeypatch.delenv(name)
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    folder = top / "repository"
    write(folder / "a.md", TEN)
    commit_all(folder)
    monkeypatch.chdir(folder)
    return folder
