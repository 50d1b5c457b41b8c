"""What the whole code base keeps to."""

import re
import shutil
from pathlib import Path

import pytest
from commandline import BIN, ROOT, execute

from retrolint.rule import FAMILIES, AnyRule
from retrolint_rules import RULES

RULE_FILES = sorted((ROOT / "rules" / "retrolint_rules").glob("*/[a-z]*.py"))
SH_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def by_name(value: object) -> str:
    return value.name if isinstance(value, type) and issubclass(value, AnyRule) else Path(str(value)).stem


@pytest.mark.parametrize(
    "command",
    ["mypy", "ruff check", "ruff format --check", "lint-imports"],
)
def test_the_tools_have_nothing_to_say(command: str) -> None:
    tool, *args = command.split()
    done = execute(BIN / tool, *args, cwd=ROOT)
    assert done.code == 0, f"{command}:\n{done.out}{done.err}"


def test_every_rule_module_is_in_the_list_once() -> None:
    modules = [f"retrolint_rules.{path.parent.name}.{path.stem}" for path in RULE_FILES]
    assert sorted(rule.__module__ for rule in RULES) == sorted(modules)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=by_name)
def test_a_rule_is_called_like_its_file_its_class_and_its_folder(rule: type[AnyRule]) -> None:
    _, folder, module = rule.__module__.split(".")
    assert re.fullmatch("[a-z]+(-[a-z]+)*", rule.name)
    assert rule.name == module.replace("_", "-")
    assert rule.__name__ == "".join(word.capitalize() for word in rule.name.split("-"))
    assert rule.family == folder.replace("_", "-")
    assert rule.family in FAMILIES


@pytest.mark.parametrize("rule", RULES, ids=by_name)
def test_a_rules_page_shows_bad_and_good_and_names_its_fixes_and_options(rule: type[AnyRule]) -> None:
    page = rule.page()
    assert len(rule.summary()) < 100
    assert rule.summary().endswith(".")
    assert re.search(r"^Bad[:,].*\S.*^Good[:,].*\S", page, re.MULTILINE | re.DOTALL)
    assert page.count("```") % 2 == 0
    fixes = re.search(r"^Fix: (.*(?:\n.+)*)", page, re.MULTILINE)
    told = set(re.findall(r"\b(?:un)?safe\b|\bmanual\b", fixes[1])) if fixes else set()
    assert told == {*rule.fixable}
    options = page.partition("\nOptions: ")[2]
    for option in getattr(rule, "__dataclass_fields__", ()):
        assert f"`{option.replace('_', '-')}`" in options


def test_the_first_command_of_the_readme_finds_mistakes_in_the_examples() -> None:
    first, _ = SH_BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    setup, _, command = first.rstrip("\n").rpartition(" && ")
    assert setup == "python3 -m venv .venv && .venv/bin/pip install --quiet ."
    program, verb, *args = command.split()
    assert (program, verb, args[0]) == (".venv/bin/retrolint", "check", "examples/blog")
    done = execute(BIN / "retrolint", verb, *args, cwd=ROOT)
    assert done.code == 1, done.err
    assert "error[placeholder]" in done.out


def test_the_second_command_of_the_readme_runs_the_tests() -> None:
    _, second = SH_BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert "pip install --quiet --editable '.[dev]' && .venv/bin/python -m pytest" in second


@pytest.mark.parametrize(("command", "code"), [("touch {}", 0), ("touch {}\nfalse\ntrue", 1)])
def test_ci_runs_the_second_command_of_the_readme_and_no_other(
    tmp_path: Path, command: str, code: int
) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for block, name in zip(SH_BLOCK.findall(text), ("first", "second"), strict=True):
        text = text.replace(f"```sh\n{block}", f"```sh\n{command.format(name)}\n")
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    done = execute("bash", ".ci/run", cwd=tmp_path)
    assert done.code == code, done.err
    assert (tmp_path / "second").exists()
    assert not (tmp_path / "first").exists()


CODE_FILES = sorted(path for folder in ("retrolint", "rules") for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", CODE_FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_is_long(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 250
