import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from retrolint.diagnostics import Applicability, Diagnostic, Fix
from retrolint.document.blocks import Text
from retrolint.document.dates import (
    FULL_DATE,
    SHORT_DATE,
    WEEKDAY,
    WEEKDAY_NAME,
    WORDED_DATE,
    Weekday,
    weekday_faults,
)
from retrolint.document.model import Document, heading_title
from retrolint.document.values import parse_moment
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch
from retrolint.rule import Rule
from retrolint.text import Span
from retrolint_rules._places import Parts

_DATE = f"(?:{WORDED_DATE}|{FULL_DATE})"
_PATTERNS = (
    rf"(?P<date>{_DATE}|{SHORT_DATE})\.?\s*[(（\[]\s*(?P<bracketed>{WEEKDAY})\s*[)）\]]",
    rf"(?P<date>{_DATE}|{SHORT_DATE})(?P<dot>\.?)\s+(?P<named>{WEEKDAY_NAME})",
    rf"(?<![^\W\d_])(?P<named>{WEEKDAY_NAME}),?\s+(?:the\s+)?(?P<date>{_DATE})",
    rf"[(（\[]\s*(?P<date>{_DATE})\.?,?\s*(?P<bracketed>{WEEKDAY})\s*[)）\]]",
)
"""A weekday after a date, before it, and with it in one bracket."""

_HINT = re.compile(
    r"[0-9][0-9](?:([-./]) ?[0-9]{1,2}\1 ?[0-9]|\s*[년年]|(?<=(?<![0-9])(?:19|20))[0-9]{2}(?![0-9]))"
)
"""What every complete date has; looking for it is cheaper than looking for dates."""

_CAPITAL = re.compile(r"\.? [A-Z]")
_REACH = 80
"""A date with its weekday lies within so many characters around the hint."""


class WeekdayMismatch(Rule):
    """A weekday beside a date is that of the date.

    A copied heading keeps one of the two. Which one is wrong only its author knows.

    A weekday counts where it stands beside a complete date: a name (`Monday`, `월요일`, `Mon`) next to
    it, a bare letter (`월`) only in brackets. A schema may capture both from a heading, in shorter
    forms and in ranges: `(240903-4 화-수)`.

    Bad:

    ```markdown
    ### (240902 화) First lecture
    ```

    Good:

    ```markdown
    ### (240902 월) First lecture
    ```

    Fix: unsafe, as it may be the date that is wrong. It writes the weekday of the date, where this is the
    document's own day, and the file name and the front matter agree on it.
    """

    name = "weekday-mismatch"
    family = "dates"
    fixable = (Applicability.UNSAFE,)

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each wrong weekday, at the weekday."""
        captured: set[int] = set()
        parts = Parts(document)
        for found, section in match.found:
            if section.heading and found.captures:
                faults = list(_captured_faults(found))
                for weekday, day in faults:
                    span = _span(section.heading, weekday)
                    captured.add(span.start)
                    # Where both ends of a range are wrong, they may be those of another range.
                    is_sure = len(faults) == 1 and _is_own_day(document, day)
                    fixes = (
                        _heading_fix(document, parts, section.heading, (weekday, day)) if is_sure else ()
                    )
                    yield self._fault(document, span, (weekday, day), fixes, match, found.entry.path)
        for span, day in _written_faults(document):
            if span.start not in captured:
                weekday = Weekday(document.source.slice(span), span.start, span.end)
                fixes = (
                    _fix(document, parts, span, weekday.instead(day))
                    if _is_own_day(document, day)
                    else ()
                )
                yield self._fault(document, span, (weekday, day), fixes, match, None)

    def _fault(  # noqa: PLR0913, PLR0917 - one finding of either kind
        self,
        document: Document,
        span: Span,
        fault: tuple[Weekday, date],
        fixes: tuple[Fix, ...],
        match: Match,
        path: str | None,
    ) -> Diagnostic:
        weekday, day = fault
        return self.report(
            document,
            span,
            f"{day} is {weekday.instead(day)}, not {weekday.text}",
            help=f"write {weekday.instead(day)}, or correct the date",
            schema=match.place(path) if path else None,
            fixes=fixes,
        )


def _is_own_day(document: Document, day: date) -> bool:
    """Whether `day` is the document's, as its file name and its front matter both say."""
    header = document.front_matter
    dated = parse_moment(header.text("date")) if header else None
    return dated is not None and dated.day == day == document.file_day


def _heading_fix(
    document: Document, parts: Parts, heading: Text, fault: tuple[Weekday, date]
) -> tuple[Fix, ...]:
    """The fix for a weekday of the title, if it is the one found in the heading."""
    weekday, new = fault[0], fault[0].instead(fault[1])
    span, title = _span(heading, weekday), heading_title(heading)
    start = heading.index(span.start)
    if start is None:
        return ()
    changed = heading.instead(f"{heading.raw[:start]}{new}{heading.raw[start + len(weekday.text) :]}")
    if heading_title(changed) != f"{title[: weekday.start]}{new}{title[weekday.end :]}":
        return ()
    return _fix(document, parts, span, new)


def _fix(document: Document, parts: Parts, span: Span, new: str) -> tuple[Fix, ...]:
    place = document.text_at(span.start)
    if not place:
        return ()
    edits = (document.edit(span.start, span.end, new),)
    return (Fix(f"write {new}", Applicability.UNSAFE, edits, parts.at(place[0], span.start)),)


def _captured_faults(found: SectionMatch) -> Iterator[tuple[Weekday, date]]:
    """Faults between a date and the weekday captured after it; positions are the title's."""
    dates = [capture for capture in found.captures.values() if capture.type in {"date", "dates"}]
    for capture in found.captures.values():
        before = [date_ for date_ in dates if date_.span.end <= capture.span.start]
        if capture.type in {"weekday", "weekdays"} and before:
            for weekday, day in weekday_faults(before[-1].text, capture.text):
                start = capture.span.start
                yield Weekday(weekday.text, start + weekday.start, start + weekday.end), day


def _span(heading: Text, weekday: Weekday) -> Span:
    """Where a weekday of the title stands in the heading, whose markup the title lacks."""
    number = heading.plain.count(weekday.text, 0, weekday.start)
    found = (place.start() for place in re.finditer(re.escape(weekday.text), heading.raw))
    shown = [start for start in found if not _is_unseen(heading, start)]
    start = shown[number] if number < len(shown) else max(heading.raw.find(weekday.text), 0)
    return heading.span(start, start + len(weekday.text))


def _is_unseen(text: Text, position: int) -> bool:
    """Whether the raw text at `position` is none of the text that a reader sees."""
    return any(
        (mark.kind in {"html", "image"} and mark.start <= position < mark.end)
        or (mark.target_start <= position < mark.target_end and mark.kind != "autolink")
        for mark in text.inline.marks
    )


def _written_faults(document: Document) -> Iterator[tuple[Span, date]]:
    """Faults in running text. Code is not read."""
    text = document.source.text
    seen: set[int] = set()
    for hint in _HINT.finditer(text, document.body):
        first, last = max(hint.start() - _REACH, document.body), hint.end() + _REACH
        for pattern in _patterns():
            for found in pattern.finditer(text, first, last):
                groups = found.groupdict()
                span = Span(*found.span("bracketed" if "bracketed" in groups else "named"))
                faults = weekday_faults(found["date"], document.source.slice(span))
                if not faults or span.start in seen or not _is_meant(found, text):
                    continue
                if _is_prose(document, span.start):
                    seen.add(span.start)
                    yield span, faults[0][1]


def _is_meant(found: re.Match[str], text: str) -> bool:
    """Whether a name outside brackets is a weekday there: "sat" and "Sun Microsystems" are words."""
    groups = found.groupdict()
    name = groups.get("named")
    if name is None:
        return True
    if groups.get("dot") and "." not in found["date"]:
        # A full stop, and another sentence.
        return False
    is_short = name.isascii() and not name.lower().endswith("day")
    return not is_short or (name[0].isupper() and not _CAPITAL.match(text, found.end("named")))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Compiled when a document has a date at all: compiling takes milliseconds."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS)


def _is_prose(document: Document, offset: int) -> bool:
    """Whether `offset` is in a text, and there no code, no HTML and no target of a link."""
    place = document.text_at(offset)
    if place is None:
        return False
    text, position = place
    coded = (mark for mark in text.inline.marks if mark.kind in {"code", "autolink"})
    return not _is_unseen(text, position) and not any(mark.start <= position < mark.end for mark in coded)
