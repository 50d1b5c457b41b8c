"""Projects with configurations, and what `retrolint check` says of them."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from commandline import TBU, run

from retrolint.commands import group

OWN = ".retrolint.toml"
MILD = '[severity]\nplaceholder = "info"\n'
"""A configuration that shows in the severity of the one finding of `TBU`."""

_LINE = re.compile(r"\S+:(?P<place>\d+:\d+): error\[invalid-config\] (?P<said>.*)")
_KNOWN = re.compile(r"known here: .*")
Case = tuple[str, list[str]]


def make(folder: Path, *names: str, **texts: str) -> None:
    """A repository in `folder` with documents of one finding each; `own` is its configuration."""
    (folder / ".git").mkdir(parents=True, exist_ok=True)
    for name in names:
        write(folder / name, TBU)
    if "own" in texts:
        write(folder / OWN, texts["own"])


def write(file: Path, text: str | bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


def found(folder: Path, *args: str | Path, stdin: str = "", code: int | None = None) -> list[str]:
    """`path severity rule` of all that is found, as a user in `folder` is told."""
    result = run("check", "--output-format", "concise", *args, cwd=folder, stdin=stdin)
    assert result.code in ({0, 1} if code is None else {code}), result.err
    return [
        re.sub(r"^(.*?):\d+:\d+: (\w+)\[([\w-]+)\].*", r"\1 \2 \3", line)
        for line in result.out.splitlines()
    ]


def listed(folder: Path, *args: str | Path, stdin: str = "") -> list[str]:
    """The files that are checked."""
    result = run("check", "--show-files", *args, cwd=folder, stdin=stdin)
    assert result.code == 0, result.err
    return result.out.splitlines()


def blocks(cases: str) -> list[Case]:
    """Configurations between blank lines, each with what is wrong with it below, after `>>`."""
    split = [block.split("\n") for block in cases.strip("\n").split("\n\n")]
    return [
        (
            "".join(f"{line}\n" for line in lines if not line.startswith(">> ")),
            [line.removeprefix(">> ") for line in lines if line.startswith(">> ")],
        )
        for lines in split
    ]


def said(folder: Path, text: str | bytes, monkeypatch: pytest.MonkeyPatch, name: str = OWN) -> list[str]:
    """What is said of a configuration: `line:column message; hint`; nothing where it is used.

    All in this process: there are many of them.
    """
    make(folder, "a.md")
    write(folder / name, text)
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(group, ["check", "a.md"], standalone_mode=False)
    assert result.exception is None, result.exception
    assert (result.return_value == 2) == ("invalid-config" in result.stderr), result.stderr
    if result.return_value != 2:
        return []
    assert result.stdout == ""
    return [_told(line) for line in result.stderr.splitlines()]


def _told(line: str) -> str:
    match = _LINE.fullmatch(line)
    assert match, line
    return f"{match['place']} {_KNOWN.sub('known here: …', match['said'])}"


def assert_said(folder: Path, cases: Sequence[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is said of each configuration, and nothing else."""
    told = {text: said(folder / str(number), text, monkeypatch) for number, (text, _) in enumerate(cases)}
    assert told == dict(cases)
