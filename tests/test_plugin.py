"""Rules from other distributions: they work like the built-in ones, and their faults are theirs."""

import shutil
import sys
from pathlib import Path

import pytest
from commandline import POST, ROOT, TBU, check_json, execute, install, run

RULE = '''
from retrolint.rule import Rule


class TeamMood(Rule):
    """A mood is written."""

    name = "{name}"
    family = "{family}"

    def check(self, document, match):
        {body}
        yield


RULES = (TeamMood,)
'''
CRASH = RULE.format(name="team-mood", family="fields", body='raise ZeroDivisionError("no moods")')


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which tests/plugin is installed."""
    source = tmp_path_factory.mktemp("plugin") / "source"
    shutil.copytree(ROOT / "tests" / "plugin", source, ignore=shutil.ignore_patterns("__pycache__"))
    target = source.parent / "site"
    # Nothing but the dev environment's own hatchling is needed to build it, so nothing is fetched.
    pip = (
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
    )
    done = execute(*pip, "--target", target, source)
    assert done.code == 0, done.err
    return {"PYTHONPATH": str(target)}


def test_a_plugins_rule_finds(plugin: dict[str, str]) -> None:
    text = "# We won!!!\n\n- a: TBU\n"
    result = check_json("-", env=plugin, stdin=text)
    assert result.rules == ["shouting-heading", "placeholder"]
    finding = result.findings[0]
    assert (finding["severity"], finding["message"]) == ("warning", '"We won!!!" shouts')
    assert finding["range"]["start"] == {"line": 1, "column": 3, "offset": 2}
    assert check_json("-", "--select", "shouting-heading", env=plugin, stdin=text).code == 0
    assert check_json("-", "--ignore", "sections", env=plugin, stdin=text).rules == ["placeholder"]


def test_a_plugins_rule_is_listed_and_explained(plugin: dict[str, str]) -> None:
    assert "  shouting-heading      warning  A heading does not shout.\n" in run("rule", env=plugin).out
    page = run("rule", "shouting-heading", env=plugin).out
    assert page.startswith("# shouting-heading\n\nFamily sections, warning by default.\n")
    assert 'did you mean "shouting-heading"?' in run("rule", "shouting-headin", env=plugin).err


def test_a_rule_that_raises_is_3_and_says_whose_and_what_to_report(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(TBU, encoding="utf-8")
    result = run("check", "post.md", cwd=tmp_path, env=install(tmp_path / "site", "team", CRASH))
    assert (result.code, result.out) == (3, "")
    assert "ZeroDivisionError: no moods" in result.err
    assert 'retrolint: the rule "team-mood" crashed on post.md\n' in result.err
    assert "This is a bug in team, not in your documents. Please report it" in result.err
    assert f'"retrolint 0.1.0, Python {sys.version.split()[0]}, {sys.platform}"' in result.err
    assert (
        run("check", "--ignore", "team-mood", POST, env={"PYTHONPATH": str(tmp_path / "site")}).code == 1
    )


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("import nowhere_to_be_found\n", "cannot be loaded: ModuleNotFoundError("),
        ("raise SystemError('no')\n", "cannot be loaded: SystemError('no')"),
        ("", "cannot be loaded: AttributeError("),
        ("RULES = 5\n", "cannot be loaded: TypeError("),
        ("RULES = (str,)\n", "offers <class 'str'>, which is no subclass of retrolint.rule.Rule"),
        (RULE.format(name="placeholder", family="fields", body=""), 'second rule named "placeholder"'),
        (RULE.format(name="team-mood", family="moods", body=""), "whose family is none of source, "),
        (CRASH.replace('"""A mood is written."""', ""), "which has no docstring"),
        (CRASH.replace('name = "team-mood"', ""), "which has no name"),
    ],
)
def test_a_plugin_that_cannot_be_used_is_3_and_named(tmp_path: Path, module: str, said: str) -> None:
    env = install(tmp_path, "team", module)
    for verb in (("check", str(POST)), ("rule",)):
        result = run(*verb, env=env)
        assert (result.code, result.out) == (3, "")
        last = result.err.split("\n")[-4]
        assert last.startswith('retrolint: the plugin "team" (team_rules:RULES) ')
        assert said in last


def test_code_in_the_checked_folder_is_never_run(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(TBU, encoding="utf-8")
    install(tmp_path, "team", "raise SystemExit(9)\n")
    for name in ("struct", "click", "yaml", "pathspec", "retrolint", "markdown_it"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
    assert check_json(cwd=tmp_path).rules == ["placeholder"]


def test_a_plugin_that_cannot_be_imported_is_not_blamed_on_retrolint(tmp_path: Path) -> None:
    result = run("check", POST, env=install(tmp_path, "team", "import nowhere_to_be_found\n"))
    assert (result.code, result.out) == (3, "")
    assert "bug in team" in result.err


def test_a_crash_in_a_narrow_encoding_still_says_what_to_report(tmp_path: Path) -> None:
    (tmp_path / "회고.md").write_text(TBU, encoding="utf-8")
    env = install(tmp_path / "site", "team", CRASH) | {"PYTHONIOENCODING": "cp1252"}
    result = run("check", ".", cwd=tmp_path, env=env)
    assert result.code == 3
    assert "Please report it" in result.err


def test_a_crash_is_blamed_on_the_distribution_as_pip_knows_it(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text(TBU, encoding="utf-8")
    result = run(
        "check", "post.md", cwd=tmp_path, env=install(tmp_path / "site", "acme-house-rules", CRASH)
    )
    assert (result.code, result.out) == (3, "")
    assert "This is a bug in acme-house-rules" in result.err


def test_a_taken_name_is_the_plugins_fault_whatever_its_entry_point_is_called(tmp_path: Path) -> None:
    module = CRASH.replace("team-mood", "placeholder")
    result = run("check", POST, env=install(tmp_path, "acme-house", module))
    assert (result.code, result.out) == (3, "")
    assert 'the plugin "acme-house" (acme_house_rules:RULES)' in result.err


def test_a_plugin_that_exits_is_a_broken_plugin(tmp_path: Path) -> None:
    result = run("check", POST, env=install(tmp_path, "team", "raise SystemExit(0)\n"))
    assert (result.code, result.out) == (3, "")
    assert 'the plugin "team" (team_rules:RULES) cannot be loaded' in result.err
