"""Lines, columns and offsets in every kind of text that people save."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrolint.text import Position, Range, SourceText, Span, printable

TEXTS = st.text(st.sampled_from("ab \t\r\n\u2028\x85\x0c가각한👩‍\u0301\ufeff"), max_size=40) | st.text()


def lines(text: str) -> list[str]:
    source = SourceText(text)
    return [source.line(number) for number in range(1, source.line_count + 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\nb", ["a", "b"]),
        ("a\r\nb\r\n", ["a", "b", ""]),
        ("a\rb\r", ["a", "b", ""]),
        ("a\r\n\rb\n\r\nc", ["a", "", "b", "", "c"]),
        ("\n\n", ["", "", ""]),
        ("a\u2028b\x85c\x0cd\x0be\x1cf", ["a\u2028b\x85c\x0cd\x0be\x1cf"]),
        ("\ufeffa\nb", ["a", "b"]),
        ("a\n\ufeffb", ["a", "\ufeffb"]),
    ],
)
def test_a_line_ends_where_markdown_ends_one(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "word", "line", "column"),
    [
        ("one\r\ntwo", "two", 2, 1),
        ("one\rtwo", "two", 2, 1),
        ("one\r\n\r\nthe two", "two", 3, 5),
        ("a\u2028b two", "two", 1, 5),
        ("\t\ttwo", "two", 1, 3),
        ("회고 two", "two", 1, 4),
        ("e\u0301 two", "two", 1, 4),
        ("👩\u200d💻 two", "two", 1, 5),
        ("\ufeffone two", "two", 1, 5),
    ],
)
def test_a_column_counts_code_points(text: str, word: str, line: int, column: int) -> None:
    source = SourceText(text)
    offset = source.text.index(word)
    assert source.position(offset) == Position(line, column, offset)


def test_a_byte_order_mark_is_remembered_and_not_counted() -> None:
    source = SourceText("\ufeffa")
    assert (source.bom, source.text, source.position(0)) == (True, "a", Position(1, 1, 0))
    assert not SourceText("a").bom


def test_the_end_of_the_text_has_a_position() -> None:
    assert SourceText("").position(0) == Position(1, 1, 0)
    assert SourceText("ab").position(2) == Position(1, 3, 2)
    assert SourceText("ab\r\n").position(4) == Position(2, 1, 4)


def test_a_line_past_the_last_starts_at_the_end() -> None:
    assert SourceText("ab\ncd").line_start(3) == 5
    assert not SourceText("ab\ncd").line(3)


def test_the_span_of_lines_leaves_the_last_line_ending_out() -> None:
    source = SourceText("one\r\ntwo\r\nthree\r\n")
    span = source.lines_span(1, 2)
    assert source.slice(span) == "one\r\ntwo"
    assert source.range(span) == Range(Position(1, 1, 0), Position(2, 4, 8))
    assert source.slice(source.lines_span(4, 4)) == ""


def test_a_span_of_nothing_is_one_place() -> None:
    assert SourceText("ab").range(Span(1, 1)) == Range(Position(1, 2, 1), Position(1, 2, 1))


@given(TEXTS)
def test_lines_are_those_of_the_markdown_parser(text: str) -> None:
    assert lines(text) == re.split(r"\r\n?|\n", text.removeprefix("\ufeff"))


@given(TEXTS, st.data())
def test_every_offset_is_found_again_by_its_line_and_column(text: str, data: st.DataObject) -> None:
    source = SourceText(text)
    offset = data.draw(st.integers(0, len(source.text)))
    position = source.position(offset)
    assert source.line_start(position.line) + position.column - 1 == offset
    assert 1 <= position.line <= source.line_count


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 회고 👩", "plain 회고 👩"),
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("a\r\nb\tc", r"a\r\nb\tc"),
        ("a\u202eb", r"a\u202eb"),
        ("a\u2028b", r"a\u2028b"),
        ("a\udc80b", r"a\udc80b"),
        ("a\x9bb", r"a\x9bb"),
    ],
)
def test_control_characters_are_shown_as_escapes(text: str, shown: str) -> None:
    assert printable(text) == shown
