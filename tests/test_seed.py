"""The post that retrolint was made for: what it finds in one, and after each thing that goes wrong."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from commandline import POST, ROOT, Finding, Result, check_json, run

CORPUS = ROOT.parent / "shared" / "corpus" / "seed"
DOCUMENTS = [POST, *sorted(CORPUS.rglob("*.md"))]
WEEKDAYS = "월화수목금토일"
EVENT = re.compile(
    r"^### (?P<title>\((?P<day>\d{6})\S* (?P<weekday>[월화수목금토일]).*\) .*)$", re.MULTILINE
)


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.name)
def post(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def check(post: Path, text: str, days: int = 0) -> Result:
    """The findings in `text` under the name of `post`, so many days after its date."""
    today = date.fromisoformat(post.name[:10]) + timedelta(days=days)
    return check_json("--today", str(today), "--stdin-filename", f"_posts/{post.name}", "-", stdin=text)


def key(finding: Finding) -> tuple[str, str, str, str]:
    """What stays the same when lines are removed above it."""
    return finding["rule"], finding["severity"], finding["message"], " > ".join(finding["section"])


def only_new(before: list[Finding], after: list[Finding]) -> Finding:
    """The one finding that `after` has beyond `before`; nothing else may have changed."""
    known = [(finding["rule"], finding["message"]) for finding in before]
    new = [finding for finding in after if (finding["rule"], finding["message"]) not in known]
    assert len(new) == 1, [key(finding) for finding in new]
    assert len(after) == len(before) + 1
    return new[0]


def sliced(text: str, finding: Finding) -> str:
    found = finding["range"]
    return text[found["start"]["offset"] : found["end"]["offset"]]


def test_finds_what_is_unfinished_and_nothing_else(post: Path) -> None:
    text = post.read_text(encoding="utf-8")
    result = check(post, text)
    found = [
        (item["rule"], item["severity"], item["range"]["start"]["offset"]) for item in result.findings
    ]
    words = [("placeholder", "error", match.start() + 2) for match in re.finditer(": TBU\n", text)]
    boxes = [("unchecked-task", "info", match.start()) for match in re.finditer(r"\[ \]", text)]
    assert (len(words), len(boxes)) == (3, 2)
    assert sorted(found) == sorted(words + boxes)
    assert [sliced(text, item) for item in result.findings] == ["[ ]", "[ ]", "TBU", "TBU", "TBU"]
    assert [item["message"] for item in result.findings[2:]] == [
        f'the field "{label}" still says TBU' for label in ("did", "felt", "action plan")
    ]
    assert result.code == 1


def test_says_which_schema_it_took(post: Path) -> None:
    result = run("check", "--today", post.name[:10], post)
    assert "retrolint: schema weekly-retro recognised in 1 document: " in result.err
    assert "3 errors, 2 info in 1 file" in result.err


@pytest.mark.parametrize(
    ("days", "severity"), [(0, "info"), (7, "info"), (8, "warning"), (400, "warning")]
)
def test_a_task_weighs_more_after_a_week(post: Path, days: int, severity: str) -> None:
    found = check(post, post.read_text(encoding="utf-8"), days).findings
    assert [item["severity"] for item in found if item["rule"] == "unchecked-task"] == [severity] * 2
    assert [item["severity"] for item in found if item["rule"] == "placeholder"] == ["error"] * 3


def test_finished_has_no_findings(post: Path) -> None:
    text = post.read_text(encoding="utf-8").replace(": TBU\n", ": 해냈다.\n").replace("[ ]", "[x]")
    result = check(post, text, days=400)
    assert (result.findings, result.code) == ([], 0)


def test_a_removed_felt_is_missing_at_the_heading_of_its_event(post: Path) -> None:
    text = post.read_text(encoding="utf-8")
    before = check(post, text).findings
    events = list(EVENT.finditer(text))
    assert len(events) == 5
    for event in events[:4]:
        felt = text.index("- **felt**", event.end())
        changed = text[:felt] + text[text.index("\n", felt) + 1 :]
        new = only_new(before, check(post, changed).findings)
        assert (new["rule"], new["severity"]) == ("missing-field", "error")
        assert '"felt"' in new["message"]
        assert new["range"]["start"]["offset"] == event.start("title")
        assert sliced(changed, new) == event["title"]
        assert new["section"] == ["Main Events", event["title"]]


def test_a_removed_review_is_one_missing_section_at_the_first_line_of_the_body(post: Path) -> None:
    text = post.read_text(encoding="utf-8")
    changed = text.replace("## 주간 회고\n", "")
    assert changed != text
    new = only_new(check(post, text).findings, check(post, changed).findings)
    first = next(number for number, line in enumerate(changed.split("\n"), 1) if line == "## Main Events")
    assert (new["rule"], new["severity"]) == ("missing-section", "error")
    assert new["range"]["start"]["line"] == first
    assert new["range"]["start"]["column"] == 1
    assert new["schema"] == {"name": "weekly-retro", "path": "sections[1]"}


def test_a_wrong_weekday_is_found_at_the_weekday_and_the_right_one_said(post: Path) -> None:
    text = post.read_text(encoding="utf-8")
    before = check(post, text).findings
    for event in EVENT.finditer(text):
        right = event["weekday"]
        wrong = WEEKDAYS[(WEEKDAYS.index(right) + 5) % 7]
        start, end = event.span("weekday")
        new = only_new(before, check(post, text[:start] + wrong + text[end:]).findings)
        assert new["rule"] == "weekday-mismatch"
        assert (new["range"]["start"]["offset"], new["range"]["end"]["offset"]) == (start, end)
        assert right in new["help"]
        assert wrong in new["message"]
