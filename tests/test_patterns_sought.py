"""Patterns sought in a text, written as an example, and names that are not exact."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrolint.patterns.expressions import compile_regex
from retrolint.patterns.holes import HOLE_TYPES
from retrolint.patterns.pattern import compile_pattern
from retrolint.text import Span

TODAY = date(2026, 11, 22)
KNOWN = {"License": "CC-BY-4.0", "n": "07", "Title": "A  title", "advisory.id": "RUSTSEC-1", "none": " "}


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("{License}", "It is CC-BY-4.0 now", "CC-BY-4.0"),
        ("{License}", "It is cc-by-4.0 now", None),
        ("under {License}.", "under\n  CC-BY-4.0.", "under\n  CC-BY-4.0."),
        ("{advisory.id}", "see RUSTSEC-1", "RUSTSEC-1"),
        ("{Title}", "it is A\ntitle", "A\ntitle"),
        ("Week {n:int}", "Week 70, Week 7", "Week 7"),
        ("{n:0000}", "12 0007", "0007"),
        ("TODO", "a TODO b", "TODO"),
        ("a b", "c a \n b", "a \n b"),
        (" - ", "a-b - c", " - "),
        ("(c)", "a (c)", "(c)"),
        ("Café", "x Cafe\u0301 y", "Cafe\u0301"),
        ("한글", normalize("NFD", "쓴 한글은"), normalize("NFD", "한글")),
        ("{{x}}", "a {x}", "{x}"),
        ("<{*}>", "a <b> <c>", "<b>"),
        ("<{*}>", "a <b\n> <c>", "<c>"),
        ("{*}b{*}", "abc", "b"),
        ("{x}b{y}", "aabcc", "abc"),
        ("{none} b", "a b", "a b"),
        ("{u:url}", "see https://a.b/c, and", "https://a.b/c"),
        ("{e:email}", "to a.b@c.org.", "a.b@c.org"),
        ("{w:word}!", "so one-two!", "one-two!"),
        ("{d:date}", "on 2024-09-02.", "2024-09-02"),
        ("{d:dates}", "on 240829, 30 and", "240829, 30"),
        ("{d:weekday}", "on Mon", "Mon"),
        ("{v:semver}", "since v1.2.3-rc.1", "v1.2.3-rc.1"),
        ("{m:int}", "a 123 b", "123"),
    ],
)
def test_the_first_part_that_matches(source: str, text: str, expected: str | None) -> None:
    span = compile_pattern(source, is_name=False).find(text, KNOWN)
    assert (span and text[span.start : span.end]) == expected


def test_a_regex_is_sought_line_by_line() -> None:
    pattern = compile_regex(r"^TODO:.*$", is_name=False)
    assert pattern.find("a\nTODO: b\nc", {}) == Span(2, 9)
    assert pattern.find("a todo: b", {}) is None


def test_a_place_is_one_of_the_text_as_it_is_written() -> None:
    assert compile_pattern("x", is_name=False).find("e\u0301\u1112\u1161\u11ab x", {}) == Span(6, 7)


@given(st.text(max_size=20), st.text(min_size=1, max_size=8), st.text(max_size=20))
def test_a_literal_is_found_where_it_is(before: str, literal: str, after: str) -> None:
    pattern = compile_pattern(literal.replace("{", "{{").replace("}", "}}"), is_name=False)
    text = normalize("NFC", f"{before} {normalize('NFC', literal)} {after}")
    span = pattern.find(text, {})
    assert span is not None
    assert text[span.start : span.end].split() == normalize("NFC", literal).split()


@pytest.mark.parametrize(
    ("source", "text", "is_loose"),
    [
        ("Main Events", "Main Events", False),
        ("Main Events", "main events", True),
        ("Main Events", "🎉 Main Events", True),
        ("🎉 Main Events", "Main Events", True),
        ("[+] Positive", "+ Positive", True),
        ("[+] Positive", "[+]Positive", False),
        ("5 주차", "5주차", False),
        ("주간 회고", normalize("NFD", "주간 회고"), False),
        ("A (b)", "A （b）", False),
        ("Main Events", "Other", False),
        ("Week {n:int}", "week 5", True),
        ("Week {n:int}", "Week 5", False),
        ("{a} of Day", "ANY of Day", False),
        ("({d:weekday}) x", "(Mon) x", False),
        ("({d:weekday}) x", "(Mon) X", True),
        ("{{a}} b", "{a} B", True),
    ],
)
def test_a_name_that_fits_only_loosely(source: str, text: str, is_loose: bool) -> None:  # noqa: FBT001
    assert compile_pattern(source, is_name=True).is_loosely(text) is is_loose


@pytest.mark.parametrize(
    ("text", "is_loose"), [("Week 5", False), ("week 5", True), ("🎉 Week  5", True)]
)
def test_a_regex_that_fits_only_loosely(text: str, is_loose: bool) -> None:  # noqa: FBT001
    assert compile_regex(r"Week \d+", is_name=True).is_loosely(text) is is_loose


@pytest.mark.parametrize(
    ("source", "given_", "expected"),
    [
        ("Main Events", {}, "Main Events"),
        ("{{a}} {*}", {}, "{a} "),
        ("Week {n:int}", {}, "Week 1"),
        ("{n:0000}-{*}", {"n": "12"}, "0012-"),
        ("Week {n:int}", {"n": "0012"}, "Week 12"),
        ("Week {n:int}", {"n": "x"}, "Week 1"),
        ("{d:date}", {}, "2026-11-22"),
        ("{d:date}", {"d": "2024-09-06 13:40:00 +0900"}, "2024-09-06"),
        ("{n:int}-{d:date}", {}, "1-2026-11-22"),
        ("({when:dates} {day:weekdays}) {event}", {}, "(261122 Sun) TBU"),
        ("({when:dates} {day:weekdays}) {event}", {"when": "240902, 3"}, "(240902, 3 Mon) TBU"),
        ("{when:dates} {day:weekday}요일", {}, "261122 일요일"),
        ("{d:weekday}", {"d": "2024-09-02"}, "Mon"),
        ("{d:weekday}", {"d": "화"}, "화"),
        ("{v:semver} {u:url} {e:email}", {}, "0.1.0 https://example.com/ name@example.com"),
        ("{w:word}", {"w": "two words"}, "two-words"),
        ("{Title}", {"Title": "A title"}, "A title"),
        ("{n:int}{m:int}", {}, None),
    ],
)
def test_an_example_is_made(source: str, given_: dict[str, str], expected: str | None) -> None:
    assert compile_pattern(source, is_name=True).example(dict(given_), TODAY) == expected


def test_an_example_says_what_it_made_up() -> None:
    variables = {"when": "240902"}
    pattern = compile_pattern("({when:dates} {day:weekdays}) {event}", is_name=True)
    assert pattern.example(variables, TODAY, is_korean=True) == "(240902 월) TBU"
    assert variables == {"when": "240902", "day": "월", "event": "TBU"}
    assert compile_regex("a", is_name=True).example(variables, TODAY) is None


HOLES = st.one_of(
    st.just("{*}"),
    st.builds("{{{}:{}}}".format, st.sampled_from("abc"), st.sampled_from([*HOLE_TYPES, "000"])),
)
APART = st.sampled_from([" / ", ": ", " (", "] ", " · ", " 주차: "])


@given(st.lists(HOLES, min_size=1, max_size=5), st.data(), st.booleans())
def test_an_example_matches(holes: list[str], data: st.DataObject, is_name: bool) -> None:  # noqa: FBT001
    source = "".join(hole + data.draw(APART) for hole in holes)
    pattern = compile_pattern(source, is_name=is_name)
    variables: dict[str, str] = {}
    example = pattern.example(variables, TODAY)
    assert example is not None
    assert pattern.fits(example)
    again = pattern.example(dict(variables), TODAY)
    assert again is not None


@given(st.lists(st.one_of(HOLES, st.text(max_size=3).filter(lambda text: not set(text) & {*"{}"}))))
def test_an_example_matches_or_there_is_none(atoms: list[str]) -> None:
    pattern = compile_pattern("".join(atoms), is_name=True)
    example = pattern.example({}, TODAY)
    assert example is None or pattern.fits(example)
