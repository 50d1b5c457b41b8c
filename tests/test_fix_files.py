"""What `retrolint fix` leaves of a file besides its text: its mode, its names, and what others write."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from checkout import git
from commandline import BIN, environment
from faults import NEW, OLD
from inside import installed, run_inside
from mending import IDLE, MENDED, NAMES, idle_documents, mended

from retrolint.writing import ChangedError, write_whole


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    return idle_documents(tmp_path / "blog")


# A file, and what belongs to it.


def test_a_file_keeps_its_mode(blog: Path) -> None:
    modes = [0o600, 0o644, 0o664, 0o755, 0o640]
    for name, mode in zip(NAMES, modes, strict=True):
        (blog / name).chmod(mode)
    assert run_inside("fix", cwd=blog).code == 0
    assert [(blog / name).stat().st_mode & 0o7777 for name in NAMES] == modes
    assert mended(blog) == [True] * 5


def test_a_new_file_has_the_mode_of_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(str(tmp_path / "new.md"), NEW)
    finally:
        os.umask(before)
    assert (tmp_path / "new.md").stat().st_mode & 0o7777 == 0o640


def test_a_file_keeps_its_owner(blog: Path) -> None:
    # Only root may give files away; anybody may to a group that they are in.
    owner, group = (1234, 5678) if os.geteuid() == 0 else (os.geteuid(), os.getgroups()[-1])
    os.chown(blog / "a.md", owner, group)
    (blog / "a.md").chmod(0o2640)
    run_inside("fix", cwd=blog)
    status = (blog / "a.md").stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o7777) == (owner, group, 0o2640)


def test_a_link_stays_a_link(blog: Path) -> None:
    shutil.move(blog / "a.md", blog / "text.txt")
    (blog / "deep").mkdir()
    (blog / "deep" / "b.md").symlink_to("../text.txt")
    (blog / "a.md").symlink_to("deep/b.md")
    result = run_inside("fix", "a.md", cwd=blog)
    assert result.err.startswith("retrolint: fixed a.md: 1 unused-suppression\n")
    assert os.readlink(blog / "a.md") == "deep/b.md"
    assert os.readlink(blog / "deep" / "b.md") == "../text.txt"
    assert (blog / "text.txt").read_text() == MENDED


@pytest.mark.parametrize("paths", [("a.md", "b.md"), ("b.md", "a.md"), (".",)], ids=" ".join)
def test_a_file_with_two_paths_is_fixed_once(blog: Path, paths: tuple[str, ...]) -> None:
    (blog / "b.md").unlink()
    (blog / "b.md").symlink_to("a.md")
    result = run_inside("fix", *paths, "./a.md", str(blog / "a.md"), cwd=blog)
    assert result.out == ""
    assert result.err.count("fixed a.md: 1 unused-suppression\n") == 1
    assert "fixed b.md" not in result.err
    assert (blog / "b.md").is_symlink()
    assert (blog / "a.md").read_text() == MENDED


def test_a_hard_link_becomes_a_file_of_its_own(blog: Path) -> None:
    for name in ("backup.txt", "aa.md"):
        (blog / name).hardlink_to(blog / "a.md")
    run_inside("fix", cwd=blog)
    assert (blog / "backup.txt").read_text() == IDLE
    assert [(blog / name).read_text() for name in ("a.md", "aa.md")] == [MENDED, MENDED]


def test_a_name_may_be_as_long_as_names_can_be(blog: Path) -> None:
    longest = "회" * 84 + ".md"
    assert len(longest.encode()) == 255
    (blog / longest).write_text(IDLE)
    assert run_inside("fix", longest, cwd=blog).code == 0
    assert (blog / longest).read_text() == MENDED


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder"):
        with pytest.raises(OSError, match="not a regular file"):
            write_whole(str(tmp_path / name), NEW)
    assert sorted(os.listdir(tmp_path)) == ["folder", "pipe"]
    assert (tmp_path / "pipe").is_fifo()


# Whoever sends a change to a repository must not reach out of it.


def test_a_link_out_of_the_repository_is_left_alone(blog: Path, tmp_path: Path) -> None:
    git(blog, "init", "--quiet")
    (tmp_path / "diary.txt").write_text(IDLE)
    (tmp_path / "blog2").mkdir()
    shutil.move(blog / "b.md", tmp_path / "blog2" / "b.md")
    (blog / "a.md").unlink()
    (blog / "a.md").symlink_to("../diary.txt")
    (blog / "posts").symlink_to("../blog2")
    said = "it is a link to a file outside of the repository\n"
    dry = run_inside("fix", "--check", ".", "posts/b.md", cwd=blog)
    assert dry.out == "".join(f"{name}: 1 unused-suppression\n" for name in NAMES[2:])
    assert dry.err.startswith("retrolint: would fix 3 findings in 3 files\n")
    result = run_inside("fix", ".", "posts/b.md", cwd=blog)
    for name in ("a.md", "posts/b.md"):
        assert f"retrolint: {name} would not be written: {said}" in dry.err
        assert f"retrolint: {name} was not written: {said}" in result.err
        assert f"{name}:1:1: warning[unused-suppression]" in result.out
        assert f"fixed {name}" not in result.err
    assert (result.code, (tmp_path / "diary.txt").read_text()) == (0, IDLE)
    assert (tmp_path / "blog2" / "b.md").read_text() == IDLE
    again = run_inside("fix", "--check", "a.md", cwd=blog)
    assert (again.code, again.out) == (0, "")


def test_a_repository_may_be_reached_by_a_link_and_have_links_of_its_own(
    blog: Path, tmp_path: Path
) -> None:
    git(blog, "init", "--quiet")
    (blog / "posts").mkdir()
    shutil.move(blog / "a.md", blog / "posts" / "a.md")
    (blog / "a.md").symlink_to("posts/a.md")
    (tmp_path / "link").symlink_to("blog")
    result = run_inside("fix", "link/a.md", "link/b.md", cwd=tmp_path)
    assert "retrolint: fixed 2 findings in 2 files\n" in result.err
    assert [(blog / name).read_text() for name in ("posts/a.md", "b.md")] == [MENDED, MENDED]
    assert (blog / "a.md").is_symlink()


def test_outside_of_a_repository_links_lead_anywhere(blog: Path, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text(IDLE)
    (blog / "a.md").unlink()
    (blog / "a.md").symlink_to("../diary.txt")
    assert run_inside("fix", "a.md", cwd=blog).err.startswith("retrolint: fixed a.md: ")
    assert (tmp_path / "diary.txt").read_text() == MENDED


# Others write, too.

MEDDLING = '''
from pathlib import Path

from retrolint.rule import Rule


class Meddling(Rule):
    """Nobody writes while a document is checked."""

    name = "meddling"
    family = "fields"
    times = 0

    def check(self, document, match):
        if document.path == "b.md":
            Meddling.times += 1
            if Meddling.times == TIME:
                Path("b.md").write_text("# Mine\\n\\n- **did**: TBU\\n")
        return iter(())


RULES = (Meddling,)
'''


@pytest.mark.parametrize("time", [1, 2], ids=["when checked", "when fixed"])
def test_a_file_that_somebody_else_writes_is_left_alone(blog: Path, tmp_path: Path, time: int) -> None:
    (blog / "e.md").unlink()
    (blog / "e.md").symlink_to("b.md")
    with installed(tmp_path / "site", "meddling", MEDDLING.replace("TIME", str(time))):
        result = run_inside("fix", cwd=blog)
    assert result.code == 1
    assert result.out == "".join(
        f'{name}:3:12: error[placeholder] "did" still says TBU\n' for name in ("b.md", "e.md")
    )
    assert "retrolint: fixed 3 findings in 3 files\n" in result.err
    assert result.err.endswith("retrolint: b.md was not written: it has changed since it was read\n")
    assert (blog / "b.md").read_text() == "# Mine\n\n- **did**: TBU\n"


def test_a_dry_run_says_what_somebody_else_wrote(blog: Path, tmp_path: Path) -> None:
    with installed(tmp_path / "site", "meddling", MEDDLING.replace("TIME", "1")):
        result = run_inside("fix", "--check", cwd=blog)
    assert "b.md" not in result.out
    assert "retrolint: b.md would not be written: it has changed since it was read\n" in result.err


@pytest.mark.parametrize("change", ["gone", "folder gone", "longer", "shorter", "other"])
def test_what_is_no_more_what_it_was_is_not_written(tmp_path: Path, change: str) -> None:
    file = tmp_path / "posts" / "a.md"
    file.parent.mkdir()
    data = {"longer": OLD + b"x", "shorter": OLD[:-1], "other": b"x" * len(OLD)}.get(change)
    if data:
        file.write_bytes(data)
    elif change == "folder gone":
        file.parent.rmdir()
    with pytest.raises(ChangedError if data else FileNotFoundError):
        write_whole(str(file), NEW, before=OLD)
    assert sorted(tmp_path.rglob("*.*")) == ([file] if data else [])
    assert not data or file.read_bytes() == data


def test_many_at_once_leave_every_file_whole_and_mended(tmp_path: Path) -> None:
    blog = tmp_path / "blog"
    blog.mkdir()
    for number in range(200):
        (blog / f"{number:03}.md").write_text(IDLE)
    runs = [
        subprocess.Popen(
            [BIN / "retrolint", "fix", "--select", "placeholder,unused-suppression"],
            cwd=blog,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(8)
    ]
    ended = [(run.communicate()[0], run.returncode) for run in runs]
    assert mended(blog) == [True] * 200
    for said, code in ended:
        assert (code, "Traceback" in said, "[" in said) == (0, False, False), said
