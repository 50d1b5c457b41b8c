"""Front matter against a JSON Schema: what is refused, and what each fault is called."""

import json
from typing import Any

import pytest

from retrolint.document.reader import read_text
from retrolint.patterns.regexes import SlowPatternError
from retrolint.schema.json_headers import header_faults, parse_json_schema


def faults(header: str, schema: dict[str, Any], dialect: str = "---") -> list[tuple[str, str]]:
    document = read_text("a.md", f"{dialect}\n{header}\n{dialect}\n")
    assert document.front_matter
    found = header_faults(document.front_matter, parse_json_schema(json.dumps(schema)))
    return [(fault.rule, document.source.slice(fault.span)) for fault in found]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "no JSON: "),
        ("[" * 100_000, "no JSON that can be read"),
        ("[]", "it is no object"),
        ('{"type": 5}', "no JSON Schema of draft 2020-12: type: 5"),
        (
            '{"$schema": "http://json-schema.org/draft-07/schema#"}',
            "but of http://json-schema.org/draft-07",
        ),
        ('{"$ref": "https://example.com/x"}', "is another file, which is not read"),
        ('{"properties": {"a": {"$ref": "other.json#/a"}}}', "is another file, which is not read"),
        ('{"$ref": "#/$defs/a"}', "#/$defs/a is not there"),
        ('{"pattern": "("}', "pattern"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"\S") as caught:
        parse_json_schema(text)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("header", "schema", "expected"),
    [
        ("a: 1", {"required": ["b"]}, [("missing-key", "---")]),
        ("a: {b: 1}", {"properties": {"a": {"required": ["c"]}}}, [("missing-key", "a")]),
        ("a: 1", {"dependentRequired": {"a": ["b"]}}, [("missing-key", "---")]),
        ("a:", {"properties": {"a": {"type": "string"}}}, [("missing-key", "a")]),
        ("a: 1\nb: 2", {"properties": {"b": {}}, "additionalProperties": False}, [("unknown-key", "a")]),
        ("a: 1\nb: 2", {"properties": {"b": {}}, "unevaluatedProperties": False}, [("unknown-key", "a")]),
        ("a: 1", {"properties": {"a": False}}, [("unknown-key", "a")]),
        ("a: x", {"properties": {"a": {"type": "integer"}}}, [("wrong-type", "x")]),
        ("a: [x, y]", {"properties": {"a": {"items": {"enum": ["x"]}}}}, [("disallowed-value", "y")]),
        ("a: 0", {"properties": {"a": {"minimum": 1}}}, [("disallowed-value", "0")]),
        ("a: [1, 1]", {"properties": {"a": {"uniqueItems": True}}}, [("disallowed-value", "[1, 1]")]),
        ("a: x", {"properties": {"a": {"pattern": "^y"}}}, [("pattern-mismatch", "x")]),
        ("a: x", {"properties": {"a": {"minLength": 2}}}, [("too-short", "x")]),
        ("a: [1, 2]", {"properties": {"a": {"maxItems": 1}}}, [("too-long", "[1, 2]")]),
        ("xa: 1", {"patternProperties": {"^x": {"type": "string"}}}, [("wrong-type", "1")]),
        (
            "a: x",
            {"properties": {"a": {"oneOf": [{"const": 1}, {"const": 2}]}}},
            [("disallowed-value", "x")],
        ),
    ],
)
def test_each_keyword_is_reported_under_the_rule_that_it_is_like(
    header: str, schema: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert faults(header, schema) == expected


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("5", "integer"),
        ("0x1f", "integer"),
        ("-2.5e3", "number"),
        ("True", "boolean"),
        ("~", "null"),
        ("2024-09-06", "string"),
        ("no", "string"),
        ("'5'", "string"),
        (".inf", "string"),
        ("1e400", "string"),
        ("9" * 350, "string"),
        ("[1]", "array"),
        ("{b: 1}", "object"),
    ],
)
def test_values_are_what_yaml_1_2_takes_them_for(text: str, type_: str) -> None:
    assert not faults(f"a: {text}", {"properties": {"a": {"type": type_}}})


def test_toml_says_what_a_number_is() -> None:
    wanted = {"a": {"type": "string"}, "b": {"type": "integer"}, "c": {"type": "string"}}
    assert not faults("a = '1'\nb = 1_000\nc = 2024-09-06", {"properties": wanted}, "+++")


def test_our_own_key_is_nobodys() -> None:
    assert not faults("retrolint: {ignore: {}}", {"additionalProperties": False})


def test_a_schema_that_comes_back_to_itself_ends() -> None:
    assert not faults("a: 1", {"$ref": "#"})


def test_a_regex_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(SlowPatternError):
        faults(f"a: {'a' * 40}b", {"properties": {"a": {"pattern": "(a|a)+$"}}})
