"""Findings: how much they weigh, in which order they come, and by what they are known again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import permutations
from typing import Any

import pytest

from retrolint.config.choosing import match_document
from retrolint.config.model import Settings
from retrolint.diagnostics import (
    Diagnostic,
    Place,
    SchemaPlace,
    Severity,
    numbered,
    quoted,
)
from retrolint.document.reader import read_text
from retrolint.engine import check_document
from retrolint.registry import load_rules, select_rules
from retrolint.schema.loading import load_schema
from retrolint.text import Position, Range

DUE = date(2024, 9, 13)
RETRO = """---
title: 5주차
---
## Main Events
### (240902 화) NLP
- **cue**: TBU
- **cue**: TBU
- **did**:
- [ ] read it again
- [ ] read it again
### (240902 화) NLP
- **cue**: TBU
## 주간 회고
### [.] Takeaway
TBU
"""


def finding(rule: str = "placeholder", start: int = 0, **changes: Any) -> Diagnostic:
    place = Place(Range(Position(1, start + 1, start), Position(1, start + 4, start + 3)), ("a",), "TBU")
    found = Diagnostic(
        rule=rule,
        family="placeholders",
        severity=Severity.ERROR,
        message="it still says TBU",
        help="write it",
        path="a.md",
        place=place,
        subject="TBU",
    )
    return replace(found, **changes)


def marks(found: Iterable[Diagnostic]) -> list[str]:
    return [diagnostic.fingerprint for diagnostic in numbered(found, lambda path: path)]


def check(text: str) -> list[Diagnostic]:
    settings = Settings(select_rules(load_rules()), DUE, load_schema("weekly-retro"))
    document = read_text("a.md", text)
    match = match_document(document, settings).match
    found = check_document(match, settings).diagnostics
    return sorted(found, key=lambda diagnostic: diagnostic.sort_key)


def test_an_error_reaches_every_threshold_and_info_only_its_own() -> None:
    reached = {one: [two.value for two in Severity if one.reaches(two)] for one in Severity}
    assert reached == {
        Severity.ERROR: ["error", "warning", "info"],
        Severity.WARNING: ["warning", "info"],
        Severity.INFO: ["info"],
    }


@pytest.mark.parametrize(
    ("today", "severity"),
    [
        (DUE - timedelta(days=400), Severity.INFO),
        (DUE, Severity.INFO),
        (DUE + timedelta(days=1), Severity.ERROR),
        (date.max, Severity.ERROR),
    ],
)
def test_a_grace_lasts_to_the_end_of_its_last_day(today: date, severity: Severity) -> None:
    settled = finding(grace=DUE).settled(today)
    assert settled.severity is severity
    assert settled == finding(grace=DUE, severity=severity)


SEOUL = timezone(timedelta(hours=9))
NINE = datetime(2024, 9, 10, 9)  # noqa: DTZ001 - as one writes it who gives no zone
EIGHT = NINE - timedelta(hours=1)


@pytest.mark.parametrize(
    ("until", "today", "is_over"),
    [
        pytest.param(None, date.max, False, id="never"),
        pytest.param(DUE, DUE - timedelta(days=1), False, id="the day before"),
        pytest.param(DUE, DUE, True, id="the day itself"),
        pytest.param(NINE, EIGHT, False, id="later today, by one clock"),
        pytest.param(NINE, date(2024, 9, 10), True, id="a day means its last second"),
        pytest.param(
            datetime(2024, 9, 10, 9, tzinfo=SEOUL),
            datetime(2024, 9, 10, 1, tzinfo=UTC),
            True,
            id="an instant in another zone",
        ),
        pytest.param(
            datetime(2024, 9, 10, 9, tzinfo=SEOUL),
            datetime(2024, 9, 9, 23, 59, tzinfo=UTC),
            False,
            id="a minute before it",
        ),
        pytest.param(NINE, datetime(2024, 9, 10, 9, tzinfo=UTC), True, id="one without a zone"),
    ],
)
def test_a_finding_ends_when_its_time_has_come(until: date | None, today: date, *, is_over: bool) -> None:
    assert finding(until=until).is_over(today) == is_over


def test_without_a_grace_a_finding_weighs_the_same_every_day() -> None:
    assert finding().settled(date.min) == finding()
    assert finding(severity=Severity.WARNING).settled(date.max).severity is Severity.WARNING


def test_findings_are_sorted_by_path_then_start_then_rule() -> None:
    expected = [
        finding("z", 9, path="B.md"),
        finding("z", 1),
        finding("a", 3),
        finding("b", 3),
        finding("a", 20),
        finding("a", 0, path="b.md"),
    ]
    for order in permutations(expected):
        assert sorted(order, key=lambda found: found.sort_key) == expected


def test_what_a_rule_finds_at_one_place_stays_in_the_order_of_the_schema() -> None:
    title, date_ = finding("missing-key", message="title"), finding("missing-key", message="date")
    assert sorted([title, date_], key=lambda found: found.sort_key) == [title, date_]


def test_a_fingerprint_is_the_same_wherever_the_finding_stands() -> None:
    moved = finding(start=50, message="other words", help="", severity=Severity.INFO, grace=DUE)
    assert marks([finding()]) == marks([moved])


@pytest.mark.parametrize(
    "changes",
    [
        {"rule": "empty-field"},
        {"path": "b.md"},
        {"subject": "TBD"},
        {"schema": SchemaPlace("s", "sections[0]")},
        {"place": replace(finding().place, section=("a", "b"))},
        {"place": replace(finding().place, section=())},
    ],
)
def test_a_fingerprint_tells_apart_what_is_about_something_else(changes: dict[str, Any]) -> None:
    assert marks([finding()]) != marks([finding(**changes)])


def test_a_fingerprint_does_not_depend_on_spaces_or_on_how_a_letter_is_stored() -> None:
    assert marks([finding(subject="한글  é")]) == marks(
        [finding(subject=" \u1112\u1161\u11ab글\ne\u0301 ")]
    )


def test_of_two_equal_findings_the_second_is_the_second() -> None:
    first, second, third = marks([finding(), finding(start=5), finding(start=9)])
    assert len({first, second, third}) == 3
    assert marks([finding(start=7), finding(start=9)]) == [first, second]


def test_a_fingerprint_may_be_of_a_text_with_half_a_character() -> None:
    assert len(marks([finding(path="\udcff.md")])[0]) == 32


def test_lines_put_in_above_change_no_fingerprint() -> None:
    before, after = check(RETRO), check(RETRO.replace("---\n##", "---\n\n\n##"))
    assert len(before) > 8
    assert marks(before) == marks(after)
    assert len(set(marks(before))) == len(before)
    assert [found.place.range for found in before] != [found.place.range for found in after]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", '"a"'),
        ("", '""'),
        (" a\n  b\tc ", '"a b c"'),
        ("a" * 60, f'"{"a" * 60}"'),
        ("a" * 61, f'"{"a" * 59}…"'),
        ("a" * 58 + " bc", f'"{"a" * 58}…"'),
    ],
)
def test_a_text_is_quoted_in_one_short_line(text: str, expected: str) -> None:
    assert quoted(text) == expected
