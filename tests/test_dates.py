"""Dates and weekdays as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrolint.document.dates import parse_date, parse_dates, parse_weekdays, weekday_faults

FRIDAY = date(2024, 9, 6)
DAYS = {0: "월", 1: "화", 2: "수", 3: "목", 4: "금", 5: "토", 6: "일"}


def days(text: str, *, elided: bool = False) -> list[str] | None:
    """Each day or range, in short."""
    spans = parse_dates(text, elided=elided)
    if spans is None:
        return None
    return [
        f"{first:%y%m%d}" if first == last else f"{first:%y%m%d}-{last:%y%m%d}" for first, last in spans
    ]


def faults(dates: str, weekdays: str) -> list[tuple[str, str]]:
    """Each wrong weekday, and what to write instead."""
    return [(word.text, word.instead(day)) for word, day in weekday_faults(dates, weekdays)]


@pytest.mark.parametrize(
    "text",
    [
        "240906",
        "20240906",
        "2024-09-06",
        "2024-9-6",
        "2024/09/06",
        "2024.09.06",
        "2024. 9. 6.",
        "2024. 09. 06",
        "24.09.06",
        "24-09-06",
        "24/9/6",
        "2024년 9월 6일",
        "2024년9월6일",
        "24년 9월 6일",
        "2024年9月6日",
        "Sep 6, 2024",
        "September 6 2024",
        "Sept. 6th, 2024",
        "6 Sep 2024",
        "6th September, 2024",
        "SEPTEMBER 6, 2024",
        "  2024-09-06  ",
    ],
)
def test_a_date_is_read_in_every_form(text: str) -> None:
    assert parse_date(text) == FRIDAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "2409",
        "2409061",
        "2024-09",
        "2024-09-06-07",
        "2024-09/06",
        "09-06-2024",
        "2024-13-01",
        "2024-02-30",
        "240230",
        "20241301",
        "2023-02-29",
        "000000",
        "2024년 13월 1일",
        "Sep 31, 2024",
        "Sep 2024",
        "last Friday",
        "2024-09-06 13:40",
        "4" * 5_000,
    ],
)
def test_what_is_no_day_of_the_calendar_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("240902", ["240902"]),
        ("240903-240904", ["240903-240904"]),
        ("240903-4", ["240903-240904"]),
        ("240829, 30", ["240829", "240830"]),
        ("240829, 30, 31", ["240829", "240830", "240831"]),
        ("240829 ~ 0902", ["240829-240902"]),
        ("240829~2", ["240829-240902"]),
        ("241230-0103", ["241230-250103"]),
        ("241230-3", ["241230-250103"]),
        ("241231, 1", ["241231", "250101"]),
        ("2024-09-02 – 2024-09-04", ["240902-240904"]),
        ("2024.09.02-09.04", ["240902-240904"]),
        ("2024년 9월 2일 ~ 9월 4일", ["240902-240904"]),
        ("2024년 9월 2일, 4일", ["240902", "240904"]),
        ("240902 & 240904", ["240902", "240904"]),
        ("240902·04", ["240902", "240904"]),
        ("240902/03", ["240902", "240903"]),
        ("240902、03", ["240902", "240903"]),
        ("240904-240902", ["240904", "240902"]),
    ],
)
def test_ranges_and_lists_take_what_they_leave_out_from_the_date_before(
    text: str, expected: list[str]
) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "plain", "elided"),
    [
        ("240917-8", ["240917-241008"], ["240917-240918"]),
        ("240917-9", ["240917-241009"], ["240917-240919"]),
        ("240917, 8", ["240917", "241008"], ["240917", "240918"]),
        ("240917-24", ["240917-240924"], ["240917-240924"]),
    ],
)
def test_a_single_digit_may_leave_out_the_tens_too(
    text: str, plain: list[str], elided: list[str]
) -> None:
    assert days(text) == plain
    assert days(text, elided=True) == elided


@pytest.mark.parametrize(
    "text", ["", "no date", "5", "240230", "240902-99", "240902, 1332", "3-4", "2409"]
)
def test_dates_of_which_one_is_none_are_none(text: str) -> None:
    assert days(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("월", [("월", 0)]),
        ("목, 금", [("목", 3), ("금", 4)]),
        ("월화수", [("월", 0), ("화", 1), ("수", 2)]),
        ("월요일~수요일", [("월요일", 0), ("수요일", 2)]),
        ("Mon-Wed", [("Mon", 0), ("Wed", 2)]),
        ("MONDAY, tues & Thur", [("MONDAY", 0), ("tues", 1), ("Thur", 3)]),
        ("月・火曜日", [("月", 0), ("火曜日", 1)]),
        ("Monastery", []),
        ("", []),
    ],
)
def test_weekdays_are_read_in_order(text: str, expected: list[tuple[str, int]]) -> None:
    found = parse_weekdays(text)
    assert [(word.text, word.number) for word in found] == expected
    assert all(text[word.start : word.end] == word.text for word in found)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("월", "금"),
        ("월요일", "금요일"),
        ("月", "金"),
        ("月曜日", "金曜日"),
        ("Mon", "Fri"),
        ("mon", "fri"),
        ("MON", "FRI"),
        ("Monday", "Friday"),
        ("MONDAY", "FRIDAY"),
        ("Tues", "Fri"),
    ],
)
def test_the_right_weekday_is_written_in_the_way_of_the_wrong_one(written: str, right: str) -> None:
    assert faults("2024-09-06", written) == [(written, right)]
    assert faults("2024-09-06", right) == []


@pytest.mark.parametrize(
    ("dates", "weekdays", "expected"),
    [
        ("240902", "월", []),
        ("240902", "화", [("화", "월")]),
        ("240903-4", "화-수", []),
        ("240903-4", "화-목", [("목", "수")]),
        ("240829, 30", "목, 금", []),
        ("240829, 30", "수, 목", [("수", "목"), ("목", "금")]),
        ("240902-04", "월-수", []),
        ("240902-04", "월화수", []),
        ("240902-04", "월화목", [("목", "수")]),
        ("241230-0103", "월~금", []),
        ("240917-8", "화수", []),
        ("240917-8", "화목", [("목", "화")]),
    ],
)
def test_weekdays_are_paired_with_ends_or_with_every_day(
    dates: str, weekdays: str, expected: list[tuple[str, str]]
) -> None:
    assert faults(dates, weekdays) == expected


@pytest.mark.parametrize(
    ("dates", "weekdays"),
    [
        ("240902, 3, 4", "화"),
        ("240902", "화수"),
        ("240902-06", "화수목"),
        ("no date", "화"),
        ("240230", "화"),
        ("240902", ""),
        ("240902", "soon"),
    ],
)
def test_what_cannot_be_paired_proves_nothing(dates: str, weekdays: str) -> None:
    assert faults(dates, weekdays) == []


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_of_the_century_is_read_back(day: date) -> None:
    for form in (
        "%y%m%d",
        "%Y%m%d",
        "%Y-%m-%d",
        "%Y. %m. %d.",
        "%y/%m/%d",
        "%Y년 %m월 %d일",
        "%b %d, %Y",
    ):
        assert parse_date(day.strftime(form)) == day
    assert faults(f"{day:%y%m%d}", DAYS[day.weekday()]) == []


@given(st.text(st.sampled_from("0123456789-~,. /월화일년sepmontue()"), max_size=30), st.text(max_size=10))
def test_any_text_is_read_without_an_accident(text: str, weekdays: str) -> None:
    parse_date(text)
    parse_dates(text)
    parse_dates(text, elided=True)
    weekday_faults(text, text + weekdays)
