"""`retrolint explain`: which schema a document gets, why, and what was matched with what."""

from pathlib import Path

import pytest
from commandline import run

KOREAN = """\
---
title: 5주차 회고
date: 2024-09-10 08:00:00 +0900
tags: [a, b]
---

## 주요 이벤트

### (240902 월) NLP 스터디를 처음으로 열어서 사람들과 함께 이야기를 나눈 날

- **cue**: x
- **felt**: y
- **액션플랜**: z

## 잡담

## 주간회고

### Positive

- a

### [!] To Try

- a

### [-] Negative

- b
"""

SCHEMA = """\
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
    Created: date
    License: string
    Deadline: {when: {Status: Draft}}
    meta: {type: mapping, required: false, keys: {issue: url, owner: string}}
sections:
  - Abstract
  - {heading: Motivation, was: [Background, Why]}
  - one-of: [Design, {sections: [Guide, Reference]}]
  - {heading: Security, fields: [risk, [mitigation, plan]], unknown-fields: forbid}
  - {heading: Tests, when: {Status: Final}}
variants:
  - {before: 2021-06-01, change: {Security: {hint: Say what an attacker could do.}}}
  - {when: {Status: "Withdrawn ({*})"}, rules: {"*": warning}}
"""

ENGLISH = """\
---
Title: A proposal
Created: 2020-01-01
Status: Withdrawn (late)
License:
Deadline: 2020-02-01
Stats: x
meta:
  issue: https://example.com
---
# A proposal

## Abstrct

Text.

## Background

## Notes

### Inner

## Security

- risk: x
- risk: y
- **cost**: z

## Security

- risk: x
- mitigation: y

## Tests
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name, text in (("2024-09-10-w5.md", KOREAN), ("s.yaml", SCHEMA), ("0007-x.md", ENGLISH)):
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def explained(*words: str) -> str:
    result = run("explain", *words)
    assert (result.code, result.err) == (0, "")
    return result.out


def test_a_korean_document_is_recognised_and_its_columns_line_up() -> None:
    assert (
        explained("2024-09-10-w5.md")
        == """\
2024-09-10-w5.md: schema weekly-retro, 6 of its 7 required sections are there
path: fits; date = 2024-09-10
front matter:
    2  title: 5주차 회고                                 front-matter.keys.title
    3  date: 2024-09-10 08:00:00 +0900                   front-matter.keys.date
    4  tags: [a, b]                                      front-matter.keys.tags
    -  categories                                        front-matter.keys.categories, missing
sections:
    7  ## 주요 이벤트                                    sections[0]
    9    ### (240902 월) NLP 스터디를 처음으로 열어서 …  sections[0].sections[0]; when = 240902, day = 월, event = NLP 스터디를 처음으로 …
   11      - cue                                         sections[0].sections[0].fields[0]
   12      - felt                                        sections[0].sections[0].fields[2]
   13      - 액션플랜                                    sections[0].sections[0].fields[3], misnamed: meant is "액션 플랜"
    -      - did                                         sections[0].sections[0].fields[1], missing
   15  ## 잡담                                           no section of the schema
   17  ## 주간회고                                       sections[1], misnamed: meant is "주간 회고"
   19    ### Positive                                    sections[1].sections[0], misnamed: meant is "[+] Positive"
   23    ### [!] To Try                                  sections[1].sections[2], out of place
   27    ### [-] Negative                                sections[1].sections[1]
    -    [.] Takeaway                                    sections[1].sections[4], missing
"""  # noqa: E501 - as wide as it is
    )


def test_an_english_document_has_every_kind_of_fault() -> None:
    assert (
        explained("0007-x.md", "--schema", "s.yaml")
        == """\
0007-x.md: schema proposal, which was asked for
variant: before 2021-06-01
variant: Status is "Withdrawn (…)"
path: fits; number = 0007
front matter:
    2  Title: A proposal                 front-matter.keys.Title
    3  Created: 2020-01-01               front-matter.keys.Created, out of order
    4  Status: Withdrawn (late)          front-matter.keys.Status
    5  License:                          front-matter.keys.License, no value
    6  Deadline: 2020-02-01              front-matter.keys.Deadline, but its condition does not hold
    7  Stats: x                          no key of the schema
    8  meta: issue: https://example.com  front-matter.keys.meta
front matter, in meta:
    9  issue: https://example.com        front-matter.keys.meta.keys.issue
    -  owner                             front-matter.keys.meta.keys.owner, missing
sections:
   11  # A proposal                      the title
   13  ## Abstrct                        sections[0], misnamed: meant is "Abstract"
   17  ## Background                     sections[1], misnamed: now "Motivation"
   19  ## Notes                          no section of the schema
   23  ## Security                       sections[3]
   25    - risk                          sections[3].fields[0]
   26    - risk                          sections[3].fields[0], one too many
   27    - cost                          no field of the schema
    -    - mitigation                    sections[3].fields[1], missing
   29  ## Security                       sections[3], one too many
   31    - risk                          sections[3].fields[0]
   32    - mitigation                    sections[3].fields[1]
   34  ## Tests                          sections[4], but its condition does not hold
    -  Design or Guide                   sections[2], missing
"""
    )


def test_a_path_that_fits_no_pattern_is_told(folder: Path) -> None:
    (folder / "x.md").write_text(ENGLISH, "utf-8")
    assert "\npath: fits none of its patterns\n" in explained("x.md", "--schema", "s.yaml")


def test_a_document_that_is_of_no_kind_has_no_schema(folder: Path) -> None:
    (folder / "x.md").write_text("# Hello\n", "utf-8")
    assert explained("x.md") == "x.md: no schema; it is of no built-in schema, or of several\n"


def test_a_schema_that_the_document_names_and_is_not_there_is_told(folder: Path) -> None:
    (folder / "x.md").write_text("---\nretrolint: {schema: kppt}\n---\n", "utf-8")
    assert explained("x.md") == 'x.md: no schema; there is no schema "kppt"; did you mean "kpt"?\n'


def test_a_header_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "x.md").write_text("---\na: [\n---\n## Keep\n## Problem\n## Try\n", "utf-8")
    assert (
        explained("x.md", "--schema", "kpt")
        == """\
x.md: schema kpt, which was asked for
front matter: cannot be read, so nothing is said of its keys
sections:
    4  ## Keep     sections[0].one-of[0].sections[0]
    5  ## Problem  sections[0].one-of[0].sections[1]
    6  ## Try      sections[0].one-of[0].sections[2]
"""
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no.md"], "no.md cannot be read: no such file or directory"),
        (["folder"], "folder cannot be read: not a regular file"),
        (["latin.md"], "latin.md cannot be read: byte 0xFF"),
        (["0007-x.md", "--schema", "kppt"], 'there is no schema "kppt"; did you mean "kpt"?'),
        ([], "Missing argument 'DOCUMENT'."),
    ],
)
def test_what_cannot_be_explained_is_told(words: list[str], said: str, folder: Path) -> None:
    (folder / "folder").mkdir()
    (folder / "latin.md").write_bytes(b"a\xff")
    result = run("explain", *words)
    assert (result.code, result.out, result.err) == (2, "", f"retrolint: {said}\n")


def test_a_schema_that_is_none_is_told(folder: Path) -> None:
    (folder / "t.yaml").write_text("name: a\nnam: b\n", "utf-8")
    result = run("explain", "0007-x.md", "--schema", "t.yaml")
    said = 't.yaml:2:1: error[invalid-schema] unknown key "nam"; did you mean "name"?\n'
    assert (result.code, result.out, result.err) == (2, "", said)


def test_what_a_document_says_cannot_move_the_cursor(folder: Path) -> None:
    (folder / "x.md").write_text("## Keep\x1b[2J\n## Problem\n## Try\n", "utf-8")
    assert "\x1b" not in explained("x.md", "--schema", "kpt")
