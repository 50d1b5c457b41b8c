"""How much a value holds of what the schema counts: characters, items, tables."""

from collections.abc import Iterator
from typing import NamedTuple

from retrolint.diagnostics import quoted
from retrolint.document.measuring import measure
from retrolint.matching.match import Match
from retrolint.matching.subject import Subject
from retrolint.schema.constraints import Count

KINDS = {
    "list": ("list", "- …"),
    "tasks": ("task", "- [ ] …"),
    "table": ("table", "| … | … |"),
    "code": ("code block", ""),
    "image": ("image", "![…](…)"),
    "link": ("link", "[…](…)"),
    "quote": ("quote", "> …"),
    "paragraph": ("paragraph", ""),
}
"""What each kind is called, and how it is written."""

_UNITS = {"chars": "character", "words": "word", "sentences": "sentence"}
_LISTS = {"list", "tasks"}


class Amount(NamedTuple):
    """A number of something, and how many there should be."""

    subject: Subject
    number: int
    range: Count
    unit: str
    """One of them, in words."""
    is_kind: bool = False
    """Whether it is a kind of content; none of it at all is another fault."""

    @property
    def fault(self) -> str:
        """`"title" has 80 characters, and should have at most 60`."""
        subject = self.subject
        text = f": {quoted(subject.text, 40)}" if subject.of == "item" else ""
        there = counted(self.number, self.unit)
        return f"{subject.what} has {there}, and should have {range_words(self.range)}{text}"


def amounts(match: Match) -> Iterator[Amount]:
    """All that is counted of values which are written at all."""
    for subject in match.judged:
        wanted = subject.constraints
        is_text = subject.of in {"section", "field"} or subject.kind == "scalar"
        if wanted.length and is_text:
            number = measure(subject.plain, wanted.length.unit)
            yield Amount(subject, number, wanted.length.range, _UNITS[wanted.length.unit])
        for kind, range_ in wanted.numbers:
            yield Amount(subject, subject.kinds[kind], range_, KINDS[kind][0], is_kind=True)
        asked = {*wanted.kinds, *(kind for kind, range_ in wanted.numbers if range_.least)}
        is_without = asked and asked <= _LISTS and not any(subject.kinds[kind] for kind in asked)
        is_list = subject.of in {"section", "field"} or subject.kind == "list"
        if wanted.count and is_list and not is_without:
            yield Amount(subject, len(subject.items), wanted.count, "item")


def counted(number: int, unit: str) -> str:
    """`no task`, `1 task`, `2 tasks`."""
    return f"{number or 'no'} {unit}{'s' if number > 1 else ''}"


def range_words(range_: Count) -> str:
    """`2`, `2 to 5`, `at least 2`, `at most 5`, `none`."""
    least, most = range_.least, range_.most
    if most is None:
        return f"at least {least}"
    if least == most:
        return str(least) if least else "none"
    return f"{least} to {most}" if least else f"at most {most}"
