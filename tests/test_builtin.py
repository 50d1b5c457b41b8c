"""Every built-in schema on documents of its kind: good ones are clean, bad ones say what is wrong.

`builtin/<name>/good*.md` (or `good/*.md`, where the name of a file counts) must be clean, and recognised
where the schema has words of its own to be recognised by; `bad.txt` is the exact output for `bad.md`.
`UPDATE_CASES=1` writes it anew.
"""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from retrolint.commands import FINDINGS, group
from retrolint.schema.loading import builtin_names

FOLDER = Path(__file__).parent / "builtin"
GOOD = sorted([*FOLDER.glob("*/good*.md"), *FOLDER.glob("*/good/*.md")])
BAD = sorted([*FOLDER.glob("*/bad.md"), *FOLDER.glob("*/bad/*.md")])
UNRECOGNISED = {"keep-a-changelog"}
"""A changelog has no required section with words of its own: a configuration names its schema."""


def name_of(path: Path) -> str:
    return path.relative_to(FOLDER).parts[0]


def check(path: Path, *arguments: str) -> tuple[int, str, str]:
    arguments = ("check", path.name, "--output-format", "full", "--today", "2024-12-31", *arguments)
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        result = CliRunner(env={"COLUMNS": "100"}).invoke(group, arguments, standalone_mode=False)
    finally:
        os.chdir(before)
    return result.return_value, result.stdout, result.stderr


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{name_of(path)}-{path.stem}")
def test_a_good_document_is_clean(path: Path) -> None:
    name = name_of(path)
    assert check(path, "--schema", name)[:2] == (0, "")


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{name_of(path)}-{path.stem}")
def test_a_good_document_is_recognised(path: Path) -> None:
    name = name_of(path)
    code, found, said = check(path)
    assert (code, found) == (0, "")
    assert (f"schema {name} recognised" in said) == (name not in UNRECOGNISED)


@pytest.mark.parametrize("path", BAD, ids=name_of)
def test_a_bad_document_is_told(path: Path) -> None:
    code, found, _ = check(path, "--schema", name_of(path))
    expected = path.with_suffix(".txt")
    if os.environ.get("UPDATE_CASES"):
        expected.write_text(found, encoding="utf-8")
    assert code == FINDINGS
    assert found == expected.read_text(encoding="utf-8")


def test_every_built_in_schema_has_documents() -> None:
    names = set(map(name_of, GOOD)) & set(map(name_of, BAD))
    assert names == set(builtin_names()) - {"weekly-retro"}
