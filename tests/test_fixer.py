"""The fixer, on rules that mean well and rules that do not: what is applied, and what never is."""

from collections.abc import Iterator

import pytest
from fixes import finding, fixed, replacing, with_edits
from hypothesis import given
from hypothesis import strategies as st

from retrolint.diagnostics import Applicability, Part
from retrolint.document.model import Document
from retrolint.rule import Rule

POST = """\
---
title: Week 5
tags: [camp, sql]
---

# Week 5

- **did**: took notes
- **felt**: curious
  - and tired

See [the notes](notes.md).

- [ ] book a room

```sql
select 1;
```

<div>aside</div>
"""


def test_all_findings_of_a_document_are_fixed_at_once() -> None:
    rule = replacing("two-marks", "!!", "!", Part.WORDS)
    text = "So!! much\n\n" * 150
    result = fixed(text, rule)
    assert result.text == text.replace("!!", "!")
    assert result.outcome.fixed[0].rules == ("two-marks",) * 150
    assert not result.remaining


def test_of_fixes_that_overlap_the_first_is_applied_and_the_next_in_another_round() -> None:
    three, two = (
        replacing("three-marks", "!!!", "?", Part.WORDS),
        replacing("two-marks", "!!", "!", Part.WORDS),
    )
    result = fixed("a!!!\n\nb!!\n", three, two)
    assert result.text == "a?\n\nb!\n"
    assert sorted(result.outcome.fixed[0].rules) == ["three-marks", "two-marks"]


def inserted(document: Document, at: int, text: str) -> Iterator[tuple[int, int, str]]:
    """A finding where `text` is not in the document, which inserts it."""
    if text not in document.source.text:
        yield at, at, text


def test_what_is_inserted_at_one_place_by_two_rules_waits_for_its_turn() -> None:
    def rule(name: str, mark: str) -> Rule:
        return finding(name, lambda document: inserted(document, 3, mark), Part.WORDS)

    assert fixed("yes\n", rule("one", "!"), rule("two", "?")).text in {"yes!?\n", "yes?!\n"}


def test_unsafe_fixes_are_for_those_who_ask_and_manual_ones_for_nobody() -> None:
    unsafe = replacing("two-marks", "!!", "!", Part.WORDS, applicability=Applicability.UNSAFE)
    manual = replacing("a-star", "*", "", applicability=Applicability.MANUAL)
    assert fixed("a!! *\n", unsafe, manual).text == "a!! *\n"
    result = fixed("a!! *\n", unsafe, manual, unsafe=True)
    assert (result.text, result.remaining) == ("a! *\n", ("a-star",))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("took notes", "took", "the document's words"),
        ("# Week 5", "## Week 5", "the document's heading levels"),
        ("# Week 5", "Week 5", "the document's headings"),
        ("tags: [camp, sql]", "tags: camp, sql", "the document's front matter"),
        ("[camp, sql]", "[camp,\n  sql", "how the document is read"),
        ("title: Week 5", 'title: "Week 5"', "the document's words"),
        ("[camp, sql]", "[camp, 'sql']", "the document's words"),
        ("**did**: took", "**did** took", "the document's labels"),
        ("curious\n  -", "curious\n-", "the document's field values"),
        ("(notes.md)", "notes.md", "the document's link targets"),
        ("[ ] book", "[] book", "the document's tasks"),
        ("```sql", "``sql", "the document's code"),
        ("<div>aside</div>", "`<div>aside</div>`", "the document's HTML"),
        (
            "- **did**: took notes\n- **felt**",
            "- **felt**: took notes\n- **did**",
            "the document's words",
        ),
        ("---\ntitle", "\ufeff---\ntitle", "the start of the document"),
        ("---\ntitle", "\n---\ntitle", "the document's front matter"),
    ],
)
def test_a_fix_that_changes_what_it_does_not_declare_is_dropped(old: str, new: str, said: str) -> None:
    result = fixed(
        f"{POST}\nSo!!\n", replacing("bad-fix", old, new), replacing("two-marks", "!!", "!", Part.WORDS)
    )
    assert result.text == f"{POST}\nSo!\n"
    assert result.broken == [("bad-fix", f"it changes {said}")]
    assert result.remaining == ("bad-fix",)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("# Week 5", "# Week 6", {Part.HEADINGS}),
        ("\n# Week 5", "\n## Week 5", {Part.LEVELS}),
        ("felt", "mood", {Part.LABELS}),
        ("curious", "glad", {Part.VALUES}),
        ("[camp, sql]", "[camp]", {Part.FRONT_MATTER}),
        ("(notes.md)", "(note.md)", {Part.LINKS}),
        ("[ ] book", "[x] book", {Part.TASKS}),
        ("select 1", "select 2", {Part.CODE}),
        ("<div>aside</div>\n", "", {Part.HTML}),
    ],
)
def test_what_a_fix_declares_it_may_change(old: str, new: str, changes: set[Part]) -> None:
    result = fixed(POST, replacing("good-fix", old, new, *changes))
    assert result.text == POST.replace(old, new)
    assert not result.broken


def test_what_a_fix_declares_it_may_change_at_its_edits_only() -> None:
    # The fence that is opened takes in all that follows, the heading of another section among it.
    text = "# One\n\nmark\n\n# Two\n"
    result = fixed(text, replacing("bad-fix", "mark", "```", Part.CODE, Part.HEADINGS))
    assert (result.text, result.broken) == (text, [("bad-fix", "it changes the document's headings")])


def test_a_value_does_not_grow_by_what_is_inserted_behind_it() -> None:
    end = POST.index("notes") + len("notes")
    result = fixed(
        POST, finding("bad-fix", lambda document: inserted(document, end, ", calm"), Part.VALUES)
    )
    assert (result.text, result.broken) == (POST, [("bad-fix", "it changes the document's field values")])


def test_a_fix_that_leaves_its_finding_is_dropped() -> None:
    result = fixed("a\n", replacing("grow", "a", "a-"))
    assert (result.text, result.broken) == ("a\n", [("grow", "it leaves its finding")])
    assert result.remaining == ("grow",)


def test_a_safe_fix_that_makes_another_finding_is_dropped() -> None:
    questions = replacing("questions", "??", "?", applicability=Applicability.MANUAL)
    result = fixed("a!!\n\nb!!\n", replacing("two-marks", "!!", "??", Part.WORDS), questions)
    reason = "it is said to be safe, and makes a finding of questions"
    assert (result.text, result.broken) == ("a!!\n\nb!!\n", [("two-marks", reason)] * 2)


def test_of_several_fixes_the_broken_one_alone_is_dropped() -> None:
    rules = replacing("bad-fix", "# Two", "Two"), replacing("two-marks", "!!", "!", Part.WORDS)
    result = fixed("# One\n\na!!\n\n# Two\n\nb!!\n", *rules)
    assert result.text == "# One\n\na!\n\n# Two\n\nb!\n"
    assert [rule for rule, _ in result.broken] == ["bad-fix"]


def test_fixes_that_undo_each_other_are_named_and_leave_the_author_s_text() -> None:
    dash = replacing("no-dash", "-", "+")
    plus = replacing("no-plus", "+", "-")
    marks = replacing("two-marks", "!!", "!", Part.WORDS)
    result = fixed("a - b!!\n", dash, plus, marks)
    assert result.text == "a - b!\n"
    (fight,) = result.outcome.fights
    assert fight.rule == "fix-cycle"
    assert fight.message == "the fixes of no-dash and no-plus undo each other, so that none was applied"
    assert fight.place.text == "-"


def test_three_that_go_round_are_named() -> None:
    marks = "-+~"
    rules = [replacing(f"no-{i}", marks[i], marks[(i + 1) % 3]) for i in range(3)]
    result = fixed("a - b\n", *rules)
    assert (result.text, result.outcome.fights[0].subject) == ("a - b\n", "no-0 no-1 no-2")


def test_a_text_that_never_stops_growing_is_a_fight() -> None:
    ever = finding(
        "more-dots",
        lambda document: iter([(1, 1, ".")]) if len(document.source.text) < 1000 else iter(()),
        applicability=Applicability.UNSAFE,
    )
    longer = replacing("no-dots", ".....", ",")
    result = fixed("a\n", ever, longer, unsafe=True)
    assert result.text == "a\n"


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        ([(4, 2, "x")], "its edits overlap, are not in order, or lie outside of the document"),
        ([(0, 99, "x")], "its edits overlap, are not in order, or lie outside of the document"),
        (
            [(3, 4, "x"), (0, 1, "y")],
            "its edits overlap, are not in order, or lie outside of the document",
        ),
        ([(0, 1, "\ud800")], "it writes what is no text"),
        ([(0, 1, "\0")], "it writes what is no text"),
        ([], "it has no edits"),
    ],
)
def test_edits_that_cannot_be_applied_are_dropped(edits: list[tuple[int, int, str]], reason: str) -> None:
    text = "some words\n"
    result = fixed(text, with_edits("bad-fix", edits))
    assert (result.text, result.broken) == (text, [("bad-fix", reason)])


TEXTS = st.text(st.sampled_from("ab!-\n\r 가🎉"), max_size=60)


@given(TEXTS, st.booleans())
def test_every_byte_outside_of_the_edits_stays(text: str, bom: bool) -> None:  # noqa: FBT001 - given
    text = "\ufeff" * bom + text
    result = fixed(text, replacing("no-mark", "!", "?", *Part))
    assert result.text == text.replace("!", "?")
