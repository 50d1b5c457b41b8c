"""Patterns: what matches, what holes take, and where it stands."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrolint.patterns.folding import fold
from retrolint.patterns.pattern import HOLE_TYPES, Capture, Pattern, PatternError, compile_pattern
from retrolint.text import Span

EVENT = "({when:dates} {day:weekdays}) {event}"
PIECES = st.sampled_from([*"aB 5회고é👩+-.()!?", "[x]", "e\u0301", "\u1112\u1161\u11ab"])
WORDS = st.lists(PIECES, max_size=20).map("".join)


def name(source: str) -> Pattern:
    return compile_pattern(source, is_name=True)


def value(source: str) -> Pattern:
    return compile_pattern(source, is_name=False)


def captures(pattern: Pattern, text: str) -> dict[str, str] | None:
    """What each hole took; it stands where it says."""
    found = pattern.match(text)
    if found is None:
        return None
    for capture in found.values():
        assert text[capture.span.start : capture.span.end] == capture.text
    return {key: capture.text for key, capture in found.items()}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("Main Events", "Main Events"),
        ("Main Events", "main   EVENTS"),
        ("Main Events", "  Main Events "),
        ("Main Events", "🎉 Main Events 🎉"),
        ("Main Events", "[Main] Events"),
        ("🏃‍♀️ Main Events", "Main Events"),
        ("[+] Positive", "+ Positive"),
        ("[+] Positive", "[+]Positive"),
        ("+ Positive", "[+] positive"),
        ("주간 회고", normalize("NFD", "주간 회고")),
        (normalize("NFD", "주간 회고"), "주간 회고"),
        ("5 주차", "5주차"),
        ("5주차", "5 주차"),
        ("Q&A", "Q & A"),
        ("Café", "Cafe\u0301"),
        ("ÉTÉ", "été"),
        ("{{name}}", "{name}"),
        ("a }} b", "a } b"),
    ],
)
def test_a_name_ignores_case_emoji_brackets_and_spaces_that_do_not_count(pattern: str, text: str) -> None:
    assert name(pattern).match(text) == {}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("Main Events", "MainEvents"),
        ("Main Events", "Main Event"),
        ("Main Events", "The Main Events"),
        ("주간 회고", "주간회고"),
        ("1 2", "12"),
        ("[+] Positive", "[-] Positive"),
        ("", "a"),
        ("a", ""),
    ],
)
def test_a_name_is_the_whole_text(pattern: str, text: str) -> None:
    assert name(pattern).match(text) is None


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("Draft", "Draft", True),
        ("Draft", "draft", False),
        ("[a]", "[a]", True),
        ("[a]", "a", False),
        ("a 👩", "a 👩", True),
        ("a 👩", "a", False),
        ("5 주차", "5주차", True),
        ("Café", "Cafe\u0301", True),
        ("{*}Week {n:int}", "week 5", False),
    ],
)
def test_a_value_means_what_is_written(pattern: str, text: str, matches: bool) -> None:  # noqa: FBT001
    assert (value(pattern).match(text) is not None) is matches


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("{a}", "x", {"a": "x"}),
        ("{a}", "", None),
        ("{a} by {b}", "one by two by three", {"a": "one", "b": "two by three"}),
        ("{*}", "", {}),
        ("{*}", "anything", {}),
        ("{*}{n:int}{*}", "회고 15주차", {"n": "15"}),
        ("{*}{n:int}주차{*}", "부스트캠프 7기 5 주차 회고", {"n": "5"}),
        ("Week {n:int}", "Week 007", {"n": "007"}),
        ("Week {n:int}", "Week7", {"n": "7"}),
        ("Week {n:int}", "Week seven", None),
        ("{n:int}{m:int}", "15", None),
        ("{n:0000}-{*}", "0012-a.md", {"n": "0012"}),
        ("{n:0000}-{*}", "12345-a.md", {"n": "12345"}),
        ("{n:0000}-{*}", "012-a.md", None),
        ("{n:0000}-{*}", "00012-a.md", None),
        ("{w:word}: {*}", "one-two: three", {"w": "one-two"}),
        ("{w:word}", "one two", None),
        ("{w:word} {*}", "one-two three", {"w": "one-two"}),
        ("{w:word} {*}", "one_two three", {"w": "one_two"}),
        ("{w:word} {*}", "one 2 three", {"w": "one"}),
        ("{w:word} {n:int}", "week 5", {"w": "week", "n": "5"}),
        ("{w:word} {n:int}", "week-5", None),
        ("{w:word} - {b}", "one - b", {"w": "one", "b": "b"}),
        ("{w:word}{*}", "one-two three", {"w": "one-two"}),
        ("{w:word}-{n:int}", "a-b-5", {"w": "a-b", "n": "5"}),
        ("{a}: [] {b}", "x: [] y", {"a": "x", "b": "y"}),
        ("{advisory.id}: {b}", "x: y", {"advisory.id": "x", "b": "y"}),
        ("{d:date} {w:weekday}", "Sep 2, 2024 Mon", {"d": "Sep 2, 2024", "w": "Mon"}),
        ("{d:date}-{*}.md", "2024-09-06-week-5.md", {"d": "2024-09-06"}),
        ("{d:date}", "2024년 9월 6일", {"d": "2024년 9월 6일"}),
        ("{d:date} {w:weekday}", "240906 금", {"d": "240906", "w": "금"}),
        ("{w:weekday}", "Mondays", None),
        ("v{v:semver}", "v1.2.3-rc.1+b5", {"v": "1.2.3-rc.1+b5"}),
        ("{v:semver}", "1.2", None),
        ("see {u:url}", "see https://a.b/c?d=e", {"u": "https://a.b/c?d=e"}),
        ("{u:url}", "a.b/c", None),
        ("{*} <{e:email}>", "A B <a.b@c.org>", {"e": "a.b@c.org"}),
        ("{e:email}", "a@b", None),
        ("{{{a}}}", "{x}", {"a": "x"}),
        ("{a} {a}", "x y", {"a": "x"}),
        ("{my key}: {b}", "x: y", {"my key": "x", "b": "y"}),
        ("{이름}님", "김철수님", {"이름": "김철수"}),
        ("a.b{*}", "axb", None),
    ],
)
def test_a_hole_takes_what_its_type_allows(
    pattern: str, text: str, expected: dict[str, str] | None
) -> None:
    assert captures(value(pattern), text) == expected
    assert captures(name(pattern), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(240902 월) NLP", ("240902", "월", "NLP")),
        ("(240829, 30 목, 금)NLP 이론", ("240829, 30", "목, 금", "NLP 이론")),
        ("( 240903-4 화-수 ) NLP", ("240903-4", "화-수", "NLP")),
        ("(2024.09.02월)NLP", ("2024.09.02", "월", "NLP")),
        ("(Sep 2, 2024 Mon) NLP", ("Sep 2, 2024", "Mon", "NLP")),
        ("🎉 (240902 월) [NLP] 👩‍💻", ("240902", "월", "NLP")),
        (
            normalize("NFD", "(240902 월) 한글 회고"),
            ("240902", *normalize("NFD", "월,한글 회고").split(",")),
        ),
    ],
)
def test_a_heading_of_an_event_is_taken_apart(text: str, expected: tuple[str, str, str]) -> None:
    found = captures(name(EVENT), text)
    assert found is not None
    when, day, event = expected
    assert (found["when"], found["day"], found["event"]) == (when, day, event)


@pytest.mark.parametrize("text", ["NLP", "(240902) NLP", "(월) NLP", "(240902 월)", "240902 월 NLP"])
def test_a_heading_of_no_event_is_not(text: str) -> None:
    assert name(EVENT).match(text) is None


def test_a_capture_knows_its_type_and_place() -> None:
    assert value("{*}Week {n:int}").match("A 👩 Week 05") == {"n": Capture("int", "05", Span(9, 11))}
    assert name("{n:00}. {a}").match("🎉 05. b") == {
        "n": Capture("int", "05", Span(2, 4)),
        "a": Capture("text", "b", Span(6, 7)),
    }


def test_a_longer_text_matches_no_pattern_with_a_hole() -> None:
    assert value("{*}").match("a" * 2_001) is None
    assert value("a" * 2_001).match("a" * 2_001) == {}


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (EVENT, "(<when> <day>) <event>"),
        ("{*}Week {n:int}{*}", "…Week <n>…"),
        ("{{a}}", "{a}"),
        ("[+] Positive", "[+] Positive"),
    ],
)
def test_a_pattern_is_shown_as_a_person_would_write_it(source: str, shown: str) -> None:
    assert name(source).shown == shown


def test_a_literal_is_more_particular_than_a_pattern_and_free_holes_are_least() -> None:
    weights = [name(source).weight for source in ("Main Events", EVENT, "{event}", "{*}")]
    assert weights == sorted(weights, reverse=True)
    assert weights[1] > 0
    assert weights[2:] == [0, 0]


@pytest.mark.parametrize(
    ("source", "has_words"),
    [("Main", True), (EVENT, False), ("{*}주차", True), ("[+] 5", False), ("{event}", False)],
)
def test_a_pattern_has_words_when_a_letter_is_its_own(source: str, has_words: bool) -> None:  # noqa: FBT001
    assert name(source).has_words is has_words


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a { b", '"a { b" has a lone "{"; for a brace, write it twice'),
        ("a } b", '"a } b" has a lone "}"; for a brace, write it twice'),
        ("{a", '"{a" has a lone "{"; for a brace, write it twice'),
        ("{}", "{} is no hole: write {name}, {name:type} or {*}"),
        ("{1}", "{1} is no hole: write {name}, {name:type} or {*}"),
        ("{a:}", "{a:} is no hole: write {name}, {name:type} or {*}"),
        ("{a.}", "{a.} is no hole: write {name}, {name:type} or {*}"),
        ("{a..b}", "{a..b} is no hole: write {name}, {name:type} or {*}"),
        ("{**}", "{**} is no hole: write {name}, {name:type} or {*}"),
        ("{a:dat}", '"{a:dat}" has a hole of the unknown type "dat"; did you mean "date"?'),
        (
            "{a:x}",
            f'"{{a:x}}" has a hole of the unknown type "x"; write one of {", ".join(HOLE_TYPES)}',
        ),
    ],
)
def test_a_pattern_that_means_nothing_says_why(source: str, message: str) -> None:
    with pytest.raises(PatternError) as raised:
        name(source)
    assert str(raised.value) == message


@given(WORDS)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    for is_name in (True, False):
        folded = fold(text, is_name=is_name)
        assert fold(folded, is_name=is_name) == folded


@given(st.text(max_size=30))
def test_a_literal_matches_itself(text: str) -> None:
    source = text.replace("{", "{{").replace("}", "}}")
    for is_name in (True, False):
        pattern = compile_pattern(source, is_name=is_name)
        assert pattern.match(text) == {}
        assert pattern.shown == text


@given(WORDS, WORDS, st.integers(0, 9999), st.booleans())
def test_a_capture_is_the_text_at_its_place(before: str, after: str, number: int, is_name: bool) -> None:  # noqa: FBT001
    text = f"{before}w {number} w{after}"
    for source in ("{a}w{n:int} w{b}", "{*}w {n:int} w{*}", "{a}"):
        captures(compile_pattern(source, is_name=is_name), text)
    found = compile_pattern("{*}w {n:int} w{*}", is_name=is_name).match(text)
    assert found is not None
    assert found["n"].text.isdecimal()
