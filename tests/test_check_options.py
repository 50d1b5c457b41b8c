"""The options of `retrolint check`: what is listed, counted, limited, written, and said."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from checkout import commit_all, git
from commandline import BIN, TBU, check_json, environment, run
from terminal import at_a_terminal

WEEK = "---\ntitle: Week 5\n---\n\n## Main Events\n\n### (240902 월) NLP\n\n"
FIELDS = "- **cue**: a\n- **did**: b\n- **felt**: c\n- **action plan**: d\n"
REVIEW = (
    "\n## Weekly Review\n\n### [+] Positive\n\n- a\n\n### [-] Negative\n\n- b\n\n"
    "### [!] To Try\n\n- c\n\n### [.] Takeaway\n\nd\n"
)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts" / "a.md").write_text(f"{TBU}- [ ] one\n", encoding="utf-8")
    (tmp_path / "_posts" / "b.md").write_text("- TBU\n- TBU\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("TBU\n", encoding="utf-8")
    return tmp_path


def test_files_are_listed_and_not_checked(blog: Path) -> None:
    result = run("check", "--show-files", cwd=blog)
    assert (result.code, result.out, result.err) == (0, "_posts/a.md\n_posts/b.md\n", "")


def test_statistics_count_the_findings_of_each_rule(blog: Path) -> None:
    result = run("check", "--statistics", cwd=blog)
    assert (result.code, result.out) == (1, "3  placeholder\n1  unchecked-task\n")
    assert result.err == "retrolint: 3 errors, 1 info in 2 files\n"
    machine = run("check", "--statistics", "--output-format", "json", cwd=blog)
    assert json.loads(machine.out) == [
        {"rule": "placeholder", "count": 3, "fixable": 0},
        {"rule": "unchecked-task", "count": 1, "fixable": 0},
    ]
    (blog / "c.md").write_text("<!-- retrolint-disable-file broken-link: x -->\n", encoding="utf-8")
    assert "1  unused-suppression  [1 can be fixed]\n" in run("check", "--statistics", cwd=blog).out


def test_exit_zero_changes_nothing_but_the_exit_code(blog: Path) -> None:
    failing, passing = run("check", cwd=blog), run("check", "--exit-zero", cwd=blog)
    assert (failing.code, passing.code) == (1, 0)
    assert (passing.out, passing.err) == (failing.out, failing.err)
    (blog / "retrolint.toml").write_text("colour = 1\n")
    assert run("check", "--exit-zero", cwd=blog).code == 2


@pytest.mark.parametrize(
    ("files", "args", "said"),
    [
        ({}, (), "there are no files"),
        ({"a.txt": ""}, (), "1 file is not called *.md, *.markdown, *.mdx"),
        ({"a.md": "", ".gitignore": "*.md\n"}, (), "1 file is ignored by git, 1 file is not called"),
        ({"build/a.md": "", ".gitignore": "build/\n"}, (), "1 folder is ignored by git"),
        (
            {"a.md": "", "old/b.md": "", "retrolint.toml": 'exclude = ["a.md", "old/"]\n'},
            (),
            '1 folder is left out by "exclude" of retrolint.toml, 1 file is left out by "exclude" of',
        ),
        ({"a.md": "", "retrolint.toml": 'include = ["*.txt"]\n'}, (), 'not in "include" of'),
        (
            {"a.md": "", "retrolint.toml": 'exclude = ["a.md"]\n'},
            ("--force-exclude", "a.md"),
            '1 file is left out by "exclude" of retrolint.toml',
        ),
        (
            {"retrolint.toml": 'exclude = ["a.md"]\n'},
            ("-", "--stdin-filename", "a.md"),
            '1 file is left out by "exclude" of retrolint.toml',
        ),
        ({"sub/.git": "gitdir: x", "sub/a.md": ""}, (), "1 folder is a repository of its own"),
    ],
)
@pytest.mark.parametrize("format_", ["concise", "json"])
def test_a_run_that_checked_nothing_says_what_left_all_out(
    tmp_path: Path, files: dict[str, str], args: tuple[str, ...], said: str, format_: str
) -> None:
    (tmp_path / ".git").mkdir()
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    result = run("check", "--output-format", format_, *args, cwd=tmp_path)
    assert result.code == 0
    assert result.err.startswith("retrolint: nothing was checked: ")
    assert said in result.err


def test_trap_1_a_rule_that_there_is_not_is_no_success(tmp_path: Path) -> None:
    for option in ("--select", "--extend-select", "--ignore"):
        result = run("check", option, "placeholdr", cwd=tmp_path)
        assert (result.code, result.out) == (2, "")
        assert 'there is no rule "placeholdr"; did you mean "placeholder"?' in result.err


def test_trap_2_a_path_that_is_not_there_is_no_finding(blog: Path) -> None:
    result = check_json("_posts", "gone.md", cwd=blog)
    assert (result.code, result.out) == (2, "")
    assert result.err == 'retrolint: there is no file or folder "gone.md"\n'


def test_several_outputs_come_of_one_run(blog: Path) -> None:
    outputs = ("--output-format", "concise", "--output-format", "json=all.json")
    result = run("check", *outputs, cwd=blog)
    assert result.out.startswith("_posts/a.md:1:12: error[placeholder]")
    assert json.loads((blog / "all.json").read_text())["diagnostics"] == check_json(cwd=blog).findings
    only = run("check", "--output-format", "json=all.json", cwd=blog)
    assert (only.code, only.out) == (1, "")


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        (("jsn",), 'there is no output format "jsn"; did you mean "json"?'),
        (("json", "concise"), "cannot both go to standard output: give the others a file, FORMAT=FILE"),
        (("json=a", "sarif=a"), "cannot both go to the file a"),
        (("json=gone/a.json",), "gone/a.json cannot be written: no such file or directory"),
    ],
)
def test_outputs_that_cannot_be_meant_are_told(blog: Path, outputs: tuple[str, ...], said: str) -> None:
    args = [word for output in outputs for word in ("--output-format", output)]
    result = run("check", *args, cwd=blog)
    assert result.code == 2
    assert said in result.err


def test_in_actions_there_are_annotations_and_a_summary(blog: Path) -> None:
    summary = blog / "summary.md"
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    result = run("check", cwd=blog, env=env)
    assert result.out.startswith("::error file=_posts/a.md,line=1,col=12,")
    assert "placeholder" in summary.read_text(encoding="utf-8")
    before = summary.read_text(encoding="utf-8")
    run("check", "--output-format", "json", cwd=blog, env=env)
    assert summary.read_text(encoding="utf-8") == before


def test_people_who_run_pre_commit_read_all_of_a_finding(blog: Path) -> None:
    result = run("check", cwd=blog, env={"PRE_COMMIT": "1", "GITHUB_ACTIONS": "true"})
    assert "error[placeholder]" in result.out
    assert "  = help: " in result.out


@pytest.fixture
def retro(tmp_path: Path) -> Path:
    """A repository with an old post with mistakes, and a new one without."""
    (tmp_path / "old.md").write_text(f"{WEEK}{FIELDS}{REVIEW}- TBU\n", encoding="utf-8")
    (tmp_path / "new.md").write_text(f"{WEEK}{FIELDS}{REVIEW}", encoding="utf-8")
    commit_all(tmp_path)
    git(tmp_path, "branch", "main-line")
    return tmp_path


def since(retro: Path, *args: str) -> list[tuple[str, str]]:
    found = check_json(
        "--schema", "weekly-retro", "--select", "missing-field,placeholder", *args, cwd=retro
    )
    assert found.code in {0, 1}, found.err
    return [(finding["path"], finding["rule"]) for finding in found.findings]


def test_only_what_changed_is_reported(retro: Path) -> None:
    everything = since(retro)
    assert since(retro, "--since", "HEAD") == []
    new = retro / "new.md"
    new.write_text(new.read_text("utf-8").replace("- **felt**: c\n", ""), encoding="utf-8")
    (retro / "added.md").write_text("- TBU\n", encoding="utf-8")
    expected = [("added.md", "placeholder"), ("new.md", "missing-field")]
    assert [each for each in since(retro, "--since", "HEAD") if each in expected] == expected
    assert ("old.md", "placeholder") not in since(retro, "--since", "HEAD")
    assert ("old.md", "placeholder") in since(retro)
    assert everything != []
    git(retro, "add", "--all")
    git(retro, "commit", "--quiet", "--message", "More")
    assert since(retro, "--since", "HEAD") == []
    assert ("new.md", "missing-field") in since(retro, "--since", "main-line")


def test_staged_is_what_the_commit_takes(retro: Path) -> None:
    new = retro / "new.md"
    clean = new.read_text("utf-8")
    new.write_text(clean.replace("- **felt**: c\n", "- **felt**: TBU\n"), encoding="utf-8")
    assert since(retro, "--staged") == []
    git(retro, "add", "new.md")
    new.write_text(clean, encoding="utf-8")
    assert since(retro, "--staged") == [("new.md", "placeholder")]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--since", "gone"), "gone"),
        (("--since", "HEAD", "--staged"), "--since and --staged contradict each other"),
    ],
)
def test_changes_that_cannot_be_told(retro: Path, args: tuple[str, ...], said: str) -> None:
    result = run("check", *args, cwd=retro)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_terminal_has_colours_unless_somebody_minds(blog: Path) -> None:
    term = {"TERM": "xterm-256color", "NO_COLOR": "", "FORCE_COLOR": ""}
    seen = at_a_terminal("check", cwd=blog, env=term)[1]
    assert "\x1b[1;31merror[placeholder]\x1b[0m" in seen
    assert "= \x1b" not in seen.replace("\x1b[2m=\x1b[0m ", "")
    assert "\x1b" not in at_a_terminal("check", cwd=blog, env={**term, "NO_COLOR": "1"})[1]
    assert "\x1b" not in at_a_terminal("check", "--color", "never", cwd=blog, env=term)[1]
    assert "\x1b" not in at_a_terminal("check", cwd=blog, env={**term, "TERM": "dumb"})[1]
    assert "\x1b[" in run("check", cwd=blog, env={"FORCE_COLOR": "1", "NO_COLOR": ""}).out
    assert "\x1b[" in run("check", "--color", "always", cwd=blog, env={"NO_COLOR": "1"}).out
    assert "\x1b[" not in run("check", cwd=blog, env={"NO_COLOR": "1", "FORCE_COLOR": "1"}).out


def test_links_open_the_file_where_the_terminal_can_do_that(blog: Path) -> None:
    env = {"FORCE_HYPERLINK": "1"}
    seen = run("check", cwd=blog, env=env).out
    target = (blog / "_posts" / "a.md").as_uri()
    assert seen.startswith(f"\x1b]8;;{target}\x1b\\_posts/a.md:1:12\x1b]8;;\x1b\\: error[placeholder]")


def test_a_long_run_shows_how_far_it_is(tmp_path: Path) -> None:
    text = "# Notes\n\n" + "- one **two** [three](four.md)\n" * 1500
    for number in range(60):
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    seen = at_a_terminal("check", "--select", "source", cwd=tmp_path, env={"TERM": "xterm"})[1]
    assert "/60" in seen
    assert seen.rstrip().endswith("retrolint: nothing found in 60 files")
    quick = at_a_terminal("check", "--select", "source", "0.md", cwd=tmp_path, env={"TERM": "xterm"})[1]
    assert "/1" not in quick


def test_watch_checks_again_when_something_changes(blog: Path) -> None:
    command = [str(BIN / "retrolint"), "check", "--watch", "--select", "placeholder"]
    env = environment({"PYTHONUNBUFFERED": "1"})
    with subprocess.Popen(
        command, cwd=blog, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout
            assert "3 errors in 2 files" in _until(process.stdout, "waiting for changes")
            # What watches needs a moment before it sees anything.
            time.sleep(1)
            (blog / "_posts" / "b.md").write_text("- written\n", encoding="utf-8")
            assert "1 error in 2 files" in _until(process.stdout, "waiting for changes")
        finally:
            process.terminate()


def _until(lines: Iterator[str], sign: str) -> str:
    seen = []
    for line in lines:
        seen.append(line)
        if sign in line:
            break
    return "".join(seen)


def test_standard_input_cannot_be_watched(tmp_path: Path) -> None:
    result = run("check", "--watch", "-", cwd=tmp_path)
    assert (result.code, result.err) == (2, "retrolint: standard input cannot be watched\n")


def test_watching_without_what_watches_says_what_to_install(tmp_path: Path) -> None:
    code = "import sys; sys.modules['watchfiles'] = None; import retrolint.commands as c; c.main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "--watch"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "retrolint: --watch needs one more package: pip install 'retrolint[watch]'\n"
