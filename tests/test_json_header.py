"""A header in JSON: exact positions, and errors that an author can act on."""

import pytest
from headers import header, written

from retrolint.document.front_matter import read_front_matter
from retrolint.text import SourceText


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


JSON = """{
\t"title": "Week \\"5\\" \\ud83d\\udc69",
  "tags" : ["camp", "회고 👩"],
  "cover": {"alt": null, "n": 1.50, "on": true}
}
"""
JSON_WRITTEN = [
    ('"title"', '"Week \\"5\\" \\ud83d\\udc69"'),
    ('"tags"', '["camp", "회고 👩"]'),
    ('"cover"', '{"alt": null, "n": 1.50, "on": true}'),
    ('"alt"', "null"),
    ('"n"', "1.50"),
    ('"on"', "true"),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_key_and_value_of_json_is_where_it_was_written(ending: str, mark: str) -> None:
    text = mark + JSON.replace("\n", ending)
    assert written(text + "body") == JSON_WRITTEN
    source, front_matter = header(text)
    assert front_matter.dialect == "json"
    assert front_matter.text("title") == 'Week "5" 👩'
    assert source.slice(front_matter.opening) == "{"
    assert source.slice(front_matter.span) == source.text.rstrip()
    cover = front_matter.entries[-1].value.entries
    assert [entry.value.is_null for entry in cover] == [True, False, False]
    assert source.text[read_front_matter(source)[1] :] == ""


def test_a_key_of_json_that_comes_again_is_a_problem_at_its_repetition() -> None:
    source = SourceText('{"a": 1, "b": {"a": 2}, "a": 3, "a": 4}')
    front_matter, _, problems = read_front_matter(source)
    assert [(found.rule, found.span.start, found.other) for found in problems] == [
        ("duplicate-key", 24, (1, 4)),
        ("duplicate-key", 32, (1, 4)),
    ]
    assert front_matter is not None
    assert front_matter.text("a") == "4"


@pytest.mark.parametrize(
    ("text", "reason", "line", "column"),
    [
        ('{\n"a": 1,\n}\n', "a comma after the last value", 2, 7),
        ('{\n"a": [1,]\n}\n', "a comma after the last value", 2, 8),
        ('{\n"a": 1,, "b": 2\n}\n', "a comma where no value ends", 2, 8),
        ('{\n"a": 1\n"b": 2\n}\n', "no comma between two values", 3, 1),
        ('{\n"a": "x" y"\n}\n', "text after the end of a value", 2, 10),
        ('{\n"a": Week 5\n}\n', "a text without double quotes", 2, 6),
        ('{\n"a": “x”\n}\n', "a typographic quote", 2, 6),
        ("{\n\"a\": 'x'\n}\n", "single quotes", 2, 6),
        ('{\n"a": \n}\n', "a key without a value", 3, 1),
        ('{\n"a": 1, b: 2\n}\n', "a key without double quotes", 2, 9),
        ('{\n"a": 1, "b" 2\n}\n', 'a key without a ":"', 2, 13),
        ('{\n"a": "x\n}\n', "a quote that is not closed", 2, 6),
        ('{ "a": "x', "a quote that is not closed", 1, 8),
        ('{\n"a": "x\ty"\n}\n', "a tab in a text", 2, 8),
        ('{\n"a": "x\x07"\n}\n', "a character that JSON does not allow, U+0007", 2, 8),
        ('{\n"a": "\\p"\n}\n', "a backslash that starts no escape", 2, 7),
        ('{\n"a": 1 // x\n}\n', "a comment, which JSON does not have", 2, 8),
        ('{\n"a": 1\n\n# Heading\n', "the object is not closed", 1, 1),
        ('{\n"a": 1\n', "the object is not closed", 1, 1),
        ('{\n"a":' + "[" * 30_000, "values nested more than 100 deep", 1, 1),
        ('{\n"a":' + "[" * 200 + "]" * 200 + "}", "values nested more than 100 deep", 2, 104),
        ('{\n"a": "' + "x" * 70_000 + '"\n}\n', "it is larger than 64 KiB", 1, 1),
    ],
)
def test_what_is_wrong_with_json_is_told_where_it_is(
    text: str, reason: str, line: int, column: int
) -> None:
    assert problem(text) == (reason, line, column)


def test_below_a_broken_object_the_body_starts_after_its_brace_or_a_blank_line() -> None:
    for text in ('{\n"a": x\n}\nbody', '{\r\n"a": x\r\n}\r\nbody', '{\n"a": x\n\nbody'):
        assert text[read_front_matter(SourceText(text))[1] :] == "body"
