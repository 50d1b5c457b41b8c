"""`retrolint fix`, as its user sees it: what it prints, what it refuses, and its exit codes."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from commandline import Result, install, run
from inside import installed, run_inside
from mending import IDLE, MARKS, MENDED, SUPPRESSION, write

LEFT = f"# B\n\n{SUPPRESSION}- **did**: took notes\n- **felt**: TBU\n"
LEFT_MENDED = LEFT.replace(SUPPRESSION, "")
HUNK = f"@@ -1,2 +1 @@\n-{SUPPRESSION} {MENDED}"


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A folder with a document that can be mended, one that can in part, and one with nothing to mend."""
    folder = tmp_path / "blog"
    folder.mkdir()
    for name, text in (("a.md", IDLE), ("b.md", LEFT), ("c.md", MENDED)):
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def marks(tmp_path: Path) -> Iterator[Path]:
    """An empty folder; rules of each kind are installed."""
    (tmp_path / "blog").mkdir()
    with installed(tmp_path / "site", "marks", MARKS):
        yield tmp_path / "blog"


def texts(folder: Path) -> dict[str, str]:
    """All documents, byte for byte."""
    return {file.name: file.read_bytes().decode() for file in sorted(folder.rglob("*.md"))}


def test_what_is_fixed_is_said_before_what_remains(blog: Path) -> None:
    result = run("fix", cwd=blog)
    assert result.out == 'b.md:4:13: error[placeholder] "felt" still says TBU\n'
    assert result.err == (
        "retrolint: fixed a.md: 1 unused-suppression\n"
        "retrolint: fixed b.md: 1 unused-suppression\n"
        "retrolint: fixed 2 findings in 2 files\n"
        "retrolint: 1 error in 3 files\n"
    )
    assert result.code == 1
    assert texts(blog) == {"a.md": MENDED, "b.md": LEFT_MENDED, "c.md": MENDED}


def test_one_file_needs_no_sum(blog: Path) -> None:
    result = run_inside("fix", "a.md", cwd=blog)
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "retrolint: fixed a.md: 1 unused-suppression\nretrolint: nothing found in 1 file\n"
    )


def test_what_needs_no_fix_is_not_touched(blog: Path) -> None:
    before = [(blog / name).stat() for name in ("b.md", "c.md")]
    result = run_inside("fix", "c.md", "b.md", "--select", "placeholder", cwd=blog)
    assert (result.code, result.err) == (1, "retrolint: 1 error in 2 files\n")
    for status, name in zip(before, ("b.md", "c.md"), strict=True):
        now = (blog / name).stat()
        assert (now.st_ino, now.st_mtime_ns) == (status.st_ino, status.st_mtime_ns)
    assert sorted(os.listdir(blog)) == ["a.md", "b.md", "c.md"]


def test_a_diff_says_what_would_change(blog: Path) -> None:
    before = texts(blog)
    result = run("fix", "--diff", cwd=blog)
    assert (result.code, result.err) == (1, "retrolint: would fix 2 findings in 2 files\n")
    assert result.out == (
        f"--- a.md\n+++ a.md\n{HUNK}--- b.md\n+++ b.md\n"
        f"@@ -1,5 +1,4 @@\n # B\n \n-{SUPPRESSION} - **did**: took notes\n - **felt**: TBU\n"
    )
    assert texts(blog) == before


def test_a_check_names_the_files_that_would_change(blog: Path) -> None:
    before = texts(blog)
    result = run_inside("fix", "--check", cwd=blog)
    assert result.out == "a.md: 1 unused-suppression\nb.md: 1 unused-suppression\n"
    assert (result.code, result.err) == (1, "retrolint: would fix 2 findings in 2 files\n")
    assert run_inside("fix", "--check", "--exit-zero", cwd=blog).code == 0
    assert run_inside("fix", "--check", "--diff", cwd=blog).out.startswith("--- a.md\n")
    assert texts(blog) == before
    run_inside("fix", cwd=blog)
    for option in ("--check", "--diff"):
        again = run_inside("fix", option, cwd=blog)
        assert again == Result(0, "", "retrolint: there is nothing to fix\n")


def test_findings_are_counted_by_rule(marks: Path) -> None:
    write(marks, f"{SUPPRESSION}a!! b!!\n")
    result = run_inside("fix", "--check", cwd=marks)
    assert result.out == "a.md: 2 two-marks, 1 unused-suppression\n"
    assert result.err == "retrolint: would fix 3 findings in 1 file\n"


def test_unsafe_fixes_are_for_those_who_ask_and_others_are_told_of_them(marks: Path) -> None:
    file = write(marks, "WOW!! and ***\n")
    more = 'retrolint: 1 can be fixed with "retrolint fix --unsafe": see what with --diff\n'
    result = run_inside("fix", "--diff", cwd=marks)
    assert result.out == "--- a.md\n+++ a.md\n@@ -1 +1 @@\n-WOW!! and ***\n+WOW! and ***\n"
    assert (result.code, result.err) == (1, f"retrolint: would fix 1 finding in 1 file\n{more}")
    result = run_inside("fix", cwd=marks)
    assert result.err.endswith(f"retrolint: 2 warnings in 1 file\n{more}")
    assert file.read_text() == "WOW! and ***\n"
    nothing = run_inside("fix", "--check", cwd=marks)
    assert nothing == Result(0, "", f"retrolint: there is nothing to fix\n{more}")
    result = run_inside("fix", "--unsafe", cwd=marks)
    assert result.err == "retrolint: fixed a.md: 1 loud-word\nretrolint: 1 warning in 1 file\n"
    assert (result.code, file.read_text()) == (0, "wow! and ***\n")


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ((), "a! wow <> x\n"),
        (("--fixable", "two-marks"), "a! WOW <> x\n"),
        (("--fixable", "two-marks", "--fixable", "loud-word"), "a! wow <> x\n"),
        (("--fixable", "fields"), "a! wow <> x\n"),
        (("--fixable", "suppressions,tasks"), "a!! WOW <> x\n"),
        (("--unfixable", "two-marks"), "a!! wow <> x\n"),
        (("--unfixable", "fields"), "a!! WOW <> x\n"),
        (("--fixable", "fields", "--unfixable", "two-marks"), "a!! wow <> x\n"),
        (("--select", "two-marks"), "a! WOW <> x\n"),
        (("--ignore", "two-marks"), "a!! wow <> x\n"),
    ],
    ids=" ".join,
)
def test_rules_are_chosen_on_the_command_line(marks: Path, args: tuple[str, ...], expected: str) -> None:
    file = write(marks, "a!! WOW <> x\n")
    run_inside("fix", "--unsafe", *args, cwd=marks)
    assert file.read_text() == expected


@pytest.mark.parametrize(
    ("config", "args", "expected"),
    [
        ('fixable = ["two-marks"]', (), "a! WOW\n"),
        ('fixable = ["fields"]\nunfixable = ["two-marks"]', (), "a!! wow\n"),
        ("fixable = []", (), "a!! WOW\n"),
        ('unfixable = ["fields"]', (), "a!! WOW\n"),
        ('fixable = ["two-marks"]', ("--fixable", "loud-word"), "a!! wow\n"),
        ('unfixable = ["two-marks"]', ("--unfixable", "loud-word"), "a!! WOW\n"),
        ('unfixable = ["two-marks"]', ("--isolated",), "a! wow\n"),
        ('ignore = ["two-marks"]', (), "a!! wow\n"),
        ('per-file-ignores = {"a.md" = ["two-marks"]}', (), "a!! wow\n"),
    ],
)
def test_rules_are_chosen_in_the_configuration(
    marks: Path, config: str, args: tuple[str, ...], expected: str
) -> None:
    write(marks, f"{config}\n", ".retrolint.toml")
    file = write(marks, "a!! WOW\n")
    run_inside("fix", "--unsafe", *args, cwd=marks)
    assert file.read_text() == expected


def test_each_document_has_the_configuration_beside_it(marks: Path) -> None:
    write(marks, 'unfixable = ["two-marks"]\n', "old/.retrolint.toml")
    write(marks, "a!!\n", "old/a.md")
    write(marks, "b!!\n", "new/b.md")
    result = run_inside("fix", cwd=marks)
    assert "retrolint: fixed new/b.md: 1 two-marks\n" in result.err
    assert texts(marks) == {"a.md": "a!!\n", "b.md": "b!\n"}
    assert "can be fixed" not in result.err


def test_what_is_not_to_be_fixed_is_still_reported(blog: Path) -> None:
    result = run_inside("fix", "a.md", "--unfixable", "suppressions", cwd=blog)
    assert result.out.startswith("a.md:1:1: warning[unused-suppression] there is no finding of")
    assert result.err == "retrolint: 1 warning in 1 file\n"


def test_a_machine_reads_what_remains_and_nothing_else(blog: Path) -> None:
    result = run_inside("fix", "--output-format", "json", cwd=blog)
    assert (result.code, result.err) == (1, "")
    (finding,) = result.findings
    assert (finding["rule"], finding["range"]["start"]["line"]) == ("placeholder", 4)
    assert json.loads(result.out)["files"] == 3
    assert texts(blog)["b.md"] == LEFT_MENDED


@pytest.mark.parametrize("format_", ["github", "sarif", "junit", "full", "markdown"])
def test_every_format_shows_what_remains(blog: Path, format_: str) -> None:
    fixed = run_inside("fix", "--output-format", format_, cwd=blog)
    checked = run_inside("check", "--output-format", format_, cwd=blog)
    assert (fixed.code, fixed.out) == (checked.code, checked.out) == (1, checked.out)
    assert "unused-suppression" not in fixed.out


def test_what_remains_goes_to_files_and_into_statistics(blog: Path) -> None:
    args = ("--output-format", "json=left.json", "--statistics")
    result = run_inside("fix", *args, cwd=blog)
    assert (result.code, result.out) == (1, "1  placeholder\n")
    assert [each["rule"] for each in json.loads((blog / "left.json").read_text())["diagnostics"]] == [
        "placeholder"
    ]


def test_check_fix_is_the_same(blog: Path, tmp_path: Path) -> None:
    other = shutil.copytree(blog, tmp_path / "other")
    for args in (("--diff",), ("--check",), ("--unfixable", "suppressions", "--check"), ("--exit-zero",)):
        assert run_inside("check", "--fix", *args, cwd=other) == run_inside("fix", *args, cwd=blog)
        assert texts(other) == texts(blog)
    assert texts(blog)["a.md"] == MENDED


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("check", "--diff"), "--diff goes with --fix"),
        (("check", "--check"), "--check goes with --fix"),
        (("check", "--unsafe"), "--unsafe goes with --fix"),
        (("check", "--fixable", "tasks"), "--fixable goes with --fix"),
        (("check", "--unfixable", "tasks"), "--unfixable goes with --fix"),
        (("check", "--fix", "--staged"), "--fix and --staged contradict each other"),
        (("check", "--fix", "--since", "HEAD"), "--fix and --since contradict each other"),
        (("check", "--fix", "--watch"), "--fix and --watch contradict each other"),
        (("fix", "--fixable", "task"), 'there is no rule "task"; did you mean "tasks"?'),
        (("fix", "--unfixable", "key-ordr"), 'there is no rule "key-ordr"; did you mean "key-order"?'),
        (("fix", "gone.md"), 'there is no file or folder "gone.md"'),
        (
            ("fix", "--diff", "--output-format", "json"),
            "--output-format is about what remains: it does not go with --diff or --check",
        ),
        (
            ("fix", "--check", "--statistics"),
            "--statistics is about what remains: it does not go with --diff or --check",
        ),
        (("fix", "-", "a.md"), "- is fixed to standard output: name no other path beside it"),
        (
            ("fix", "-", "--output-format", "json"),
            "- is fixed to standard output: --output-format cannot go there, too",
        ),
        (
            ("fix", "-", "--statistics"),
            "- is fixed to standard output: --statistics cannot go there, too",
        ),
        (("fix", "--stdin-filename", "a.md"), "--stdin-filename names standard input: give - as a path"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_contradicts_itself_is_refused_and_nothing_is_written(
    blog: Path, args: tuple[str, ...], said: str
) -> None:
    before = texts(blog)
    assert run_inside(*args, cwd=blog, stdin=IDLE) == Result(2, "", f"retrolint: {said}\n")
    assert texts(blog) == before


@pytest.mark.parametrize(
    ("name", "text"), [(".retrolint.toml", "colour = 1\n"), ("none.yaml", "name: [x\n")]
)
def test_a_mistake_in_a_configuration_or_schema_writes_nothing(blog: Path, name: str, text: str) -> None:
    write(blog, text, name)
    before = texts(blog)
    args = ("--schema", name) if name.endswith("yaml") else ()
    for more in ((), ("--diff",), ("--check",)):
        result = run_inside("fix", *args, *more, cwd=blog)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith(f"{name}:")
    result = run_inside("fix", *args, "--output-format", "json", cwd=blog)
    assert (result.code, len(result.findings)) == (2, 1)
    assert texts(blog) == before


def test_standard_input_is_fixed_to_standard_output() -> None:
    result = run("fix", "-", stdin=f"\ufeff{LEFT}".replace("\n", "\r\n"))
    assert (result.code, result.out) == (1, f"\ufeff{LEFT_MENDED}".replace("\n", "\r\n"))
    assert result.err == (
        "retrolint: fixed <stdin>: 1 unused-suppression\n"
        '<stdin>:4:13: error[placeholder] "felt" still says TBU\n'
        "retrolint: 1 error in 1 file\n"
    )


@pytest.mark.parametrize("data", [b"", b"caf\xe9\r", MENDED.encode(), b"\0" * (11 << 20), b"- x\r- y"])
def test_standard_input_with_nothing_to_fix_passes_through(tmp_path: Path, data: bytes) -> None:
    result = run_inside("fix", "-", cwd=tmp_path, stdin=data)
    assert result.out.encode("utf-8", "surrogateescape") == data
    assert "fixed" not in result.err


def test_standard_input_is_fixed_under_a_name(blog: Path) -> None:
    write(blog, 'exclude = ["old/"]\n[per-file-ignores]\n"c.md" = ["suppressions"]\n', ".retrolint.toml")
    before = texts(blog)

    def passed_on(name: str) -> Result:
        return run_inside("fix", "-", "--stdin-filename", name, cwd=blog, stdin=IDLE)

    assert passed_on("b.md").out == MENDED
    assert passed_on("b.md").err.startswith("retrolint: fixed b.md: 1 unused-suppression\n")
    assert passed_on("c.md") == Result(0, IDLE, "retrolint: nothing found in 1 file\n")
    left_out = 'retrolint: nothing was checked: 1 file is left out by "exclude" of .retrolint.toml\n'
    assert passed_on("old/x.md") == Result(0, IDLE, left_out)
    assert texts(blog) == before


def test_what_remains_of_standard_input_goes_to_files(blog: Path) -> None:
    result = run_inside("fix", "-", "--output-format", "json=left.json", cwd=blog, stdin=LEFT)
    assert (result.code, result.out) == (1, LEFT_MENDED)
    assert '"rule": "placeholder"' in (blog / "left.json").read_text()


def test_standard_input_may_be_looked_at_only(blog: Path) -> None:
    result = run_inside("fix", "-", "--diff", cwd=blog, stdin=IDLE)
    assert (result.code, result.out) == (1, f"--- <stdin>\n+++ <stdin>\n{HUNK}")
    result = run_inside("fix", "-", "--check", "--stdin-filename", "x.md", cwd=blog, stdin=IDLE)
    assert (result.code, result.out) == (1, "x.md: 1 unused-suppression\n")


def test_nothing_is_passed_on_where_the_command_fails(blog: Path) -> None:
    write(blog, "colour = 1\n", ".retrolint.toml")
    args = ("fix", "-", "--stdin-filename", "a.md")
    for env in ({}, {"GITHUB_ACTIONS": "true"}):
        result = run_inside(*args, cwd=blog, env=env, stdin=IDLE)
        assert (result.code, result.out) == (2, "")
        assert "colour" in result.err


def test_what_is_excluded_is_fixed_only_by_name_and_not_even_then_if_that_is_said(blog: Path) -> None:
    write(blog, 'exclude = ["a.md"]\n', ".retrolint.toml")
    left_out = 'nothing was checked: 1 file is left out by "exclude" of .retrolint.toml'
    forced = run_inside("fix", "--force-exclude", "a.md", cwd=blog)
    assert forced == Result(0, "", f"retrolint: {left_out}\n")
    assert "a.md" not in run_inside("fix", "--check", cwd=blog).out
    assert texts(blog)["a.md"] == IDLE
    run_inside("fix", "a.md", cwd=blog)
    assert texts(blog)["a.md"] == MENDED


def test_what_is_known_is_left_alone_unless_that_does_not_count(blog: Path) -> None:
    run_inside("baseline", "create", cwd=blog)
    before = texts(blog)
    result = run_inside("fix", cwd=blog)
    assert result == Result(0, "", "retrolint: nothing new in 3 files (3 in the baseline)\n")
    assert run_inside("fix", "--check", cwd=blog).err == "retrolint: there is nothing to fix\n"
    assert texts(blog) == before
    result = run_inside("fix", "--no-baseline", cwd=blog)
    assert "retrolint: fixed 2 findings in 2 files\n" in result.err
    assert texts(blog)["a.md"] == MENDED


def test_what_is_suppressed_is_left_alone(marks: Path) -> None:
    text = (
        "---\nretrolint: {ignore: {loud-word: as it was said}}\n---\n\n"
        "WOW!! <!-- retrolint-disable-line two-marks: as it was said -->\n\n"
        "<!-- retrolint-disable two-marks: quoted -->\na!!\n<!-- retrolint-enable -->\n"
    )
    file = write(marks, f"{text}b!!\n")
    result = run_inside("fix", "--unsafe", cwd=marks)
    assert file.read_text() == f"{text}b!\n"
    assert result.err.endswith("retrolint: nothing found in 1 file (3 suppressed)\n")


def test_what_cannot_be_read_hinders_no_other(blog: Path) -> None:
    (blog / "aa.md").symlink_to("gone.md")
    (blog / "latin.md").write_bytes(b"caf\xe9!!\n")
    with (blog / "huge.md").open("wb") as file:
        file.truncate(50_000_000)
    result = run_inside("fix", cwd=blog)
    rules = re.findall(r"\[(.+?)\]", result.out)
    assert rules == ["unreadable-file", "placeholder", "oversized-file", "invalid-encoding"]
    assert (result.code, (blog / "a.md").read_text()) == (1, MENDED)
    assert (blog / "latin.md").read_bytes() == b"caf\xe9!!\n"


def test_files_are_listed_and_not_fixed(blog: Path) -> None:
    result = run_inside("fix", "--show-files", cwd=blog)
    assert (result.code, result.out, texts(blog)["a.md"]) == (0, "a.md\nb.md\nc.md\n", IDLE)


def test_a_broken_fix_is_a_bug_that_hinders_no_other(tmp_path: Path) -> None:
    env = install(tmp_path / "site", "marks", MARKS)
    (tmp_path / "blog").mkdir()
    file = write(tmp_path / "blog", "keep it!!\n")
    said = "retrolint: a.md:1:1: the fix of lost-word was not applied, as "
    for args in ((), ("--check",), ("--output-format", "json")):
        result = run("fix", *args, cwd=tmp_path / "blog", env=env)
        assert (result.code, said in result.err) == (3, True)
        assert "This is a bug in marks, not in your documents. Please report it" in result.err
        assert "can be fixed" not in result.err
        assert '"fixes": [{' not in result.out
    assert file.read_text() == "keep it!\n"


def test_fixes_that_fight_are_a_finding(marks: Path) -> None:
    file = write(marks, "a + b!!\n")
    fight = "the fixes of no-equals and no-plus undo each other, so that none was applied"
    dry = run_inside("fix", "--check", cwd=marks)
    assert (dry.code, dry.out) == (1, "a.md: 1 two-marks\n")
    assert dry.err == f"retrolint: would fix 1 finding in 1 file\nretrolint: a.md:1:3: {fight}\n"
    result = run_inside("fix", cwd=marks)
    assert (result.code, file.read_text()) == (1, "a + b!\n")
    assert result.out == (
        f'a.md:1:3: error[fix-cycle] {fight}\na.md:1:3: warning[no-plus] "+" stands here\n'
    )
    assert result.err.endswith("retrolint: 1 error, 1 warning in 1 file\n")
    assert run_inside("fix", "--ignore", "no-equals", cwd=marks).code == 0
    assert file.read_text() == "a = b!\n"
