"""Exit codes, and what a mistake in the command says."""

from pathlib import Path

import pytest
from commandline import POST, TBU, check_json, run

EMPTY = "# Notes\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(TBU, encoding="utf-8")
    (tmp_path / "b.md").write_text("# B\n\n- [ ] later\n", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("name: [x\n", encoding="utf-8")
    (tmp_path / "unknown.yaml").write_text("name: x\nsectons: [A]\n", encoding="utf-8")
    (tmp_path / "latin.yaml").write_bytes(b"name: \xe9\n")
    return tmp_path


def test_nothing_found_is_0(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(EMPTY, encoding="utf-8")
    result = run("check", cwd=tmp_path)
    assert (result.code, result.out) == (0, "")
    assert result.err == "retrolint: nothing found in 1 file\n"


def test_findings_are_1_on_standard_output_and_all_else_on_standard_error(folder: Path) -> None:
    result = run("check", "--output-format", "concise", cwd=folder)
    assert result.code == 1
    assert result.out == (
        'a.md:1:12: error[placeholder] "did" still says TBU\n'
        'b.md:3:3: info[unchecked-task] the task "later" is not ticked\n'
    )
    assert result.err == "retrolint: 1 error, 1 info in 2 files\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("check", "--schema", "weekly-retr"), 'did you mean "weekly-retro"?'),
        (("check", "--schema", "none.yaml"), '"none.yaml" cannot be read: no such file'),
        (("check", "--schema", "bad.yaml"), "bad.yaml:2:1: error[invalid-schema] no YAML"),
        (
            ("check", "--schema", "unknown.yaml"),
            'unknown.yaml:2:1: error[invalid-schema] unknown key "sectons"',
        ),
        (("check", "--schema", "unknown.yaml"), 'did you mean "sections"?'),
        (
            ("check", "--schema", "latin.yaml"),
            "latin.yaml:1:7: error[invalid-schema] byte 0xE9 is not UTF-8",
        ),
        (("check", "--select", "missing-feld"), 'did you mean "missing-field"?'),
        (("check", "--select", "placeholder,task"), 'did you mean "tasks"?'),
        (("check", "--ignore", "placeholdr"), 'did you mean "placeholder"?'),
        (("check", "--ignore", "zzz"), '"retrolint rule" lists them'),
        (("check", "--output-format", "jsn"), 'did you mean "json"?'),
        (("check", "--output-fromat", "json"), "Did you mean '--output-format'?"),
        (("check", "--schema"), "'--schema' requires an argument"),
        (("check", "--today", "2024-02-30"), '"2024-02-30" is no date: write it as 2024-09-10'),
        (("check", "--today", "gestern"), '"gestern" is no date'),
        (("check", "--stdin-filename", "a.md"), "give - as a path"),
        (("check", "--fail-on", "eror"), "'eror' is not one of"),
        (("check", "none.md"), 'there is no file or folder "none.md"'),
        (("check", "a.md", "none\x1b[31m\n.md"), r'"none\x1b[31m\n.md"'),
        (("chek",), 'there is no command "chek"; did you mean "check"?'),
        (("rule", "missing-feild"), 'did you mean "missing-field"?'),
        (
            ("schema", "show", "latin.yaml"),
            "latin.yaml:1:7: error[invalid-schema] byte 0xE9 is not UTF-8",
        ),
        (("schema", "show", "weekly"), 'did you mean "weekly-retro"?'),
    ],
)
def test_a_mistake_in_the_command_is_2_and_one_line_says_what_was_meant(
    folder: Path, args: tuple[str, ...], said: str
) -> None:
    result = run(*args, cwd=folder)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1
    assert result.err.endswith("\n")


def test_a_broken_schema_is_one_whole_document_for_machines(folder: Path) -> None:
    result = check_json("--schema", "unknown.yaml", cwd=folder)
    assert (result.code, result.err) == (2, "")
    (finding,) = result.findings
    assert (finding["rule"], finding["family"]) == ("invalid-schema", "configuration")
    assert (finding["path"], finding["severity"]) == ("unknown.yaml", "error")
    assert finding["range"]["start"] == {"line": 2, "column": 1, "offset": 8}
    assert finding["help"] == 'did you mean "sections"?'


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"---\ntitle: x\n\n# Never closed\n", "invalid-front-matter"),
        (b"---\na: [\n---\n", "invalid-front-matter"),
        (b"# caf\xe9\n", "invalid-encoding"),
        (b"\x00" * (11 << 20), "oversized-file"),
    ],
)
def test_a_broken_post_is_1(tmp_path: Path, content: bytes, rule: str) -> None:
    (tmp_path / "post.md").write_bytes(content)
    result = check_json("post.md", cwd=tmp_path)
    assert (result.code, result.err) == (1, "")
    assert rule in result.rules


@pytest.mark.parametrize("target", ["nowhere.md", "post.md"])
def test_a_link_to_nowhere_or_itself_is_a_broken_post(tmp_path: Path, target: str) -> None:
    (tmp_path / "post.md").symlink_to(target)
    for argument in ("post.md", "."):
        result = check_json(argument, cwd=tmp_path)
        assert (result.code, result.rules) == (1, ["unreadable-file"])


def test_an_empty_file_has_no_findings(tmp_path: Path) -> None:
    (tmp_path / "post.md").touch()
    assert check_json("post.md", cwd=tmp_path).findings == []


def test_50_mb_are_refused_not_read(tmp_path: Path) -> None:
    with (tmp_path / "post.md").open("wb") as file:
        file.truncate(50_000_000)
    result = check_json("post.md", cwd=tmp_path)
    assert (result.code, result.rules) == (1, ["oversized-file"])


def test_standard_input_without_a_name() -> None:
    result = check_json("-", stdin=TBU)
    assert (result.code, result.findings[0]["path"]) == (1, "<stdin>")


def test_standard_input_under_a_name(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(EMPTY, encoding="utf-8")
    result = check_json("-", "--stdin-filename", tmp_path / "post.md", cwd=tmp_path, stdin=TBU)
    assert [finding["path"] for finding in result.findings] == ["post.md"]
    assert '"did" still says TBU' in run("check", "-", "--stdin-filename", "post.md", stdin=TBU).out


def test_standard_input_beside_a_file_is_checked_once(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(EMPTY, encoding="utf-8")
    result = check_json("-", ".", "--stdin-filename", "post.md", cwd=tmp_path, stdin=TBU)
    assert result.rules == ["placeholder"]


def test_a_folder_called_like_a_document_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "notes.md").mkdir()
    (tmp_path / "notes.md" / "a.md").write_text(TBU, encoding="utf-8")
    for argument in ("notes.md", "."):
        found = check_json(argument, cwd=tmp_path).findings
        assert [finding["path"] for finding in found] == ["notes.md/a.md"]


def test_nothing_to_check_is_said(tmp_path: Path) -> None:
    result = run("check", cwd=tmp_path)
    assert (result.code, result.out) == (0, "")
    assert result.err == "retrolint: nothing was checked: there are no files\n"


def test_today_is_told_on_the_command_line_or_by_the_environment() -> None:
    def severity(*args: str, today: str) -> str:
        result = check_json(POST, "--select", "tasks", *args, env={"RETROLINT_TODAY": today})
        return ",".join({finding["severity"] for finding in result.findings})

    assert severity(today="2024-11-15") == "info"
    assert severity(today="2024-11-16 00:00:00 +0900") == "warning"
    assert severity("--today", "2024-11-15", today="2024-11-16") == "info"
    result = run("check", POST, env={"RETROLINT_TODAY": "soon"})
    assert (result.code, result.out) == (2, "")
    assert '"soon" is no date' in result.err


@pytest.mark.parametrize(
    ("args", "rules"),
    [
        (("--select", "placeholder"), {"placeholder"}),
        (("--select", "placeholders"), {"placeholder"}),
        (("--select", "tasks, placeholders"), {"placeholder", "unchecked-task"}),
        (("--select", "tasks", "--select", "placeholder"), {"placeholder", "unchecked-task"}),
        (("--ignore", "placeholder"), {"unchecked-task"}),
        (("--ignore", "placeholders,tasks"), set()),
        (("--select", "tasks,placeholders", "--ignore", "tasks"), {"placeholder"}),
        (("--select", "links"), set()),
    ],
)
def test_rules_are_chosen_by_name_and_family(args: tuple[str, ...], rules: set[str]) -> None:
    assert set(check_json(POST, *args).rules) == rules


def test_version_and_help() -> None:
    assert run("--version").out == "retrolint 0.1.0\n"
    for args in (("--help",), ("check", "-h"), ("rule", "--help"), ("schema", "show", "-h")):
        result = run(*args)
        assert (result.code, result.err) == (0, "")
        assert result.out.startswith("Usage: retrolint")


def test_the_rules_are_listed_by_family() -> None:
    result = run("rule")
    assert (result.code, result.err) == (0, "")
    lines = result.out.split("\n")
    row = next(line for line in lines if line.startswith("  missing-field "))
    summary = "A section has every required field, `- **label**: value`."
    assert row.split(maxsplit=2) == ["missing-field", "error", summary]
    before = lines[: lines.index(row)]
    assert [line for line in before if line and not line.startswith(" ")][-1] == "fields"


def test_a_rule_is_explained() -> None:
    result = run("rule", "missing-field")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("# missing-field\n\nFamily fields, error by default.\n\nA section has ")
    assert "\nBad, " in result.out
    assert "\nGood:\n" in result.out


def test_schemas_are_listed_and_shown(tmp_path: Path) -> None:
    listed = run("schema", "list")
    assert (listed.code, listed.err) == (0, "")
    assert "\nweekly-retro         Events of a week as cue, did, felt, action plan" in listed.out
    shown = run("schema", "show", "weekly-retro")
    assert (shown.code, shown.err) == (0, "")
    (tmp_path / "mine.yaml").write_text(shown.out, encoding="utf-8")
    mine = check_json("--schema", tmp_path / "mine.yaml", POST)
    builtin = check_json("--schema", "weekly-retro", POST)
    assert mine.findings == builtin.findings != []


@pytest.mark.parametrize(
    ("fail_on", "errors", "warnings", "infos"),
    [("error", 1, 0, 0), ("warning", 1, 1, 0), ("info", 1, 1, 1), ("never", 0, 0, 0)],
)
def test_fail_on_is_the_mildest_severity_that_fails(
    fail_on: str, errors: int, warnings: int, infos: int
) -> None:
    def code(rules: str, today: str) -> int:
        return run("check", POST, "--fail-on", fail_on, "--select", rules, "--today", today).code

    assert code("placeholders", "2024-11-08") == errors
    assert code("tasks", "2025-01-01") == warnings
    assert code("tasks", "2024-11-08") == infos
    assert code("links", "2024-11-08") == 0


def test_severities_are_named_as_they_are_printed() -> None:
    assert "--fail-on [error|warning|info|never]" in run("check", "--help").out


@pytest.mark.parametrize("args", [(), ("schema",)])
def test_without_a_verb_the_help_is_shown(args: tuple[str, ...]) -> None:
    result = run(*args)
    assert (result.code, result.out) == (2, "")
    assert "\n  Check documents" in result.err or "\n  Look at schemas" in result.err
    assert "\\n" not in result.err


@pytest.mark.parametrize("target", ["nowhere.md", "post.md"])
def test_a_link_to_nowhere_or_itself_in_a_folder_is_a_broken_post(tmp_path: Path, target: str) -> None:
    (tmp_path / "post.md").symlink_to(target)
    result = check_json(cwd=tmp_path)
    assert (result.code, result.rules) == (1, ["unreadable-file"])


def test_an_unknown_verb_suggests_one() -> None:
    result = run("chek")
    assert result.code == 2
    assert 'did you mean "check"?' in result.err


def test_showing_a_schema_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"name: \xe9\n")
    result = run("schema", "show", "latin.yaml", cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert result.err == "latin.yaml:1:7: error[invalid-schema] byte 0xE9 is not UTF-8\n"
