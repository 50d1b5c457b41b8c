"""What `retrolint doctor` says: what is pasted into a bug report, and what is wrong."""

import platform
from pathlib import Path

import pytest
from checkout import git
from commandline import Result, install, run

BASELINE = """\
{"schema_version": 1, "findings": [
{"path": "a.md", "rule": "placeholder", "message": "m", "fingerprint": "f"}
]}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    (folder / "blog").mkdir(parents=True)
    git(folder / "blog", "init", "--quiet")
    return folder


def doctor(home: Path, env: dict[str, str] | None = None) -> Result:
    return run("doctor", cwd=home / "blog", env={"HOME": str(home)} | (env or {}))


def said(result: Result) -> dict[str, str]:
    """The lines by the name that stands before them."""
    lines = result.out.partition("\n\n")[0].split("\n")
    return {line[:15].strip(): line[15:] for line in lines if not line.startswith(" ")}


def verdict(result: Result) -> str:
    return result.out.partition("\n\n")[2]


def test_a_sound_setup(home: Path) -> None:
    result = doctor(home, {"LANG": "C.UTF-8", "TERM": "xterm"})
    rows = said(result)
    assert rows["retrolint"].startswith("0.1.0, in /")
    assert rows["python"].startswith(f"{platform.python_version()} (CPython), /")
    assert rows["platform"] == platform.platform()
    assert rows["libraries"].startswith("click ")
    assert rows["rules"].endswith(" of retrolint 0.1.0")
    assert rows["folder"] == "~/blog"
    assert rows["git"].endswith(", repository ~/blog")
    assert rows["configuration"] == "none: all is as it is by default"
    assert (rows["baseline"], rows["pre-commit"]) == ("none", "not used here")
    assert rows["terminal"] == "no terminal, 100 columns, no colours (the output goes elsewhere)"
    assert rows["encoding"].startswith("utf-8 for output, utf-8 for names of files, ")
    assert (verdict(result), result.code, result.err) == ("Nothing is wrong.\n", 0, "")
    assert str(home) not in result.out


def test_configuration_baseline_and_hook_that_count(home: Path) -> None:
    blog = home / "blog"
    (blog / ".retrolint.toml").write_text("")
    (blog / ".retrolint-baseline.json").write_text(BASELINE)
    (blog / ".pre-commit-config.yaml").write_text(
        "repos:\n- repo: https://github.com/retrolint/retrolint\n"
        "  rev: v0.0.9\n  hooks: [{id: retrolint}]\n"
    )
    (blog / "retrolint.toml").write_text("")
    result = doctor(home)
    rows = said(result)
    assert rows["configuration"] == ".retrolint.toml"
    assert rows["baseline"] == ".retrolint-baseline.json, 1 finding"
    assert rows["pre-commit"] == "v0.0.9 in .pre-commit-config.yaml"
    assert verdict(result) == (
        "warning: retrolint.toml is not read: .retrolint.toml beside it counts\n"
        "warning: the hook in .pre-commit-config.yaml runs retrolint 0.0.9, and this is 0.1.0:"
        ' "pre-commit autoupdate" takes the newest\n'
        "retrolint can work here.\n"
    )
    assert result.code == 0


def test_a_broken_configuration_is_2_and_says_where(home: Path) -> None:
    (home / "blog" / ".retrolint.toml").write_text('ignore = ["placeholdr"]\n')
    result = doctor(home)
    assert said(result)["configuration"] == ".retrolint.toml, which cannot be used"
    assert verdict(result) == (
        'error: .retrolint.toml:1:11: there is no rule "placeholdr"; did you mean "placeholder"?\n'
    )
    assert (result.code, result.err) == (2, "")


def test_a_broken_baseline_is_2(home: Path) -> None:
    (home / "blog" / ".retrolint-baseline.json").write_text("{")
    result = doctor(home)
    assert said(result)["baseline"] == ".retrolint-baseline.json, which cannot be used"
    assert verdict(result).startswith("error: .retrolint-baseline.json: the baseline cannot be read: ")
    assert result.code == 2


def test_a_broken_plugin_is_2_and_the_others_are_counted(home: Path) -> None:
    result = doctor(home, install(home / "site", "team", "import nothing_like_it"))
    assert "none of team 1.0: they cannot be used\n" in result.out
    assert said(result)["rules"].endswith(" of retrolint 0.1.0")
    assert said(result)["configuration"] == "not read: the rules cannot be used"
    assert verdict(result).startswith("error: ")
    assert "No module named 'nothing_like_it'" in verdict(result)
    assert (result.code, result.err) == (2, "")


def test_the_environment_that_matters_and_nothing_else(home: Path) -> None:
    env = {"FORCE_COLOR": "1", "RETROLINT_TODAY": "2024-09-10", "PRE_COMMIT": "1", "TOKEN": "secret"}
    result = doctor(home, env)
    assert "100 columns, colours (FORCE_COLOR is set)" in result.out
    for line in ("FORCE_COLOR=1", "RETROLINT_TODAY=2024-09-10", "PRE_COMMIT=1"):
        assert f"{line}\n" in result.out
    assert "secret" not in result.out


def test_a_today_that_is_no_day_is_2(home: Path) -> None:
    result = doctor(home, {"RETROLINT_TODAY": "yesterday"})
    assert verdict(result).startswith('error: RETROLINT_TODAY: "yesterday" is no date')
    assert result.code == 2


def test_an_encoding_without_korean_is_told(home: Path) -> None:
    result = doctor(home, {"PYTHONIOENCODING": "ascii"})
    assert "warning: the output is ascii, and shows Korean as escapes: set PYTHONUTF8=1\n" in result.out
    assert result.code == 0


def test_a_home_in_the_middle_of_a_path_stays(home: Path) -> None:
    other = home / "blog" / str(home)[1:] / "x"
    other.mkdir(parents=True)
    result = run("doctor", cwd=other, env={"HOME": str(home)})
    assert said(result)["folder"] == f"~/blog{home}/x"


def test_a_pattern_that_fits_no_document_is_told(home: Path) -> None:
    blog = home / "blog"
    (blog / "_posts").mkdir(parents=True)
    (blog / "_posts" / "a.md").touch()
    kinds = '[[documents]]\nschema = "kpt"\npaths = ["{}/*.md"]\n'
    (blog / ".retrolint.toml").write_text(
        kinds.format("_post") + kinds.format("_posts"), encoding="utf-8"
    )
    result = run("doctor", cwd=blog, env={"HOME": str(home)})
    assert "warning: no document fits _post/*.md, for the schema kpt\n" in result.out
    assert "_posts/*.md" not in result.out
