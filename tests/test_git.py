"""Git asked where names, places and settings are odd, and where it cannot answer."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from checkout import IDENTITY, commit_all, git
from commandline import environment
from repositories import (
    ALL,
    TEN,
    commit_to_topic,
    edited,
    make_repository,
    since,
    stage_all,
    staged,
    touched,
    write,
)

from retrolint.changes import GitError, changes_since, staged_changes

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
needs_odd_names = pytest.mark.skipif(sys.platform == "win32", reason="no such file names there")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_repository(tmp_path, monkeypatch)


ODD = ["with space.md", " b/a b/ .md", "한글 회고.md", "é.md", "-x.md", "x b/x.md", "a\u2028b.md"]
ODDER = [
    '"quoted".md',
    "tab\t.md",
    "new\nline.md",
    "back\\slash\\303.md",
    "\x01\x7f.md",
    "x\n@@ -1 +1,9 @@",
]


@pytest.mark.parametrize("name", [*ODD, *(pytest.param(name, marks=needs_odd_names) for name in ODDER)])
def test_a_file_may_have_any_name(repository: Path, name: str) -> None:
    write(name, TEN)
    write("binary", b"\0\1" * 99)
    commit_all(repository)
    write(name, edited(7))
    write(f"{name}-new", "")
    assert since(path=name) == [7]
    assert since(path=f"{name}-new") == ALL
    stage_all()
    git(repository, "mv", "--", "a.md", f"{name}-renamed")
    git(repository, "mv", "--", "binary", f"{name}-binary")
    write(f"{name}-renamed", edited(2))
    write(f"{name}-binary", b"\0\1" * 99 + b"\n")
    assert staged_changes()[1] == {
        f"{name}-renamed": TEN.encode(),
        f"{name}-binary": b"\0\1" * 99,
    }
    stage_all()
    for changes in (changes_since("HEAD"), staged_changes()[0]):
        assert touched(changes, name) == [7]
        assert touched(changes, f"{name}-renamed") == [2]
        assert len(touched(changes, f"{name}-new")) == len(touched(changes, f"{name}-binary")) == 10


@needs_links
def test_a_folder_may_be_reached_through_a_link(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("../link").symlink_to(repository)
    write("a.md", edited(4))
    Path("b.md").symlink_to("a.md")
    monkeypatch.chdir("..")
    changes = changes_since("HEAD", "link")
    assert (touched(changes, "link/a.md"), touched(changes, "link/b.md")) == ([4], ALL)


def test_other_repositories_within_have_changes_of_their_own(repository: Path) -> None:
    write("inner/b.md", TEN)
    commit_all(repository / "inner")
    git(repository, "-c", "advice.addEmbeddedRepo=false", "add", "inner")
    assert staged("inner/b.md") == []
    commit_all(repository)
    write("inner/b.md", edited(4))
    commit_all(repository / "inner")
    write("inner/c.md", TEN)
    assert (since(path="inner/b.md"), since(path="inner/c.md")) == ([], [])


def test_the_working_directory_may_lie_below_or_in_a_linked_work_tree(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("sub/b.md", TEN)
    commit_all(repository)
    git(repository, "worktree", "add", "-q", "../linked")
    for folder in (repository, repository.parent / "linked"):
        monkeypatch.chdir(folder / "sub")
        write("b.md", edited(3))
        write("../a.md", edited(4))
        write("../new.md", TEN)
        assert (since(path="b.md"), since(path="../a.md")) == ([3], [4])
        assert since(path="../new.md") == ALL
        git(folder, "add", "--all")
        write("b.md", "")
        write("../a.md", "")
        assert staged_changes()[1] == {"b.md": edited(3).encode(), "../a.md": edited(4).encode()}


@pytest.mark.skipif(sys.platform == "win32", reason="the hook is a shell script")
@pytest.mark.parametrize("args", [("--all",), ("--only", "a.md"), ()])
def test_a_hook_sees_what_the_commit_takes(repository: Path, args: tuple[str, ...]) -> None:
    git(repository, "worktree", "add", "-q", "../linked")
    write(
        ".git/hooks/pre-commit",
        f"#!/bin/sh\nexec '{sys.executable}' -c 'from retrolint.changes import *;"
        ' print([len(lines.hunks) for lines in staged_changes()[0].files.values()])\' > "$HOOKED"\n',
    )
    Path(".git/hooks/pre-commit").chmod(0o755)
    for folder in (repository, repository.parent / "linked"):
        write(folder / "b.md", TEN)
        git(folder, "add", "b.md")
        write(folder / "a.md", edited(2, 5))
        said = folder.parent / "said"
        command = ["git", "commit", "--quiet", "--message", "x", *args]
        subprocess.run(command, cwd=folder, env=environment(IDENTITY) | {"HOOKED": str(said)}, check=True)
        taken = {(): "[1]\n", ("--all",): "[2, 1]\n", ("--only", "a.md"): "[2]\n"}
        assert said.read_text() == taken[args]


def test_a_shallow_clone_is_compared_with_the_commit_itself(repository: Path) -> None:
    main = commit_to_topic(repository, edited(2))
    write("b.md", TEN)
    commit_all(repository)
    clone = repository.parent / "clone"
    git(repository, "clone", "-q", "--depth=1", "--branch=topic", repository.as_uri(), str(clone))
    with pytest.raises(GitError, match=r"git fetch origin main.*fetch-depth: 0"):
        changes_since(f"origin/{main}", str(clone))
    git(clone, "fetch", "-q", "--depth=1", "origin", f"{main}:refs/remotes/origin/{main}")
    assert touched(changes_since(f"origin/{main}", str(clone)), f"{clone}/a.md") == [2]


@pytest.mark.parametrize(
    "ref",
    ["gone", "", "-h", "--output=made", "--all", "HEAD..HEAD", "HEAD^9", "HEAD:a.md", "a.md", "\udcff"],
)
def test_what_names_no_commit_is_refused_in_one_line(ref: str) -> None:
    with pytest.raises(GitError, match=r"^git knows no commit [^\n]*$"):
        changes_since(ref)
    assert sorted(os.listdir()) == [".git", "a.md"]


ASKS: list[Callable[[], object]] = [lambda: changes_since("HEAD"), staged_changes]


@pytest.mark.parametrize("ask", ASKS)
def test_where_git_cannot_answer_it_says_why_in_one_line(
    ask: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("..")
    with pytest.raises(GitError, match=r"^git cannot tell what changed: not a git repository.*$"):
        ask()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitError, match=r"^git is not installed"):
        ask()


def test_a_null_character_and_a_broken_repository_are_told_too(repository: Path) -> None:
    with pytest.raises(GitError, match=r"^git cannot be run"):
        changes_since("a\0b")
    write("a.md", edited(1))
    stage_all()
    write("a.md", "")
    name = git(repository, "rev-parse", ":a.md").strip()
    Path(".git/objects", name[:2], name[2:]).unlink()
    with pytest.raises(GitError, match=r"^git cannot tell what changed: .*$"):
        staged_changes()


@pytest.mark.parametrize(
    "setting",
    [
        "core.quotePath=false",
        "diff.noprefix=true",
        "diff.mnemonicPrefix=true",
        "diff.context=3",
        "diff.interHunkContext=9",
        "diff.renames=copies",
        "diff.renames=false",
        "diff.autoRefreshIndex=true",
        "diff.relative=true",
        "diff.submodule=log",
        "diff.algorithm=patience",
        "diff.suppressBlankEmpty=true",
        "color.ui=always",
        "color.diff=always",
        "core.pager=false",
    ],
)
def test_the_users_settings_change_nothing(
    repository: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    git(repository, "config", *setting.split("=", 1))
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=5")
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    write("sub/회고.md", TEN)
    commit_all(repository)
    git(repository, "mv", "a.md", "sub/a.md")
    monkeypatch.chdir("sub")
    write("회고.md", edited(3, 6))
    write("a.md", edited(2, 5))
    write("../new.md", "of its own\n")
    assert (since(path="a.md"), since(path="회고.md")) == ([2, 5], [3, 6])
    assert since(path="../new.md") == ALL
    git(repository, "add", "--all")
    assert (staged("a.md"), staged("회고.md")) == ([2, 5], [3, 6])


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
def test_nothing_is_executed_and_nothing_is_written(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = repository.parent / "executed"
    program = repository / "git"
    write(program, f"#!/bin/sh\ntouch '{marker}'\n")
    program.chmod(0o755)
    write(".gitattributes", "*.md diff=own\n")
    write("inner/b.md", TEN)
    write("same.md", TEN)
    for folder in (repository / "inner", repository):
        commit_all(folder)
    os.utime("same.md", (1, 1))
    write("inner/b.md", "")
    git(repository / "inner", "config", "core.fsmonitor", str(program))
    for hook in ("post-index-change", "fsmonitor-watchman"):
        write(f".git/hooks/{hook}", program.read_bytes())
        Path(f".git/hooks/{hook}").chmod(0o755)
    for setting in ("core.fsmonitor", "diff.external", "diff.own.command", "diff.own.textconv"):
        git(repository, "config", setting, str(program))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(program))
    monkeypatch.setenv("PATH", os.pathsep.join(("", ".", os.environ["PATH"])))
    write("a.md", edited(3))
    os.utime("a.md", (1, 1))
    index = Path(".git/index").read_bytes()
    assert (since(), staged()) == ([3], [])
    assert not marker.exists()
    assert Path(".git/index").read_bytes() == index


def test_a_repository_that_lies_in_the_tree_as_files_is_none(repository: Path) -> None:
    git(repository, "clone", "--quiet", "--bare", ".", "files")
    for setting, value in (("core.bare", "false"), ("core.worktree", "..")):
        git(repository, "--git-dir=files", "config", setting, value)
    with pytest.raises(GitError, match=r"cannot use bare repository"):
        changes_since("HEAD", "files")
