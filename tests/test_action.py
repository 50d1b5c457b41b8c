"""The GitHub Action: its steps run as a runner runs them, in a repository that is not to be trusted."""

import json
import os
import re
import shlex
import tomllib
from pathlib import Path

import pytest
from checkout import commit_all, copy_to
from commandline import BIN, POST, ROOT, TBU, execute
from once import once
from runner import ACTION, CHECK, INSTALL, Runner

GOOD = "---\ntitle: Notes\n---\n\n- [x] done\n"
STEPS = pytest.mark.parametrize("step", [INSTALL, CHECK], ids=["install", "check"])
HOSTILE = pytest.mark.parametrize(
    "value",
    [
        "$(touch pwned)",
        "; touch pwned",
        "`touch pwned`",
        "a.md\ntouch pwned\n",
        '"; touch pwned; "',
        "'$(touch pwned)'",
        "a.md\nexit-code=0\npwned=1",
        "--output-format=json=pwned",
        "${{ inputs.args }} || touch pwned",
    ],
)


def install(folder: Path) -> None:
    runner = Runner(folder / "job", copy_to(folder / "action"))
    runner.lay_traps()
    done = runner.install()
    assert done.code == 0, done.log
    (folder / "python").write_text(done.outputs["python"])


@pytest.fixture
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the action, and retrolint as its first step installed it, once for all tests."""
    return once(tmp_path_factory, "action", install)


@pytest.fixture
def job(tmp_path: Path, installed: Path) -> Runner:
    return Runner(tmp_path, installed / "action", (installed / "python").read_text())


def fake_python(tmp_path: Path, body: str) -> dict[str, str]:
    """An environment whose python3 is a shell script."""
    file = tmp_path / "bin" / "python3"
    file.parent.mkdir()
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(0o755)
    return {"PATH": f"{file.parent}{os.pathsep}{os.environ['PATH']}"}


def test_the_action_fits_its_published_schema() -> None:
    schema = ("--builtin-schema", "vendor.github-actions")
    done = execute(BIN / "check-jsonschema", *schema, ROOT / "action.yml")
    assert done.code == 0, done.out


@STEPS
def test_inputs_are_text_to_the_shell(step: dict[str, str]) -> None:
    assert "${{" not in step["run"]
    assert "eval" not in step["run"]
    done = execute(BIN / "shellcheck", "--norc", "-", stdin=f"#!/bin/bash -e\n{step['run']}")
    assert done.code == 0, done.out


def test_every_input_is_described_and_used() -> None:
    used = re.findall(r"inputs\.([a-z-]+) ", str([INSTALL["env"], CHECK["env"]]))
    assert sorted(used) == sorted(ACTION["inputs"])
    for described in (*ACTION["inputs"].values(), *ACTION["outputs"].values()):
        assert described["description"].endswith(".")


def test_the_action_is_in_the_sdist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "/action.yml" in project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]


def test_retrolint_is_installed_beside_the_workspace_from_nothing_in_it(installed: Path) -> None:
    job = Runner(installed / "job", installed / "action")
    python = Path((installed / "python").read_text())
    assert python.is_relative_to(job.temp)
    assert python.exists()
    assert not job.was_broken_into()


def test_a_version_is_installed_from_pypi(tmp_path: Path) -> None:
    log = tmp_path / "log"
    venv = '*" venv "*) mkdir -p "$5/bin"; cp "$0" "$5/bin/python"'
    body = f'case "$*" in *" -c "*) echo 3.12.1;; {venv};; *) echo "$*" >{shlex.quote(str(log))};; esac'
    done = Runner(tmp_path, ROOT, env=fake_python(tmp_path, body)).install(version="0.1.0")
    assert done.code == 0, done.log
    first, *_, last = log.read_text().split()
    assert (first, last) == ("-I", "retrolint==0.1.0")


@HOSTILE
def test_a_version_is_nothing_else(tmp_path: Path, value: str) -> None:
    job = Runner(tmp_path, ROOT)
    done = job.install(version=value)
    assert (done.code, done.outputs, job.was_broken_into()) == (2, {}, False)
    assert done.log == "::error title=retrolint::the input version is no version number\n"


def test_a_python_that_is_too_old_is_refused_with_what_to_do(tmp_path: Path) -> None:
    job = Runner(tmp_path, ROOT, env=fake_python(tmp_path, "echo 3.10.12; exit 1"))
    done = job.install()
    assert done.code == 2
    (told,) = done.annotations()
    assert "retrolint needs Python 3.11 or later" in told
    assert "is Python 3.10.12: put a step before this one" in told
    assert 'actions/setup-python, with python-version: "3.x"' in told


def test_without_any_python_it_says_what_to_do(tmp_path: Path) -> None:
    done = Runner(tmp_path, ROOT, env={"PATH": str(tmp_path)}).install()
    assert done.code == 2
    assert "::error title=retrolint::there is no python3: put a step before this one" in done.log


def test_findings_are_annotations_a_summary_and_the_exit_code(job: Runner) -> None:
    job.lay_traps()
    job.write(POST.name, POST.read_text("utf-8"))
    done = job.check()
    assert done.code == 1, done.log
    assert len(done.annotations()) == 3
    assert (
        f"::error file={POST.name},line=41,col=13,endLine=41,endColumn=16,title=placeholder::" in done.log
    )
    assert "**3 errors, 2 info** in 1 file" in done.summary
    assert done.outputs == {"exit-code": "1", "findings": "5"}
    assert not job.was_broken_into()


def test_a_step_passes_where_nothing_fails_the_run(job: Runner) -> None:
    job.write("a.md", GOOD)
    done = job.check()
    assert (done.code, done.outputs) == (0, {"exit-code": "0", "findings": "0"}), done.log
    assert "**Nothing found** in 1 file" in done.summary


def test_paths_are_one_a_line_with_spaces_and_in_any_script(job: Runner) -> None:
    names = ["my notes/first draft.md", "글/첫 번째 글.md", "$HOME.md", "*.md", "-x.md", "a'b.md"]
    for name in (*names, "other.md"):
        job.write(name, TBU)
    done = job.check(paths="my notes\n글/첫 번째 글.md\r\n\n$HOME.md\n*.md\n-x.md\na'b.md\n")
    assert (done.code, done.outputs["findings"]) == (1, str(len(names)))
    assert {line.partition("file=")[2].partition(",")[0] for line in done.annotations()} == set(names)


@HOSTILE
@pytest.mark.parametrize(
    "name", [name for name in ACTION["inputs"] if name not in {"version", "args", "output-file"}]
)
def test_nothing_in_an_input_is_run_or_becomes_an_option(job: Runner, name: str, value: str) -> None:
    job.write("a.md", TBU)
    done = job.check(**{"output-file": "report.json", name: value})
    assert not job.was_broken_into(), done.log
    assert (done.code, done.outputs["exit-code"]) == (2, "2"), done.log
    assert done.outputs.keys() <= {"exit-code", "findings"}


@HOSTILE
@pytest.mark.parametrize("name", ["args", "output_file"])
def test_nothing_is_run_in_what_may_be_any_text(job: Runner, name: str, value: str) -> None:
    job.write("a.md", TBU)
    done = job.check(**{name: value.replace("json=pwned", "json=report.json")})
    assert not job.was_broken_into(), done.log
    assert done.outputs.keys() <= {"exit-code", "findings", "output-file"}
    assert done.outputs["exit-code"] == str(done.code) != "0"


def test_args_are_split_as_a_shell_does(job: Runner) -> None:
    job.write("a.md", f"{TBU}- [x] done\n- [] open\n")
    done = job.check(args="--select 'malformed-checkbox, dates'  --fail-on=\"warning\"\n--color never")
    assert (done.code, done.outputs["findings"]) == (1, "1"), done.log
    done = job.check(args="--select 'malformed-checkbox")
    assert (done.code, done.outputs) == (2, {"exit-code": "2"})
    assert done.annotations() == ["::error title=retrolint::a quotation in the input args has no end"]


def test_the_configuration_and_the_threshold_are_inputs(job: Runner) -> None:
    job.write("ci/strict.toml", 'ignore = ["placeholders"]\n')
    job.write("a.md", f"{TBU}- [x] done\n- [] open\n")
    assert job.check(fail_on="never").code == 0
    only_warning = job.check(config="ci/strict.toml")
    assert (only_warning.code, only_warning.outputs["findings"]) == (0, "1"), only_warning.log
    assert job.check(config="ci/strict.toml", fail_on="warning").code == 1


def test_a_broken_configuration_is_an_annotation_and_no_finding_of_a_document(job: Runner) -> None:
    job.write("retrolint.toml", "exclude = 1\n")
    job.write("a.md", GOOD)
    done = job.check()
    assert (done.code, done.outputs["exit-code"]) == (2, "2")
    assert "::error file=retrolint.toml,line=1," in done.log


def test_only_what_changed_is_told_since_a_commit(job: Runner) -> None:
    job.write("old.md", TBU)
    commit_all(job.workspace)
    job.write("new.md", TBU)
    done = job.check(since="HEAD")
    assert (done.code, done.outputs["findings"]) == (1, "1"), done.log
    assert "file=new.md," in done.annotations()[0]


def test_annotations_of_a_folder_name_files_from_the_top_of_the_repository(job: Runner) -> None:
    job.write("blog/a.md", TBU)
    job.write("other.md", TBU)
    commit_all(job.workspace)
    done = job.check(working_directory="blog", paths="a.md", output_file="retrolint.sarif")
    assert done.annotations()[0].startswith("::error file=blog/a.md,line=1,")
    assert done.outputs["output-file"] == str(job.workspace / "blog" / "retrolint.sarif")


def test_a_further_report_is_written(job: Runner) -> None:
    job.write("a.md", TBU)
    file = job.temp / "내 보고서.sarif"
    done = job.check(output_file=str(file))
    assert done.outputs == {"exit-code": "1", "findings": "1", "output-file": str(file)}
    report = json.loads(file.read_text("utf-8"))
    assert (report["version"], len(report["runs"][0]["results"])) == ("2.1.0", 1)
    done = job.check(output_file="out.xml", output_format="junit")
    assert done.outputs["output-file"] == str(job.workspace / "out.xml")
    assert "<testsuites" in (job.workspace / "out.xml").read_text("utf-8")


def test_no_report_is_told_that_this_run_did_not_write(job: Runner) -> None:
    job.write("out.sarif", "forged")
    done = job.check(output_file="out.sarif", paths="nowhere")
    assert (done.code, done.outputs) == (2, {"exit-code": "2"})
    assert not (job.workspace / "out.sarif").exists()
    target = job.write("target", "kept")
    (job.workspace / "out.sarif").symlink_to(target)
    done = job.check(output_file="out.sarif")
    assert (done.code, target.read_text("utf-8")) == (2, "kept")
    assert "the input output-file is a symbolic link" in done.log
