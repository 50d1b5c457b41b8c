"""What a rule finds, as plain frozen data: strings and positions, never a rule or a token.

A diagnostic can be pickled, cached and sent between processes. Its severity is settled last, against
today's date, because time alone changes it: see `Diagnostic.settled`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from unicodedata import normalize

from retrolint.text import Range


class Severity(StrEnum):
    """How much a finding weighs; an error fails a run."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def reaches(self, threshold: "Severity") -> bool:
        """Whether this severity is `threshold` or worse."""
        order = list(Severity)
        return order.index(self) <= order.index(threshold)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document something stands."""

    range: Range
    section: tuple[str, ...]
    """Titles of the sections around it, the outermost first."""
    text: str
    """The text that stands there."""


@dataclass(frozen=True, slots=True)
class SchemaPlace:
    """The part of a schema that asked for something, such as `sections[0].fields[2]`."""

    name: str
    path: str
    file: str = ""
    """The file it stands in; empty for a built-in schema."""
    line: int = 0
    """From 1; 0 where that is not known."""
    column: int = 0


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a finding speaks of."""

    message: str
    range: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding."""

    rule: str
    family: str
    severity: Severity
    message: str
    """What is wrong, with the document's own words: one line, lower case, no full stop."""
    help: str
    """What to write instead."""
    path: str
    place: Place
    subject: str
    """What the finding is about, for the fingerprint: the text found there, or the name missed."""
    schema: SchemaPlace | None = None
    related: tuple[Related, ...] = ()
    grace: date | None = None
    """The last day on which this is still `info`; a day is compared, not an instant."""
    until: date | None = None
    """The day or instant from which this is no fault any more; a date-time is an instant."""

    @property
    def sort_key(self) -> tuple[str, int, str]:
        """Path, start, rule; what a rule finds at one place stays in the order of the schema."""
        return (self.path, self.place.range.start.offset, self.rule)

    def settled(self, today: date) -> "Diagnostic":
        """This finding as it weighs `today`: a day, or an instant of it."""
        if self.grace is None or _day(today) > self.grace:
            return self
        return replace(self, severity=Severity.INFO)

    def is_over(self, today: date) -> bool:
        """Whether it is no fault any more: `today` is an instant, or a day, meaning its last second.

        Where one of two instants has no time zone, they are taken to be of one clock.
        """
        until = self.until
        if until is None:
            return False
        if not isinstance(until, datetime) or not isinstance(today, datetime):
            return _day(today) >= _day(until)
        if until.tzinfo is None or today.tzinfo is None:
            return today.replace(tzinfo=None) >= until.replace(tzinfo=None)
        return today >= until


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def quoted(text: str, limit: int = 60) -> str:
    """`text` in one line and in quotes, cut to about `limit` characters, for a message."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= limit else f'"{line[: limit - 1].rstrip()}…"'


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Pair each diagnostic with an identity that survives moved lines.

    It is a hash of rule, path, section, schema path and normalised text; equal ones are counted, so
    that the second of two stays the second. `diagnostics` are in the order of `sort_key`.
    """
    from hashlib import sha256  # noqa: PLC0415 - most formats have no use for it

    seen: Counter[str] = Counter()
    for diagnostic in diagnostics:
        asked = diagnostic.schema.path if diagnostic.schema else ""
        text = " ".join(normalize("NFC", diagnostic.subject).split())
        parts = (diagnostic.rule, diagnostic.path, *diagnostic.place.section, asked, text)
        identity = "\0".join(parts)
        seen[identity] += 1
        digest = sha256(f"{identity}\0{seen[identity]}".encode("utf-8", "surrogatepass"))
        yield diagnostic, digest.hexdigest()[:32]
