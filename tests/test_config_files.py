"""Which configuration counts for which file."""

import json
import os
import sys
from pathlib import Path

import pytest
from commandline import TBU, check_json, run
from configfiles import MILD, OWN, found, listed, make, write

NAMES = (OWN, "retrolint.toml", ".config/retrolint.toml", "pyproject.toml")
LOUD = '[severity]\nplaceholder = "warning"\n'
needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")


def text_for(name: str, text: str = MILD) -> str:
    return text.replace("[severity]", "[tool.retrolint.severity]") if name == NAMES[3] else text


@pytest.mark.parametrize("name", NAMES)
def test_each_name_counts_for_its_folder_and_below(name: str, tmp_path: Path) -> None:
    make(tmp_path, "a.md", "sub/b.md")
    write(tmp_path / name, text_for(name))
    assert found(tmp_path) == ["a.md info placeholder", "sub/b.md info placeholder"]


@pytest.mark.parametrize("place", range(3))
def test_of_several_in_a_folder_the_first_name_counts_and_the_others_are_told(
    place: int, tmp_path: Path
) -> None:
    make(tmp_path, "a.md")
    for name in NAMES[place:]:
        write(tmp_path / name, text_for(name, MILD if name == NAMES[place] else LOUD))
    result = check_json(cwd=tmp_path)
    assert [finding["severity"] for finding in result.findings] == ["info"]
    assert result.err.splitlines() == [
        f"retrolint: {other} is not read: {NAMES[place]} beside it counts" for other in NAMES[place + 1 :]
    ]


def test_the_closest_counts_and_nothing_is_merged(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "sub/b.md", "sub/deep/c.md", own=f'fail-on = "never"\n{MILD}')
    write(tmp_path / "sub" / "retrolint.toml", "# all is as it is by default\n")
    assert found(tmp_path) == [
        "a.md info placeholder",
        "sub/b.md error placeholder",
        "sub/deep/c.md error placeholder",
    ]


def test_a_pyproject_without_our_table_is_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "sub/a.md", own=MILD)
    for text in (
        "",
        "[tool.other]\n",
        "[tool]\nother.retrolint = 1\n",
        "[tool.other]\nx = 'tool.retrolint'\n",
    ):
        write(tmp_path / "sub" / "pyproject.toml", text)
        assert found(tmp_path) == ["sub/a.md info placeholder"]


def test_a_pyproject_of_others_may_be_broken(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    write(tmp_path / "pyproject.toml", "[tool.other]\nx = \n")
    assert found(tmp_path) == ["a.md error placeholder"]


def test_the_search_ends_at_the_repository(tmp_path: Path) -> None:
    make(tmp_path / "repo", "sub/a.md")
    write(tmp_path / OWN, MILD)
    assert found(tmp_path / "repo") == ["sub/a.md error placeholder"]
    assert found(tmp_path, "repo/sub/a.md") == ["repo/sub/a.md error placeholder"]
    write(tmp_path / "repo" / OWN, MILD)
    assert found(tmp_path / "repo" / "sub") == ["a.md info placeholder"]


def test_the_search_ends_at_home(tmp_path: Path) -> None:
    write(tmp_path / "home" / "notes" / "a.md", TBU)
    write(tmp_path / OWN, "zzz = 1\n")
    home = {"HOME": str(tmp_path / "home"), "USERPROFILE": str(tmp_path / "home")}
    assert run("check", "home/notes/a.md", cwd=tmp_path, env=home).code == 1
    write(tmp_path / "home" / OWN, MILD)
    assert run("check", "home/notes/a.md", cwd=tmp_path, env=home).code == 0


def test_the_folder_of_a_tucked_one_is_the_one_above(tmp_path: Path) -> None:
    make(tmp_path, "_posts/a.md", ".config/b.md")
    write(tmp_path / NAMES[2], f'exclude = ["/_posts/"]\nbaseline = "sub/known.json"\n{MILD}')
    assert found(tmp_path) == [".config/b.md info placeholder"]
    assert found(tmp_path, ".config/b.md") == [".config/b.md info placeholder"]
    (tmp_path / "sub").mkdir()
    assert run("baseline", "create", cwd=tmp_path).code == 0
    assert (tmp_path / "sub" / "known.json").exists()


def test_a_folder_with_the_name_of_a_configuration_is_a_folder(tmp_path: Path) -> None:
    make(tmp_path, f"{OWN}/a.md", "retrolint.toml/b.md", "pyproject.toml/c.md")
    assert len(found(tmp_path)) == 3


@needs_links
def test_a_link_is_followed_and_counts_where_it_lies(tmp_path: Path) -> None:
    make(tmp_path, "sub/a.md")
    write(tmp_path / "shared" / "strict.toml", f'exclude = ["/b.md"]\n{MILD}')
    write(tmp_path / "sub" / "b.md", TBU)
    (tmp_path / "sub" / OWN).symlink_to("../shared/strict.toml")
    assert found(tmp_path) == ["sub/a.md info placeholder"]


@needs_links
@pytest.mark.parametrize("target", ["nowhere", OWN])
def test_a_link_that_leads_nowhere_is_told(target: str, tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    (tmp_path / OWN).symlink_to(target)
    result = run("check", cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"{OWN}:1:1: error[invalid-config] the configuration cannot be read: ")


@pytest.mark.parametrize(("name", "code"), [(OWN, 2), ("pyproject.toml", 1)])
def test_no_pipe_is_waited_for(name: str, code: int, tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    os.mkfifo(tmp_path / name)
    assert run("check", "a.md", cwd=tmp_path).code == code


def test_folders_may_lie_deep(tmp_path: Path) -> None:
    deep = "/".join("a" * 400)
    make(tmp_path, own=MILD)
    make(tmp_path, f"{deep}/a.md")
    assert found(tmp_path, f"{deep}/a.md") == [f"{deep}/a.md info placeholder"]


def test_what_extends_replaces_lists_and_merges_tables_by_name(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "b.md", "c.md")
    write(
        tmp_path / "base.toml",
        'exclude = ["a.md"]\nselect = ["tasks"]\nfail-on = "never"\n'
        '[severity]\nplaceholder = "info"\nlinks = "info"\n'
        '[per-file-ignores]\n"b.md" = ["placeholder"]\n"c.md" = ["placeholder"]\n'
        '[rules.placeholder]\nalso = ["N/A"]\n',
    )
    write(
        tmp_path / OWN,
        'extend = "base.toml"\nexclude = ["none.md"]\nselect = ["placeholders"]\n'
        '[severity]\nplaceholder = "warning"\n'
        '[per-file-ignores]\n"c.md" = []\n'
        "[rules.placeholder]\ngrace = 1\n",
    )
    assert found(tmp_path, code=0) == ["a.md warning placeholder", "c.md warning placeholder"]
    shown = run("config", "show", cwd=tmp_path).out
    for said in (
        'fail-on = "never"                         # base.toml:3',
        'severity.placeholder = "warning"          # .retrolint.toml:5',
        'severity.links = "info"                   # base.toml:6',
        'per-file-ignores."b.md" = ["placeholder"] # base.toml:8',
        'per-file-ignores."c.md" = []              # .retrolint.toml:7',
        "rules.placeholder = { grace = 1 }         # .retrolint.toml:8",
    ):
        assert said.split("#")[0].rstrip() in shown
        assert said.split("#")[1] in shown


def test_what_is_extended_is_relative_to_the_file_and_its_patterns_to_the_folder(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "sub/a.md", "sub/b.md")
    write(tmp_path / "shared" / "base.toml", 'extend = "more.toml"\nexclude = ["/a.md"]\n')
    write(tmp_path / "shared" / "more.toml", MILD)
    write(tmp_path / "sub" / OWN, 'extend = "../shared/base.toml"\n')
    assert found(tmp_path) == ["a.md error placeholder", "sub/b.md info placeholder"]


def test_a_pyproject_can_be_extended_and_can_extend(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "sub/b.md")
    write(tmp_path / "pyproject.toml", text_for(NAMES[3]))
    write(tmp_path / "sub" / "pyproject.toml", '[tool.retrolint]\nextend = "../pyproject.toml"\n')
    assert found(tmp_path) == ["a.md info placeholder", "sub/b.md info placeholder"]


def test_a_fault_is_told_in_the_file_that_has_it(tmp_path: Path) -> None:
    make(tmp_path, "sub/a.md")
    write(tmp_path / "sub" / OWN, 'extend = "../base.toml"\nselect = ["a"]\n')
    write(tmp_path / "base.toml", 'ignore = ["placeholders", "b"]\n')
    result = run("check", cwd=tmp_path / "sub")
    assert [line.split(" ")[0] for line in result.err.splitlines()] == [
        f"{OWN}:2:11:",
        "../base.toml:1:27:",
    ]


@pytest.mark.parametrize(
    ("base", "reason"),
    [
        (OWN, f"{OWN} comes back to a configuration that extends it"),
        ("b.toml", f"./{OWN} comes back to a configuration that extends it"),
        ("../c.toml", "../c.toml lies outside of the repository"),
        ("/c.toml", "/c.toml lies outside of the repository"),
        ("out.toml", "out.toml lies outside of the repository"),
        ("chain0.toml", "more than 10 configurations extend each other"),
    ],
)
@needs_links
def test_some_configurations_cannot_be_extended(base: str, reason: str, tmp_path: Path) -> None:
    folder = tmp_path / "repo"
    make(folder, "a.md", own=f'extend = "{base}"\n')
    write(folder / "b.toml", f'\nextend = "./{OWN}"\n')
    write(tmp_path / "c.toml", MILD)
    (folder / "out.toml").symlink_to("../c.toml")
    for number in range(12):
        write(folder / f"chain{number}.toml", f'extend = "chain{number + 1}.toml"\n')
    result = run("check", cwd=folder)
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith(f'error[invalid-config] "extend": {reason}\n')


def test_the_command_line_may_name_the_one_that_counts(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "sub/b.md", own=LOUD)
    write(tmp_path / "sub" / OWN, "zzz = 1\n")
    write(tmp_path / "my [own].toml", MILD)
    expected = ["a.md info placeholder", "sub/b.md info placeholder"]
    assert found(tmp_path, "--config", "my [own].toml") == expected
    write(tmp_path / "pyproject.toml", text_for(NAMES[3]))
    assert found(tmp_path, "--config", "pyproject.toml") == expected


def test_the_command_line_may_name_none(tmp_path: Path) -> None:
    make(tmp_path, "a.md", own="zzz = 1\n")
    assert found(tmp_path, "--isolated") == ["a.md error placeholder"]
    result = run("check", "--isolated", "--config", OWN, cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert result.err == "retrolint: --config and --isolated contradict each other\n"


def test_a_configuration_that_is_named_must_be_there(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    write(tmp_path / "pyproject.toml", "")
    assert run("check", "--config", "gone.toml", cwd=tmp_path).err == (
        'retrolint: there is no file "gone.toml"\n'
    )
    assert run("check", "--config", "pyproject.toml", cwd=tmp_path).err == (
        "pyproject.toml:1:1: error[invalid-config] there is no table [tool.retrolint]\n"
    )
    assert run("check", "--config", ".", cwd=tmp_path).code == 2


PROJECT = f"""exclude = ["/out/", "c.md"]
per-file-ignores."/sub/*.md" = ["placeholder"]
{MILD}"""


def test_trap_16_the_result_is_the_same_however_files_are_named(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "b.md", "sub/a.md", "sub/deep/a.md", "sub/c.md", "out/a.md", own=PROJECT)
    expected = ["a.md", "b.md", "sub/deep/a.md"]

    def fingerprints(cwd: str, *args: str | Path) -> dict[str, str]:
        """The findings by their paths from the top."""
        folder = tmp_path / cwd
        findings = check_json(*args, cwd=folder).findings
        paths = [
            Path(os.path.normpath(folder / finding["path"])).relative_to(tmp_path).as_posix()
            for finding in findings
        ]
        return dict(zip(paths, [f["fingerprint"] + f["severity"] for f in findings], strict=True))

    whole = fingerprints(".")
    assert sorted(whole) == expected
    assert fingerprints(".", "sub", "b.md", "a.md") == whole
    assert fingerprints("sub", "..") == whole
    assert fingerprints("out", tmp_path) == whole
    assert fingerprints("sub/deep", "../../b.md", tmp_path / "a.md", ".") == whole
    assert fingerprints("sub/deep", "--config", f"../../{OWN}", tmp_path) == whole
    batches = fingerprints("sub", "../b.md", "deep/a.md") | fingerprints(".", "a.md")
    assert batches == whole


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.md", "info"), ("sub/b.md", ""), ("sub/deep/b.md", "info"), ("out/b.md", ""), ("new/c.md", "")],
)
def test_trap_16_standard_input_obeys_the_configuration_of_its_name(
    name: str, expected: str, tmp_path: Path
) -> None:
    make(tmp_path, "a.md", "sub/a.md", own=PROJECT)
    severities = [
        [finding["severity"] for finding in result.findings]
        for result in (
            check_json("-", "--stdin-filename", name, cwd=tmp_path, stdin=TBU),
            check_json("-", "--stdin-filename", tmp_path / name, cwd=tmp_path / "sub", stdin=TBU),
            check_json("-", "--stdin-filename", f"../{name}", cwd=tmp_path / "sub", stdin=TBU),
        )
    ]
    assert severities == [[expected] if expected else []] * 3


def test_trap_1_a_rule_that_there_is_not_is_no_success(tmp_path: Path) -> None:
    make(tmp_path, "a.md", own='select = ["placeholder"]\n')
    for option in ("--select", "--extend-select", "--ignore"):
        result = run("check", option, "typo", cwd=tmp_path)
        assert (result.code, result.out) == (2, "")
        assert result.err == 'retrolint: there is no rule "typo"; "retrolint rule" lists them\n'


def test_trap_2_a_path_that_is_not_there_is_no_finding(tmp_path: Path) -> None:
    make(tmp_path, "a.md", own='exclude = ["gone.md"]\n')
    for args in (("gone.md",), ("a.md", "gone.md"), ("--force-exclude", "gone.md")):
        result = run("check", *args, cwd=tmp_path)
        assert (result.code, result.out) == (2, "")
        assert result.err == 'retrolint: there is no file or folder "gone.md"\n'


@pytest.mark.parametrize(
    ("config", "args", "reason"),
    [
        ('exclude = ["a.md"]', (), '1 file is left out by "exclude" of .retrolint.toml'),
        ('exclude = ["a.md"]', ("--force-exclude", "a.md"), '1 file is left out by "exclude" of '),
        ('exclude = ["sub/"]', ("sub",), "there are no files"),
        ('include = ["*.txt"]', ("a.md", "--force-exclude"), '1 file is not in "include" of '),
        ('include = ["*.txt"]', ("--output-format", "json"), '2 files are not in "include" of '),
    ],
)
def test_trap_3_an_empty_run_explains_itself(
    config: str, args: tuple[str, ...], reason: str, tmp_path: Path
) -> None:
    make(tmp_path, "a.md", own=f"{config}\n")
    (tmp_path / "sub").mkdir()
    result = run("check", *args, cwd=tmp_path)
    assert result.code == 0
    assert result.err.startswith("retrolint: nothing was checked: ")
    assert reason in result.err


def test_a_configuration_that_is_broken_spoils_only_runs_that_meet_it(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "sub/b.md")
    write(tmp_path / "sub" / OWN, "zzz = 1\n")
    assert found(tmp_path, "a.md") == ["a.md error placeholder"]
    result = run("check", "--output-format", "json", cwd=tmp_path)
    assert result.code == 2
    assert [finding["path"] for finding in json.loads(result.out)["diagnostics"]] == [f"sub/{OWN}"]
    assert listed(tmp_path, "a.md") == ["a.md"]


@needs_links
def test_a_baseline_does_not_lie_behind_a_link_out_of_the_repository(tmp_path: Path) -> None:
    make(tmp_path / "repo", "a.md", own='\nbaseline = "link/known.json"\n')
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "repo" / "link").symlink_to("../elsewhere")
    result = run("baseline", "create", cwd=tmp_path / "repo")
    assert result.code == 2
    assert result.err == (
        f'{OWN}:2:12: error[invalid-config] "baseline": link/known.json lies outside of the project\n'
    )
