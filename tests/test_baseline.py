"""Findings that are known: adopted today, and hidden until they are mended."""

import json
import os
from pathlib import Path

import pytest
from commandline import Result, check_json, run

FILE = ".retrolint-baseline.json"
POST = "# Week 5\n\n- **did**: TBU\n- **felt**: TBU\n"


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "_posts").mkdir()
    write(tmp_path, "week-5.md", POST)
    write(tmp_path, "week-6.md", "- TBD\n- TBD\n- TBD\n")
    return tmp_path


def write(blog: Path, name: str, text: str) -> None:
    (blog / "_posts" / name).write_text(text, encoding="utf-8")


def told(blog: Path, *arguments: str) -> list[str]:
    """What is reported, as path, line and message; and nothing else fails the run."""
    result = run("check", "--output-format", "concise", *arguments, cwd=blog)
    assert result.code == bool(result.out)
    return [line.partition(": ")[0] for line in result.out.splitlines()]


def baseline(blog: Path, verb: str, *arguments: str) -> Result:
    return run("baseline", verb, *arguments, cwd=blog)


def test_what_is_known_is_not_reported_and_what_is_new_is(blog: Path) -> None:
    assert len(told(blog)) == 5
    made = baseline(blog, "create")
    assert (made.code, made.out) == (0, "")
    assert made.err == f"retrolint: 5 findings in {FILE}\n"
    silent = run("check", cwd=blog)
    assert (silent.code, silent.out) == (0, "")
    assert silent.err == "retrolint: nothing new in 2 files (5 in the baseline)\n"
    write(blog, "week-7.md", "- **did**: TBU\n")
    assert told(blog) == ["_posts/week-7.md:1:12"]
    assert len(told(blog, "--no-baseline")) == 6


def test_json_says_what_is_known(blog: Path) -> None:
    baseline(blog, "create")
    known = [finding["suppressed"] for finding in check_json(cwd=blog).findings]
    assert known == [{"kind": "baseline", "reason": ""}] * 5


def test_trap_5_moved_lines_keep_their_entries(blog: Path) -> None:
    baseline(blog, "create")
    write(blog, "week-5.md", f"\n\nA line above.\n\n{POST}")
    write(blog, "week-6.md", "\n- TBD\n\ntext\n\n- TBD\n- TBD\n")
    assert told(blog) == []


def test_trap_6_of_equal_findings_each_has_an_entry_of_its_own(blog: Path) -> None:
    baseline(blog, "create")
    prints = [entry["fingerprint"] for entry in json.loads((blog / FILE).read_text())["findings"]]
    assert len(set(prints)) == 5
    write(blog, "week-6.md", "- written\n- TBD\n- TBD\n")
    assert told(blog) == []
    write(blog, "week-6.md", "- TBD\n- TBD\n- TBD\n- TBD\n")
    assert told(blog) == ["_posts/week-6.md:4:3"]


def test_trap_7_a_finding_swapped_for_another_of_its_rule_is_reported(blog: Path) -> None:
    baseline(blog, "create")
    write(blog, "week-5.md", "# Week 5\n\n- **did**: written\n- **felt**: TBU\n- **next**: TBU\n")
    assert told(blog) == ["_posts/week-5.md:5:13"]


def test_trap_8_what_is_not_found_any_more_is_said_and_hides_nothing_else(blog: Path) -> None:
    baseline(blog, "create")
    write(blog, "week-5.md", "# Week 5\n\n- **felt**: TBU\n")
    write(blog, "week-6.md", "- TBD\n")
    result = run("check", cwd=blog)
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        f"retrolint: 3 findings are in {FILE} but not found any more: "
        '"retrolint baseline prune" takes them out\n'
        "retrolint: nothing new in 2 files (2 in the baseline)\n"
    )
    shown = baseline(blog, "show")
    assert shown.out.count("(not found any more)") == 3
    assert shown.err == f"retrolint: 5 findings in {FILE}, 3 of them not found any more\n"
    write(blog, "week-7.md", "- **did**: TBU\n")
    pruned = baseline(blog, "prune")
    assert pruned.err == f"retrolint: 2 findings in {FILE} (3 gone)\n"
    assert told(blog) == ["_posts/week-7.md:1:12"]


def test_a_part_of_the_documents_says_nothing_of_the_others(blog: Path) -> None:
    baseline(blog, "create")
    write(blog, "week-5.md", "# Week 5\n")
    assert "not found any more" not in run("check", "_posts/week-6.md", cwd=blog).err
    assert "not found any more" not in run("check", "--select", "links", cwd=blog).err
    (blog / "_posts" / "week-5.md").unlink()
    assert "2 findings are in" in run("check", "_posts/week-6.md", cwd=blog).err


def test_update_takes_in_what_is_new_and_forgets_what_is_gone(blog: Path) -> None:
    baseline(blog, "create")
    write(blog, "week-5.md", "- **next**: TBU\n")
    updated = baseline(blog, "update")
    assert (updated.code, updated.err) == (0, f"retrolint: 4 findings in {FILE} (1 new, 2 gone)\n")
    assert told(blog) == []


def test_create_keeps_what_is_there(blog: Path) -> None:
    baseline(blog, "create")
    before = (blog / FILE).read_bytes()
    write(blog, "week-7.md", "- TBU\n")
    again = baseline(blog, "create")
    assert (again.code, again.out) == (2, "")
    assert again.err == (
        f'retrolint: {FILE} is there already: "retrolint baseline update" brings it up to date\n'
    )
    assert (blog / FILE).read_bytes() == before


def test_the_file_has_a_sorted_line_for_each_finding(blog: Path) -> None:
    baseline(blog, "create")
    head, *lines, end = (blog / FILE).read_text(encoding="utf-8").splitlines()
    assert (head, end) == ('{"schema_version": 1, "findings": [', "]}")
    entries = [json.loads(line.removesuffix(",")) for line in lines]
    assert [list(entry) for entry in entries] == [["path", "rule", "message", "fingerprint"]] * 5
    assert lines == sorted(lines)
    assert entries[0]["message"] == '"did" still says TBU'


def test_the_same_file_from_any_folder(blog: Path) -> None:
    baseline(blog, "create")
    expected = (blog / FILE).read_bytes()
    (blog / FILE).unlink()
    made = run("baseline", "create", cwd=blog / "_posts")
    assert made.err == f"retrolint: 5 findings in ../{FILE}\n"
    assert (blog / FILE).read_bytes() == expected
    assert run("check", cwd=blog / "_posts").out == ""
    assert run("check", blog / "_posts", cwd=blog.parent).out == ""
    named = ("--stdin-filename", "_posts/week-5.md")
    assert run("check", "-", *named, cwd=blog, stdin=POST).out == ""


def test_a_suppressed_finding_needs_no_entry(blog: Path) -> None:
    write(blog, "week-5.md", "- TBU <!-- retrolint-disable-line placeholder: quoted -->\n")
    assert baseline(blog, "create").err == f"retrolint: 3 findings in {FILE}\n"


def test_what_time_makes_worse_stays_known(blog: Path) -> None:
    text = "---\ntitle: 5주차\ndate: 2024-09-06 10:00:00 +0900\n---\n\n- [ ] one\n"
    write(blog, "2024-09-06-week-5.md", text)
    baseline(blog, "create", "--today", "2024-09-07")
    later = run("check", "--today", "2025-09-07", "--fail-on", "info", cwd=blog)
    assert (later.code, later.out) == (0, "")


def test_a_configuration_names_another_file(blog: Path) -> None:
    (blog / "retrolint.toml").write_text('baseline = "ci/known.json"\n')
    (blog / "ci").mkdir()
    assert baseline(blog, "create").err == "retrolint: 5 findings in ci/known.json\n"
    assert told(blog) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "1:2: error[invalid-config] the baseline cannot be read: no JSON"),
        ("<<<<<<< HEAD\n", "1:1: error[invalid-config] the baseline cannot be read: it has conflicts"),
        ("[]", "1:1: error[invalid-config] the baseline cannot be read: it is no baseline"),
        (
            '{"schema_version": 2, "findings": []}',
            "1:1: error[invalid-config] the baseline cannot be read",
        ),
        ('{"schema_version": 1, "findings": [{"path": 1}]}', "1:1: error[invalid-config] the baseline"),
        ("\udcff", "1:1: error[invalid-config] the baseline cannot be read: byte 0xFF is not UTF-8"),
    ],
)
def test_a_file_that_is_no_baseline_is_a_mistake_of_the_configuration(
    blog: Path, text: str, said: str
) -> None:
    (blog / FILE).write_bytes(text.encode("utf-8", "surrogateescape"))
    result = run("check", cwd=blog)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"{FILE}:{said}")
    assert result.err.endswith('mend it, or delete it and run "retrolint baseline create"\n')
    machine = check_json(cwd=blog)
    assert (machine.code, machine.rules, machine.err) == (2, ["invalid-config"], "")


@pytest.mark.parametrize("verb", ["update", "create"])
def test_a_baseline_that_cannot_be_written_leaves_nothing_behind(blog: Path, verb: str) -> None:
    (blog / "retrolint.toml").write_text('baseline = "gone/known.json"\n')
    result = baseline(blog, verb)
    assert (result.code, result.out) == (2, "")
    assert result.err == "retrolint: gone/known.json cannot be written: no such file or directory\n"
    assert sorted(os.listdir(blog)) == [".git", "_posts", "retrolint.toml"]


def test_a_link_stays_a_link(blog: Path) -> None:
    (blog / "known.json").write_text('{"schema_version": 1, "findings": []}')
    (blog / FILE).symlink_to("known.json")
    baseline(blog, "update")
    assert (blog / FILE).is_symlink()
    assert told(blog) == []


def test_what_is_no_file_is_not_read(blog: Path) -> None:
    os.mkfifo(blog / FILE)
    piped = run("check", cwd=blog)
    assert (piped.code, "not a regular file" in piped.err) == (2, True)
    (blog / FILE).unlink()
    (blog / FILE).symlink_to("/dev/zero")
    assert run("check", cwd=blog).code == 2


def test_the_same_beside_a_configuration_from_elsewhere(blog: Path) -> None:
    (blog / "ci").mkdir()
    (blog / "ci" / "r.toml").write_text('per-file-ignores = {"_posts/week-5.md" = ["placeholder"]}\n')
    config = ("--config", str(blog / "ci" / "r.toml"))
    from_top = check_json(*config, cwd=blog)
    from_below = check_json(*config, cwd=blog / "_posts")
    prints = [[finding["fingerprint"] for finding in each.findings] for each in (from_top, from_below)]
    assert prints[0] == prints[1]
    assert len(prints[0]) == 3
