"""What a configuration may not say: each mistake, where it is, and what to do."""

import json
from pathlib import Path

import pytest
from commandline import check_json, run
from configfiles import OWN, Case, assert_said, blocks, make, said, write

from retrolint.reporters import HUMAN, REPORTERS

SYNTAX = r"""
select = ["placeholder"
>> 1:1 no TOML: a list that is not closed, or lacks a comma; put commas between its items and ] at its end

select =
>> 1:9 no TOML: a key without a value; write "" for none, or delete the line

select: [a]
>> 1:1 no TOML: a line of YAML, where TOML is expected; write select = [a]

fail-on = error
>> 1:11 no TOML: a text without quotes; put the whole value in quotes

[severity
>> 1:10 no TOML: a table's name that is not closed; write "[name]" in a line of its own

[severity]
회고 = "error"
>> 2:1 no TOML: a key with other characters than A-Z, a-z, 0-9, _ and -; write "회고" = …, in quotes

select = ["placeholder"]
select = ["tasks"]
>> 2:1 the key "select" stands twice

[severity]
placeholder = "error"
[severity.placeholder]
x = 1
>> 3:11 the key "placeholder" stands twice

[severity]
links = "info"
[severity]
tasks = "info"
>> 3:2 the key "severity" stands twice
"""

KEYS = r"""
selct = ["placeholder"]
>> 1:1 unknown key "selct"; did you mean "select"?

zzz = 1
"회고" = 1
>> 1:1 unknown key "zzz"; known here: …
>> 2:1 unknown key "회고"; known here: …

per_file_ignores = {}
>> 1:1 unknown key "per_file_ignores"; did you mean "per-file-ignores"?

[lint]
select = []
>> 1:2 unknown key "lint"; known here: …

[tool.retrolint]
select = []
>> 1:2 unknown key "tool"; known here: …

[[documents]]
path = ["a.md"]
schema = "kpt"
>> 2:1 unknown key "path"; did you mean "paths"?

documents = [{paths = ["a.md"], schema = "kpt", zzz = 1}]
>> 1:49 unknown key "zzz"; known here: …

[[documents]]
paths = ["a.md"]
schema = "kpt"
name = "x"
[[documents]]
paths = ["b.md"]
schema = "kpt"
shema = 1
>> 4:1 unknown key "name"; known here: …
>> 8:1 unknown key "shema"; did you mean "schema"?

[[documents]]
paths = ["a.md"]
>> 2:1 "schema" is missing

zzz = 1
include = "a.md"
fail-on = "fatal"
>> 1:1 unknown key "zzz"; known here: …
>> 2:11 "include" is no list: write ["a.md"]
>> 3:11 "fail-on": "fatal" is not 'error', 'warning', 'info' or 'never'
"""

VALUES = r"""
select = "placeholder"
>> 1:10 "select" is no list: write ["placeholder"]

select = [1, inf]
>> 1:11 "select" is no text
>> 1:14 "select" is no text

ignore = [""]
>> 1:11 "ignore" has no value

respect-gitignore = "no"
>> 1:21 "respect-gitignore" is neither true nor false

respect-gitignore = 1
>> 1:21 "respect-gitignore" is neither true nor false

fail-on = 2024-01-01
>> 1:11 "fail-on": "2024-01-01" is not 'error', 'warning', 'info' or 'never'

fail-on = "off"
>> 1:11 "fail-on": to fail for nothing, write "never"

fail-on = false
>> 1:11 "fail-on": to fail for nothing, write "never"

documents = ["a"]
>> 1:14 "documents" is no table

[documents]
paths = ["a.md"]
schema = "kpt"
>> 1:2 "documents" is no list: write [[documents]]

[[documents]]
paths = "a.md"
schema = "kpt"
>> 2:9 "paths" is no list: write ["a.md"]

[[documents]]
paths = []
schema = ""
>> 2:1 "paths" has no value
>> 3:10 "schema" has no value

severity = "error"
>> 1:12 "severity" is no table

[severity]
placeholder = "off"
links = false
tasks = "fatal"
>> 2:15 "placeholder": to turn a rule off, name it in "ignore"
>> 3:9 "links": to turn a rule off, name it in "ignore"
>> 4:9 "tasks": "fatal" is not 'error', 'warning' or 'info'

severity.placeholder = 2024-01-01
>> 1:24 "placeholder": "2024-01-01" is not 'error', 'warning' or 'info'

per-file-ignores = ["placeholder"]
>> 1:1 "per-file-ignores" is no table

[per-file-ignores]
"a.md" = "placeholder"
>> 2:10 "a.md" is no list: write ["placeholder"]

rules.placeholder = 1
>> 1:21 "placeholder" is no table

required-version = 1
>> 1:20 "required-version" is no text

required-version = "about one"
>> 1:20 "required-version": "about one" is no range of versions; write it as ">=0.1,<1"

extend = ["a.toml"]
>> 1:1 "extend" is no text

baseline = " "
>> 1:12 "baseline" has no value
"""

NAMES = r"""
select = ["placehlder"]
extend-select = ["placeholder", "linkz"]
ignore = ["zzzz"]
>> 1:11 there is no rule "placehlder"; did you mean "placeholder"?
>> 2:33 there is no rule "linkz"; did you mean "links"?
>> 3:11 there is no rule "zzzz"; "retrolint rule" lists them

[severity]
placehoder = "error"
>> 2:1 there is no rule "placehoder"; did you mean "placeholder"?

[per-file-ignores]
"a.md" = ["placeholder", "placeholdr"]
>> 2:26 there is no rule "placeholdr"; did you mean "placeholder"?

[rules.placehodler]
grace = 1
>> 1:8 there is no rule "placehodler"; did you mean "placeholder"?

[rules.tasks]
grace = 1
>> 1:8 there is no rule "tasks"; "retrolint rule" lists them

[rules.placeholder]
graze = 1
>> 2:9 "placeholder" has no option "graze"; did you mean "grace"?

rules.missing-field.x = 1
>> 1:25 "missing-field" has no option "x"; it has none

[[documents]]
paths = ["a.md"]
schema = "ktp"
>> 3:10 there is no schema "ktp"; did you mean "kpt"?

[[documents]]
paths = ["a.md"]
schema = "none.yaml"
>> 3:10 there is no file none.yaml

documents = [{paths = ["a.md"], schema = "../s.yaml"}, {paths = ["a.md"], schema = "/s.yaml"}]
>> 1:42 the schema "../s.yaml" lies outside of the repository
>> 1:84 the schema "/s.yaml" lies outside of the repository

extend = "none.toml"
>> 1:10 "extend": there is no file none.toml

extend = "."
>> 1:10 "extend": there is no file .

extend = "../none.toml"
>> 1:10 "extend": ../none.toml lies outside of the repository

baseline = "../known.json"
>> 1:12 "baseline": ../known.json lies outside of the project

baseline = "/known.json"
>> 1:12 "baseline": /known.json lies outside of the project

baseline = "sub/../../known.json"
>> 1:12 "baseline": sub/../../known.json lies outside of the project
"""

GLOBS = r"""
include = ["a.md", "", " "]
>> 1:20 "include": "" is no pattern: it is empty
>> 1:24 "include": " " is no pattern: it is empty

exclude = ["#a"]
>> 1:12 "exclude": "#a" is no pattern: to git it is a comment; to name a file, write "\\#…"

exclude = ["./a.md", "../b.md", "!./c.md"]
>> 1:12 "exclude": "./a.md" is no pattern: it starts in the configuration's folder: leave out the dots
>> 1:22 "exclude": "../b.md" is no pattern: it starts in the configuration's folder: leave out the dots
>> 1:33 "exclude": "!./c.md" is no pattern: it starts in the configuration's folder: leave out the dots

exclude = ["docs\\a.md", 'docs\*.md', 'a/b\c.md', 'docs\']
>> 1:12 "exclude": "docs\a.md" is no pattern: folders are separated by /
>> 1:26 "exclude": "docs\*.md" is no pattern: folders are separated by /
>> 1:39 "exclude": "a/b\c.md" is no pattern: folders are separated by /
>> 1:51 "exclude": "docs\" is no pattern: folders are separated by /

exclude = ["[", "[z-a]", "/", "a.md", "!", "[[:alpha:]]"]
>> 1:12 "exclude": "[" is no pattern: it is not understood
>> 1:17 "exclude": "[z-a]" is no pattern: it is not understood
>> 1:26 "exclude": "/" is no pattern: it is not understood
>> 1:39 "exclude": "!" is no pattern: it is not understood
>> 1:44 "exclude": "[[:alpha:]]" is no pattern: it is not understood

exclude = ["**/*-*-*-w*.md", "*-*-*-*-w*.md"]
>> 1:30 "exclude": "*-*-*-*-w*.md" is no pattern: it has more than 4 stars

exclude = ["!a.md"]
>> 1:1 "exclude": "!a.md" takes back what no pattern before it has

[per-file-ignores]
"#b" = []
"!a.md" = ["placeholder"]
>> 2:1 "per-file-ignores": "#b" is no pattern: to git it is a comment; to name a file, write "\\#…"
>> 3:1 "per-file-ignores": "!a.md" takes back what no pattern before it has

[[documents]]
paths = ["b.md", "./a.md"]
schema = "kpt"
>> 2:18 "paths": "./a.md" is no pattern: it starts in the configuration's folder: leave out the dots
"""

BYTES: list[tuple[bytes, list[str]]] = [
    (b"\xef\xbb\xbfzzz = 1\r\n\r\nselct = 1\r\n", ["1:1 zzz", "3:1 selct"]),
    (b"select = []\rselct = 1\r", ["2:1 selct"]),
    ("# 회고 🎉\n'회고' = 1\nselect = ['회고', 'x']\n".encode(), ["2:1 회고"]),
    (b"# caf\xe9\n", ["1:6 byte 0xE9 is not UTF-8"]),
    ("select = []\n".encode("utf-16"), ["1:1 byte 0xFF is not UTF-8"]),
    (b"# \xea\xb0\x80\n\x00", ["2:1 no TOML: a line that is no"]),
    (b"#" * (1 << 21), ["1:1 larger than a mebibyte"]),
]


@pytest.mark.parametrize("cases", [SYNTAX, KEYS, VALUES, NAMES, GLOBS])
def test_a_mistake_is_told_where_it_is(
    cases: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_said(tmp_path, blocks(cases), monkeypatch)


@pytest.mark.parametrize(("text", "expected"), BYTES)
def test_places_are_right_whatever_the_bytes(
    text: bytes, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for line, wanted in zip(said(tmp_path, text, monkeypatch), expected, strict=True):
        place, _, words = wanted.partition(" ")
        assert line.startswith(f"{place} ")
        assert words in line


@pytest.mark.parametrize("text", ["", "# only a note\n", "\ufeff", "\r\n", "select = []\nrules = {}\n"])
def test_a_configuration_may_say_next_to_nothing(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(tmp_path, text, monkeypatch) == []


ESCAPED = [
    r"\\#a.md",
    r"\\!a.md",
    r"\\[a].md",
    r"a\\ b.md",
    "[ab].md",
    "회고/*.md",
    "**/_posts/**/*-w*.md",
]


@pytest.mark.parametrize("pattern", ESCAPED)
def test_a_pattern_may_escape_what_is_special(
    pattern: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(tmp_path, f'include = ["{pattern}"]\n', monkeypatch) == []


PYPROJECTS: list[Case] = [
    ("[tool.retrolint]\nselct = []\n", ['2:1 unknown key "selct"; did you mean "select"?']),
    ("[tool]\nretrolint = {selct = []}\n", ['2:14 unknown key "selct"; did you mean "select"?']),
    ("tool.retrolint.selct = []\n", ['1:16 unknown key "selct"; did you mean "select"?']),
    ("tool = {retrolint = {selct = 1}}\n", ['1:22 unknown key "selct"; did you mean "select"?']),
    ('["tool"."retrolint"]\nselct = []\n', ['2:1 unknown key "selct"; did you mean "select"?']),
    ("\ufeff[tool.retrolint]\rselct = []\r", ['2:1 unknown key "selct"; did you mean "select"?']),
    ("[tool]\nretrolint = 1\n", ['2:13 "tool.retrolint" is no table']),
    ("[[tool.retrolint]]\nselect = []\n", ['1:8 "tool.retrolint" is no table']),
    (
        "[project]\nname = 'a'\nname = 'b'\n[tool.retrolint]\n",
        ['3:1 the key "name" stands twice'],
    ),
    (
        "[tool.other]\nx =\n[tool.retrolint]\n",
        ['2:4 no TOML: a key without a value; write "" for none, or delete the line'],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PYPROJECTS)
def test_in_a_pyproject_places_are_those_of_the_whole_file(
    text: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(tmp_path, text, monkeypatch, "pyproject.toml") == expected


def test_another_version_is_asked_for_before_all_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = 'zzz = 1\nselect = 1\nrequired-version = ">=99"\n[new.table]\nx = 1\n'
    assert said(tmp_path, text, monkeypatch) == [
        "3:20 retrolint >=99 is required, and this is 0.1.0; pip install 'retrolint>=99'"
    ]


def test_a_version_that_fits_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(tmp_path, 'required-version = ">=0.1,<99"\n', monkeypatch) == []


@pytest.mark.parametrize("output", sorted(HUMAN))
def test_people_read_a_line_each_on_standard_error(output: str, tmp_path: Path) -> None:
    make(tmp_path, "a.md", own="zzz = 1\nselct = []\n")
    result = run("check", "--output-format", output, cwd=tmp_path)
    first, second = result.err.splitlines()
    assert first.startswith(f'{OWN}:1:1: error[invalid-config] unknown key "zzz"; known here: ')
    assert second == f'{OWN}:2:1: error[invalid-config] unknown key "selct"; did you mean "select"?'
    assert (result.code, result.out) == (2, "")


@pytest.mark.parametrize("output", sorted(set(REPORTERS) - set(HUMAN)))
def test_machines_read_one_whole_document_on_standard_output(output: str, tmp_path: Path) -> None:
    make(tmp_path, "a.md", own="zzz = 1\n")
    result = run("check", "--output-format", output, cwd=tmp_path)
    assert (result.code, result.err) == (2, "")
    assert "zzz" in result.out
    if output in {"json", "gitlab", "sarif", "rdjson"}:
        json.loads(result.out)


def test_a_fault_is_a_finding_to_machines(tmp_path: Path) -> None:
    make(tmp_path, "sub/a.md")
    write(tmp_path / "sub" / OWN, "회고 = 1\nselct = []\n".replace("회고", '"회고"'))
    (first, second) = check_json(cwd=tmp_path).findings
    assert (first["rule"], first["family"], first["path"]) == (
        "invalid-config",
        "configuration",
        f"sub/{OWN}",
    )
    assert second["range"]["start"] == {"line": 2, "column": 1, "offset": 9}
    assert second["help"] == 'did you mean "select"?'


def test_a_file_gets_the_document_and_a_person_the_lines(tmp_path: Path) -> None:
    make(tmp_path, "a.md", own="zzz = 1\n")
    args = ("--output-format", "json=out.json", "--output-format", "concise")
    result = run("check", *args, cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"{OWN}:1:1: ")
    assert len(json.loads((tmp_path / "out.json").read_text("utf-8"))["diagnostics"]) == 1


def test_a_schema_that_cannot_be_used_is_told_at_its_own_place(tmp_path: Path) -> None:
    make(tmp_path, "a.md", own='[[documents]]\npaths = ["a.md"]\nschema = "s.yaml"\n')
    write(tmp_path / "s.yaml", "name: a\nzzz: 1\n")
    result = run("check", "--output-format", "concise", cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith('s.yaml:2:1: error[invalid-schema] unknown key "zzz"')
