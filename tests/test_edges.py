"""Inputs at the edges of Unicode, Markdown and YAML: nothing crashes, and every place is right."""

from datetime import date
from pathlib import Path

import pytest
from searching import found

from retrolint.config.choosing import match_document
from retrolint.config.model import Settings
from retrolint.diagnostics import Diagnostic
from retrolint.document.dates import parse_date, weekday_faults
from retrolint.document.model import Document
from retrolint.document.reader import read_text
from retrolint.engine import check_document
from retrolint.patterns.folding import fold
from retrolint.patterns.pattern import compile_pattern
from retrolint.registry import load_rules, select_rules
from retrolint.schema.loading import SchemaError, load_schema, parse_schema

RULES = select_rules(load_rules())


def check(text: str, schema: str = "") -> list[Diagnostic]:
    chosen = load_schema("weekly-retro") if schema == "weekly-retro" else None
    if schema and not chosen:
        chosen = parse_schema("s.yaml", schema)
    document = read_text("x.md", text)
    asked = Settings(RULES, date(2024, 9, 30), chosen)
    match = match_document(document, asked).match
    return sorted(check_document(match, asked).diagnostics, key=lambda d: d.sort_key)


def texts(document: Document) -> list[tuple[str, str]]:
    return [(text.raw, document.source.slice(text.span())) for text in document.texts]


def faults(text: str) -> list[str]:
    with pytest.raises(SchemaError) as raised:
        parse_schema("s.yaml", text)
    starts = [(fault.place.range.start, fault.message) for fault in raised.value.diagnostics]
    return [f"{start.line}:{start.column} {message}" for start, message in starts]


# 1 discovery
def test_gitignore_of_the_root_holds_beside_info_exclude(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git/info").mkdir(parents=True)
    (tmp_path / ".git/info/exclude").write_text("# git init writes this file\n")
    (tmp_path / ".gitignore").write_text("drafts/\n")
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/a.md").touch()
    assert found(".") == []


# 2
def test_a_link_to_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").symlink_to("a.md")
    assert found(".") == ["a.md"]


# 3
@pytest.mark.parametrize("word", ["ſun", "ſaturday", "frı", "FRİ", "Tueſ"])
def test_weekdays_of_letters_that_match_ascii_when_case_is_ignored(word: str) -> None:
    weekday_faults("2024-09-02", word)
    check(f"2024-09-02 ({word})")


def test_a_month_with_a_long_s() -> None:
    parse_date("ſep 2, 2024")
    check("ſep 2, 2024 (Sun)")


@pytest.mark.parametrize("blank", ["\u3000", "\u00a0", "\u2003"])
def test_a_paragraph_below_a_line_of_unicode_space(blank: str) -> None:
    assert texts(read_text("x.md", f"{blank}\nabc\n")) == [("abc", "abc")]


def test_a_cell_with_an_escaped_pipe() -> None:
    document = read_text("x.md", "|1|2|3|\n|-|-|-|\n|a\\|b|a|b|\n")
    assert [written for _, written in texts(document)[3:]] == ["a\\|b", "a", "b"]


def test_a_cell_that_reads_like_the_marker_before_it() -> None:
    document = read_text("x.md", "- | - | b |\n  |---|---|\n  | x | 1 |\n")
    assert document.texts[0].span().start == 4


def test_a_heading_of_a_number_sign() -> None:
    assert read_text("x.md", "## # ##\n").texts[0].span().start == 3


def test_text_beside_a_comment_is_text() -> None:
    assert not read_text("x.md", "# a\n\n<!-- what was hard? -->Everything.\n").sections[0].is_empty


# 6 fields and placeholders
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_value_in_the_line_below_its_label(ending: str) -> None:
    found = check("# a\n\n- **did**:\n  TBU\n".replace("\n", ending))
    assert [(one.rule, one.place.text) for one in found] == [("placeholder", "TBU")]


# 7 the header
def test_deep_nesting_is_told_where_it_gets_too_deep() -> None:
    (problem,) = read_text("x.md", "---\na: b\nc: " + "[" * 200 + "\n---\n").problems
    assert problem.span.start > len("---\na: b\nc: ")


def test_an_equal_key_in_an_anchored_mapping_is_told_once() -> None:
    assert len(read_text("x.md", "---\na: &x {k: 1, k: 2}\nb: *x\n---\n").problems) == 1


# 8 patterns
@pytest.mark.parametrize("space", ["\t", "\u00a0", "\u3000"])
def test_a_capture_after_white_space_that_is_no_space(space: str) -> None:
    found = compile_pattern("{*}w {n:int} w", is_name=False).match(f"e{space}w 0 w")
    assert found
    assert found["n"].text == "0"


def test_a_capture_after_a_letter_longer_in_lower_case() -> None:
    found = compile_pattern("{*}week {n:int}{*}", is_name=True).match("İx Week 5: Six")
    assert found
    assert found["n"].text == "5"


def test_a_capture_of_a_space() -> None:
    found = compile_pattern("x{a}y", is_name=True).match("x y")
    assert found is None or found["a"].span.start <= found["a"].span.end


@pytest.mark.parametrize("text", ["ᄒ👩ᅡ", "a[\u0301"])
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(text, is_name=True)
    assert fold(folded, is_name=True) == folded


# 9 schema files
def test_a_bad_name_in_a_list_of_names_is_told_where_it_is() -> None:
    assert faults("name: a\nsections:\n  - [A, 'b {']\n")[0].startswith("3:9 ")


def test_a_character_that_yaml_does_not_allow_is_told_where_it_is() -> None:
    assert faults("name: a\ndescription: b\x07c\n")[0].startswith("2:15 ")


def test_keys_that_are_a_list() -> None:
    assert "Input should" not in faults("name: a\nfront-matter: {keys: [title]}\n")[0]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("- [+] Positive", "[+] Positive"),
        ("- {n} Day", "{n} Day"),
        ("- heading: Day #{n}", "Day #{n}"),
        ("- heading: !x To Try", "!x To Try"),
    ],
)
def test_what_yaml_keeps_for_itself_is_said_to_need_quotes(line: str, name: str) -> None:
    with pytest.raises(SchemaError) as refused:
        parse_schema("s.yaml", f"name: x\nsections:\n  {line}\n")
    (fault,) = refused.value.diagnostics
    assert fault.message.startswith(f'put "{name}" in quotes')
    assert fault.place.range.start.line == 3
