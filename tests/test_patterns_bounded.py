"""Patterns that strangers wrote: regexes, and whatever would take too long."""

import pickle
import re
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrolint.document import dates
from retrolint.patterns.expressions import compile_regex
from retrolint.patterns.pattern import Pattern, PatternError, SlowPatternError, compile_pattern
from retrolint.schema import forms
from retrolint.text import Span

DATE_PIECES = st.sampled_from(
    ["240829", "24", "2024", "9", "02", "1월 2일", "2일", "Sep 2, 2024", "-", ",", ".", "/", "~", " "]
)


def seconds(pattern: Pattern, text: str) -> float:
    start = time.perf_counter()
    with suppress(SlowPatternError):
        pattern.match(text)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{a}{b}{c}{d}{e}{f}x", "a" * 1_999 + "y"),
        ("{a}{b}{c}{d}{e}{f}xy", "ax" * 1_000),
        ("{a}x{b}x{c}x{d}xy", "x" * 2_000),
        ("{*}{n:int}{*}{m:int}{*}x", "1-" * 1_000),
        ("{a:word}-{b:word}-{c:word}-{d:word}!", "a-" * 1_000),
        ("{a:dates},{b:dates},{c:dates},{d:dates}x", "240101," * 285),
        ("{*}{a:dates}{b:weekdays}{*}x", "240101," * 140 + "월" * 900 + "xy"),
        ("({when:dates} {day:weekdays}) {event}", "(240101" + "-1" * 900),
        ("({when:dates} {day:weekdays}) {event}", "(" + "240101," * 200 + "월" * 500),
        ("{e:email} x", "a@" + "." * 1_990),
        ("{e:email} x", "a@b" + ".b" * 990),
        ("{a}{e:email}x", "a" * 900 + "@" + "a." * 500),
    ],
)
def test_no_pattern_takes_long(source: str, text: str) -> None:
    for is_name in (True, False):
        # Twice what it may take, for a machine that does other things, too.
        assert seconds(compile_pattern(source, is_name=is_name), text) < 0.4


@pytest.mark.parametrize(
    ("source", "text"),
    [("a{x}b", "a" * 100_000), ("{v:semver}x", "1.1.1-" * 20_000), ("{w:word}", "-" * 100_000)],
)
def test_no_search_takes_long(source: str, text: str) -> None:
    start = time.perf_counter()
    with suppress(SlowPatternError):
        compile_pattern(source, is_name=False).find(text, {})
    assert time.perf_counter() - start < 0.4


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("{a} - {b} - {c} - {d}", "w - x - y - z - 0", ["w", "x", "y", "z - 0"]),
        ("{a}{b}{c}{d}", "wxyz", ["w", "x", "y", "z"]),
        ("{a} by {b} by {c} {n:int}", "a by b by by c 1 2", ["a", "b", "by c 1", "2"]),
        ("{a}{n:int}{b}{m:int}{c}.", "a1b22c3.", ["a", "1", "b", "22", "c3"]),
        ("{a:word}/{b:word}/{c:word}/{d}", "a/b-c/d/e/f", ["a", "b-c", "d", "e/f"]),
    ],
)
def test_many_holes_take_what_fewer_would(source: str, text: str, expected: list[str]) -> None:
    for is_name in (True, False):
        found = compile_pattern(source, is_name=is_name).match(text)
        assert found is not None
        assert [capture.text for capture in found.values()] == expected


FREE_ATOMS = st.sampled_from(["{*}", "{t}", "a", "b", "-", "{n:int}", "ab"])


@given(st.lists(FREE_ATOMS, max_size=9), st.text("ab-1", max_size=14))
def test_settling_holes_early_changes_no_match(atoms: list[str], text: str) -> None:
    source = "".join(atoms)
    fragments = {"{*}": ".*?", "{t}": ".+?", "{n:int}": r"(?<!\d)\d+(?!\d)"}
    plain = "".join(f"({fragments.get(atom, re.escape(atom))})" for atom in atoms)
    assert compile_pattern(source, is_name=False).fits(text) is (re.fullmatch(plain, text) is not None)


@given(st.lists(DATE_PIECES, max_size=9).map("".join))
def test_dates_are_those_that_are_looked_for_elsewhere(text: str) -> None:
    plain = f"{dates.DATE}(?:{dates._JOIN}(?:{dates.DATE}|{dates._DAY}))*?"  # noqa: SLF001
    wanted = re.fullmatch(plain, text, re.IGNORECASE)
    assert bool(re.fullmatch(dates.DATES, text, re.IGNORECASE)) is bool(wanted)


def test_a_slow_pattern_says_which_and_for_what() -> None:
    slow = SlowPatternError("/(a+)+/", "a" * 50)
    assert str(slow) == f'"/(a+)+/" takes longer than 0.1 s for "{"a" * 40}…"; write it with less to try'
    assert str(pickle.loads(pickle.dumps(slow))) == str(slow)  # noqa: S301


def test_a_slow_regex_is_given_up() -> None:
    with pytest.raises(SlowPatternError):
        compile_regex("(a|b|ab)*c.", is_name=False).match("ab" * 100_000 + "c")


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        (r"Week (?P<n>\d+)", "Week 5", {"n": "5"}),
        (r"Week (?P<n>\d+)", "week  5", {"n": "5"}),
        (r"Week (?P<n>\d+)", "🎉 [Week] 5", {"n": "5"}),
        (r"\[(?<mark>.)\] .*", "[+] Positive", {"mark": "+"}),
        (r"(?P<a>x)|(?P<b>y)", "Y", {"b": "Y"}),
        (r"(?P<이름>\p{Hangul}+)님", "김철수님", {"이름": "김철수"}),
        (r"Week \d+", "Week 5 and more", None),
        (r"(?-i:ADR)-\d+", "adr-1", None),
        (r"(?-i:ADR)-\d+", "ADR-1", {}),
    ],
)
def test_a_regex_is_a_name(source: str, text: str, expected: dict[str, str] | None) -> None:
    pattern = compile_regex(source, is_name=True)
    found = pattern.match(text)
    assert pattern.fits(text) is (found is not None)
    taken = None if found is None else {name: capture.text for name, capture in found.items()}
    assert taken == expected
    for capture in (found or {}).values():
        assert text[capture.span.start : capture.span.end] == capture.text
        assert capture.type == "text"


@pytest.mark.parametrize(
    ("text", "fits"), [("CC-BY", True), (" CC-BY\n", True), ("cc-by", False), ("[CC]-BY", False)]
)
def test_a_regex_is_a_value_as_it_is_written(text: str, fits: bool) -> None:  # noqa: FBT001
    assert compile_regex("CC-(?P<kind>[A-Z]+)", is_name=False).fits(text) is fits


def test_a_capture_of_a_regex_stands_where_it_stood() -> None:
    text = "\U0001f389 Cafe\u0301 (x)"
    found = compile_regex(r"café \((?P<a>.)\)", is_name=True).match(text)
    assert found
    assert found["a"].span == Span(9, 10)


def test_what_a_regex_says_of_itself() -> None:
    pattern = compile_regex(r"(?P<week>\d+)주차", is_name=True)
    assert (pattern.shown, pattern.source) == (r"/(?P<week>\d+)주차/", r"(?P<week>\d+)주차")
    assert (pattern.is_literal, pattern.is_regex, pattern.types) == (False, True, (("week", "text"),))
    assert (pattern.weight, pattern.has_words) == (1, True)
    assert pickle.loads(pickle.dumps(pattern)).fits("5주차")  # noqa: S301 - workers are sent schemas


@pytest.mark.parametrize(
    "source",
    [r"(?P<name>.*)", r"\w+\s\p{Lu}", "[a-z]+", r"(?i:.)(?=\d)", r"[^\]a]", ".{2,3}", r"(?#note)."],
)
def test_a_regex_without_letters_of_its_own_is_least(source: str) -> None:
    pattern = compile_regex(source, is_name=True)
    assert (pattern.weight, pattern.has_words) == (0, False)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a(b", "the regex /a(b/ has a fault: missing ) at position 3"),
        ("*", "the regex /*/ has a fault: nothing to repeat at position 0"),
        ("a{1000000000}", "the regex /a{1000000000}…/ is too large"),
        ("((a{100}){100}){100}", "the regex /((a{100}){100}){100}…/ is too large"),
        ("a" * 2_001, f"the regex /{'a' * 40}…/ is too large"),
    ],
)
def test_a_regex_that_means_nothing_says_why(source: str, message: str) -> None:
    with pytest.raises(PatternError) as raised:
        compile_regex(source, is_name=False)
    assert str(raised.value) == message


@given(st.text("ab(){}[]|*+?\\^$.,01<>P=:#&", max_size=12))
def test_any_regex_compiles_or_is_refused(source: str) -> None:
    try:
        pattern = compile_regex(source, is_name=True)
    except PatternError:
        return
    with suppress(SlowPatternError):
        pattern.match("ab01")


def test_a_schema_writes_a_text_or_a_regex() -> None:
    assert forms.name({"regex": r"Week \d+"}).fits("week 5")
    assert not forms.value({"regex": r"Week \d+"}).fits("week 5")
    assert forms.value("Week {n:int}").fits("Week 5")
    for wrong in (["a"], {}, {"regexp": "a"}, {"regex": ["a"]}, {"regex": "a", "b": "c"}):
        with pytest.raises(ValueError, match="no pattern: write a text"):
            forms.name(wrong)


def test_only_who_needs_it_waits_for_the_library() -> None:
    code = (
        "import sys; from retrolint.schema import forms\n"
        "forms.name('({when:dates} {day:weekdays}) {event}').match('x'); forms.value('{a} {b} {c} {d}')\n"
        "assert 'regex' not in sys.modules; forms.name({'regex': 'a'}); assert 'regex' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
