"""The examples for hooks and CI are what those who read them take."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from commandline import BIN, ROOT, execute

PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"```yaml\n# (\S+)\n(.*?)```", PAGE, re.DOTALL))
WORKFLOWS = [name for name in EXAMPLES if name.startswith(".github/")]


def valid(file: Path, name: str, schema: str, *options: str) -> str:
    """What is wrong with the example `name` by a published schema."""
    file.write_text(EXAMPLES[name], "utf-8")
    done = execute(BIN / "check-jsonschema", "--builtin-schema", schema, *options, file)
    return "" if done.code == 0 else done.out + done.err


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_workflows_are_some_and_give_inputs_that_there_are(tmp_path: Path, name: str) -> None:
    assert valid(tmp_path / "workflow.yml", name, "vendor.github-workflows") == ""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    workflow: dict[str, Any] = yaml.safe_load(EXAMPLES[name])
    (used,) = (
        step
        for step in workflow["jobs"]["retrolint"]["steps"]
        if step["uses"].startswith("retrolint/retrolint@v")
    )
    assert used["with"].keys() <= action["inputs"].keys()
    outputs = re.findall(r"steps\.retrolint\.outputs\.([a-z-]+)", EXAMPLES[name])
    assert set(outputs) <= action["outputs"].keys()


@pytest.mark.parametrize(
    ("name", "schema", "options"),
    [
        (".gitlab-ci.yml", "vendor.gitlab-ci", ["--data-transform", "gitlab-ci"]),
        ("azure-pipelines.yml", "vendor.azure-pipelines", ["--data-transform", "azure-pipelines"]),
    ],
)
def test_the_pipelines_are_some(tmp_path: Path, name: str, schema: str, options: list[str]) -> None:
    assert valid(tmp_path / "pipeline.yml", name, schema, *options) == ""


def test_the_hooks_are_those_that_there_are(tmp_path: Path) -> None:
    config = tmp_path / ".pre-commit-config.yaml"
    config.write_text(EXAMPLES[config.name], "utf-8")
    done = execute(BIN / "pre-commit", "validate-config", config)
    assert done.code == 0, done.out
    (repo,) = yaml.safe_load(EXAMPLES[config.name])["repos"]
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    ids = {hook["id"] for hook in manifest}
    assert {hook["id"] for hook in repo["hooks"]} <= ids
    assert all(f"| `{name}` |" in PAGE for name in ids)


def test_the_commands_have_options_that_there_are() -> None:
    command_help = execute(BIN / "retrolint", "check", "--help").out
    formats = re.findall(r"--output-format\s+([a-z]+)", PAGE)
    assert {"gitlab", "azure", "rdjson", "junit"} <= set(formats)
    assert all(re.search(rf"\b{name}\b", command_help) for name in formats)
    for line in re.findall(r"retrolint check .*", PAGE):
        assert all(
            option in command_help for option in re.findall(r" (--[a-z-]+)", line.partition("|")[0])
        )
