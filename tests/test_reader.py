"""Markdown to sections, texts, links, tasks and fields, each with its exact place."""

import re
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrolint.document.blocks import Cell
from retrolint.document.fields import Field, labelled
from retrolint.document.inline import markdown_parser
from retrolint.document.model import Document, Section
from retrolint.document.reader import parser_for, read_document, read_text

ANY_LINK = re.compile("")


def read(text: str) -> Document:
    return read_text("x.md", text)


def outline(text: str) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in read(text).sections]


def tree(section: Section) -> list[object]:
    return [section.title, *map(tree, section.children)]


def links(text: str) -> list[tuple[str, str]]:
    """The kind of each link, and its target as it stands in the source."""
    document = read(text)
    found = list(document.links(ANY_LINK))
    for link in found:
        assert document.source.slice(link.span) == link.target
    return [(link.kind, link.target) for link in found]


def fields(text: str) -> list[tuple[str, str]]:
    """Label and value of each field of a section; both stand where they say."""
    document = read(f"# a\r\n\r\n{text}")
    found = list(labelled(document.sections[0]))
    for field in found:
        assert document.source.slice(field.label_span) == field.label
        if "\n" not in field.text:
            assert document.source.slice(field.text_span) == field.text
    return [(field.label, field.text) for field in found]


def only_field(text: str) -> Field:
    (field,) = labelled(read(f"# a\n\n{text}").sections[0])
    return field


def test_sections_nest_by_level_and_may_skip_one() -> None:
    document = read("intro\n# a\n### b\n## c\n#### d\n# e\n")
    assert tree(document.root) == ["", ["a", ["b"], ["c", ["d"]]], ["e"]]
    assert [section.path for section in document.sections] == [
        ("a",),
        ("a", "b"),
        ("a", "c"),
        ("a", "c", "d"),
        ("e",),
    ]


def test_a_section_reaches_to_the_next_heading_of_its_level() -> None:
    document = read("intro\r\n# a\r\none\r\n## b\r\ntwo\r\n# c\r\nthree")
    slices = [document.source.slice(section.span) for section in document.root.walk()]
    assert slices[1:] == ["# a\r\none\r\n## b\r\ntwo\r\n", "## b\r\ntwo\r\n", "# c\r\nthree"]
    assert slices[0] == document.source.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n===\n\nb\n---\n", [(1, "a"), (2, "b")]),
        ("a\nb\n===\n", [(1, "a b")]),
        ("# a #\n## b ##   \n###### c\n", [(1, "a"), (2, "b"), (6, "c")]),
        ("   # a\n", [(1, "a")]),
        ("#a\n####### b\n    # c\n", []),
        ("#태그\n", []),
        ("#\n", [(1, "")]),
        ("# a\r\n## b\r## c\n", [(1, "a"), (2, "b"), (2, "c")]),
    ],
)
def test_a_heading_is_what_commonmark_takes_for_one(text: str, expected: list[tuple[int, str]]) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "> # a\n",
        "- # a\n",
        "1. a\n\n   # b\n",
        "```\n# a\n```\n",
        "~~~ md\n# a\n",
        "<!--\n# a\n-->\n",
        "<!-- a\n\n# a\n\n-->\n",
        "<div>\n# a\n</div>\n",
        "<pre>\n\n# a\n\n</pre>\n",
        "text\n\n    # a\n",
    ],
)
def test_a_heading_inside_another_block_is_no_section(text: str) -> None:
    assert outline(text) == []


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("**[+]** Positive", "[+] Positive"),
        ("*a* __b__ `c*d*` ~~e~~", "a b c*d* ~~e~~"),
        ("[a **b**](c.md) and <http://d>", "a b and http://d"),
        ("![a](b.png) c", "c"),
        ("a &amp; b \\* c", "a & b * c"),
        ("a <b>c</b> <!-- d -->", "a c"),
        ("[a](b", "[a](b"),
        ("[+] Positive", "[+] Positive"),
        ("a {#id}", "a"),
        ("a {: .class #id}", "a"),
        ("a {:.no_toc}", "a"),
        ("a {b}", "a {b}"),
        ("{#id}", ""),
        ("(240902, 3 월 화) NLP", "(240902, 3 월 화) NLP"),
        ("C#", "C#"),
    ],
)
def test_a_title_is_what_a_reader_sees(heading: str, title: str) -> None:
    assert outline(f"## {heading}\n") == [(2, title)]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_are_those_of_the_file_below_a_header(ending: str, mark: str) -> None:
    text = "---\na: b\n---\n\n# one\n\ntwo\n\n## three\n- four\n"
    document = read(mark + text.replace("\n", ending))
    one, three = document.sections
    assert one.heading
    assert three.heading
    source = document.source
    assert source.position(one.heading.span().start).line == 5
    assert source.position(three.heading.span().start).line == 9
    assert [(block.kind, block.first_line) for block in document.blocks] == [
        ("paragraph", 7),
        ("list", 10),
        ("item", 10),
        ("paragraph", 10),
    ]


def test_a_document_may_be_nothing_at_all() -> None:
    for text in ("", "\ufeff", "\n", "---\n---"):
        document = read(text)
        assert (document.sections, document.blocks, document.problems) == ((), (), ())


@pytest.mark.parametrize(
    ("data", "position", "detail"),
    [
        (b"\xff\xfea\x00", (1, 1), "byte 0xFF|UTF-16"),
        ("# 가나\n".encode("cp949"), (1, 3), "byte 0xB0|CP949"),
        ("# 회고\n가".encode() + b"\xff", (2, 2), "byte 0xFF|"),
        (b"\xef\xbb\xbfa\r\nb\x00", (2, 2), "byte 0x00|"),
        (b"\xed\xa0\x80", (1, 1), "byte 0xED|"),
    ],
)
def test_bytes_that_are_no_text_are_told_where_they_stand(
    data: bytes, position: tuple[int, int], detail: str
) -> None:
    document = read_document("x.md", data)
    (problem,) = document.problems
    start = document.source.position(problem.span.start)
    assert (problem.rule, (start.line, start.column)) == ("invalid-encoding", position)
    assert problem.detail.startswith(detail)
    assert not document.is_readable


# Whatever stands in a document stands where it says.

FRAGMENTS = st.sampled_from(
    [
        "word",
        "회고 👩",
        "# heading",
        "## a b",
        "setext\n---",
        "- item",
        "1. first",
        "- - - deep",
        "  nested",
        "\tindented",
        "-\ttab",
        "> quote",
        "> > - both",
        ">lazy\nlazy",
        "| a | b\\|c |\n|---|---|\n| a | \\|d |",
        "> | a | a |\n> |---|:-:|\n> | b | b |",
        "[link](a.md) ![img](b.png 'title')",
        "[![a](b)](c) `code` <b>",
        "<div>\nhtml\n</div>",
        "<!-- note -->",
        "```\nfence\n```",
        "- [ ] task\n- [x] done",
        "- **felt**: good\n  more",
        "a\u2028b",
        "[ref]: x.md",
        "",
        "",
        "  two  \nlines  ",
        "same same\nsame",
    ]
)
ENDINGS = st.sampled_from(["\n", "\n", "\r\n", "\r"])
PREFIXES = st.sampled_from(["", "", "  ", "    ", "> ", "- ", "   ", "\t"])
MARKDOWN = st.builds(
    lambda parts, ending, top: (top + "\n".join(before + part for before, part in parts)).replace(
        "\n", ending
    ),
    st.lists(st.tuples(PREFIXES, FRAGMENTS), max_size=14),
    ENDINGS,
    st.sampled_from(["", "\ufeff", "---\na: b\n---\n"]),
)


@settings(deadline=None)
@given(MARKDOWN)
def test_rules_that_could_find_nothing_are_not_missed(markdown: str) -> None:
    assert parser_for(markdown).parse(markdown, {}) == markdown_parser().parse(markdown, {})


@settings(max_examples=300, deadline=None)
@given(MARKDOWN)
def test_every_line_of_every_text_is_found_in_the_source(markdown: str) -> None:
    document = read(markdown)
    for text in document.texts:
        lines = text.raw.split("\n")
        starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
        for start, line in zip(starts, lines, strict=True):
            shown = line.strip()
            first = start + line.index(shown)
            span = text.span(first, first + len(shown))
            written = document.source.slice(span)
            assert (written.replace("\\|", "|") if isinstance(text, Cell) else written) == shown
            if shown:
                assert text.index(span.start) == first


@settings(max_examples=300, deadline=None)
@given(MARKDOWN)
def test_every_link_and_field_is_found_in_the_source(markdown: str) -> None:
    document = read(markdown)
    for link in document.links(ANY_LINK):
        assert document.source.slice(link.span) == link.target
    for task in document.tasks:
        assert document.source.slice(task.box) in {"[ ]", "[x]"}
    for section in document.root.walk():
        assert not section.heading or section.span.start <= section.heading.span().start
        for field in labelled(section):
            written = document.source.slice(field.label_span)
            assert written == field.label or "[" in written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b.md)", [("link", "b.md")]),
        ("![a](b.png)", [("image", "b.png")]),
        ("[a](<b c.md> 'title')", [("link", "b c.md")]),
        ('[a](  b.md   "title" )', [("link", "b.md")]),
        ("[a](b(c(d)).md)", [("link", "b(c(d)).md")]),
        ("[a]()", [("link", "")]),
        ("[a](<>)", [("link", "")]),
        ("[![a](b.png)](c.md)", [("link", "c.md"), ("image", "b.png")]),
        ("[a [b] c](d.md)", [("link", "d.md")]),
        ("[a\nb](c.md)\n[d](e.md)", [("link", "c.md"), ("link", "e.md")]),
        ("[a](\nb.md\n)", [("link", "b.md")]),
        ("> [a](b.md)\n> [c](d.md)", [("link", "b.md"), ("link", "d.md")]),
        ("- a\n  - [b](c.md)\n\n    [d](e.md)", [("link", "c.md"), ("link", "e.md")]),
        ("## [a](b.md)", [("link", "b.md")]),
        ("|[a](b.md)|x\\|y [c](d.md)|\n|-|-|\n|![e](f.png)|[g](b.md)|", None),
        ("`[a](b.md)` \\[c](d.md) <!-- [e](f.md) -->", []),
        ("```\n[a](b.md)\n```", []),
        ("<!--\n[a](b.md)\n-->", []),
        ("[a] [b][c] ![d][c]\n\n[c]: e.md 'title'", [("definition", "e.md")]),
        ("[c]: <e f.md>\n[d]:\n  g.md", [("definition", "e f.md"), ("definition", "g.md")]),
        ("[^1]: b.md\n\n[^2]: [a](c.md)", []),
        ("- [b]: c.md\r\n- [d]: e.md", [("definition", "c.md"), ("definition", "e.md")]),
        ("\tx\n\n[회고](../회고/👩.md)", [("link", "../회고/👩.md")]),
    ],
)
def test_a_link_is_where_its_target_is_written(text: str, expected: list[tuple[str, str]] | None) -> None:
    if expected is None:
        expected = [("link", "b.md"), ("link", "d.md"), ("image", "f.png"), ("link", "b.md")]
    assert links(text) == expected
    assert links(f"---\r\na: b\r\n---\r\n{text}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- [ ] a\n- [x] b\n* [X] c", [(False, "a"), (True, "b"), (True, "c")]),
        ("1. [ ] a\n   - [x] b", [(False, "a"), (True, "b")]),
        ("> - [ ] a\n\n-\t[ ] b", [(False, "a"), (False, "b")]),
        ("- [ ]\n", [(False, "")]),
        ("- [  ]\n- [] a\n- [-] b\n- [x](c.md)\n- [x]d", []),
        ("[ ] a\n\n    - [ ] code", []),
        ("- [ ] **a**\n  goes on", [(False, "a goes on")]),
    ],
)
def test_a_task_is_a_list_item_that_starts_with_a_box(
    text: str, expected: list[tuple[bool, str]]
) -> None:
    document = read(text)
    found = list(document.tasks)
    assert [(task.done, task.text) for task in found] == expected
    for task in found:
        assert document.source.slice(task.box).lower() == ("[x]" if task.done else "[ ]")


@pytest.mark.parametrize(
    ("text", "is_empty"),
    [
        ("", True),
        ("<!-- note -->", True),
        ("<!-- a\n\nb -->\n\n---\n", True),
        ("<!-- a --> <!-- b -->", True),
        ("<div></div>", False),
        ("```\n```", False),
        ("## b", False),
    ],
)
def test_a_section_is_empty_when_a_reader_sees_nothing_of_it(text: str, is_empty: bool) -> None:  # noqa: FBT001
    assert read(f"# a\n\n{text}").sections[0].is_empty is is_empty


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- **felt**: good", [("felt", "good")]),
        ("- **felt:** good", [("felt", "good")]),
        ("- felt: good", [("felt", "good")]),
        ("- felt：good", [("felt", "good")]),
        ("- __felt__ : good", [("felt", "good")]),
        ("- *felt*: good", [("felt", "good")]),
        ("- **느낀 점**: 좋았다", [("느낀 점", "좋았다")]),
        ("- [ ] **felt**: good", [("felt", "good")]),
        ("- [x] felt: good", [("felt", "good")]),
        ("- **felt**:", [("felt", "")]),
        ("- **felt**\n  - good", [("felt", "")]),
        ("- felt\n  1. good", [("felt", "")]),
        ("- **felt**: good\n  and more\n- **did**: x", [("felt", "good\nand more"), ("did", "x")]),
        ("1. felt: good\n2. did: x", [("felt", "good"), ("did", "x")]),
        ("**felt**: good", [("felt", "good")]),
        ("**felt:** good\n\n- **did**: x", [("felt", "good"), ("did", "x")]),
        ("- felt: a: b", [("felt", "a: b")]),
        ("-\t**felt**:\tgood", [("felt", "good")]),
        ("felt: good", []),
        ("- good", []),
        ("- **good**", []),
        ("- : good", []),
        ("- **: good", []),
        ("- a\n  - felt: good", [("a", "")]),
        ("> - felt: good", []),
        (f"- {'a' * 101}: good", []),
    ],
)
def test_a_field_is_a_labelled_item(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(label, value.replace("\n  ", "\n")) for label, value in fields(text)] == expected


@pytest.mark.parametrize(
    ("text", "is_empty"),
    [
        ("- **felt**:", True),
        ("- **felt**: <!-- later -->", True),
        ("- **felt**:\n\n  <!-- later -->", True),
        ("- **felt**:\n  - good", False),
        ("- **felt**:\n\n  good", False),
        ("- **felt**:\n  > good", False),
    ],
)
def test_a_field_is_empty_when_nothing_follows_its_label(text: str, is_empty: bool) -> None:  # noqa: FBT001
    assert only_field(text).is_empty is is_empty
