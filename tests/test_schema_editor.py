"""What is printed of schemas: the JSON Schema of the language for editors, and a schema resolved."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commandline import ROOT, run
from jsonschema import Draft202012Validator
from schemafiles import SCHEMAS, checked, in_editor

from retrolint.schema.json_schema import language_schema
from retrolint.schema.loading import builtin_names, builtin_source, load_schema
from retrolint.schema.model import Schema
from retrolint.schema.writing import resolved_data

LANGUAGE = language_schema()
REFERENCE = (ROOT / "docs" / "schema-reference.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
RIGHT = {name: builtin_source(name) for name in builtin_names()}
RIGHT |= {path.name: path.read_text("utf-8") for path in SCHEMAS}
RIGHT |= {
    f"{name} {number}": text if "name:" in text else f"name: a\n{text}"
    for name, page in (("reference", REFERENCE), ("readme", README))
    for number, text in enumerate(re.findall(r"```yaml\n(.*?)```", page, re.DOTALL))
    if page is REFERENCE or text.startswith("name:")
}
RIGHT["proposal"] = """
name: proposal
path: "{number:0000}-{*}.md"
heading: "{Title}"
series: {number: number, date: Created}
front-matter:
  key-order: strict
  unknown-keys: forbid
  keys:
    Title: string
    Status: {is: [Draft, Final, "Withdrawn ({*})"]}
    Deadline: {type: date, when: {Status: Draft}}
    Authors: {type: list, count: 1.., items: {is: "{*} <{contact:email}>"}}
    Created: date
    License: {is: [CC0-1.0, CC-BY-4.0]}
unknown-sections: forbid
sections:
  - Abstract
  - {heading: Motivation, was: [Background, Why], length: 50.. words}
  - one-of: [Design, {sections: [Guide, Reference]}]
  - {heading: Security Considerations, hint: Say what an attacker could do., rules: {placeholder: error}}
  - {heading: Test Cases, required: {Status: Final}}
  - any-of: [References, [Appendix, Appendices], Acknowledgements]
  - {heading: Copyright, contains: "{License}"}
variants:
  - {before: 2021-06-01, change: {Security Considerations: {required: false}}}
  - {when: {Status: "Withdrawn ({*})"}, rules: {"*": warning}}
"""
WRONG = [
    "description: no name",
    "name: [a]",
    "name: a\nnam: b",
    "name: a\nlevel: 7",
    "name: a\nexact: maybe",
    "name: a\nsections: A",
    "name: a\nsections: [{headin: A}]",
    "name: a\nsections: [{required: false}]",
    "name: a\nsections: [{heading: A, required: maybe}]",
    "name: a\nsections: [{heading: A, repeat: many}]",
    "name: a\nsections: [{heading: A, length: 50.. pages}]",
    "name: a\nsections: [{heading: A, content: lists}]",
    "name: a\nsections: [{heading: A, when: true}]",
    "name: a\nsections: [{heading: A, rules: {placeholder: fatal}}]",
    "name: a\nsections: [{heading: A, fields: [{labl: b}]}]",
    "name: a\nsections: [{any-of: [A], required: false}]",
    "name: a\nunknown-sections: no",
    "name: a\nfront-matter: {keys: {a: strin}}",
    "name: a\nfront-matter: {keys: {a: {typ: int}}}",
    "name: a\nfront-matter: {keys: {a: {keys: {b: {typ: int}}}}}",
    "name: a\nfront-matter: {format: xml}",
    "name: a\nseries: {every: weekly}",
    "name: a\nseries: {week-starts: mon}",
    "name: a\nvariants: [{befor: 2020-01-01}]",
    "extends: weekly-retro\nchange: {A: {requird: false}}",
]


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(LANGUAGE)
    return Draft202012Validator(LANGUAGE)


def test_the_command_prints_what_is_committed() -> None:
    result = run("schema", "json-schema")
    assert result.out == (ROOT / "docs" / "retrolint.schema.json").read_text("utf-8")


@pytest.mark.parametrize("name", RIGHT)
def test_an_editor_accepts_every_right_schema(name: str, validator: Draft202012Validator) -> None:
    validator.validate(in_editor(RIGHT[name]))


@pytest.mark.parametrize("text", WRONG)
def test_an_editor_refuses_what_the_loader_refuses(text: str, validator: Draft202012Validator) -> None:
    assert not validator.is_valid(in_editor(text))


def test_the_loader_refuses_what_an_editor_refuses(tmp_path: Path) -> None:
    assert all(checked(tmp_path, [f"{text}\n" for text in WRONG]))


def properties(part: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(part, dict):
        yield from part.get("properties", {}).items()
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from properties(inner)


def test_an_editor_knows_what_each_key_means_and_what_it_may_be() -> None:
    keys = dict(properties(LANGUAGE))
    assert [
        name for name, key in properties(LANGUAGE) if "description" not in key and name != "regex"
    ] == []
    assert keys["exact"]["type"] == ["boolean", "null"]
    assert keys["unknown-sections"]["enum"] == ["allow", "forbid", None]
    assert keys["level"]["enum"] == [1, 2, 3, 4, 5, 6, None]
    assert keys["extends"]["anyOf"][0]["enum"] == list(builtin_names())


def shown(schema: Schema) -> str:
    """All that a schema says, but where it was read."""
    return json.dumps([resolved_data(schema.data), schema.files], default=str)


@pytest.mark.parametrize("name", [*builtin_names(), *map(str, SCHEMAS)])
def test_a_schema_is_printed_as_it_is_and_resolved(name: str, tmp_path: Path) -> None:
    path = Path(name)
    written = path.read_text("utf-8") if path.is_file() else builtin_source(name)
    assert run("schema", "show", name).out == written
    (tmp_path / "s.yaml").write_text(run("schema", "show", "--resolved", name).out, "utf-8")
    assert shown(load_schema(str(tmp_path / "s.yaml"))) == shown(load_schema(name))


def test_a_schema_that_extends_another_is_resolved_into_one_of_its_own(tmp_path: Path) -> None:
    text = """
name: "null"
extends: weekly-retro
front-matter: {keys: {pin: null, author: {required: true}, new: }}
hint: "Day #{{n}}: [x]"
change: {주간 회고: {change: {"[.] Takeaway": {required: false}}}}
variants: [{since: 7, change: {Main Events: null}}]
"""
    (tmp_path / "s.yaml").write_text(text, "utf-8")
    printed = run("schema", "show", "--resolved", "s.yaml", cwd=tmp_path).out
    assert "extends" not in printed
    (tmp_path / "t.yaml").write_text(printed, "utf-8")
    schema, resolved = load_schema(str(tmp_path / "s.yaml")), load_schema(str(tmp_path / "t.yaml"))
    assert shown(resolved) == shown(schema)
    assert resolved.name == "null"
    assert "pin" not in [key.name for key in resolved.header.keys.entries]


@pytest.mark.parametrize("words", [["show", "zzz"], ["show", "--resolved", "zzz"], ["skeleton", "zzz"]])
def test_a_schema_that_is_not_there_is_told(words: list[str]) -> None:
    result = run("schema", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith('retrolint: there is no schema "zzz"; built in: 4f, ')


def test_the_list_says_what_each_is_for() -> None:
    lines = run("schema", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == list(builtin_names())
    assert all(line.endswith(".") for line in lines)
