"""`retrolint schema skeleton`: the empty document of a schema, which its own schema takes."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from commandline import run
from hypothesis import given, settings
from hypothesis import strategies as st
from schemafiles import SCHEMAS

import retrolint
from retrolint.diagnostics import Diagnostic
from retrolint.document.reader import read_text
from retrolint.matching.recognition import recognise
from retrolint.schema.loading import SchemaError, builtin_names, load_schema, parse_schema
from retrolint.skeleton.document import Skeleton, make_skeleton

NAMES = [*builtin_names(), *map(str, SCHEMAS)]
DAYS = [date(2024, 2, 29), date(2026, 1, 1), date(2031, 12, 31)]
UNWRITTEN = {
    *("placeholder", "template-residue", "empty-field", "empty-section", "empty-task", "unchecked-task"),
}
"""The rules that say that something still has to be written."""
HOLES = {"pattern-mismatch", "disallowed-value", "wrong-type"}
"""Of a key, these do: where only the author knows a value that fits, none is made up."""


def is_left_open(finding: Diagnostic) -> bool:
    said = f"{finding.message} {finding.place.text}"
    return finding.rule in UNWRITTEN or (finding.rule in HOLES and "TBU" in said)


def made(schema: str, **parts: bool) -> Skeleton:
    return make_skeleton(
        parse_schema("s.yaml", f"name: s\n{schema}"), DAYS[0], optional=parts.get("optional", False)
    )


def headings(text: str) -> list[str]:
    return re.findall(r"^#+ .*", text, re.MULTILINE)


@pytest.mark.parametrize("optional", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_a_skeleton_is_what_its_schema_asks_for(name: str, optional: bool) -> None:  # noqa: FBT001
    schema = load_schema(name)
    for day in DAYS:
        skeleton = make_skeleton(schema, day, optional=optional)
        assert skeleton == make_skeleton(schema, day, optional=optional)
        found = retrolint.lint(skeleton.text, schema=name, path=skeleton.path, today=day)
        assert [finding for finding in found if not is_left_open(finding)] == []
        recognised = recognise(read_text(skeleton.path, skeleton.text))
        assert recognised is None or recognised.match.schema in {None, schema}


@pytest.mark.parametrize("optional", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_a_skeleton_is_cut_short(name: str, optional: bool) -> None:  # noqa: FBT001
    skeleton = make_skeleton(load_schema(name), DAYS[0], optional=optional)
    assert not re.search(r"[-_. ]\.md$|(?:^|/)\.md$|--|//", skeleton.path)
    for heading in headings(skeleton.text):
        assert re.search(r"[\w)\]?]$", heading), heading
    assert not re.search(r"\(\)|\[\](?!\()|00:00:00\.|0001-01-01", skeleton.text)


def test_the_command_prints_it_with_the_day_and_all_of_it() -> None:
    plain = run("schema", "skeleton", "kpt", "--today", "2024-09-06")
    assert headings(plain.out) == ["## Keep", "## Problem", "## Try"]
    whole = run("schema", "skeleton", "kpt", "--today", "2024-09-06 10:00:00 +0900", "--all")
    assert whole.out.startswith("---\ndate: 2024-09-06\n---\n\n## Keep\n\nWhat went well")
    assert headings(whole.out) == ["## Keep", "## Problem", "## Try", "## Action"]
    assert run("schema", "skeleton", "kpt", "--today", "soon").code == 2


def test_a_moment_is_a_day() -> None:
    schema = load_schema("weekly-retro")
    now = datetime(2024, 9, 6, 10, tzinfo=UTC)
    assert make_skeleton(schema, now) == make_skeleton(schema, date(2024, 9, 6))


def test_variables_agree_in_path_header_and_headings() -> None:
    skeleton = make_skeleton(load_schema("weekly-retro"), date(2024, 9, 6))
    assert skeleton.path == "2024-09-06-TBU.md"
    assert "date: 2024-09-06 00:00:00 +0000" in skeleton.text
    assert "### (240906 금) TBU" in skeleton.text


@pytest.mark.parametrize(
    ("name", "title"),
    [("adr-madr", "# 1. TBU"), ("adr-nygard", "# 1. TBU"), ("keep-a-changelog", "# Changelog")],
)
def test_a_title_is_a_title(name: str, title: str) -> None:
    assert headings(make_skeleton(load_schema(name), DAYS[0]).text)[0] == title


def test_a_changelog_starts_with_what_is_not_released() -> None:
    assert headings(make_skeleton(load_schema("keep-a-changelog"), DAYS[0]).text) == [
        "# Changelog",
        "## [Unreleased]",
        "### Added",
    ]
    whole = make_skeleton(load_schema("keep-a-changelog"), DAYS[0], optional=True).text
    assert "## [TBU] - 2024-02-29" in whole


def test_what_another_section_requires_is_there_and_what_conflicts_is_not() -> None:
    schema = """
sections:
  - {heading: A, requires: b}
  - {heading: B, id: b, required: false}
  - {heading: C, required: false, conflicts: A}
  - any-of: [D]
"""
    assert headings(made(schema).text) == ["## A", "## B"]
    assert headings(made(schema, optional=True).text) == ["## A", "## B", "## D"]


def test_what_is_repeated_is_counted() -> None:
    assert headings(made("sections: [{heading: 'Day {n:int}', repeat: 3..}]").text) == [
        "## Day 1",
        "## Day 2",
        "## Day 3",
    ]


def test_the_variants_that_hold_today_are_written() -> None:
    schema = """
front-matter: {keys: {date: date}}
sections: [Old]
variants: [{since: 2024-01-01, sections: [New]}, {before: 2024-01-01, sections: [Ancient]}]
"""
    assert headings(made(schema).text) == ["## New"]


def test_a_key_that_differs_in_case_alone_is_written_once() -> None:
    text = make_skeleton(load_schema("adr-nygard"), DAYS[0], optional=True).text
    assert re.findall(r"^- (\w+):", text, re.MULTILINE) == ["Date", "Status"]


_DAY = re.compile(r"\(\d{6} .\) ")
MISSING = {"missing-section", "missing-field", "too-few-sections"}


def with_fixes(text: str, found: Iterable[Diagnostic]) -> str:
    """The text with what is missing inserted, where all of it belongs in one place."""
    edits = [edit for finding in found for fix in finding.fixes for edit in fix.edits]
    (offset,) = {edit.range.start.offset for edit in edits}
    return text[:offset] + "".join(edit.text for edit in edits) + text[offset:]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_taken_out_of_a_skeleton_is_put_back(name: str) -> None:
    skeleton = make_skeleton(load_schema(name), DAYS[0])

    def found_in(text: str) -> list[Diagnostic]:
        return list(retrolint.lint(text, schema=name, path=skeleton.path, today=DAYS[0]))

    document = read_text(skeleton.path, skeleton.text)
    parts = [section.span for section in document.sections if section.level > 1]
    parts += [document.source.lines_span(item.first_line, item.last_line) for item, _ in document.items]
    whole = found_in(skeleton.text)
    for start, end in parts:
        cut = skeleton.text[:start] + skeleton.text[end:].lstrip("\n")
        lacks = [finding for finding in found_in(cut) if finding.rule in MISSING and finding.fixes]
        if not lacks:
            continue
        text = with_fixes(cut, lacks)
        # The skeleton is of today; the day of an event that is missing only its author knows.
        assert headings(text) == [_DAY.sub("", each) for each in headings(skeleton.text)] or (
            headings(text) == headings(skeleton.text)
        )
        # What is inserted is found as it was in the skeleton, and nothing of it is made up.
        assert sum(map(is_left_open, found_in(text))) >= sum(map(is_left_open, whole))


def test_all_that_is_missing_is_inserted_and_found() -> None:
    for name in ("til", "weekly-retro", "meeting-notes"):
        bare = "---\ndate: 2024-09-06\n---\n\n## Aside\n\nIt rained.\n\n## Another\n\nIt snowed.\n"
        lacks = [each for each in retrolint.lint(bare, schema=name) if each.rule in MISSING]
        text = with_fixes(bare, lacks)
        left = retrolint.lint(text, schema=name)
        assert not MISSING & {each.rule for each in left}
        assert [each for each in left if each.rule in UNWRITTEN]


@pytest.mark.parametrize("form", ["yaml", "toml", "json", "toml-fence", "lines"])
def test_a_header_is_written_as_the_schema_says(form: str, tmp_path: Path) -> None:
    nested = (
        ""
        if form == "lines"
        else "a: {keys: {b c: {keys: {d: int}}, e: date}}, tags: {type: list, count: 2},"
    )
    keys = f"{{{nested} title: string, n: int, share: number, ok: boolean, at: datetime, on it: date}}"
    path = tmp_path / "s.yaml"
    path.write_text(f"name: s\nfront-matter: {{format: {form}, keys: {keys}}}\nsections: [A]\n", "utf-8")
    skeleton = make_skeleton(load_schema(str(path)), DAYS[0])
    found = retrolint.lint(skeleton.text, schema=str(path), path=skeleton.path, today=DAYS[0])
    assert [finding for finding in found if not is_left_open(finding)] == []


TEXTS = st.sampled_from(
    ["A", "B", "{n:int}. {*}", "{*}", "{x}", "({d:date} {w:weekday}) {x}", "주 {n:int}주차"]
)
VALUES = st.sampled_from(
    [
        "content: table",
        "content: {list: 2, code: 1}",
        "count: 2..3",
        "unique: true",
        "is: '{x}'",
        "hint: h",
    ]
)
PARTS = st.sampled_from(
    ["required: false", "required: {k: v}", "when: {k: v}", "repeat: 2..", "level: 3", "id: i"]
)


@st.composite
def sections(draw: st.DrawFn, depth: int = 2) -> str:
    kind = draw(st.sampled_from(["one-of", "any-of", "sections", "", "", ""])) if depth else ""
    inner = ", ".join(draw(st.lists(sections(depth - 1), min_size=1, max_size=3))) if depth else ""
    if kind:
        return f"{{{kind}: [{inner}]}}"
    parts = [f'heading: "{draw(TEXTS)}"', *draw(st.lists(st.one_of(VALUES, PARTS), max_size=3))]
    if inner and draw(st.booleans()):
        parts.append(f"sections: [{inner}]")
    if draw(st.booleans()):
        parts.append('fields: [did, {label: "{x}", content: list}]')
    return f"{{{', '.join(parts)}}}"


@settings(max_examples=150, deadline=None)
@given(
    listed=st.lists(sections(), max_size=4),
    keys=st.lists(st.tuples(st.sampled_from("kxnd"), st.one_of(VALUES, PARTS)), max_size=3),
    path=TEXTS,
    optional=st.booleans(),
)
def test_the_skeleton_of_any_schema_is_one(
    listed: list[str],
    keys: list[tuple[str, str]],
    path: str,
    optional: bool,  # noqa: FBT001
) -> None:
    header = ", ".join(f"{key}: {{{part}}}" for key, part in dict(keys).items())
    schema = f'path: "{path}.md"\nfront-matter: {{keys: {{{header}}}}}\nsections: [{", ".join(listed)}]\n'
    with suppress(SchemaError):
        skeleton = made(schema, optional=optional)
        assert skeleton.path.endswith(".md")
        assert skeleton.text.endswith("\n")
