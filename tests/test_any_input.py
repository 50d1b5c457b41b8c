"""Whatever bytes a document has: findings in their exact places, and never an exception."""

import json
import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrolint.config.choosing import match_document
from retrolint.config.model import Settings
from retrolint.contents import Contents
from retrolint.diagnostics import Place
from retrolint.document.reader import read_document
from retrolint.engine import check_document
from retrolint.project import check_documents
from retrolint.registry import load_rules, select_rules
from retrolint.report import Report
from retrolint.reporters import REPORTERS, find_reporter
from retrolint.reporters.terminal import Screen
from retrolint.schema.loading import load_schema, parse_schema
from retrolint.schema.model import Schema

RULES = select_rules(load_rules())
TODAY = date(2024, 9, 30)
PATH = "_posts/2024-09-06-week-5.md"
STRICT = parse_schema(
    "strict.yaml",
    """
name: strict
path: "{date:date}-{*}.md"
unknown-sections: forbid
front-matter:
  keys:
    title: {is: "{*}Week {week:int}{*}", length: 1..10}
    status: {is: [Draft, Final]}
    tags: {type: list, count: 1..2, unique: true}
    date: {type: [date, datetime], timezone: required}
sections:
  - heading: ["({when:dates} {day:weekdays}) {event}", "{event}"]
    repeat: 1..2
    fields: [did, felt]
  - heading: "[+] Positive"
    content: [list, tasks]
    section-order: any
    sections: [a, {heading: b, required: false}]
  - {heading: "{d:date} {w:weekday}", required: false}
  - "[.] Takeaway"
""",
)
SCHEMAS = st.sampled_from([None, load_schema("weekly-retro"), STRICT])

FRAGMENTS = st.sampled_from(
    [
        "---\n",
        "---\ntitle: Week 5\ndate: 2024-09-06 13:40:00 +0900\ntags: [a, a]\n---\n",
        "---\ntitle: TBU\ndate: 2024-09-05 25:00\nstatus: Darft\ntags: one\nstatus: Final\n---\n",
        "---\ntitle: [\n---\n",
        "title: x\n",
        "# A week\n",
        "## Main Events\n",
        "## 주간 회고\n",
        "## Weekly Review\n",
        "### (240902 화) NLP\n",
        "### **(240829, 30 수, 금)** [NLP](a.md) {#id}\n",
        "### (241230-0103 월-금) `x` & 월\n",
        "### 2024-09-02 화\n",
        "### TBU\n",
        "### [+] Positive\n",
        "### **[-]** Negative\n",
        "### [!] To Try\n",
        "### [.] Takeaway\n",
        "#### a\n",
        "####### x\n",
        "Setext\n---\n",
        "- **cue**: TBU\n",
        "- **did**:\n  TBU\n",
        "- **felt:** 추후 작성\n",
        "- **action plan**\n  - [ ] do it\n",
        "- [ ] **felt**: \n",
        "- [] a\n- [x]b\n-[ ] c\n- [ x ] d\n",
        "- TODO\n",
        "**did**: TBD\n",
        "> - [ ] quoted TBU\n",
        "| a | b |\n|---|---|\n| TBU | 2024-09-02 (화) |\n| a\\|b | TBU |\n",
        "2024-09-02 (화), 2024년 9월 2일 화요일, Tue Sep 2, 2024\n",
        "2024-02-30 (금) 24.09.02(화) 20240902 (Tue) `2024-09-02 (화)`\n",
        "[a](b.md) ![c](../d.png) [e](<f g.md>) [h](i.md#j?k)\n",
        "[r]: s.md\n[t]: <../u v.md>\n",
        "<!-- note -->\n",
        "<!--\n## hidden\n",
        "<div>\n",
        "```\n## code\n",
        "\n",
        "\r\n",
        "\r",
        "    \t",
        "\u3000",
        "\ufeff",
        "\u2028",
        "\x00",
        "\x1b[31m",
        "\u202e",
        "👩‍💻 e\u0301 한",
        "[[[[",
        "]](",
        "**",
        "__",
        "`",
        "\\",
        "{*}",
        "&amp;&#0;",
        "%00",
    ]
)
WORDS = st.text(st.characters(codec="utf-8"), max_size=6)
TEXTS = st.lists(FRAGMENTS | WORDS, max_size=16).map("".join)
DATA = TEXTS.map(lambda text: text.encode()) | TEXTS.map(lambda text: text.replace("\n", "\r\n").encode())
BYTES = st.binary(max_size=80)
MODEST = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def run(data: bytes, schema: Schema | None) -> tuple[Report, Contents]:
    contents = Contents({PATH: data})
    return check_documents([PATH], lambda _: Settings(RULES, TODAY, schema), contents), contents


def assert_in_place(place: Place, text: str) -> None:
    start, end = place.range.start, place.range.end
    assert 0 <= start.offset <= end.offset <= len(text)
    assert place.text == text[start.offset : end.offset]
    lines = re.split(r"\r\n?|\n", text)
    for position in (start, end):
        assert 1 <= position.line <= len(lines)
        # One past the line's end, or between the two characters that end it.
        assert 1 <= position.column <= len(lines[position.line - 1]) + 2


@MODEST
@given(BYTES | DATA, SCHEMAS)
def test_any_bytes_are_checked_and_reported(data: bytes, schema: Schema | None) -> None:
    report, contents = run(data, schema)
    assert len(report.paths) == 1
    for name in REPORTERS:
        lines = list(find_reporter(name)(report, contents, Screen()))
        assert not any("\n" in line or "\x1b" in line for line in lines)
        if name == "json":
            assert len(json.loads("\n".join(lines))["diagnostics"]) == len(report.diagnostics)


@MODEST
@given(DATA, SCHEMAS)
def test_every_finding_lies_in_the_text(data: bytes, schema: Schema | None) -> None:
    document = read_document(PATH, data)
    asked = Settings(RULES, TODAY, schema)
    result = check_document(match_document(document, asked).match, asked)
    text = document.source.text
    for diagnostic in result.diagnostics:
        assert_in_place(diagnostic.place, text)
        assert diagnostic.path == PATH
        assert "\n" not in diagnostic.message
    for link in result.facts.links:
        assert_in_place(link.place, text)


@MODEST
@given(DATA, SCHEMAS)
def test_the_same_input_gives_the_same_output(data: bytes, schema: Schema | None) -> None:
    first, _ = run(data, schema)
    second, _ = run(data, schema)
    assert first == second
    marks = [diagnostic.fingerprint for diagnostic in first.diagnostics]
    assert len(set(marks)) == len(marks)
    assert list(first.diagnostics) == sorted(first.diagnostics, key=lambda found: found.sort_key)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 2_000 + "x",
        "- " * 2_000 + "x",
        "[" * 20_000,
        "![" * 10_000,
        "[a](" * 5_000,
        "*" * 20_000,
        "**a* " * 4_000,
        "`" * 20_000,
        "<!--" * 5_000,
        "&#" * 10_000,
        "|" * 20_000,
        "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|TBU" * 2_000,
        "## " + "a " * 10_000,
        "## (" + "240902," * 3_000 + " 월) x",
        "## a" + " {#" * 5_000 + "}",
        "---\n" + "a: b\n" * 5_000 + "---\n",
        "2024-09-02 (화) " * 500,
        "\r" * 20_000,
        "\u3000" * 20_000,
    ],
)
def test_a_hostile_input_is_no_accident(text: str) -> None:
    for schema in (None, STRICT):
        run(text.encode(), schema)
