"""What is built holds what is needed, and works on its own."""

import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from checkout import copy_to
from commandline import POST, ROOT, execute


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from the sdist."""
    folder = tmp_path_factory.mktemp("built")
    source = copy_to(folder / "source")
    done = execute(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", source)
    assert done.code == 0, done.out + done.err
    return folder / "dist"


def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


def below(*folders: str) -> set[str]:
    """The Python files and schemas in the checkout, as the wheel names them."""
    return {
        path.relative_to(ROOT).as_posix().removeprefix("rules/")
        for folder in folders
        for pattern in ("*.py", "*.yaml", "*.json", "py.typed")
        for path in (ROOT / folder).rglob(pattern)
    }


def test_the_wheel_has_all_of_the_code_and_nothing_else(built: Path) -> None:
    with zipfile.ZipFile(wheel(built)) as archive:
        names = set(archive.namelist())
    info = "retrolint-0.1.0.dist-info"
    metadata = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    code = below("retrolint", "rules/retrolint_rules")
    assert code >= {
        "retrolint/py.typed",
        "retrolint/schema/builtin/weekly-retro.yaml",
        "retrolint_rules/fields/missing_field.py",
    }
    assert names == code | {f"{info}/{name}" for name in metadata}


def test_the_wheel_says_what_it_is(built: Path) -> None:
    with zipfile.ZipFile(wheel(built)) as archive:
        points = archive.read("retrolint-0.1.0.dist-info/entry_points.txt").decode()
        metadata = Parser().parsestr(archive.read("retrolint-0.1.0.dist-info/METADATA").decode())
    assert "[console_scripts]\nretrolint = retrolint.commands:main\n" in points
    assert "[retrolint.rules]\nbuiltin = retrolint_rules:RULES\n" in points
    assert (metadata["Name"], metadata["Version"]) == ("retrolint", "0.1.0")
    assert (metadata["License-Expression"], metadata["Requires-Python"]) == ("MIT", ">=3.11")
    assert metadata.get_payload() == (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_sdist_has_the_rules_the_tests_and_the_hook(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= {
        ".pre-commit-hooks.yaml",
        "LICENSE",
        "README.md",
        "pyproject.toml",
        "retrolint/py.typed",
        "rules/retrolint_rules/fields/missing_field.py",
        "tests/test_packaging.py",
        POST.relative_to(ROOT).as_posix(),
    }


def test_the_wheel_works_in_a_venv_of_its_own(built: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    for command in (
        (sys.executable, "-m", "venv", venv),
        (venv / "bin" / "python", "-m", "pip", "install", "--quiet", wheel(built)),
    ):
        done = execute(*command)
        assert done.code == 0, done.out + done.err
    rules = execute(venv / "bin" / "retrolint", "rule", cwd=tmp_path)
    listed = {line.split()[0] for line in rules.out.split("\n") if line.startswith("  ")}
    files = (ROOT / "rules" / "retrolint_rules").glob("*/[a-z]*.py")
    assert listed == {path.stem.replace("_", "-") for path in files}
    options = ("--schema", "weekly-retro", "--today", "2024-11-08")
    checked = execute(venv / "bin" / "retrolint", "check", *options, POST, cwd=tmp_path)
    assert (checked.code, checked.out.count("error[placeholder]")) == (1, 3)
    assert "3 errors, 2 info in 1 file" in checked.err
