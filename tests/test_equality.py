"""When two values of a variable are the same."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrolint.patterns.equality import most_particular, normalised

DAY = date(2024, 9, 6)
TYPES = [
    *("int", "date", "datetime", "dates", "weekday", "weekdays"),
    *("semver", "url", "email", "word", "text", "string"),
]


@pytest.mark.parametrize(
    ("type_", "texts"),
    [
        ("int", ["7", "007", "+7", " 7 ", "**7**"]),
        ("date", ["2024-09-06", "240906", "2024년 9월 6일", "2024-09-06 13:40:00 +0900", "Sep 6, 2024"]),
        ("datetime", ["2024-09-06", "2024-09-06T13:40", "2024-09-06 00:10:00 +0900"]),
        ("dates", ["240906-8", "240906 ~ 8", "2024-09-06 – 2024-09-08"]),
        ("weekday", ["Mon", "월", "monday", "月曜日", "월요일"]),
        ("weekdays", ["월, 수", "Mon, Wed", "월수"]),
        ("text", ["A title", "a  TITLE", "🎉 *A* `title`", "[A] title"]),
        ("string", ["Café", normalize("NFD", "café")]),
        ("semver", ["v1.2.3", "1.2.3"]),
        ("url", ["https://a.b/C", "https://a.b/c"]),
    ],
)
def test_values_that_are_the_same(type_: str, texts: list[str]) -> None:
    (value,) = {normalised(text, type_) for text in texts}
    assert value is not None


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("007", "int", 7),
        ("2024-09-06", "date", DAY),
        ("240906", "dates", ((DAY, DAY),)),
        ("Sun", "weekday", 6),
        ("화-수", "weekdays", (1, 2)),
        ("seven", "int", None),
        ("7.0", "int", None),
        ("2024-13-01", "date", None),
        ("on 240906", "dates", None),
        ("월 수", "weekday", None),
        ("월, 수", "weekday", None),
        ("soon", "weekdays", None),
        ("ſun", "weekday", None),
        ("", "text", None),
        ("🎉", "text", None),
        ("9" * 5_000, "int", None),
        ("240906" + "-1" * 2_000, "dates", None),
    ],
)
def test_what_a_value_is(text: str, type_: str, expected: object) -> None:
    assert normalised(text, type_) == expected


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ([], "text"),
        (["text", "int"], "int"),
        (["string", "word"], "word"),
        (["string"], "text"),
        (["dates", "datetime"], "datetime"),
        (["weekdays", "text", "weekday"], "weekday"),
    ],
)
def test_the_most_particular_type(types: list[str], expected: str) -> None:
    assert most_particular(types) == expected


@given(st.text(max_size=30), st.sampled_from(TYPES))
def test_any_value_is_something_hashable_or_nothing(text: str, type_: str) -> None:
    value = normalised(text, type_)
    assert value is None or hash(value) == hash(normalised(text, type_))
