"""Headers that a schema must name: a TOML fence, and lines `Key: value`."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrolint.document.header import DIALECTS, FrontMatter
from retrolint.document.model import Document
from retrolint.document.named_headers import named_header
from retrolint.document.reader import read_text


def found(text: str, dialect: str = "lines") -> tuple[Document, FrontMatter]:
    document = named_header(read_text("note.md", text), dialect)
    assert document.front_matter is not None
    assert document.front_matter.dialect == dialect
    return document, document.front_matter


def shown(text: str) -> list[tuple[str, object]]:
    """Each key with its value as a reader sees it."""
    _, header = found(text)
    return [
        (entry.key, [item.text for item in entry.value.items] or entry.value.text)
        for entry in header.entries
    ]


MADR = """\
<!-- a note -->
# Use Markdown

* Status: accepted
* Deciders: [Ha](ha.md), **B**
  and `C`

* **Date:** 2020-01-01
* **Consulted**:
  - one
  - [two](two.md)

Technical Story: #5

## Context
more: text
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_bullets_under_the_title_are_a_header(ending: str) -> None:
    text = MADR.replace("\n", ending)
    assert shown(text) == [
        ("Status", "accepted"),
        ("Deciders", "Ha, B and C"),
        ("Date", "2020-01-01"),
        ("Consulted", ["one", "two"]),
        ("Technical Story", "#5"),
    ]
    document, header = found(text)
    written = [
        (document.source.slice(entry.key_span), document.source.slice(entry.value.span))
        for entry in header.entries
    ]
    assert written[:3] == [
        ("Status", "accepted"),
        ("Deciders", f"[Ha](ha.md), **B**{ending}  and `C`"),
        ("Date", "2020-01-01"),
    ]
    assert document.source.slice(header.opening) == "* Status: accepted"
    inside = document.source.slice(header.span)
    assert inside.startswith("* Status: accepted")
    assert inside.endswith("Technical Story: #5")


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("- Start Date: 2020-01-01\n- RFC PR: (leave this empty)\n\n# Summary\n", 2),
        ("Status: a\nDate: b\n\nMore: c\n\n- d: e\n", 3),
        ("Status: a\n\nDate: b\n\nDiscussion at https://example.com\n", 2),
        ("- Status: a\n- no key\n- Date: b\n", 1),
        ("- Status: a\n\nIn short: it was\na long week\n", 1),
        ("Status: a\nlazily\nDate: b\n", 2),
        ("Status: a\n\n```\nb: c\n```\n\nDate: d\n", 1),
        ("Status: a\n## Heading\nDate: b\n", 1),
        ("A text above.\n\n# Title\nStatus: a\n", 1),
    ],
)
def test_a_header_ends_where_its_lines_do(text: str, entries: int) -> None:
    assert len(found(text)[1].entries) == entries


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("Author(s): Ha", "Author(s)", "Ha"),
        ("**Status:** on  ", "Status", "on"),
        ("__Status__: on\\", "Status", "on"),
        ("*Status*: on<br>", "Status", "on"),
        ("**Status: on**", "Status", "on"),
        ("상태：**승인**", "상태", "승인"),
        ("start_date : 2020-01-01", "start_date", "2020-01-01"),
        ("URL: <https://example.com>", "URL", "https://example.com"),
        ("Time: 12:30", "Time", "12:30"),
        ("Status: **on**: really", "Status", "on: really"),
        ("Status: [on][on]\n\n[on]: a.md", "Status", "on"),
    ],
)
def test_a_line_is_a_key_and_what_a_reader_sees_behind_it(line: str, key: str, value: str) -> None:
    assert shown(f"# Title\n\n{line}\n") == [(key, value)]


@pytest.mark.parametrize("line", ["Status:", "- Status:", "**Status:** <!-- one of … -->"])
def test_a_key_behind_which_nothing_is_seen_has_none(line: str) -> None:
    _, header = found(line)
    assert header.entries[0].value.is_null


def test_a_list_below_a_line_without_a_value_is_its_value() -> None:
    assert shown("Status: a\nAuthors:\n- Ha\n- B\n\nMore: c\n") == [
        ("Status", "a"),
        ("Authors", ["Ha", "B"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It was a long week: it rained.\nAll of it.\nAnd then some.\n",
        "It was a week of more than five words: rain\n",
        "It was, in short: rain\n",
        "See https://example.com\n",
        "1. Status: a\n",
        "- [ ] Status: a\n",
        "- no key\n- Status: a\n",
        "A text.\n\nStatus: a\n",
        "# Title\n\n## Section\n\nStatus: a\n",
        "> Status: a\n",
        "---\nkey: a\n---\nStatus: a\n",
        "---\nkey: [\n---\nStatus: a\n",
        "+++\nkey = {{ a }}\n+++\nStatus: a\n",
    ],
)
def test_what_is_no_header_leaves_the_document_as_it_is(text: str) -> None:
    document = read_text("note.md", text)
    assert all(named_header(document, dialect) is document for dialect in DIALECTS)


@pytest.mark.parametrize("above", ["", "# Title\n\n", "<!-- a note -->\n# Title\n"])
@pytest.mark.parametrize("fence", ["```toml\n{}\n```\n", "~~~ TOML x\n{}\n~~~~\n", "```toml\n{}"])
def test_a_toml_fence_at_the_top_or_under_the_title_is_a_header(above: str, fence: str) -> None:
    toml = '[advisory]\nid = "X-1"'
    document, header = found(above + fence.format(toml), "toml-fence")
    (entry,) = header.entries[0].value.entries
    assert (entry.key, entry.value.text) == ("id", "X-1")
    assert document.source.slice(entry.value.span) == '"X-1"'
    assert document.source.slice(header.span).strip() == toml
    assert document.source.slice(header.opening) == fence.partition("\n")[0]


@pytest.mark.parametrize(
    "text",
    ["```yaml\na: 1\n```\n", "    toml\n", "A text.\n\n```toml\na = 1\n```\n", "```\na = 1\n```\n"],
)
def test_other_code_is_no_header(text: str) -> None:
    document = read_text("note.md", text)
    assert named_header(document, "toml-fence") is document


def test_what_is_wrong_in_a_fence_is_a_problem() -> None:
    document = named_header(read_text("note.md", "# Title\n\n```toml\na = b\n```\n"), "toml-fence")
    (problem,) = document.problems
    assert document.front_matter is None
    assert (problem.rule, document.source.slice(problem.span)) == ("invalid-front-matter", "b")
    document, _ = found("```toml\na = 1\na = 2\n```\n", "toml-fence")
    assert [problem.rule for problem in document.problems] == ["duplicate-key"]


PIECES = st.sampled_from(
    [
        *(
            "Status: ",
            "- ",
            "* ",
            "**",
            "_",
            "`",
            "a",
            ":",
            "：",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\r\n",
            "\\\n",
            "# T\n",
        ),
        *(
            "```toml\n",
            "```\n",
            "a = 1\n",
            "[x](y)",
            "<br>",
            "<!-- c -->",
            "> ",
            "1. ",
            "\t",
            "가",
            "👩",
            "\u2028",
        ),
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(DIALECTS))
def test_any_text_has_a_header_in_its_place_or_none(text: str, dialect: str) -> None:
    document = named_header(read_text("note.md", text), dialect)
    header = document.front_matter
    if header and header.dialect == "lines":
        assert re.sub(r"\W", "", document.source.slice(header.span))
        for entry in header.entries:
            assert document.source.slice(entry.key_span) == entry.key
            start, end = entry.value.span
            assert entry.key_span.end < start <= end <= header.span.end
