"""What comes out, whatever the document, the terminal and the order of the arguments."""

import os
import random
import re
import subprocess
from pathlib import Path

import pytest
from commandline import BIN, POST, TBU, check_json, environment, execute, run

FIELDS = {
    "rule": str,
    "family": str,
    "severity": str,
    "message": str,
    "help": str,
    "path": str,
    "range": dict,
    "section": list,
    "schema": dict | None,
    "related": list,
    "fixes": list,
    "url": str | None,
    "fingerprint": str,
    "suppressed": dict | None,
}
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
HOSTILE = (
    "# \x1b]0;title\x07 one\n\n"
    "- [ ] \x1b[31mred\x1b[0m \u202egnihton\n- **\x9b2Jdid**: TBU\n- [ ] bell\x07 \x08\n\n"
    "## TB\u202eU\n\n### \x1b[1mTBU\n\n"
    "[a](\u202eno.png) ![b](<no\x1b.png>) \u2028 2024-09-02 (\x1b[7m화)\n"
)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """Two folders of posts, names beyond ASCII among them."""
    posts = tmp_path / "blog" / "_posts"
    posts.mkdir(parents=True)
    for name in ("2024-11-08-b.md", "2024-11-08-회고.md", "2024-11-08-a.markdown"):
        (posts / name).write_text(POST.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "blog" / "note.md").write_text(
        "---\ntitle: TBD\n---\n\n- [ ] 🙂 ok\r\n- x: TBU\r\n", encoding="utf-8"
    )
    return tmp_path / "blog"


def test_json_has_the_fields_of_the_contract(blog: Path) -> None:
    result = check_json(cwd=blog)
    assert (result.code, result.err) == (1, "")
    assert result.out.count("\n") == len(result.findings) + 2
    for finding in result.findings:
        assert list(finding) == list(FIELDS)
        for name, kind in FIELDS.items():
            assert isinstance(finding[name], kind), name
    assert (
        '"schema_version": 1, "tool": {"name": "retrolint", "version": "0.1.0"}, "files": 4, '
        in result.out
    )


def test_json_positions_are_code_points(blog: Path) -> None:
    for finding in check_json(cwd=blog).findings:
        text = (blog / finding["path"]).read_bytes().decode()
        start, end = finding["range"]["start"], finding["range"]["end"]
        assert text[start["offset"] : end["offset"]] in {"TBU", "TBD", "[ ]"}
        for place in (start, end):
            before = text[: place["offset"]]
            assert place["line"] == before.count("\n") + 1
            assert place["column"] == len(before) - before.rfind("\n")


def test_findings_are_sorted_by_path_start_and_rule(blog: Path) -> None:
    found = check_json(cwd=blog).findings
    keys = [(item["path"], item["range"]["start"]["offset"], item["rule"]) for item in found]
    assert keys == sorted(keys)
    assert len({item["fingerprint"] for item in found}) == len(found)


def test_arguments_may_come_in_any_order_and_twice(blog: Path) -> None:
    expected = check_json(cwd=blog).out
    arguments = [str(path) for path in blog.rglob("*.m*")] + [".", "_posts", "./note.md", str(blog)]
    random.shuffle(arguments)
    assert check_json(*arguments, *arguments[:2], cwd=blog).out == expected


def test_a_subfolder_only_changes_the_paths(blog: Path) -> None:
    whole = check_json(cwd=blog)
    below = check_json("..", cwd=blog / "_posts")
    assert below.code == whole.code

    def absolute(folder: Path, path: str) -> str:
        return os.path.normpath(folder / path)

    assert sorted(
        (absolute(blog, item["path"]), item["rule"], item["range"]["start"]["offset"])
        for item in whole.findings
    ) == sorted(
        (absolute(blog / "_posts", item["path"]), item["rule"], item["range"]["start"]["offset"])
        for item in below.findings
    )
    assert "../note.md" in {item["path"] for item in below.findings}


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "cp949"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=lambda env: ",".join(f"{name}={value}" for name, value in env.items()),
)
@pytest.mark.parametrize("format_", ["full", "concise", "json"])
def test_any_encoding_will_do(tmp_path: Path, env: dict[str, str], format_: str) -> None:
    (tmp_path / "🙂.md").write_text("# 제목 é\n\n- [ ] 할 일 🙂 café ㅤ\n- TBU\n", encoding="utf-8")
    result = run("check", "--output-format", format_, cwd=tmp_path, env=env)
    assert result.code == 1
    assert "Traceback" not in result.err
    assert "placeholder" in result.out


def test_what_the_encoding_cannot_hold_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("- [ ] 할 일 🙂\n", encoding="utf-8")
    command = [str(BIN / "retrolint"), "check", "--output-format", "concise", "post.md"]
    for encoding, task in (("cp949", r"할 일 \U0001f642"), ("latin-1", r"\ud560 \uc77c \U0001f642")):
        env = environment({"PYTHONIOENCODING": encoding})
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False)
        assert f'the task "{task}" is not ticked' in done.stdout.decode(encoding)
        assert done.returncode == 0


def test_nothing_in_a_post_or_its_name_reaches_the_terminal_raw(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m\u202eb\n.md").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "c.md").write_text(HOSTILE.replace("\n", "\r"), encoding="utf-8", newline="")
    (tmp_path / "d.md").write_text(f"{HOSTILE}\0", encoding="utf-8")
    for format_ in ("full", "concise", "json"):
        result = run("check", "--output-format", format_, "--fail-on", "never", cwd=tmp_path)
        assert "unchecked-task" in result.out
        assert "invalid-encoding" in result.out
        assert not CONTROL.search(result.out)
        assert not CONTROL.search(result.err)
    result = run("check", "--schema", tmp_path / "no\x1b[31m.yaml", cwd=tmp_path)
    assert (result.code, CONTROL.search(result.err)) == (2, None)


def test_a_reader_that_hangs_up_gets_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(TBU * 5000, encoding="utf-8")
    command = [str(BIN / "retrolint"), "check", "--output-format", "concise", "post.md"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b'post.md:1:12: error[placeholder] "did" still says TBU\n'
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 1


@pytest.mark.parametrize(
    "args",
    [
        ("check", str(POST)),
        ("check", "--output-format", "json", str(POST)),
        ("rule",),
        ("schema", "list"),
    ],
    ids=" ".join,
)
def test_a_full_disk_is_2_and_one_line(args: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [BIN / "retrolint", *args],
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"retrolint: cannot write the result: ")
    assert done.stderr.count(b"\n") == 1


def test_thousands_of_findings_are_printed(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(TBU * 2000, encoding="utf-8")
    result = run("check", "--output-format", "concise", "post.md", cwd=tmp_path)
    assert (result.code, result.out.count("\n")) == (1, 2000)
    assert "2000 errors in 1 file" in result.err
    assert len({item["fingerprint"] for item in check_json("post.md", cwd=tmp_path).findings}) == 2000


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_what_ascii_cannot_hold_is_escaped(tmp_path: Path, env: dict[str, str]) -> None:
    (tmp_path / "post.md").write_text("- [ ] 할 일 🙂\n", encoding="utf-8")
    result = run("check", "--output-format", "concise", "post.md", cwd=tmp_path, env=env)
    assert r'the task "\ud560 \uc77c \U0001f642" is not ticked' in result.out


@pytest.mark.parametrize(("closed", "code"), [("<&-", 2), (">&-", 2), ("2>&-", 1)])
def test_a_closed_stream_is_no_bug(closed: str, code: int) -> None:
    command = f'"{BIN}/retrolint" check "{POST}" {"-" if closed == "<&-" else ""} {closed}'
    result = execute("bash", "-c", command)
    assert result.code == code
    assert "Traceback" not in result.err
    assert "bug" not in result.err
    assert ("TBU" in result.out) == (closed == "2>&-")


def test_findings_at_one_start_are_sorted_by_rule() -> None:
    result = check_json(
        "-", "--schema", "weekly-retro", "--select", "sections,placeholders", stdin="TBU  \n"
    )
    assert result.rules == ["missing-section", "missing-section", "placeholder"]
