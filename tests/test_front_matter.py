"""The header: exact positions of keys and values, and a problem for whatever is no header."""

import pytest
from headers import entries, header, written
from hypothesis import given, settings
from hypothesis import strategies as st

from retrolint.document.front_matter import read_front_matter
from retrolint.document.header import FrontMatter, Value
from retrolint.document.model import Problem
from retrolint.text import SourceText, Span


def read(text: str) -> tuple[SourceText, FrontMatter | None, int, list[Problem]]:
    source = SourceText(text)
    return source, *read_front_matter(source)


def only_problem(text: str) -> tuple[str, int, int, str]:
    """The reason, line, column and text of the one problem; nothing of the header is known."""
    source, front_matter, _, problems = read(text)
    assert front_matter is None
    (problem,) = problems
    assert problem.rule == "invalid-front-matter"
    start = source.position(problem.span.start)
    reason = problem.detail.partition("|")[0]
    return reason, start.line, start.column, source.slice(problem.span)


def value(yaml: str) -> Value:
    _, front_matter = header(f"---\n{yaml}\n---\n")
    entry = front_matter.get("key")
    assert entry is not None
    return entry.value


PLAIN = """---
title: "Week 5: one"
date: 2024-09-06 13:40:00 +0900
# a note
tags: [camp, 'two words']
image:
  path: /a.png
  alt: "회고 👩"
authors:
  - one
  - name: two
empty:
---
body
"""
PLAIN_WRITTEN = [
    ("title", '"Week 5: one"'),
    ("date", "2024-09-06 13:40:00 +0900"),
    ("tags", "[camp, 'two words']"),
    ("image", 'path: /a.png\n  alt: "회고 👩"'),
    ("path", "/a.png"),
    ("alt", '"회고 👩"'),
    ("authors", "- one\n  - name: two"),
    ("name", "two"),
    ("empty", ""),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_key_and_value_is_where_it_was_written(ending: str, mark: str) -> None:
    found = written(mark + PLAIN.replace("\n", ending))
    assert found == [(key, text.replace("\n", ending)) for key, text in PLAIN_WRITTEN]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_body_starts_after_the_closing_line(ending: str) -> None:
    source, front_matter, body, _ = read(PLAIN.replace("\n", ending))
    assert source.text[body:] == f"body{ending}"
    assert front_matter is not None
    assert front_matter.opening == Span(0, 3)


def test_positions_stay_right_after_a_line_separator() -> None:
    assert written('---\ntitle: "a\u2028b\u2029c\x85d"\ndate: 2024\n---\n') == [
        ("title", '"a\u2028b\u2029c\x85d"'),
        ("date", "2024"),
    ]


def test_positions_stay_right_after_a_character_of_two_utf16_units() -> None:
    assert written("---\ntitle: 👩‍💻 회고\ndate: 2024\n---\n")[1] == ("date", "2024")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\na: b\n...\nbody", "body"),
        ("---  \na: b\n---\t\nbody", "body"),
        ("---\na: b\n---", ""),
        ("---\na: b\n--- \n---\nbody", "---\nbody"),
    ],
)
def test_a_header_may_close_with_dots_or_with_spaces_behind(text: str, body: str) -> None:
    source, front_matter, start, _ = read(text)
    assert front_matter is not None
    assert [entry.key for entry in front_matter.entries] == ["a"]
    assert source.text[start:] == body


@pytest.mark.parametrize("text", ["---\n---\n", "---\n\n---\nbody", "---\n# note\n---\n"])
def test_an_empty_header_is_one_without_keys(text: str) -> None:
    assert header(text)[1].entries == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# title\n",
        "---",
        "---\n",
        "---\n\nA thematic break opens this note.\n",
        "---\nA note without a colon\n",
        "----\na: b\n----\n",
        " ---\na: b\n---\n",
        "--- a\na: b\n---\n",
    ],
)
def test_what_opens_no_header_is_body(text: str) -> None:
    assert read(text)[1:] == (None, 0, [])


@pytest.mark.parametrize("above", ["\n", "\r\n\n", "<!-- by us -->\n", "<!--\nby us\n-->\n\n"])
def test_a_header_that_starts_late_is_none_and_no_body(above: str) -> None:
    text = f"{above}---\na: b\n---\n# Heading\n"
    assert read(text)[1:] == (None, text.index("#"), [])


def test_an_unclosed_header_ends_where_its_lines_do() -> None:
    text = "---\r\ntitle: a\r\ntags:\r\n  - b\r\n\r\n# Heading\r\n"
    assert only_problem(text) == (
        'there is no second "---"',
        1,
        1,
        "---",
    )
    source, _, body, _ = read(text)
    assert source.text[body:] == "\r\n# Heading\r\n"


@pytest.mark.parametrize(
    ("yaml", "detail", "line", "column", "text"),
    [
        ("- a\n- b", 'it is no list of "key: value" lines', 2, 1, "- a"),
        ("just text", 'it is no list of "key: value" lines', 2, 1, "just text"),
        ("a: b\ntitle: one: two", 'a second ": " in one line', 3, 11, ": two"),
        ("a: b\nc:\n\td: e", "a tab where YAML wants spaces", 4, 1, "\td: e"),
        ("a: @b", "a value that starts with a character of YAML's own", 2, 4, "@b"),
        ("a: *b", "a value that starts with *", 2, 4, "*b"),
        ("a: b\x07c", "a character that YAML does not allow, U+0007", 2, 5, "\x07c"),
        ("a: b\nc: 1\x1b", "a character that YAML does not allow, U+001B", 3, 5, "\x1b"),
        ("회고: 가\n가: 나\x00", "a character that YAML does not allow, U+0000", 3, 5, "\x00"),
        ("a: &x\n  b: *x", "an anchor (&) that contains itself", 2, 4, "&x"),
    ],
)
def test_what_is_wrong_is_told_where_it_is(
    yaml: str, detail: str, line: int, column: int, text: str
) -> None:
    assert only_problem(f"---\n{yaml}\n---\n") == (detail, line, column, text)
    windows = f"\ufeff---\n{yaml}\n---\n".replace("\n", "\r\n")
    assert only_problem(windows) == (detail, line, column, text)


@pytest.mark.parametrize("text", ["---\na: b\na: c\n---\n", "---\r\nx: 1\r\n'a': b\r\na: c\r\n---\r\n"])
def test_a_key_that_comes_again_is_a_problem_at_its_repetition(text: str) -> None:
    source, front_matter, _, (problem,) = read(text)
    assert (problem.rule, problem.detail) == ("duplicate-key", "a")
    assert problem.span == Span(text.index("a: c"), text.index("a: c") + 1)
    assert problem.other is not None
    assert source.slice(problem.other).strip("'") == "a"
    assert problem.other.start < problem.span.start
    assert front_matter is not None
    assert front_matter.text("a") == "c"


def test_keys_of_an_inner_mapping_are_compared_among_themselves() -> None:
    source, _, _, (problem,) = read("---\nx: 1\na:\n  x: 2\n  b: 3\n  b: 4\nl:\n  - x: 5\n---\n")
    assert problem.detail == "b"
    assert source.position(problem.span.start).line == 6


def test_a_key_that_comes_three_times_points_to_the_first_each_time() -> None:
    _, _, _, problems = read("---\na: 1\na: 2\na: 3\n---\n")
    assert [(problem.span.start, problem.other) for problem in problems] == [
        (9, Span(4, 5)),
        (14, Span(4, 5)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2024-09-06 13:40:00 +0900",
        "12:30:45",
        "2024-13-45",
        "5" * 5_000,
        "0o17",
        "1e999",
        "No",
        "=",
        "<<",
    ],
)
def test_a_value_is_its_text_whatever_yaml_would_make_of_it(text: str) -> None:
    assert value(f"key: {text}")[:2] == ("scalar", text)
    assert not value(f"key: {text}").is_null


@pytest.mark.parametrize(
    ("text", "is_null"),
    [
        ("", True),
        ("~", True),
        ("null", True),
        ("Null", True),
        ("NULL", True),
        ("# a note", True),
        ('""', False),
        ("''", False),
        ("'null'", False),
        ('"~"', False),
        ("none", False),
    ],
)
def test_a_value_is_null_when_nothing_is_written(text: str, is_null: bool) -> None:  # noqa: FBT001
    assert value(f"key: {text}").is_null is is_null


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        ("'it''s'", "it's"),
        (r'"a\tb 회"', "a\tb 회"),
        ("one\n  two", "one two"),
        ("|-\n  one\n  two", "one\ntwo"),
        (">-\n  one\n  two", "one two"),
        ("!tag one", "one"),
        ("one # note", "one"),
    ],
)
def test_a_value_is_told_without_its_quotes(yaml: str, text: str) -> None:
    assert value(f"key: {yaml}").text == text


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("Original PR: https://example.com/1", "Original PR: https://example.com/1"),
        ("Original PR: 'one'  # a note\n# and another", "Original PR: 'one'"),
        ("Original PR:\n    https://example.com/1\n", "Original PR: https://example.com/1"),
        ("Original PR:", "Original PR:"),
        ("{Original PR: 1}", "{Original PR: 1}"),
    ],
)
def test_an_item_with_a_colon_is_also_the_text_that_was_written(item: str, text: str) -> None:
    assert [found.text for found in value(f"key:\n- {item}\n- next").items] == [text, "next"]


def test_a_header_knows_what_stands_between_its_delimiters() -> None:
    source, front_matter = header("---\na: b # c\n\n---\nbody")
    assert front_matter.dialect == "yaml"
    assert source.slice(front_matter.span) == "a: b # c\n\n"


def test_an_alias_says_what_its_anchor_says() -> None:
    _, front_matter = header("---\na: &x [1, 2]\nkey: *x\n---\n")
    entry = front_matter.get("key")
    assert entry is not None
    assert [item.text for item in entry.value.items] == ["1", "2"]


def test_a_key_may_be_anything() -> None:
    _, front_matter = header("---\n1: a\n'x y': b\n? [c, d]\n: e\nnull: f\n---\n")
    assert [entry.key for entry in front_matter.entries] == ["1", "x y", "[c, d]", "null"]


def test_aliases_that_multiply_are_refused() -> None:
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 10)]
    text = "\n".join(["---", "l0: &l0 [x, x, x]", *levels, "---", ""])
    assert only_problem(text)[0] == "it has over 10000 values"


@pytest.mark.parametrize(
    "yaml", ["[" * 30_000, "{" * 30_000, "- " * 30_000, "? " * 30_000, "a: " + "[" * 30_000]
)
def test_deep_nesting_is_refused(yaml: str) -> None:
    assert only_problem(f"---\n{yaml}\n---\n")[0] == "values nested more than 100 deep"


def test_a_huge_header_is_refused_where_it_starts() -> None:
    text = "---\n" + "a: b\n" * 20_000 + "---\nbody"
    assert only_problem(text) == ("it is larger than 64 KiB", 2, 1, "a: b")
    source, _, body, _ = read(text)
    assert source.text[body:] == "body"


PIECES = st.sampled_from(
    [
        *"abc:-?,[]{}#&*!|>'\"%@`~.\t \n\r0",
        "---",
        "...",
        "\r\n",
        "a: ",
        "- ",
        "&a ",
        "*a",
        "<<: ",
        "\u2028",
        "\x85",
        "\x07",
        "\ufeff",
        "가",
        "👩",
        "!!int ",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_header_gives_keys_or_a_problem(yaml: str) -> None:
    source, front_matter, body, problems = read(f"---\n{yaml}\n---\nbody")
    assert front_matter is not None or body == 0 or problems
    spans = [problem.span for problem in problems]
    if front_matter:
        for entry in entries(front_matter.entries):
            spans += [entry.key_span, entry.value.span]
    for span in spans:
        assert 0 <= span.start <= span.end <= len(source.text)
