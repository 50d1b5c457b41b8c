"""`retrolint fix`, killed, interrupted or refused: each file has its old text, or the new one."""

import errno
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from commandline import BIN, Result, execute, install, run
from faults import NEW, OLD, at_line
from inside import installed, run_inside
from mending import IDLE, MENDED, NAMES, idle_documents, mended

from retrolint.engine import RuleCrashError
from retrolint.writing import write_whole

FAULTS = Path(__file__).with_name("faults.py")
NOBODY = 65534

KILLING = """
import os, signal

real, calls = os.replace, []


def replace(*args):
    calls.append(args)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    real(*args)


os.replace = replace
"""
CRASHING = '''
from retrolint.rule import Rule


class Crashing(Rule):
    """All is well."""

    name = "crashing"
    family = "fields"

    def check(self, document, match):
        if WHEN:
            raise ZeroDivisionError
        return iter(())


RULES = (Crashing,)
'''


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    return idle_documents(tmp_path / "blog")


def take_away_what_was_left(folder: Path) -> list[int]:
    """The modes of the temporary files in a folder, which are removed."""
    left = [file for file in folder.iterdir() if file.suffix == ".tmp"]
    modes = [file.stat().st_mode & 0o777 for file in left]
    for file in left:
        file.unlink()
    return modes


def test_killed_anywhere_a_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "diary.md"
    seen: list[bytes] = []
    for number in count(1):
        file.write_bytes(OLD)
        file.chmod(0o600)
        killed = execute(sys.executable, FAULTS, file, str(number))
        seen.append(file.read_bytes())
        assert file.stat().st_mode & 0o777 == 0o600
        assert set(take_away_what_was_left(tmp_path)) <= {0o600}
        if killed.code == 0:
            break
        assert (killed.code, killed.err) == (-signal.SIGKILL, "")
    assert len(seen) > 10
    assert seen == [OLD] * (len(seen) - 1) + [NEW]


# Whoever is interrupted while closing a file leaves that to the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_interrupted_anywhere_nothing_else_is_left(tmp_path: Path) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    file = tmp_path / "a.md"
    file.write_bytes(OLD)
    for number in count(1):
        try:
            with at_line(number, interrupt):
                write_whole(str(file), NEW, before=OLD)
        except KeyboardInterrupt:
            assert (os.listdir(tmp_path), file.read_bytes()) == (["a.md"], OLD)
        else:
            break
    assert number > 10
    assert (os.listdir(tmp_path), file.read_bytes()) == (["a.md"], NEW)


@pytest.mark.parametrize(("call", "text"), [("open", OLD), ("replace", NEW)])
def test_interrupted_right_after_a_step_nothing_else_is_left(
    tmp_path: Path, call: str, text: bytes
) -> None:
    real = getattr(os, call)

    def interrupted(*args: object) -> None:
        real(*args)
        raise KeyboardInterrupt

    file = tmp_path / "a.md"
    file.write_bytes(OLD)
    with patch.object(os, call, interrupted), pytest.raises(KeyboardInterrupt):
        write_whole(str(file), NEW, before=OLD)
    assert (os.listdir(tmp_path), file.read_bytes()) == (["a.md"], text)


@contextmanager
def failing(call: str, error: BaseException, times: Collection[int]) -> Iterator[None]:
    """Have a function of `os` fail at these of all times."""
    real, calls = getattr(os, call), count(1)

    def fail(*args: object, **options: object) -> Any:
        if next(calls) in times:
            raise error
        return real(*args, **options)

    with patch.object(os, call, fail):
        yield


def third_time(call: str, error: BaseException) -> AbstractContextManager[None]:
    """Have a function of `os` fail at the third of all times."""
    return failing(call, error, {3})


def test_interrupted_between_files_the_next_run_mends_the_rest(blog: Path) -> None:
    with third_time("replace", KeyboardInterrupt()):
        assert run_inside("fix", cwd=blog) == Result(130, "", "\n")
    assert mended(blog) == [True, True, False, False, False]
    assert run_inside("fix", cwd=blog).err.count("retrolint: fixed ") == 4
    assert mended(blog) == [True] * 5


def test_killed_between_files_the_next_run_mends_the_rest(blog: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(KILLING)
    killed = run("fix", cwd=blog, env={"PYTHONPATH": str(tmp_path / "site")})
    assert (killed.code, killed.out, killed.err) == (-signal.SIGKILL, "", "")
    assert len(os.listdir(blog)) == 6
    assert run_inside("check", "--show-files", cwd=blog).out == "".join(f"{name}\n" for name in NAMES)
    assert run_inside("fix", cwd=blog).err.count("retrolint: fixed ") == 4
    take_away_what_was_left(blog)
    assert mended(blog) == [True] * 5


@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
def test_a_file_that_cannot_be_written_hinders_no_other(blog: Path, call: str) -> None:
    with third_time(call, OSError(errno.EROFS, "Read-only file system")):
        result = run_inside("fix", cwd=blog)
    assert result.code == 2
    assert result.out.startswith("c.md:1:1: warning[unused-suppression]")
    assert result.err.startswith("retrolint: fixed a.md: 1 unused-suppression\nretrolint: fixed b.md: ")
    assert "retrolint: fixed 4 findings in 4 files\n" in result.err
    assert result.err.endswith("retrolint: c.md was not written: read-only file system\n")
    assert mended(blog) == [True, True, False, True, True]


def test_a_file_that_cannot_be_given_its_owner_is_written_all_the_same(blog: Path) -> None:
    with third_time("chown", PermissionError(errno.EPERM, "Operation not permitted")):
        assert run_inside("fix", cwd=blog).code == 0
    assert mended(blog) == [True] * 5


def test_what_fails_is_told_beside_a_machine_s_format_too(blog: Path) -> None:
    with third_time("fsync", OSError(errno.EIO, "Input/output error")):
        result = run_inside("fix", "--output-format", "json", cwd=blog)
    assert (result.code, [each["path"] for each in result.findings]) == (2, ["c.md"])
    assert result.err == "retrolint: c.md was not written: input/output error\n"


@pytest.mark.parametrize("when", ["True", "'<' not in document.source.text"], ids=["checked", "fixed"])
def test_a_crash_of_a_rule_on_the_last_document_writes_nothing(
    blog: Path, tmp_path: Path, when: str
) -> None:
    module = CRASHING.replace("WHEN", f"document.path == 'e.md' and {when}")
    crash = pytest.raises(RuleCrashError, match=r"crashed on e\.md")
    with installed(tmp_path / "site", "crash", module), crash:
        run_inside("fix", cwd=blog)
    assert mended(blog) == [False] * 5


def test_a_crash_of_a_rule_is_told_as_its_bug(blog: Path, tmp_path: Path) -> None:
    env = install(tmp_path / "site", "crash", CRASHING.replace("WHEN", "True"))
    result = run("fix", cwd=blog, env=env)
    assert (result.code, result.out) == (3, "")
    assert "This is a bug in crash, not in your documents." in result.err
    assert mended(blog) == [False] * 5


def test_a_file_larger_than_may_be_written_stays(blog: Path) -> None:
    large = IDLE + "text\n" * 1000
    (blog / "b.md").write_text(large)
    result = execute("bash", "-c", 'ulimit -f 1 && exec "$0" fix', BIN / "retrolint", cwd=blog)
    assert (result.code, (blog / "b.md").read_text()) == (2, large)
    assert result.err.endswith("retrolint: b.md was not written: file too large\n")
    (blog / "b.md").unlink()
    assert mended(blog) == [True] * 4


def fixed_on_a_disk(script: str, folder: Path, error: OSError, times: Collection[int]) -> Result:
    """Run a script that fixes `folder` where it may mount what it likes, and nobody else sees it.

    Where nothing may be mounted, the file system only says that it is such a disk, at these times.
    """
    command = ("unshare", "--map-root-user", "--mount", "sh", "-ec")
    if shutil.which("unshare") and not execute(*command, "mount -t tmpfs none /mnt").code:
        return execute(*command, script, BIN / "retrolint", folder, cwd=folder)
    with failing("fsync", error, times):
        return run_inside("fix", cwd=folder)


def test_on_a_full_disk_every_file_is_whole(blog: Path) -> None:
    large = IDLE + "text\n" * 2000
    (blog / "b.md").write_text(large)
    script = """
        mkdir /mnt/full && mount -t tmpfs -o size=64k none /mnt/full
        cp *.md /mnt/full; cd /mnt/full
        dd if=/dev/zero of=filling bs=4k 2> /dev/null || truncate --size=-4k filling
        "$0" fix || code=$?
        rm filling; cp * "$1"; exit $code
    """
    error = OSError(errno.ENOSPC, "No space left on device")
    result = fixed_on_a_disk("mount -t tmpfs none /mnt" + script, blog, error, {2})
    assert result.code == 2
    assert result.err.endswith("retrolint: b.md was not written: no space left on device\n")
    assert (blog / "b.md").read_text() == large
    (blog / "b.md").unlink()
    assert mended(blog) == [True] * 4


def test_on_a_read_only_disk_nothing_is_written(blog: Path) -> None:
    script = 'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; cd "$1"; exec "$0" fix'
    error = OSError(errno.EROFS, "Read-only file system")
    result = fixed_on_a_disk(script, blog, error, range(1, 10))
    assert result.code == 2
    assert result.err.count("md was not written: read-only file system\n") == 5
    assert "retrolint: fixed" not in result.err
    assert mended(blog) == [False] * 5


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Without the rights of root, where that runs the tests."""
    if os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.iterdir()):
        os.chown(path, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that everybody may come to."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


def test_what_its_author_has_made_read_only_stays(public: Path) -> None:
    for name in ("a.md", "b.md"):
        (public / name).write_text(IDLE)
    (public / "a.md").chmod(0o444)
    with as_nobody(public):
        result = run_inside("fix", cwd=public)
    assert result.code == 2
    assert result.err.endswith("retrolint: a.md was not written: permission denied\n")
    assert mended(public) == [False, True]


def test_where_nothing_may_be_written_nothing_is(public: Path) -> None:
    (public / "a.md").write_text(IDLE)
    with as_nobody(public):
        public.chmod(0o555)
        result = run_inside("fix", cwd=public)
    assert result.code == 2
    assert result.err.endswith("retrolint: a.md was not written: permission denied\n")
    assert (public / "a.md").read_text() == IDLE != MENDED
