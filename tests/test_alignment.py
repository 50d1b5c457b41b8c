"""One mistake is one finding: what alignment makes of documents in which one thing went wrong."""

from collections.abc import Iterator
from unicodedata import normalize

import pytest

from retrolint.document.reader import read_text
from retrolint.matching.alignment import align
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch
from retrolint.schema.loading import builtin_schema, parse_schema
from retrolint.schema.model import Schema

WEEKLY = builtin_schema("weekly-retro")
WEEK = """\
## 주요 이벤트
### (240902 월) 첫 출근
- **cue**: 알림
- **did**: 인사
- **felt**: 설렘
- **action plan**: 이름 외우기
### (240904 수) 코드 리뷰
- **cue**: 요청
- **did**: 읽기
- **felt**: 보람
- **action plan**: 매일 한 번
### (240906 금) 배포
- **cue**: 일정
- **did**: 배포
- **felt**: 긴장
- **action plan**: 자동화
## 주간 회고
### [+] Positive
- 산책
### [-] Negative
- 늦잠
### [!] To Try
- 일기
### [.] Takeaway
- 꾸준히
"""
DECISION = parse_schema(
    "decision.yaml",
    """
name: decision
heading: "Decision {number:int}: {subject}"
level: 2
unknown-sections: forbid
sections:
  - Status
  - {heading: Context, was: [Background]}
  - heading: Considered Options
    sections:
      - {heading: "Option {n:int}", repeat: 2.., sections: [Advantages, Disadvantages]}
  - heading: Decision Outcome
    sections: [Rationale, Consequences]
  - {heading: More Information, required: false}
""",
)
ADR = """\
# Decision 7: Queue
## Status
Accepted
## Context
Orders get lost.
## Considered Options
### Option 1
#### Advantages
- known
#### Disadvantages
- slow
### Option 2
#### Advantages
- quick
#### Disadvantages
- new
## Decision Outcome
### Rationale
Speed.
### Consequences
We must learn it.
"""
POSTMORTEM = parse_schema(
    "postmortem.yaml",
    """
name: postmortem
sections:
  - Summary
  - Impact
  - {heading: Timeline, sections: [{heading: "{at}: {event}", repeat: 1..}]}
  - heading: Lessons Learned
    sections: [What went well, What went wrong]
  - {heading: Appendix, required: false}
  - Action Items
""",
)
INCIDENT = """\
## Summary
Down for an hour.
## Impact
Nobody could pay.
## Timeline
### 09:00: alert
### 09:30: rollback
## Lessons Learned
### What went well
The alert.
### What went wrong
The test.
## Action Items
- test it
"""


def matched(text: str, schema: Schema) -> Match:
    return align(read_text("2024-09-06-week-5.md", text), schema)


def findings(match: Match) -> list[str]:
    """What is wrong with the sections, in words."""
    assert match.root
    return [words for part in match.root.walk() for words in findings_at(part)]


def findings_at(part: SectionMatch) -> Iterator[str]:
    title = part.section.title if part.section else ""
    if part.misnamed:
        yield f"misnamed {title}: {part.misnamed.name}"
    if part.misplaced:
        under, after, before = part.misplaced
        beside = (("after", after), ("before", before))
        names = [f"{word} {other.name}" for word, other in beside if other]
        yield f"misplaced {title}: {f'under {under}' if under else names[0]}"
    yield from (f"missing {missing.name}" for missing in part.missing)
    yield from (f"too few {last.entry.name}: {number}" for last, number in part.too_few)
    for extra, _ in part.surplus:
        yield f"too many {extra.section.title if extra.section else extra.entry.name}"
    for shift in part.shifts:
        titles = ", ".join(section.title for section in shift.sections)
        yield f"level of {titles}: {shift.expected}"
    for unknown in part.unknown:
        if part.entry.forbids_unknown or unknown.entry:
            yield f"unknown {unknown.section.title}"
    yield from (f"missing field {field.name} in {title}" for field in part.fields.missing)


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """`text` with each of these in the place of the one that stands there once."""
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def cut(text: str, first: str, past: str) -> tuple[str, str]:
    """`text` without what stands from `first` to before `past`, or its end, and that."""
    start, end = text.index(first), text.index(past) if past else len(text)
    return text[:start] + text[end:], text[start:end]


@pytest.mark.parametrize(("text", "schema"), [(WEEK, WEEKLY), (ADR, DECISION), (INCIDENT, POSTMORTEM)])
def test_nothing_is_wrong_with_a_document_in_order(text: str, schema: Schema) -> None:
    assert findings(matched(text, schema)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("## Context", "## Contxet", "misnamed Contxet: Context"),
        ("## Context", "## Background", "misnamed Background: Context"),
        ("## Considered Options", "## Considerd Option", "misnamed Considerd Option: Considered Options"),
        ("## Status", "## 1. Status", "misnamed 1. Status: Status"),
        ("## Status", "## Status:", "misnamed Status:: Status"),
        ("### Rationale", "### Rationnale", "misnamed Rationnale: Rationale"),
        ("## Status", "#### Status", "level of Status: 2"),
        ("### Rationale", "#### Rationale", "level of Rationale: 3"),
        ("### Rationale", "##### Rationale", "level of Rationale: 3"),
        ("### Rationale\nSpeed.\n", "", "missing Rationale"),
        ("### Option 1\n", "", "too few Option <n>: 1"),
        ("## Context\nOrders get lost.\n", "", "missing Context"),
        ("## Considered Options\n", "", "missing Considered Options"),
        ("## Decision Outcome\n", "", "missing Decision Outcome"),
        ("## Context", "## Notes\n### Status\n## Context", "unknown Notes"),
        ("## Context", "## Status\n## Context", "too many Status"),
    ],
)
def test_one_mistake_in_a_decision(old: str, new: str, expected: str) -> None:
    assert findings(matched(replaced(ADR, (old, new)), DECISION)) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("## 주간 회고", "## 주간회고", "misnamed 주간회고: 주간 회고"),
        ("## 주요 이벤트", "## 주요 이밴트.", "misnamed 주요 이밴트.: 주요 이벤트"),
        ("### [+] Positive", "### Positive", "misnamed Positive: [+] Positive"),
        ("### [-] Negative", "### [-] Negatve", "misnamed [-] Negatve: [-] Negative"),
        ("### [.] Takeaway\n- 꾸준히\n", "", "missing [.] Takeaway"),
        ("## 주간 회고\n", "", "missing 주간 회고"),
        ("## 주요 이벤트\n", "", "missing Main Events"),
        ("### [!] To Try", "#### [!] To Try", "level of [!] To Try: 3"),
        ("### (240904 수)", "## (240904 수)", "level of (240904 수) 코드 리뷰: 3"),
        ("## 주간 회고", "# 주간 회고", "level of 주간 회고: 2"),
    ],
)
def test_one_mistake_in_a_week(old: str, new: str, expected: str) -> None:
    assert findings(matched(replaced(WEEK, (old, new)), WEEKLY)) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("## Impact", "## Imapct", "misnamed Imapct: Impact"),
        ("### What went wrong", "## What went wrong", "level of What went wrong: 3"),
        ("## Impact", "# Impact", "level of Impact: 2"),
        ("## Action Items", "### Action Items", "level of Action Items: 2"),
        ("## Lessons Learned\n", "", "missing Lessons Learned"),
        ("## Timeline\n", "", "missing Timeline"),
        ("## Impact", "## Impact\n## Appendix\n## Notes", "misplaced Appendix: after Lessons Learned"),
        ("### 09:30", "## Impact\n### 09:30", "too many Impact"),
    ],
)
def test_one_mistake_in_a_postmortem(old: str, new: str, expected: str) -> None:
    assert findings(matched(replaced(INCIDENT, (old, new)), POSTMORTEM)) == [expected]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Nothing but a paragraph.\n", "> ## Status\n\n- ## Context\n"]
)
def test_of_an_empty_document_only_the_top_is_missing(text: str) -> None:
    expected = [
        "missing Status",
        "missing Context",
        "missing Considered Options",
        "missing Decision Outcome",
    ]
    assert findings(matched(text, DECISION)) == expected


def test_a_section_under_the_wrong_parent_is_misplaced_and_not_missing() -> None:
    rest, section = cut(INCIDENT, "### What went well", "### What went wrong")
    moved = replaced(rest, ("### 09:30", f"{section}### 09:30"))
    assert findings(matched(moved, POSTMORTEM)) == ["misplaced What went well: under Lessons Learned"]


@pytest.mark.parametrize(
    ("first", "past", "before", "expected"),
    [
        ("## Summary", "## Impact", "## Action", "misplaced Summary: before Impact"),
        ("## Action Items", "", "## Summary", "misplaced Action Items: after Lessons Learned"),
    ],
)
def test_a_section_out_of_order_is_the_only_one_to_move(
    first: str, past: str, before: str, expected: str
) -> None:
    rest, section = cut(INCIDENT, first, past)
    moved = replaced(rest, (before, section + before))
    assert findings(matched(moved, POSTMORTEM)) == [expected]


def test_of_two_neighbours_that_are_swapped_one_must_move() -> None:
    rest, section = cut(INCIDENT, "## Summary", "## Impact")
    (finding,) = findings(matched(replaced(rest, ("## Timeline", section + "## Timeline")), POSTMORTEM))
    assert finding == "misplaced Impact: after Summary"


def test_what_splits_a_repeated_section_is_what_must_move() -> None:
    text = replaced(ADR, ("## Decision Outcome", "### Option 3\n## Decision Outcome"))
    schema = parse_schema(
        "split.yaml", "name: split\nsections: [{heading: 'Option {n:int}', repeat: 1..}, Outcome]"
    )
    parts = ["Option 1", "Outcome", "Option 2", "Option 3"]
    split = matched("".join(f"## {title}\n" for title in parts), schema)
    assert findings(split) == ["misplaced Outcome: after Option 3"]
    unknown = matched("## Option 1\n## Between\n## Option 2\n## Outcome\n", schema)
    assert findings(unknown) == []
    assert "too many" not in " ".join(findings(matched(text, DECISION)))


def test_a_first_level_heading_may_swallow_the_rest() -> None:
    text = replaced(INCIDENT, ("## Timeline", "# Part two\n## Timeline"))
    assert findings(matched(text, POSTMORTEM)) == []


def test_of_two_near_candidates_the_missing_one_is_meant() -> None:
    schema = parse_schema(
        "near.yaml", "name: near\nsections: [Good things, Bad things, {heading: God things}]"
    )
    found = matched("## Good things\n## Bad things\n## Gxd things\n", schema)
    assert findings(found) == ["misnamed Gxd things: God things"]
    first = matched("## Gxod things\n## Bad things\n## God things\n", schema)
    assert findings(first) == ["misnamed Gxod things: Good things"]


def test_one_of_a_kind_that_need_not_be_there_takes_nothing_from_one_that_must() -> None:
    sections = "[{any-of: [Alphaa]}, Alphab]"
    schema = parse_schema("any.yaml", f"name: any\nsection-order: any\nsections: {sections}")
    assert findings(matched("## Alphac\n## Other\n", schema)) == ["misnamed Alphac: Alphab"]


@pytest.mark.parametrize(
    "written",
    [
        normalize("NFD", WEEK),
        WEEK.replace("## 주요", "## 📅 주요").replace("### [+] Positive", "### 👍 [+] Positive"),
        WEEK.replace("[+] Positive", "+ positive").replace("[.]", "**[.]**"),
        WEEK.replace("[+]", "［+］").replace("### [-] Negative", "### [-] Negative ###"),
        WEEK.replace("## 주요 이벤트", "주요 이벤트\n---").replace("## 주간 회고", "\n주간 회고\n---"),
        WEEK.replace("## 주요 이벤트", "## Main Events {#main}"),
        WEEK.replace("### (240904 수) ", "### (240904 수)"),
    ],
)
def test_what_does_not_count_in_a_name_is_no_mistake(written: str) -> None:
    assert findings(matched(written, WEEKLY)) == []


@pytest.mark.parametrize("hidden", ["> {}\n", "- {}\n", "```\n{}\n```\n", "<!--\n{}\n-->\n", "    {}\n"])
def test_a_heading_in_a_quote_or_a_list_is_no_section(hidden: str) -> None:
    text = replaced(INCIDENT, ("## Impact\n", hidden.format("## Impact") + "\n"))
    assert findings(matched(text, POSTMORTEM)) == ["missing Impact"]
