"""Headings at the wrong level: depth is evidence, not law, and a shift is one finding."""

import pytest
from test_alignment import (
    ADR,
    DECISION,
    INCIDENT,
    POSTMORTEM,
    WEEK,
    WEEKLY,
    findings,
    matched,
    replaced,
)

from retrolint.schema.loading import parse_schema


def shifted(text: str, by: int) -> str:
    """`text` with all headings deeper by so many levels, or higher."""
    lines = text.splitlines()
    return "\n".join(
        "#" * (line.count("#") + by) + line.lstrip("#") if line.startswith("#") else line
        for line in lines
    )


@pytest.mark.parametrize("text", [WEEK, INCIDENT])
def test_all_subsections_at_the_level_of_their_parents_are_one_finding_each_list(text: str) -> None:
    schema = WEEKLY if text is WEEK else POSTMORTEM
    match = matched(text.replace("### ", "## "), schema)
    assert match.root
    lists = [part for part in match.root.walk() if part.shifts]
    assert all(len(part.shifts) == 1 and len(part.shifts[0].sections) > 1 for part in lists)
    assert len(findings(match)) == len(lists) == 2


def test_a_run_of_events_a_level_too_high_is_one_finding() -> None:
    match = matched(WEEK.replace("### (", "## ("), WEEKLY)
    assert findings(match) == ["level of (240902 월) 첫 출근, (240904 수) 코드 리뷰, (240906 금) 배포: 3"]


@pytest.mark.parametrize("by", [1, 2, -1])
def test_a_document_that_is_shifted_as_a_whole_is_one_finding(by: int) -> None:
    assert findings(matched(shifted(WEEK, by), WEEKLY)) == ["level of 주요 이벤트, 주간 회고: 2"]


@pytest.mark.parametrize("by", [1, 2, -1])
def test_any_level_will_do_where_the_schema_says_none(by: int) -> None:
    assert findings(matched(shifted(INCIDENT, by), POSTMORTEM)) == []


def test_a_required_section_is_found_inside_a_free_one() -> None:
    assert findings(matched(replaced(ADR, ("## Context", "### Context")), DECISION)) == [
        "level of Context: 2"
    ]


def test_a_parent_that_is_one_level_too_deep_holds_what_stands_beside_it() -> None:
    text = replaced(INCIDENT, ("## Lessons Learned", "### Lessons Learned"))
    assert findings(matched(text, POSTMORTEM)) == ["level of Lessons Learned: 2"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("### Option 1", "## Option 1", "level of Option 1: 3"),
        ("### Option 2", "## Option 2", "level of Option 2: 3"),
        ("## Considered Options", "### Considered Options", "level of Considered Options: 2"),
        ("#### Advantages\n- known", "### Advantages\n- known", "level of Advantages: 4"),
    ],
)
def test_what_a_heading_at_the_wrong_level_swallows_is_found(old: str, new: str, expected: str) -> None:
    assert findings(matched(replaced(ADR, (old, new)), DECISION)) == [expected]


def test_of_headings_that_all_have_one_level_each_list_is_told_its_own() -> None:
    match = matched(WEEK.replace("### ", "# ").replace("## ", "# "), WEEKLY)
    assert match.root
    expected = [shift.expected for part in match.root.walk() for shift in part.shifts]
    assert expected == [2, 3, 3]


def test_a_section_as_high_as_the_title_is_one_finding() -> None:
    text = "# 5주차\n" + replaced(WEEK, ("## 주간 회고", "# 주간 회고"))
    match = matched(text, WEEKLY)
    assert match.title
    assert match.title.title == "5주차"
    assert findings(match) == ["level of 주간 회고: 2"]


def test_a_section_of_the_authors_own_is_shifted_with_those_around_it() -> None:
    text = replaced(shifted(WEEK, -1), ("# 주간 회고", "# 사진\n# 주간 회고"))
    assert findings(matched(text, WEEKLY)) == ["level of 주요 이벤트, 사진, 주간 회고: 2"]


def test_a_section_with_a_level_of_its_own_has_no_say_in_that_of_the_others() -> None:
    book = parse_schema("book.yaml", "name: book\nsections: [Text, {heading: Index, level: 1}]\n")
    assert findings(matched("## Text\n# Index\n", book)) == []
    assert findings(matched("## Text\n## Index\n", book)) == ["level of Index: 1"]
