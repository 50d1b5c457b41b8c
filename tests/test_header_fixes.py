"""Fixes of headers and of suppressions, on texts of any form: what they leave is read as before."""

from collections import Counter
from collections.abc import Callable

import pytest
import yaml
from fixes import fixed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import NUMBERS

from retrolint.document.fields import labelled
from retrolint.document.reader import read_text
from retrolint.registry import load_rules, select_rules
from retrolint.rule import AnyRule
from retrolint.schema.loading import parse_schema
from retrolint.schema.model import Schema

PATH = "_posts/2024-09-06-queue.md"
KEYS = ("title", "status", "created", "tags", "retrolint", "date", "image", "layout", "제목", '"pin"')
VALUES = (
    *(" a", ' "q: x"', " 'it''s'", " [a, b]", " [a,\n  b]", " {x: 1}", "", "  # c", " b  # c"),
    *(" |\n  text\n  # no\n\n  more", " >-\n  fold\n  more", " |+\n  kept\n\n", " a\n  b", ' "a\n  b"'),
    *(
        "\n- a\n- b",
        "\n  - a\n  # c\n  - b # d",
        "\n  - x: 1\n    y: 2",
        "\n  # head\n  y: 2\n  x: 1\n  # foot",
    ),
    *(" 2024-09-06", " true", " ~", ' ""', " 한국어 😅", " &x 1", " *x", " !!str 5", " \ta"),
    *("\n  ignore: {placeholder: x}", "\n  ignore:\n    placeholder: x\n    broken-link: y"),
    *("\n  ignore:\n  - placeholder\n  - broken-link", "\n x: 1\n x: 1\n y: 2\n y: 3"),
)
ABOVE = ("", "", "", "\n", "# c\n", "# c\n\n", "\n# c\n\n", "  # deep\n", "# c\n  # deep\n")
SCHEMAS = [
    parse_schema("s.yaml", f"name: s\npath: '{{date:date}}-{{title}}.md'\nfront-matter: {header}\n")
    for header in (
        (
            "{key-order: strict, keys: {title: string, status: string, created: {required: false},"
            " tags: {required: false}, date: date, image: {required: false, key-order: strict,"
            " keys: {x: {required: false}, y: {required: false}}}}}"
        ),
        (
            "{key-order: strict, keys: {date: {type: [date, datetime]}, layout: {required: false},"
            " title: {was: [제목]}}}"
        ),
    )
]
SAVED: tuple[Callable[[str], str], ...] = (
    str,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("\n", "\r"),
    lambda text: f"\ufeff{text}",
    lambda text: text.removesuffix("\n"),
)
ENTRIES = st.lists(
    st.tuples(st.sampled_from(ABOVE), st.sampled_from(KEYS), st.sampled_from(VALUES)),
    min_size=1,
    max_size=7,
)
HEADERS = st.builds(
    lambda entries, end: "".join(f"{above}{key}:{value}\n" for above, key, value in entries) + end,
    ENTRIES | st.permutations([("", key, " a") for key in KEYS]),
    st.sampled_from(["", "# end\n", "\n", "  # deep end\n"]),
)
COMMENTS = (
    "<!-- retrolint-disable-line broken-link: x -->",
    "<!-- retrolint-disable-next-line broken-link:\n\n# x -->",
    "<!-- retrolint-disable broken-link -->",
    "<!-- retrolint-enable broken-link -->",
    "{/* retrolint-disable-next-line broken-link: x */}",
)
BODY = """\
# Week 5

Text,
and more.

- **cue**: the notes
  - read: all
  - [x] 그림
- **did**

  with a pencil
* other

    code

1. one
2. two

> quote

<div>
html
</div>

| a | b |
| - | - |
| c | d |

A title
=======

term
: value

---
[^1]: a note
"""

often = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def rules() -> tuple[AnyRule, ...]:
    return tuple(select_rules(load_rules()))


def written(text: str) -> str:
    document = read_text("a.md", text)
    return document.source.slice(document.front_matter.span) if document.front_matter else ""


def lines(text: str) -> Counter[str]:
    return Counter(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def said(text: str) -> object:
    """What another reader of YAML makes of the header, without what is for this tool alone."""
    read = yaml.safe_load(written(text))
    return {key: value for key, value in read.items() if key != "retrolint"} if read else None


@often
@given(HEADERS, st.sampled_from(["", "\n- TBU\n"]), st.sampled_from(SAVED), st.sampled_from(SCHEMAS))
def test_a_header_says_the_same_after_safe_fixes(
    rules: tuple[AnyRule, ...], header: str, body: str, save: Callable[[str], str], schema: Schema
) -> None:
    text = save(f"---\n{header}---\n{body}")
    result = fixed(text, *rules, schema=schema, path=PATH)
    assert not result.broken
    assert not lines(result.text) - lines(text)
    assert fixed(result.text, *rules, schema=schema, path=PATH).text == result.text
    try:
        before = said(text)
    except (yaml.YAMLError, ValueError):
        return
    assert said(result.text) == before


@often
@given(HEADERS, st.sampled_from(SAVED), st.sampled_from(SCHEMAS))
def test_unsafe_fixes_of_a_header_do_as_they_say(
    rules: tuple[AnyRule, ...], header: str, save: Callable[[str], str], schema: Schema
) -> None:
    result = fixed(save(f"---\n{header}---\n"), *rules, schema=schema, path=PATH, unsafe=True)
    assert not result.broken
    assert fixed(result.text, *rules, schema=schema, path=PATH, unsafe=True).text == result.text


def outline(text: str) -> list[object]:
    """The headings, the tasks, the code and the labels of a document, as a reader has them."""
    document = read_text("a.md", text)
    labels = [field.label for section in document.root.walk() for field in labelled(section)]
    code = sum(block.kind == "code" for block in document.blocks)
    done = [task.done for task in document.tasks]
    return [[section.title for section in document.sections], done, code, labels]


@often
@given(
    st.lists(st.tuples(st.sampled_from(COMMENTS), NUMBERS, st.booleans(), st.integers(0, 4)), max_size=3),
    st.sampled_from(["", "---\ntitle: 5주차\n---\n"]),
    st.sampled_from(SAVED),
)
def test_what_is_around_a_comment_is_read_as_before(
    rules: tuple[AnyRule, ...],
    comments: list[tuple[str, int, bool, int]],
    header: str,
    save: Callable[[str], str],
) -> None:
    body = BODY.split("\n")
    for comment, place, is_alone, indent in comments:
        line = place % len(body)
        body[line : line + 1] = (
            [" " * indent + comment, body[line]] if is_alone else [f"{body[line]} {comment}"]
        )
    text = save(header + "\n".join(body))
    result = fixed(text, *(rule for rule in rules if rule.name in {"unused-suppression", "broken-link"}))
    assert not result.broken
    assert outline(result.text) == outline(text)
