"""Sections and fields in any order come into that of their schema, and nothing is lost on the way."""

import re
from collections import Counter

import pytest
from fixes import Result, fixed
from hypothesis import given
from hypothesis import strategies as st

from retrolint.document.reader import read_text
from retrolint.registry import load_rules
from retrolint.schema.loading import builtin_schema, parse_schema

NAMES = ("하나", "둘", "셋", "넷", "다섯", "여섯")
SECTIONS = parse_schema("diary.yaml", f"name: diary\nsections: [{', '.join(NAMES)}]\n")
FIELDS = parse_schema("diary.yaml", f"name: diary\nfields: [{', '.join(NAMES)}]\n")
RULES = load_rules()
LINE_END = re.compile(r"\r\n?|\n")

TEXTS = st.sampled_from(
    [
        "글\n",
        "- a\n  - b\n",
        "```\n# none\n\n- **하나**: none\n```\n",
        "| a |\n|---|\n| b |\n",
        "> 😀\n",
        "a\n\n- [ ] b [c](d.md)\n",
    ]
)
VALUES = st.sampled_from(["x\n", "x\n  y\n", "\n  - a\n\n  - b\n", "x\n  ```\n  - **둘**: y\n  ```\n"])
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def is_moved(text: str, result: Result) -> bool:
    """Whether all findings are mended, and the document has the same lines and the same end."""
    before, after = (Counter(LINE_END.split(each)) for each in (text, result.text))
    ends = {re.sub(r".*[^\r\n]", "", each, flags=re.DOTALL) for each in (text, result.text)}
    return before == after and len(ends) == 1 and not result.broken and not result.remaining


@given(
    order=st.permutations(NAMES),
    data=st.data(),
    between=st.sampled_from(["\n", "\n---\n\n", "\n\n"]),
    last=st.sampled_from(["", "\n", "\n---\n", "\n[e]: f.md\n"]),
    end=ENDS,
)
def test_sections_come_into_order(
    order: list[str], data: st.DataObject, between: str, last: str, end: str
) -> None:
    head = data.draw(st.sampled_from(["## {}\n", "{}\n--\n", "# {}\n\n"]))
    parts = [head.format(name) + data.draw(TEXTS) for name in order]
    text = (between.join(parts) + last).replace("\n", end)
    text = text.rstrip("\r\n") if data.draw(st.booleans()) else text
    result = fixed(text, RULES["misplaced-section"](), unsafe=True, schema=SECTIONS)
    assert is_moved(text, result)
    assert [section.title for section in read_text("", result.text).sections] == list(NAMES)


@given(
    order=st.permutations(NAMES),
    data=st.data(),
    between=st.sampled_from(["", "\n"]),
    around=st.sampled_from([("", ""), ("글\n\n", "\n## 글\n"), ("# 글\n", "\n---\n")]),
    end=ENDS,
)
def test_fields_come_into_order(
    order: list[str], data: st.DataObject, between: str, around: tuple[str, str], end: str
) -> None:
    parts = [f"- **{name}**: {data.draw(VALUES)}" for name in order]
    text = between.join(parts).join(around).replace("\n", end)
    text = text.rstrip("\r\n") if data.draw(st.booleans()) else text
    result = fixed(text, RULES["misplaced-field"](), unsafe=True, schema=FIELDS)
    assert is_moved(text, result)
    assert re.findall(r"^- \*\*(\w+)", result.text.replace("\r", "\n"), re.MULTILINE) == list(NAMES)


RETRO = """\
# 5주차

## 책
한 권.

## 주요 이벤트
### (240902 월) 첫 출근
- **cue**: 알림
- **did**: 인사
- **felt**: 설렘
- **action plan**: 이름 외우기

#### 사진
![사무실](office.png)

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


def with_levels(pattern: str, by: int) -> str:
    """The document with the headings that match deeper by so many levels, or higher."""
    return re.sub(f"(?m)^(#+)(?= {pattern})", lambda found: "#" * (len(found[1]) + by), RETRO)


@pytest.mark.parametrize(
    ("pattern", "by"),
    [
        ("(?!5주차)", 1),
        ("(?!5주차)", 2),
        ("주간 회고", 1),
        ("주간 회고", -1),
        (r"\[\+\]", 1),
        (r"\(240902", -1),
        (r"\[", -1),
    ],
)
def test_headings_come_to_their_level(pattern: str, by: int) -> None:
    text = with_levels(pattern, by)
    assert text != RETRO
    rules = (RULES[name]() for name in ("wrong-heading-level", "missing-section", "empty-section"))
    result = fixed(text, *rules, schema=builtin_schema("weekly-retro"))
    assert result.text == RETRO
    assert not result.broken
    assert not result.remaining
