"""Schema files, and what `retrolint schema check` says of them."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from commandline import ROOT, run

SCHEMAS = sorted((ROOT / "examples" / "schemas").glob("*.yaml"))
"""The schemas that are shipped as examples."""
_LINE = re.compile(
    r"(?P<number>\d+)\.yaml:(?P<place>\d+:\d+): (?P<severity>\w+)\[invalid-schema\] (?P<said>.*)"
)
_KNOWN = re.compile(r"known here: .*")


def checked(folder: Path, texts: Sequence[str]) -> list[list[str]]:
    """What is said of each of the schemas `texts`: `line:column message; hint`, a warning named as one.

    One run of the command checks them all.
    """
    names = [f"{number}.yaml" for number in range(len(texts))]
    for name, text in zip(names, texts, strict=True):
        (folder / name).write_text(text, "utf-8", newline="")
    result = run("schema", "check", *names, cwd=folder)
    assert result.code in {0, 2}, result.err
    found: list[list[str]] = [[] for _ in texts]
    for line in result.out.splitlines():
        match = _LINE.fullmatch(line)
        assert match, line
        mark = "" if match["severity"] == "error" else f"{match['severity']}: "
        said = _KNOWN.sub("known here: …", match["said"])
        found[int(match["number"])].append(f"{match['place']} {mark}{said}")
    return found


class Yaml12(yaml.SafeLoader):
    """YAML as editors read it: `off` and `2024-01-01` are texts, `false` and `2` are not."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - as its base has it


for _tag, _form, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?\d+", "-+0123456789"),
    ("null", r"~|null|", ["~", "n", ""]),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_form})$"), list(_first))


def in_editor(text: str) -> Any:
    """The data of a YAML text as an editor sees it."""
    return yaml.load(text, Yaml12)  # noqa: S506 - a SafeLoader


Case = tuple[str, list[str]]


def blocks(cases: str) -> list[Case]:
    """Schemas without their first line, a name, each with what is wrong with it below, after `>>`."""
    found: list[Case] = []
    for block in cases.strip("\n").split("\n\n"):
        lines = block.split("\n")
        said = [line.removeprefix(">> ") for line in lines if line.startswith(">> ")]
        text = "\n".join(["name: a", *(line for line in lines if not line.startswith(">> ")), ""])
        found.append((text, said))
    return found


def assert_said(folder: Path, cases: Sequence[Case]) -> None:
    """All that is said of each schema, and nothing else."""
    assert dict(
        zip([text for text, _ in cases], checked(folder, [text for text, _ in cases]), strict=True)
    ) == dict(cases)
