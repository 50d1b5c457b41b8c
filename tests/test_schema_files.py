"""Schemas that name other files: what they extend, a template, a JSON Schema. And files of any kind."""

import random
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from commandline import Result, run
from hypothesis import given, settings
from hypothesis import strategies as st

from retrolint.schema.loading import (
    SchemaError,
    UnknownSchemaError,
    builtin_names,
    builtin_source,
    load_schema,
    parse_schema,
)

LARGE = "#" * (1024 * 1024 + 1)


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def check(folder: Path, files: dict[str, str | bytes], *names: str) -> Result:
    write(folder, files)
    return run("schema", "check", *(names or ("s.yaml",)), cwd=folder)


@pytest.mark.parametrize(
    ("extends", "said"),
    [
        ("none", '"extends": the schema none cannot be read: no such file or directory'),
        ("no.yaml", '"extends": the schema no.yaml cannot be read: no such file or directory'),
        ("folder", '"extends": the schema folder cannot be read: is a directory'),
        (
            "dangling.yaml",
            '"extends": the schema dangling.yaml cannot be read: no such file or directory',
        ),
        ("latin.yaml", '"extends": the schema latin.yaml cannot be read: byte 0xFF is not UTF-8'),
        ("large.yaml", '"extends": the schema large.yaml cannot be read: larger than a mebibyte'),
        ("s.yaml", '"extends": s.yaml comes back to a schema that extends it'),
        ("./s.yaml", '"extends": ./s.yaml comes back to a schema that extends it'),
        ("[a]", '"extends" is no text'),
    ],
)
def test_what_cannot_be_extended_is_told(extends: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling.yaml").symlink_to("nowhere.yaml")
    write(tmp_path, {"latin.yaml": b"name: \xff", "large.yaml": LARGE})
    result = check(tmp_path, {"s.yaml": f"name: a\nextends: {extends}\n"})
    assert (result.code, result.out) == (2, f"s.yaml:2:1: error[invalid-schema] {said}\n")


def test_the_built_in_that_was_meant_is_suggested(tmp_path: Path) -> None:
    result = check(tmp_path, {"s.yaml": "extends: weekly-retr\n"})
    assert result.out.endswith('; did you mean "weekly-retro"?\n')


def test_a_circle_of_two_is_told_where_it_closes(tmp_path: Path) -> None:
    result = check(tmp_path, {"s.yaml": "extends: t.yaml\n", "t.yaml": "extends: s.yaml\n"})
    said = '"extends": s.yaml comes back to a schema that extends it'
    assert result.out == f"t.yaml:1:1: error[invalid-schema] {said}\n"


def test_what_extends_too_many_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"{number}.yaml": f"extends: {number + 1}.yaml\n" for number in range(20)
    }
    result = check(tmp_path, files, "0.yaml")
    assert "comes back" not in result.out
    assert result.code == 2


def test_an_empty_extends_is_none(tmp_path: Path) -> None:
    result = check(tmp_path, {"s.yaml": "name: a\nextends:\n"})
    assert result.code == 0


def test_a_fault_of_what_is_extended_is_told_in_its_own_file(tmp_path: Path) -> None:
    result = check(tmp_path, {"s.yaml": "extends: below/t.yaml\n", "below/t.yaml": "name: a\nnam: b\n"})
    said = 'unknown key "nam"; did you mean "name"?'
    assert result.out == f"below/t.yaml:2:1: error[invalid-schema] {said}\n"


def test_files_are_sought_beside_the_schema_that_names_them(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "s.yaml": "extends: one/t.yaml\n",
        "one/t.yaml": "extends: ../two/u.yaml\n",
        "two/u.yaml": "name: u\ntemplate: t.md\nfront-matter: {json-schema: h.json}\n",
        "two/t.md": "# A title\n\nSay why.\n",
        "two/h.json": "{}",
    }
    result = check(tmp_path, files)
    assert (result.code, result.err) == (0, "retrolint: nothing wrong in s.yaml\n")
    schema = load_schema(str(tmp_path / "s.yaml"))
    assert schema.template == files["two/t.md"]
    assert schema.header.json_schema == {}


@pytest.mark.parametrize("key", ["template", "front-matter: {json-schema"])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no.txt", "no such file or directory"),
        ("folder", "is a directory"),
        ("dangling", "no such file or directory"),
        ("latin", "byte 0xFF is not UTF-8"),
        ("large", "larger than a mebibyte"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(key: str, name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling").symlink_to("nowhere")
    write(tmp_path, {"latin": b"\xff", "large": LARGE})
    result = check(tmp_path, {"s.yaml": f"name: a\n{key}: {name}{'}' * ('{' in key)}\n"})
    column, last = (16, "json-schema") if "{" in key else (1, "template")
    said = f's.yaml:2:{column}: error[invalid-schema] "{last}": {name} cannot be used: {reason}\n'
    assert (result.code, result.out) == (2, said)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("{", "no JSON: "), ('{"type": "objec"}', "no JSON Schema of draft 2020-12: ")],
)
def test_a_json_schema_that_is_none_is_told(text: str, reason: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "s.yaml": "name: a\nfront-matter: {json-schema: h.json}\n",
        "h.json": text,
    }
    result = check(tmp_path, files)
    said = f's.yaml:2:16: error[invalid-schema] "json-schema": h.json cannot be used: {reason}'
    assert result.out.startswith(said)


def test_keys_beside_a_json_schema_are_told(tmp_path: Path) -> None:
    header = "{json-schema: h.json, keys: {a: int}}"
    result = check(tmp_path, {"s.yaml": f"name: a\nfront-matter: {header}\n", "h.json": "{}"})
    said = 'there are "keys" beside "json-schema", which stands for them'
    assert result.out == f"s.yaml:2:16: error[invalid-schema] {said}\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("weekly", 'there is no schema "weekly"; did you mean "weekly-retro"?'),
        ("zzz", f'there is no schema "zzz"; built in: {", ".join(builtin_names())}'),
        ("no/s.yaml", 'schema "no/s.yaml" cannot be read: no such file or directory'),
        ("folder.yaml", 'schema "folder.yaml" cannot be read: is a directory'),
        ("large.yaml", 'schema "large.yaml" cannot be read: larger than a mebibyte'),
    ],
)
def test_a_schema_that_is_not_there_is_told_and_the_next_one_checked(
    name: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "folder.yaml").mkdir()
    result = check(tmp_path, {"s.yaml": "name: a\n", "large.yaml": LARGE}, name, "s.yaml")
    assert result.code == 2
    assert result.err == f"retrolint: {said}\nretrolint: nothing wrong in s.yaml\n"
    with pytest.raises(UnknownSchemaError):
        load_schema(str(tmp_path / name))


def test_a_schema_that_is_not_utf8_is_told_where(tmp_path: Path) -> None:
    result = check(tmp_path, {"s.yaml": b"name: a\xff\n"})
    assert (result.code, result.out) == (2, "s.yaml:1:8: error[invalid-schema] byte 0xFF is not UTF-8\n")


def test_a_warning_does_not_make_a_schema_useless(tmp_path: Path) -> None:
    result = check(tmp_path, {"s.yaml": "name: a\npath: ['{*}', a.md]\n"})
    said = 'nothing reaches "a.md": "{*}" before it matches everything'
    assert (result.code, result.out) == (0, f"s.yaml:2:1: warning[invalid-schema] {said}\n")


PIECES: Sequence[str] = (
    *(
        "{",
        "}",
        "[",
        "]",
        ":",
        " ",
        "\n",
        "#",
        "*",
        "&",
        "!",
        "'",
        '"',
        "- ",
        "null",
        "{*}",
        "{n:int}",
        "..",
        "\t",
    ),
    *(
        "sections",
        "heading",
        "required",
        "change",
        "rules",
        "is",
        "regex",
        "not",
        "extends",
        "0",
        "true",
        "\x00",
    ),
)


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(builtin_names()), seed=st.integers(0, 2**32), times=st.integers(1, 4))
def test_no_mutation_of_a_schema_is_a_bug_of_ours(name: str, seed: int, times: int) -> None:
    text, chance = builtin_source(name), random.Random(seed)  # noqa: S311 - no secret
    for _ in range(times):
        start = chance.randrange(len(text))
        end = start + chance.choice((0, 0, 1, 3, 10, 40))
        text = text[:start] + chance.choice(PIECES) + text[end:]
    with suppress(SchemaError):
        parse_schema("s.yaml", text)
