"""The diff that `retrolint fix` prints: bytes for programs, and for people nothing but text."""

import re
import shutil
from pathlib import Path

import pytest
from commandline import BIN, execute, run
from inside import run_inside
from mending import IDLE, MENDED, SUPPRESSION, write
from terminal import at_a_terminal

NAMES = (
    "회고 5주차.md",
    "two  spaces 2024-09-06.md",
    " first.md",
    "last .md",
    "-dash.md",
    'a "quote".md',
    "back\\slash.md",
    "a\ttab.md",
    "two\nlines.md",
    "es\x1b[31mcape.md",
    "no\udcfftext.md",
    "deep/er/posts.md",
)
BODIES = (
    f"# A\r\n\r\n{SUPPRESSION}took notes\r\n".encode(),
    f"# A\r\n\r\n{SUPPRESSION}took notes".replace("\n", "\r\n").encode(),
    f"\ufeff{SUPPRESSION}\nnotes\n".encode(),
    f"# A\n\n{SUPPRESSION}".rstrip("\n").encode(),
    f"# A\rnotes\r{SUPPRESSION}notes\r".encode(),
    SUPPRESSION.encode(),
    f"# A\n\n\x0c\u2028\x85\n{SUPPRESSION}\x1b[31m\u2028\n\ttab\n".encode(),
)


@pytest.mark.parametrize(
    "command", [("patch", "-p0", "--input"), ("git", "apply", "-p0")], ids=lambda command: command[0]
)
def test_a_diff_can_be_applied_and_makes_what_fix_makes(tmp_path: Path, command: tuple[str, ...]) -> None:
    blog = tmp_path / "blog"
    for number, name in enumerate(NAMES):
        (blog / name).parent.mkdir(parents=True, exist_ok=True)
        (blog / name).write_bytes(BODIES[number % len(BODIES)])
    other = shutil.copytree(blog, tmp_path / "other")
    result = run_inside("fix", "--diff", cwd=blog)
    assert result.err == "retrolint: would fix 12 findings in 12 files\n"
    (tmp_path / "fix.diff").write_bytes(result.out.encode("utf-8", "surrogateescape"))
    done = execute(*command, tmp_path / "fix.diff", cwd=other)
    assert done.code == 0, done.out + done.err
    run_inside("fix", cwd=blog)
    for name in NAMES:
        assert b"retrolint-disable" not in (blog / name).read_bytes()
        assert (other / name).read_bytes() == (blog / name).read_bytes()


def test_a_diff_is_the_same_in_any_locale(tmp_path: Path) -> None:
    write(tmp_path, f"회고 🎉\n\n{IDLE}", "회고.md")
    args = ("fix", "--diff")
    results = {run(*args, cwd=tmp_path, env=env) for env in ({}, {"LC_ALL": "C"}, {"PYTHONUTF8": "0"})}
    assert len(results) == 1
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    result = run(*args, cwd=tmp_path, env=ascii_only)
    assert result.out == results.pop().out
    assert result.out.startswith("--- 회고.md\n+++ 회고.md\n@@ -1,4 +1,3 @@\n 회고 🎉\n")
    fixed = run("fix", cwd=tmp_path, env=ascii_only)
    assert (fixed.code, (tmp_path / "회고.md").read_text("utf-8")) == (0, f"회고 🎉\n\n{MENDED}")


HOSTILE = f"\x1b]0;title\x07 \x9b2J \u202egnihton\ta tab\n{SUPPRESSION}\x1b[31mred\r\n"


def test_a_document_cannot_reach_the_terminal(tmp_path: Path) -> None:
    write(tmp_path, HOSTILE, "es\x1b[2Jcape \u202e.md")
    code, seen = at_a_terminal("fix", "--diff", cwd=tmp_path, env={"NO_COLOR": "1"})
    assert (code, re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", seen)) == (1, [])
    assert "\\x1b[31mred\n" in seen
    assert "gnihton\ta tab\n" in seen
    assert seen.startswith(run_inside("fix", "--diff", cwd=tmp_path, env={"PRE_COMMIT": "1"}).out)
    code, seen = at_a_terminal("fix", cwd=tmp_path, env={"NO_COLOR": "1"})
    assert (code, re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", seen)) == (0, [])


def test_a_diff_has_colours_for_people(tmp_path: Path) -> None:
    write(tmp_path, IDLE)
    colours = f"\x1b[36m@@ -1,2 +1 @@\x1b[0m\n\x1b[31m-{SUPPRESSION[:-1]}\x1b[0m\n {MENDED}"
    expected = f"\x1b[1m--- a.md\x1b[0m\n\x1b[1m+++ a.md\x1b[0m\n{colours}"
    assert at_a_terminal("fix", "--diff", cwd=tmp_path)[1].startswith(expected)
    for args, is_coloured in ((("--color", "always"), True), (("--color", "never"), False), ((), False)):
        result = run_inside("fix", "--diff", *args, cwd=tmp_path, env={"FORCE_COLOR": "1"})
        assert (result.out == expected) == is_coloured
        assert ("\x1b" in result.out) == is_coloured


def test_whoever_has_seen_enough_of_a_diff_may_go(tmp_path: Path) -> None:
    write(tmp_path, f"{SUPPRESSION}notes\n\n" * 1000)
    script = '"$0" fix --diff | head -n 1; echo "${PIPESTATUS[0]}"'
    done = execute("bash", "-c", script, BIN / "retrolint", cwd=tmp_path)
    assert done.out == "--- a.md\n1\n"
    assert "Traceback" not in done.err
