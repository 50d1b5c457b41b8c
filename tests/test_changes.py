"""Which findings are about what changed, asked of real repositories."""

import os
import subprocess
import sys
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from checkout import commit_all, git
from hypothesis import given, settings
from hypothesis import strategies as st
from repositories import (
    ALL,
    TEN,
    commit_to_topic,
    edited,
    finding,
    make_repository,
    since,
    stage_all,
    staged,
    touched,
    write,
)

from retrolint import lint
from retrolint.changes import Changes, GitError, changes_since, staged_changes
from retrolint.diagnostics import Place
from retrolint.text import Position, Range

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return make_repository(tmp_path, monkeypatch)


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
    assert since("start", "new.md") == ALL
    assert since("HEAD") == [5, 9]
    assert staged() == [5]
    assert staged("new.md") == []


def test_what_the_other_branch_changed_meanwhile_does_not_count(repository: Path) -> None:
    main = commit_to_topic(repository, edited(2))
    write("a.md", edited(8))
    commit_all(repository)
    git(repository, "checkout", "--quiet", "topic")
    assert since(main) == [2]


def test_what_git_ignores_has_not_changed() -> None:
    write(".gitignore", "draft*\n")
    write("draft.md", TEN)
    assert since(path="draft.md") == []
    assert since(path=".gitignore") == ALL


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
    assert staged("c.md") == ALL


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
    write("b.md", TEN.replace("\n", "\r\n"))
    commit_all(repository)
    write("b.md", edited(3).replace("\n", "\r\n"))
    assert since(path="b.md") == [3]
    stage_all()
    assert staged("b.md") == [3]


def test_where_git_counts_other_lines_all_have_changed() -> None:
    write("a.md", edited(3).replace("line 1\n", "line 1\r"))
    assert since() == ALL
    stage_all()
    write("a.md", "")
    assert staged() == ALL


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
    assert (since(path="b.md"), since(path="other.md")) == (ALL,) * 2
    assert (since(), since(path="link.md")) == ([], [])
    assert since(path="folder/c.md") == ALL
    write("a.md", edited(4))
    assert since(path="link.md") == [4]
    Path("a.md").unlink()
    Path("a.md").symlink_to("b.md")
    assert since() == ALL
    stage_all()
    assert staged() == ALL
    Path("a.md").unlink()
    assert staged_changes()[1] == {}


def test_before_the_first_commit_all_that_is_staged_is_new(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    write(folder / "a.md", TEN)
    write(folder / "b.md", TEN)
    git(tmp_path, "init", "--quiet", "new")
    git(folder, "add", "a.md")
    write(folder / "a.md", "")
    changes, contents = staged_changes(str(folder))
    assert touched(changes, f"{folder}/a.md") == ALL
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
    commit_to_topic(repository, edited(4, 8))
    write("a.md", TEN.replace("line 4", "mine"))
    commit_all(repository)
    with pytest.raises(subprocess.CalledProcessError):
        git(repository, "merge", "topic")
    assert touched(changes_since("HEAD"), count=14) == [4, 6, 7, 8, 12]
    assert staged_changes() == (Changes({}), {})
