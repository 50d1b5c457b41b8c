"""The documentation says what is so."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from docs.generate import generated
from retrolint.commands import group
from retrolint.reporters import REPORTERS

ROOT = Path(__file__).parent.parent
INDEX = "retrolint/schema/builtin/index.json"


@pytest.mark.parametrize(("name", "text"), generated().items())
def test_generated_files_are_fresh(name: str, text: str) -> None:
    assert (ROOT / name).read_text("utf-8") == text, "run python -m docs.generate"


def test_no_generated_file_is_forgotten() -> None:
    assert {"rules/README.md", "docs/retrolint.schema.json", INDEX} <= generated().keys()
    index = json.loads((ROOT / INDEX).read_text("utf-8"))
    assert sorted(index) == sorted(path.stem for path in (ROOT / INDEX).parent.glob("*.yaml"))


def test_the_output_in_the_readme_is_how_the_real_one_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    sample = re.search(r"```console\n\$ retrolint (check \S+\.md [^\n]+)\n(.*?)```", readme, re.DOTALL)
    assert sample
    monkeypatch.chdir(ROOT)
    arguments = [*sample[1].split(), "--output-format", "full"]
    result = CliRunner().invoke(group, arguments, env={"COLUMNS": "100"})
    assert result.stdout.startswith(sample[2])


def test_every_schema_in_the_readme_is_one(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    schemas = re.findall(r"```yaml\n(name: .*?)```", readme, re.DOTALL)
    assert schemas
    for number, schema in enumerate(schemas):
        file = tmp_path / f"{number}.yaml"
        file.write_text(schema, "utf-8")
        document = tmp_path / "note.md"
        document.write_text("# A note\n", "utf-8")
        result = CliRunner().invoke(group, ["check", str(document), "--schema", str(file)])
        assert "invalid-schema" not in result.stderr


def test_the_documentation_passes_its_own_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs", "rules", "bench"]
    result = CliRunner().invoke(group, ["check", *pages])
    assert result.stdout == ""


def test_the_readme_names_every_output_format_and_verb() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in REPORTERS if f"`{name}`" not in readme] == []
    verbs = CliRunner().invoke(group, ["--help"]).stdout.partition("Commands:")[2].split("\n")
    assert [verb for verb in verbs if verb.strip() and f"retrolint {verb.split()[0]}" not in readme] == []
