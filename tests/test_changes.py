"""Which findings are about what changed, asked of real repositories."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from checkout import IDENTITY, commit_all, git
from commandline import environment
from hypothesis import given, settings
from hypothesis import strategies as st

from retrolint import lint
from retrolint.changes import Changes, GitError, changes_since, staged_changes
from retrolint.diagnostics import Diagnostic, Place, Related, Severity
from retrolint.text import Position, Range

Lines = list[int]
TEN = "".join(f"line {number}\n" for number in range(1, 11))
AREA = (1, 10)

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
needs_odd_names = pytest.mark.skipif(sys.platform == "win32", reason="no such file names there")


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
    return [line for line in range(1, count + 1) if changes.touches(finding(path, line))]


def areas(changes: Changes, *candidates: tuple[int, int]) -> list[tuple[int, int]]:
    """Which of the areas of a.md a finding without a line there, in line 99, is touched by."""
    return [area for area in candidates if changes.touches(finding("a.md", 99, area=area))]


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


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a.md of ten lines committed, which is the working directory."""
    for name in os.environ.keys() - environment().keys():
        monkeypatch.delenv(name)
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "repository"
    write(folder / "a.md", TEN)
    commit_all(folder)
    monkeypatch.chdir(folder)
    return folder


def stage_all() -> None:
    git(Path.cwd(), "add", "--all")


def test_what_was_committed_is_staged_and_is_neither_counts_since_a_commit(repository: Path) -> None:
    git(repository, "branch", "start")
    assert since("start") == []
    write("a.md", edited(2))
    commit_all(repository)
    write("a.md", edited(2, 5))
    stage_all()
    write("a.md", edited(2, 5, 9))
    write("new.md", TEN)
    assert since("start") == [2, 5, 9]
    assert since("start", "new.md") == [*range(1, 11)]
    assert since("HEAD") == [5, 9]
    assert staged() == [5]
    assert staged("new.md") == []


def test_what_the_other_branch_changed_meanwhile_does_not_count(repository: Path) -> None:
    main = git(repository, "branch", "--show-current").strip()
    git(repository, "checkout", "-q", "-b", "topic")
    write("a.md", edited(2))
    commit_all(repository)
    git(repository, "checkout", "-q", main)
    write("a.md", edited(8))
    commit_all(repository)
    git(repository, "checkout", "-q", "topic")
    assert since(main) == [2]


def test_what_git_ignores_has_not_changed() -> None:
    write(".gitignore", "draft*\n")
    write("draft.md", TEN)
    assert since(path="draft.md") == []
    assert since(path=".gitignore") == [*range(1, 11)]


def test_lines_that_were_added_count_and_those_that_moved_do_not() -> None:
    write("a.md", "new\nnew\n" + TEN + "end")
    assert touched(changes_since("HEAD"), count=13) == [1, 2, 13]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEN.replace("line 4\nline 5\n", ""), {(1, 3), (4, 6), (4, 4), (1, 8)}),
        # Two lines became one, the fourth: what ends above it may have lost the other.
        (TEN.replace("line 4\nline 5\n", "other\n"), {(1, 3), (4, 6), (4, 4), (5, 6), (1, 8)}),
        (edited(4), {(4, 6), (4, 4), (1, 8)}),
        (TEN.replace("line 1\n", ""), {(1, 1), (1, 2), (1, 3), (1, 8)}),
        (TEN.replace("line 10\n", ""), {(7, 9), (9, 9)}),
        ("", {(1, 1), (1, 2), (1, 3), (1, 8)}),
    ],
)
def test_an_area_is_touched_where_it_may_have_lost_lines(
    text: str, expected: set[tuple[int, int]]
) -> None:
    write("a.md", text)
    areas = [(1, 1), (1, 2), (1, 3), (4, 4), (4, 6), (5, 6), (6, 6), (1, 8), (7, 9), (9, 9)]
    changes = changes_since("HEAD")
    assert {area for area in areas if changes.touches(finding("a.md", 99, area=area))} == expected


def test_lines_that_were_lost_are_no_news_of_those_around_them() -> None:
    write("a.md", TEN.replace("line 4\nline 5\n", ""))
    assert since() == []


def test_a_finding_is_about_all_of_its_lines_and_those_that_it_speaks_of() -> None:
    write("a.md", edited(5))
    changes = changes_since("HEAD")
    assert changes.touches(finding("a.md", 4, 6))
    assert changes.touches(finding("a.md", 8, related=5))
    assert not changes.touches(finding("a.md", 1, 4, related=6))
    upto = Range(Position(4, 1, 21), Position(5, 1, 28))
    assert not changes.touches(replace(finding("a.md", 4), place=Place(upto, (), "")))


def test_a_finding_about_the_file_as_such_counts_where_anything_changed() -> None:
    start = Range(Position(1, 1, 0), Position(1, 1, 0))
    of_file = replace(finding("a.md", 1), place=Place(start, (), ""))
    assert not changes_since("HEAD").touches(of_file)
    write("a.md", edited(5))
    assert changes_since("HEAD").touches(of_file)


def test_a_document_is_blamed_for_what_its_author_did_to_it() -> None:
    body = "# Week\n\n## Keep\n\n- one\n\n## Problem\n\n- TBU\n- [ ] x\n\n## Try\n\n- three\n"
    write("a.md", body)
    commit_all(Path.cwd())
    write("a.md", body.replace("- three\n", "- TBU\n").replace("- one\n", ""))
    found = lint(Path("a.md").read_text(encoding="utf-8"), schema="kpt", path="a.md")
    changes = changes_since("HEAD")
    told = [(each.rule, each.place.range.start.line) for each in found if changes.touches(each)]
    assert told == [("empty-section", 3), ("placeholder", 13)]
    assert ("placeholder", 8) in [(each.rule, each.place.range.start.line) for each in found]


def test_a_file_that_was_renamed_is_told_by_its_lines(repository: Path) -> None:
    git(repository, "mv", "a.md", "b.md")
    assert (since(path="b.md"), staged("b.md")) == ([], [])
    write("b.md", edited(3))
    assert since(path="b.md") == [3]
    write("c.md", "of its own\n")
    stage_all()
    assert staged("b.md") == [3]
    assert staged("c.md") == [*range(1, 11)]


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
    assert since(path=f"{name}-new") == [*range(1, 11)]
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


WORDS = [
    "a",
    "b",
    "",
    "++ x",
    "-- x",
    "@@ -1 +1 @@",
    "diff --git a/0.md b/0.md",
    "\\ No",
    "rename to 1.md",
]
TEXTS = st.builds(
    lambda words, end: "\n".join(words) + end,
    st.lists(st.sampled_from(WORDS), max_size=12),
    st.sampled_from(["", "\n"]),
)


@settings(max_examples=25, deadline=None)
@given(edits=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=12))
def test_what_did_not_change_was_there_before(edits: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        for number, (old, _) in enumerate(edits):
            write(Path(folder, f"{number}.md"), old)
        commit_all(Path(folder))
        for number, (_, new) in enumerate(edits):
            write(Path(folder, f"{number}.md"), new)
        changes = changes_since("HEAD", folder)
        for number, (old, new) in enumerate(edits):
            before, after = (text.splitlines(keepends=True) for text in (old, new))
            lines = touched(changes, f"{folder}/{number}.md", len(after))
            kept = [line for at, line in enumerate(after, 1) if at not in lines]
            rest = iter(before)
            assert all(line in rest for line in kept)
            matcher = SequenceMatcher(None, before, after, autojunk=False)
            same = sum(block.size for block in matcher.get_matching_blocks())
            assert len(lines) <= len(after) - same


@pytest.mark.parametrize("setting", ["true", "input", "false"])
def test_lines_are_those_of_the_file_whatever_ends_them(repository: Path, setting: str) -> None:
    git(repository, "config", "core.autocrlf", setting)
    write("a.md", TEN.replace("\n", "\r\n"))
    commit_all(repository)
    write("a.md", edited(3).replace("\n", "\r\n"))
    assert since() == [3]
    stage_all()
    assert (staged(), staged_changes()[1]) == ([3], {})


def test_where_git_counts_other_lines_all_have_changed() -> None:
    write("a.md", edited(3).replace("line 1\n", "line 1\r"))
    assert since() == [*range(1, 11)]
    stage_all()
    write("a.md", "")
    assert staged() == [*range(1, 11)]


@needs_links
def test_what_is_no_text_is_changed_as_a_whole(repository: Path) -> None:
    write("b.md", b"\0\n" + TEN.encode())
    for name, target in (("link.md", "a.md"), ("folder", "a.md"), ("other.md", "gone.md")):
        Path(name).symlink_to(target)
    commit_all(repository)
    write("b.md", b"\0\n" + edited(2).encode())
    Path("a.md").chmod(0o755)
    Path("other.md").unlink()
    Path("other.md").symlink_to("a.md")
    Path("folder").unlink()
    write("folder/c.md", TEN)
    assert (since(path="b.md"), since(path="other.md")) == ([*range(1, 11)],) * 2
    assert (since(), since(path="link.md")) == ([], [])
    assert since(path="folder/c.md") == [*range(1, 11)]
    write("a.md", edited(4))
    assert since(path="link.md") == [4]
    Path("a.md").unlink()
    Path("a.md").symlink_to("b.md")
    assert since() == [*range(1, 11)]
    stage_all()
    assert staged() == [*range(1, 11)]
    Path("a.md").unlink()
    assert staged_changes()[1] == {}


@needs_links
def test_a_folder_may_be_reached_through_a_link(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("../link").symlink_to(repository)
    write("a.md", edited(4))
    monkeypatch.chdir("..")
    assert touched(changes_since("HEAD", "link"), "link/a.md") == [4]


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


def test_before_the_first_commit_all_that_is_staged_is_new(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    write(folder / "a.md", TEN)
    write(folder / "b.md", TEN)
    git(tmp_path, "init", "--quiet", "new")
    git(folder, "add", "a.md")
    write(folder / "a.md", "")
    changes, contents = staged_changes(str(folder))
    assert touched(changes, f"{folder}/a.md") == [*range(1, 11)]
    assert touched(changes, f"{folder}/b.md") == []
    assert contents == {"../new/a.md": TEN.encode()}
    with pytest.raises(GitError, match='no commit "HEAD"'):
        changes_since("HEAD", str(folder))


def test_what_is_staged_is_given_where_the_file_is_something_else(repository: Path) -> None:
    for name in ("same.md", "gone.md", "unstaged.md", "intended.md"):
        write(f"sub/{name}", TEN)
        if name == "unstaged.md":
            commit_all(repository)
    for name in ("a.md", "sub/same.md", "sub/gone.md"):
        write(name, edited(2))
        git(repository, "add", name)
    git(repository, "add", "--intent-to-add", "sub/intended.md")
    os.utime("sub/same.md", (1, 1))
    write("a.md", edited(1, 9))
    write("sub/unstaged.md", edited(1))
    Path("sub/gone.md").unlink()
    changes, contents = staged_changes()
    assert contents == {"a.md": edited(2).encode(), "sub/gone.md": edited(2).encode()}
    assert (touched(changes), touched(changes, "sub/same.md")) == ([2], [2])
    assert touched(changes, "sub/intended.md") == touched(changes, "sub/unstaged.md") == []


def test_a_conflict_is_a_change(repository: Path) -> None:
    main = git(repository, "branch", "--show-current").strip()
    git(repository, "checkout", "-q", "-b", "topic")
    write("a.md", edited(4, 8))
    commit_all(repository)
    git(repository, "checkout", "-q", main)
    write("a.md", TEN.replace("line 4", "mine"))
    commit_all(repository)
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, "merge", "topic")
    assert touched(changes_since("HEAD"), count=14) == [4, 6, 7, 8, 12]
    assert staged_changes() == (Changes({}), {})


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
        assert since(path="../new.md") == [*range(1, 11)]
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
    git(repository, "checkout", "-q", "-b", "topic")
    write("a.md", edited(2))
    commit_all(repository)
    git(repository, "checkout", "-q", "-")
    write("b.md", TEN)
    commit_all(repository)
    main = git(repository, "branch", "--show-current").strip()
    clone = repository.parent / "clone"
    git(repository, "clone", "-q", "--depth=1", "--branch=topic", repository.as_uri(), str(clone))
    with pytest.raises(GitError, match="git fetch origin main.*fetch-depth: 0"):
        changes_since(f"origin/{main}", str(clone))
    git(clone, "fetch", "-q", "--depth=1", "origin", f"{main}:refs/remotes/origin/{main}")
    assert touched(changes_since(f"origin/{main}", str(clone)), f"{clone}/a.md") == [2]


@pytest.mark.parametrize(
    "ref",
    ["gone", "", "-h", "--output=made", "--all", "HEAD..HEAD", "HEAD^9", "HEAD:a.md", "a.md", "\udcff"],
)
def test_what_names_no_commit_is_refused_in_one_line(ref: str) -> None:
    with pytest.raises(GitError, match="^git knows no commit [^\n]*$"):
        changes_since(ref)
    assert sorted(os.listdir()) == [".git", "a.md"]


ASKS: list[Callable[[], object]] = [lambda: changes_since("HEAD"), staged_changes]


@pytest.mark.parametrize("ask", ASKS)
def test_where_git_cannot_answer_it_says_why_in_one_line(
    ask: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(".git")
    with pytest.raises(GitError, match="^git cannot tell what changed: .*work tree$"):
        ask()
    monkeypatch.chdir("../..")
    with pytest.raises(GitError, match="^git cannot tell what changed: not a git repository.*$"):
        ask()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitError, match="^git is not installed"):
        ask()


def test_a_null_character_and_a_broken_repository_are_told_too(repository: Path) -> None:
    with pytest.raises(GitError, match="^git cannot be run"):
        changes_since("a\0b")
    write("a.md", edited(1))
    stage_all()
    write("a.md", "")
    name = git(repository, "rev-parse", ":a.md").strip()
    Path(".git/objects", name[:2], name[2:]).unlink()
    with pytest.raises(GitError, match="^git cannot tell what changed: .*$"):
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
    assert since(path="../new.md") == [*range(1, 11)]
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
    git(repository, "-c", "core.fsmonitor=", "init", "-q", "--bare", "bare")
    with pytest.raises(GitError, match="bare"):
        changes_since("HEAD", "bare")
