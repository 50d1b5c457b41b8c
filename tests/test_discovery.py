"""Which files a path stands for."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from searching import found

from retrolint.discovery import MissingPathError
from retrolint.roots import display_path, project_root

Make = Callable[..., None]

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Write files, empty or with the text given by keyword, below an empty working directory."""
    top = tmp_path / "top"
    top.mkdir()
    monkeypatch.chdir(top)

    def write(*paths: str, **texts: str) -> None:
        for path in paths:
            file = top / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(texts.get("text", ""), encoding="utf-8")

    return write


def test_a_folder_is_searched_for_markdown(make: Make) -> None:
    make("b.md", "a.markdown", "sub/deep/C.MD", "notes.txt", "md", "a.md.bak", "sub/회고.md")
    assert found(".") == ["a.markdown", "b.md", "sub/deep/C.MD", "sub/회고.md"]


def test_each_document_comes_once_however_it_is_named(make: Make) -> None:
    make("sub/a.md", "b.md")
    named = ["sub/a.md", "./sub/../sub/a.md", os.path.abspath("sub/a.md"), "sub", ".", "b.md", "b.md"]
    assert found(*named) == ["b.md", "sub/a.md"]


def test_a_file_is_taken_whatever_its_name_and_whatever_ignores_it(make: Make) -> None:
    make("notes.txt", "node_modules/a.md", "a.md")
    make(".gitignore", text="*.md\n*.txt\n")
    assert found("notes.txt", "node_modules/a.md", "a.md") == [
        "a.md",
        "node_modules/a.md",
        "notes.txt",
    ]


def test_nothing_is_found_where_nothing_is(make: Make) -> None:
    make("a.txt")
    assert found() == []
    assert found(".") == []


@pytest.mark.parametrize("path", ["gone.md", "gone/", "a.md/b.md", ""])
def test_a_path_that_is_not_there_is_an_error(make: Make, path: str) -> None:
    make("a.md")
    with pytest.raises(MissingPathError):
        found("a.md", path)


def test_paths_above_the_working_directory_are_told_from_it(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("a.md", "sub/b.md", "other/c.md")
    monkeypatch.chdir("sub")
    assert found("..", ".") == ["../a.md", "../other/c.md", "b.md"]
    assert display_path(os.path.abspath("../other/c.md")) == "../other/c.md"


def test_a_folder_called_like_a_document_is_a_folder(make: Make) -> None:
    make("x.md/y.md", "x.md/z.txt")
    assert found(".") == ["x.md/y.md"]
    assert found("x.md") == ["x.md/y.md"]


def test_what_others_made_is_not_looked_into(make: Make) -> None:
    make("node_modules/a.md", ".venv/b.md", "sub/_site/c.md", ".git/d.md", ".github/e.md")
    assert found(".") == [".github/e.md"]
    assert found("node_modules") == ["node_modules/a.md"]


@pytest.mark.parametrize(
    ("ignore", "expected"),
    [
        ("", ["a.md", "sub/a.md", "sub/b.md"]),
        ("a.md\n", ["sub/b.md"]),
        ("/a.md\n", ["sub/a.md", "sub/b.md"]),
        ("sub/\n", ["a.md"]),
        ("sub\n", ["a.md"]),
        ("sub/*\n!sub/b.md\n", ["a.md", "sub/b.md"]),
        ("sub/\n!sub/b.md\n", ["a.md"]),
        ("*.md\n!a.md\n", ["a.md", "sub/a.md"]),
        ("**/b.md\n", ["a.md", "sub/a.md"]),
        ("# a.md\n\n  \n", ["a.md", "sub/a.md", "sub/b.md"]),
        ("a.md\r\n", ["sub/b.md"]),
        ("A.md\n", ["a.md", "sub/a.md", "sub/b.md"]),
    ],
)
def test_what_git_ignores_is_left_out(make: Make, ignore: str, expected: list[str]) -> None:
    make("a.md", "sub/a.md", "sub/b.md")
    make(".gitignore", text=ignore)
    assert found(".") == expected
    assert found(os.getcwd()) == expected


def test_the_innermost_gitignore_that_speaks_decides(make: Make) -> None:
    make("a.md", "sub/a.md", "sub/deep/a.md", "sub/deep/b.md")
    make(".gitignore", text="a.md\n")
    make("sub/.gitignore", text="!a.md\nb.md\n")
    make("sub/deep/.gitignore", text="/a.md\n")
    assert found(".") == ["sub/a.md"]


def test_the_gitignore_files_of_the_repository_hold_below_it(make: Make) -> None:
    make(".git/HEAD", "sub/deep/a.md", "sub/deep/b.md")
    make(".gitignore", text="a.md\n")
    assert found("sub/deep") == ["sub/deep/b.md"]
    make("sub/.gitignore", text="deep/b.md\n")
    assert found("sub/deep") == []


def test_a_gitignore_above_the_repository_does_not_hold(make: Make) -> None:
    make("repo/.git/HEAD", "repo/a.md")
    make(".gitignore", text="a.md\n")
    assert found("repo") == ["repo/a.md"]


def test_git_may_be_told_what_to_ignore_beside_the_files(make: Make) -> None:
    make(".git/HEAD", "a.md", "b.md", "sub/b.md", "sub/c.md")
    make(".git/info/exclude", text="b.md\n")
    assert found(".") == ["a.md", "sub/c.md"]
    assert found("sub") == ["sub/c.md"]
    make("sub/.gitignore", text="!b.md\n")
    assert found(".") == ["a.md", "sub/b.md", "sub/c.md"]


def test_a_gitignore_of_another_encoding_is_read(make: Make) -> None:
    make("a.md", "b.md")
    Path(".gitignore").write_bytes(b"\xff\xfe\na.md\n")
    assert found(".") == ["b.md"]


def test_a_gitignore_that_is_a_folder_ignores_nothing(make: Make) -> None:
    make("a.md", ".gitignore/b.md")
    assert found(".") == [".gitignore/b.md", "a.md"]


@needs_links
def test_a_link_to_a_file_is_a_document_and_one_to_a_folder_is_not(make: Make) -> None:
    make("a.md", "sub/b.md")
    Path("c.md").symlink_to("a.md")
    Path("d.md").symlink_to("sub")
    Path("sub/up").symlink_to("..")
    assert found(".") == ["a.md", "c.md", "sub/b.md"]
    assert found("d.md") == ["d.md/b.md"]


@needs_links
def test_a_link_that_leads_nowhere_is_found_to_be_reported(make: Make) -> None:
    make("a.md")
    Path("b.md").symlink_to("gone.md")
    assert found(".") == ["a.md", "b.md"]
    assert found("b.md") == ["b.md"]


def test_a_file_name_may_be_no_text(make: Make) -> None:
    make("a.md")
    Path(os.fsdecode(b"\xff.md")).touch()
    assert found(".") == ["a.md", "\udcff.md"]


def test_the_root_of_a_project_is_the_closest_folder_with_a_marker(make: Make) -> None:
    make("_config.yml", "sub/deep/a.md", "sub/mkdocs.yml", "b.md")
    markers = ("_config.yml", "mkdocs.yml")
    assert project_root("sub/deep/a.md", markers) == os.path.abspath("sub")
    assert project_root("b.md", markers) == os.getcwd()
    assert project_root("b.md", ("no such marker",)) is None


@pytest.mark.parametrize("pattern", ["[z-a]", "!", "\\", "[[]x", "[[:alpha:]]x", "*a" * 30 + "b"])
def test_a_pattern_that_cannot_be_read_ignores_nothing_and_stops_nobody(make: Make, pattern: str) -> None:
    make("a" * 60 + ".md", "b.md", "c.md")
    make(".gitignore", text=f"{pattern}\nb.md\n")
    assert found(".") == ["a" * 60 + ".md", "c.md"]


def test_a_gitignore_that_is_a_pipe_is_none(make: Make) -> None:
    make("a.md")
    os.mkfifo(".gitignore")
    assert found(".") == ["a.md"]


def test_folders_may_lie_deep(make: Make) -> None:
    deep = "a/" * 700
    make("b.md")
    top = os.getcwd()
    for _ in range(7):
        os.makedirs("a/" * 100)
        os.chdir("a/" * 100)
    Path("c.md").touch()
    os.chdir(top)
    assert found(".") == [f"{deep}c.md", "b.md"]
    assert found(f"{deep}c.md") == [f"{deep}c.md"]
