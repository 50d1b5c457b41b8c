"""`retrolint config`: what counts for a file, the JSON Schema, and the page on both."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from commandline import ROOT, run
from configfiles import MILD, OWN, make, said, write
from jsonschema import Draft202012Validator

from docs.generate import built_in_rules
from retrolint.config.json_schema import config_schema, meanings
from retrolint.config.models import ConfigModel

PAGE = (ROOT / "docs" / "configuration.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def editor() -> Draft202012Validator:
    return Draft202012Validator(config_schema(built_in_rules()))


def test_each_value_is_shown_with_the_line_that_says_it(tmp_path: Path) -> None:
    make(
        tmp_path,
        "a.md",
        own='extend = "base.toml"\n\nselect = ["placeholder", "links"]\n\n[[documents]]\n'
        'paths = ["a.md"]\nschema = "kpt"\n',
    )
    write(tmp_path / "base.toml", '[rules.placeholder]\nalso = ["N/A"]\n[severity]\n"links" = "info"\n')
    write(tmp_path / "retrolint.toml", "")
    result = run("config", "show", "a.md", cwd=tmp_path)
    assert (result.code, result.err) == (0, "")
    assert [re.sub(" +#", " #", line) for line in result.out.splitlines()] == [
        f"# {OWN}",
        'rules.placeholder = { also = ["N/A"] } # base.toml:1',
        'severity.links = "info" # base.toml:4',
        f'extend = "base.toml" # {OWN}:1',
        f'select = ["placeholder", "links"] # {OWN}:3',
        f'documents[0] = {{ paths = ["a.md"], schema = "kpt" }} # {OWN}:6',
        'include = ["*.md", "*.markdown", "*.mdx"] # by default',
        "exclude = [] # by default",
        "respect-gitignore = true # by default",
        'fail-on = "error" # by default',
        'baseline = ".retrolint-baseline.json" # by default',
        f"# not read: retrolint.toml; {OWN} beside it counts",
    ]


def test_the_configuration_of_a_file_is_shown_not_that_of_the_working_directory(tmp_path: Path) -> None:
    make(tmp_path, "sub/a.md", own=MILD)
    write(tmp_path / "sub" / "pyproject.toml", "[tool.retrolint]\nselect = []\n")
    for args in (("sub",), ("sub/a.md",), (tmp_path / "sub" / "a.md",)):
        assert run("config", "show", *args, cwd=tmp_path).out.startswith("# sub/pyproject.toml\n")
    assert run("config", "show", cwd=tmp_path).out.startswith(f"# {OWN}\n")
    assert run("config", "show", "--config", OWN, "sub", cwd=tmp_path).out.startswith(f"# {OWN}\n")


def test_without_a_configuration_the_defaults_are_shown(tmp_path: Path) -> None:
    make(tmp_path)
    lines = run("config", "show", cwd=tmp_path).out.splitlines()
    assert lines[0] == "# there is no configuration: all is as it is by default"
    assert len(lines) == 6


def test_what_cannot_be_shown_is_told(tmp_path: Path) -> None:
    make(tmp_path, own="selct = []\n")
    result = run("config", "show", cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert result.err == f'{OWN}:1:1: error[invalid-config] unknown key "selct"; did you mean "select"?\n'
    result = run("config", "show", "gone.md", cwd=tmp_path)
    assert (result.code, result.err) == (2, 'retrolint: there is no file or folder "gone.md"\n')


def test_what_is_shown_is_toml_again(tmp_path: Path) -> None:
    text = (
        'select = ["placeholder"]\n[severity]\nlinks = "info"\n[per-file-ignores]\n'
        '"_posts/회고 \\"a\\".md" = ["links"]\n[rules.placeholder]\ngrace = 3\n'
        'also = ["\\\\", "\\u001b"]\n'
    )
    make(tmp_path, own=text)
    shown = run("config", "show", cwd=tmp_path).out
    assert tomllib.loads(text).items() <= tomllib.loads(shown).items()


def test_the_json_schema_is_printed_with_the_installed_rules() -> None:
    result = run("config", "schema", cwd=ROOT)
    assert (result.code, result.err) == (0, "")
    Draft202012Validator.check_schema(json.loads(result.out))
    assert "placeholder" in json.loads(result.out)["$defs"]["name"]["enum"]


def test_every_key_is_explained_in_an_editor() -> None:
    schema = config_schema(built_in_rules())
    parts: list[dict[str, Any]] = [schema, schema["$defs"]["DocumentsModel"]]
    for part in parts:
        assert all(value["description"].endswith(".") for value in part["properties"].values())


GOOD = [
    "",
    'include = ["*.md"]\nexclude = []\nrespect-gitignore = false\n',
    'select = ["links", "placeholder"]\nextend-select = []\nignore = ["tasks"]\n',
    '[[documents]]\npaths = ["a.md", "!b.md"]\nschema = "kpt"\n',
    "documents = []\n",
    'per-file-ignores."a.md" = ["links"]\nseverity = {links = "info", placeholder = "error"}\n',
    'rules.placeholder = {grace = "7d", also = ["N/A"]}\nrules.unchecked-task.grace = 7\n',
    "rules.missing-field = {}\n",
    'fail-on = "never"\nbaseline = "known.json"\nrequired-version = ">=0.1"\n',
]
BAD = [
    "selct = []\n",
    'include = "a.md"\n',
    'include = [""]\n',
    'include = ["#a"]\n',
    'exclude = ["./a.md"]\n',
    'per-file-ignores."../a.md" = ["links"]\n',
    'per-file-ignores."a.md" = ["linkz"]\n',
    'per-file-ignores."a.md" = "links"\n',
    "respect-gitignore = 1\n",
    '[[documents]]\npaths = ["a.md"]\n',
    '[[documents]]\npaths = []\nschema = "kpt"\n',
    '[[documents]]\npaths = ["a.md"]\nschema = "kpt"\nname = "a"\n',
    'documents = {paths = ["a.md"], schema = "kpt"}\n',
    'select = ["placehlder"]\n',
    "select = [1]\n",
    'severity = {placehlder = "info"}\n',
    'severity = {placeholder = "off"}\n',
    "severity = {placeholder = false}\n",
    "rules.placehlder.grace = 1\n",
    "rules.tasks.grace = 1\n",
    "rules.placeholder.graze = 1\n",
    'rules.placeholder.grace = "soon"\n',
    'rules.placeholder.also = "N/A"\n',
    "rules.missing-field.x = 1\n",
    "rules.missing-field = 1\n",
    'fail-on = "off"\n',
    'baseline = ""\n',
    "required-version = 1\n",
    "extend = []\n",
]


@pytest.mark.parametrize("text", [*GOOD, *BAD])
def test_an_editor_and_the_command_agree(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (said(tmp_path, text, monkeypatch) == []) == (text in GOOD)
    assert editor().is_valid(tomllib.loads(text)) == (text in GOOD)


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_of_the_page_is_a_configuration(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "shared" / "retrolint.toml", MILD)
    assert said(tmp_path, text, monkeypatch) == []
    assert editor().is_valid(tomllib.loads(text))


def test_every_key_has_an_example() -> None:
    keys = meanings()["ConfigModel"]
    assert len(keys) == len(ConfigModel.model_fields)
    shown = {key for text in EXAMPLES for key in tomllib.loads(text)}
    headings = set(re.findall(r"^### (\S+)$", PAGE, re.MULTILINE))
    assert shown == headings == keys.keys()
