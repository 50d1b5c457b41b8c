"""Headers in TOML: exact positions, friendly errors; and silence for what is no header, in JSON too."""

import pytest
from headers import entries, header, written
from hypothesis import given, settings
from hypothesis import strategies as st

from retrolint.document.front_matter import read_front_matter
from retrolint.document.header import Value
from retrolint.text import SourceText


def toml(text: str) -> Value:
    """What `key` holds in TOML."""
    _, front_matter = header(f"+++\n{text}\n+++\n")
    entry = front_matter.get("key")
    assert entry is not None
    return entry.value


def problem(text: str) -> tuple[str, int, int]:
    """The reason, line and column of the one problem; nothing of the header is known."""
    source = SourceText(text)
    front_matter, body, (found,) = read_front_matter(source)
    assert front_matter is None
    assert found.rule == "invalid-front-matter"
    assert body
    reason, _, cure = found.detail.partition("|")
    assert cure
    start = source.position(found.span.start)
    return reason, start.line, start.column


TOML = """+++
title = "Week \\"5\\"" # a note
date = 2024-09-06 13:40:00+09:00
tags = [
  "camp", # a note
  'two words',
]
a.b = 1
"q k".'l' = 'x'
[params]
cover = { src = "/a.png", "alt".x = [1, 2] }
[params.sub]
on = true
[[authors]]
name = "회고 👩"
[[authors]]
name = "B"
+++
body
"""
TOML_WRITTEN = [
    ("title", '"Week \\"5\\""'),
    ("date", "2024-09-06 13:40:00+09:00"),
    ("tags", "[\n  \"camp\", # a note\n  'two words',\n]"),
    ("a", "b = 1"),
    ("b", "1"),
    ('"q k"', "'l' = 'x'"),
    ("'l'", "'x'"),
    ("params", 'cover = { src = "/a.png", "alt".x = [1, 2] }\n[params.sub]\non = true'),
    ("cover", '{ src = "/a.png", "alt".x = [1, 2] }'),
    ("src", '"/a.png"'),
    ('"alt"', "x = [1, 2]"),
    ("x", "[1, 2]"),
    ("sub", "on = true"),
    ("on", "true"),
    ("authors", 'name = "회고 👩"\n[[authors]]\nname = "B"'),
    ("name", '"회고 👩"'),
    ("name", '"B"'),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_key_and_value_of_toml_is_where_it_was_written(ending: str, mark: str) -> None:
    found = written(mark + TOML.replace("\n", ending))
    assert found == [(key, text.replace("\n", ending)) for key, text in TOML_WRITTEN]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_body_starts_after_the_closing_line(ending: str) -> None:
    source = SourceText(TOML.replace("\n", ending))
    front_matter, body, _ = read_front_matter(source)
    assert source.text[body:] == f"body{ending}"
    assert front_matter is not None
    assert front_matter.dialect == "toml"
    assert source.slice(front_matter.opening) == "+++"
    inside = source.slice(front_matter.span)
    assert (inside[:5], inside.rstrip()[-10:]) == ("title", 'name = "B"')


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        (r'key = "a\tb \u2028 회"', "scalar", "a\tb \u2028 회"),
        (r"key = 'C:\new'", "scalar", r"C:\new"),
        ('key = """\none\n  two\\\n  three"""', "scalar", "one\n  twothree"),
        ('key = """"quoted" text"""""', "scalar", '"quoted" text""'),
        ("key = '''\nit's\n'''", "scalar", "it's\n"),
        ('key = ""', "scalar", ""),
        ("key = 5_000", "scalar", "5_000"),
        ("key = 07:32:00 # a note", "scalar", "07:32:00"),
        ("key = 2024-09-06 07:32:00.5Z# a note", "scalar", "2024-09-06 07:32:00.5Z"),
        ("key = -inf", "scalar", "-inf"),
        ("key = []", "list", "[]"),
        ("key = {}", "mapping", "{}"),
        ("[key]", "mapping", ""),
        ("[key.a]\nb = 1", "mapping", "a]\nb = 1"),
    ],
)
def test_a_value_of_toml_is_its_text(text: str, kind: str, shown: str) -> None:
    found = toml(text)
    assert (found.kind, found.text, found.is_null) == (kind, shown, False)


@pytest.mark.parametrize(
    ("text", "reason", "line", "column"),
    [
        ("title = Week 5", "a text without quotes", 2, 9),
        ("a = 1\ntitle: 'x'", "a line of YAML, where TOML is expected", 3, 1),
        ('a = 1\ntitle = "x', "a quote that is not closed", 3, 9),
        ('title = """x\n', "a quote that is not closed", 2, 9),
        ("title = “x”", "a typographic quote", 2, 9),
        ("draft = True", "a value without quotes", 2, 9),
        ("date = 2024-9-6", "a date or time that TOML does not know", 2, 8),
        ("date = 2024-13-45", "a date or time that TOML does not know", 2, 8),
        ('tags = ["a" "b"]', "a list that is not closed, or lacks a comma", 2, 13),
        ('a = "C:\\path"', "a backslash in double quotes", 2, 8),
        ('제목 = "x"', "a key with other characters than A-Z, a-z, 0-9, _ and -", 2, 1),
        ("my key = 1", "a key with other characters than A-Z, a-z, 0-9, _ and -", 2, 1),
        ("a = # none", "a key without a value", 2, 5),
        ("a = 1\n- b", 'a line that is no "key = value"', 3, 1),
        ('a = "x" y', "text after the end of a value, or text without quotes", 2, 9),
        ('a = "\x07"', "a character that TOML does not allow, U+0007", 2, 6),
        ("[a\nb = 1", "a table's name that is not closed", 2, 3),
        ("a = " + "5" * 5_000, "a number that is too long", 2, 5),
        ("a = " + "[" * 30_000, "values nested more than 100 deep", 2, 105),
        ("a" + ".a" * 30_000 + " = 1", "values nested more than 100 deep", 2, 202),
        ("a = " + "{a = " * 10_000, "values nested more than 100 deep", 2, 504),
        ("a = 1\n" * 20_000, "it is larger than 64 KiB", 2, 1),
    ],
)
def test_what_is_wrong_with_toml_is_told_where_it_is(
    text: str, reason: str, line: int, column: int
) -> None:
    assert problem(f"+++\n{text}\n+++\n") == (reason, line, column)
    windows = f"\ufeff+++\n{text}\n+++\n".replace("\n", "\r\n")
    if len(text) < 50_000:
        assert problem(windows) == (reason, line, column)


@pytest.mark.parametrize(
    "text",
    [
        "a = 1\nx = 2\n{} = 3",
        "a.b = 1\n[{}]\nb = 2",
        "[a]\nb = 1\n[c]\n[{}]",
        "a = 1\n[[{}]]",
        'x = {{ a = 1, "y z" = 2, {} = 3 }}',
        "[[x]]\na = 1\n[[x]]\na = 1\n{} = 2",
    ],
)
def test_a_key_of_toml_that_comes_again_is_a_problem_at_its_repetition(text: str) -> None:
    toml_text = f"+++\n{text.format('a')}\n+++\n"
    again = len("+++\n") + text.replace("{{", "{").replace("}}", "}").index("{}")
    front_matter, _, (found,) = read_front_matter(SourceText(toml_text))
    assert (found.rule, found.detail, found.span.start) == ("duplicate-key", "a", again)
    assert found.other is not None
    assert found.other.start < again
    assert front_matter is not None


def test_of_a_broken_header_its_repeated_keys_are_not_told() -> None:
    assert problem("+++\na = 1\na = 2\nb = x\n+++\n") == ("a text without quotes", 4, 5)


def test_an_unclosed_toml_header_ends_where_its_lines_do() -> None:
    text = '+++\ntitle = "a"\ntags = [\n  "b",\n]\n\n# Heading\n'
    assert problem(text) == ('there is no second "+++"', 1, 1)
    assert text[read_front_matter(SourceText(text))[1] :] == "\n# Heading\n"


@pytest.mark.parametrize(
    "text",
    [
        "+++",
        "+++\n",
        "++++\na = 1\n++++\n",
        " +++\na = 1\n+++\n",
        "\n+++\na = 1\n+++\n",
        "+++ a\na = 1\n+++\n",
        "+++\n\nIt was a long week.\n\n+++\n",
        "+++\n\nNote: it was a long week.\n\n+++\n",
        "+++\nIt was a long week.\n",
        "{",
        "{% include toc.html %}\n",
        "{{ content }}\n",
        "{: .lead }\ntext\n",
        "{/* a note */}\n",
        '{"a"}\n',
        '{"a": b} is how it looks.\n',
        '{"a": 1} is how it looks.\n',
        '{ "a": b } is how it looks.\n',
        "{ a: 1 }\n",
    ],
)
def test_what_opens_no_header_is_body(text: str) -> None:
    assert read_front_matter(SourceText(text)) == (None, 0, [])


@pytest.mark.parametrize("text", ["+++\n+++\n", "+++\n\n# note\n+++\nbody", "{}\n", "{\n}"])
def test_an_empty_header_is_one_without_keys(text: str) -> None:
    assert header(text)[1].entries == ()


@pytest.mark.parametrize("text", ["+++\na = {{ .Date }}\n+++\n", '{ "a": {{ .Date }}\n}\n'])
def test_what_an_engine_fills_in_is_not_read(text: str) -> None:
    front_matter, body, (found,) = read_front_matter(SourceText(text))
    assert (front_matter, body, found.rule) == (None, len(text), "unread-front-matter")


PIECES = st.sampled_from(
    [
        *"ab:=-?,.[]{}#\"'\\ \t\n\r0\x07",
        *("+++", "\r\n", "a = ", '"""', "'''", '"a": ', "[[", "]]", "[a]\n", "[[a]]\n", "a.b", "null"),
        *(
            "{a = 1}",
            "2024-09-06 ",
            "12:30",
            "true",
            "\\u0041",
            "\\ud800",
            "\ufeff",
            "\u2028",
            "가",
            "👩",
        ),
    ]
)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(PIECES, max_size=30).map("".join),
    st.sampled_from(
        ["+++\n{}\n+++\nbody", "+++\na = 1\n{}\n+++\n", '{{ "a": {}}}\nbody', "{{{}}}\n", "+++\n{}"]
    ),
)
def test_any_header_gives_keys_or_a_problem_or_is_body(text: str, frame: str) -> None:
    source = SourceText(frame.format(text))
    front_matter, body, problems = read_front_matter(source)
    assert front_matter is not None or body == 0 or problems
    spans = [found.span for found in problems]
    for entry in entries(front_matter.entries if front_matter else ()):
        spans += [entry.key_span, entry.value.span]
    assert all(0 <= span.start <= span.end <= len(source.text) for span in spans)
