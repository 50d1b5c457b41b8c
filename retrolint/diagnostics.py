"""What a rule finds, as plain frozen data: strings and positions, never a rule or a token.

A diagnostic can be pickled, cached and sent between processes. Its severity is settled last, against
today's date, because time alone changes it: see `Diagnostic.settled`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
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


@dataclass(frozen=True, slots=True)
class Edit:
    """What a fix puts in the place of `range`; an empty range inserts."""

    range: Range
    text: str


class Applicability(StrEnum):
    """Whether a fix surely keeps the meaning, may not, or is only shown."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    MANUAL = "manual"


class Part(StrEnum):
    """What a fix leaves as it is, unless it declares that it changes it where its edits are."""

    FRONT_MATTER = "front matter"
    """Keys and values, as a reader of the header gets them."""
    HEADINGS = "headings"
    """Their texts."""
    LEVELS = "heading levels"
    LABELS = "labels"
    """Of fields: whatever looks like one."""
    VALUES = "field values"
    LINKS = "link targets"
    """Of images and definitions, too."""
    TASKS = "tasks"
    """What there is to do, and whether it is done."""
    CODE = "code"
    HTML = "HTML"
    """Comments among it, where they stand alone."""
    WORDS = "words"
    """Of the whole file; who declares anything but levels and order may change words, too."""
    ORDER = "order"
    """In which all the others follow each other."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding, sorted, none within another."""

    title: str
    """What it does, as an order: "remove the comment"."""
    applicability: Applicability
    edits: tuple[Edit, ...]
    changes: frozenset[Part] = frozenset()
    """What it changes, in its edits alone; the fixer holds it to that."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Why a finding does not count."""

    kind: str
    """`comment`, `front-matter` or `baseline`."""
    reason: str = ""


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
    area: tuple[int, int] | None = None
    """For what is missing, the first and the last line of what lacks it: any change there made it."""
    fixes: tuple[Fix, ...] = ()
    suppressed: Suppressed | None = None
    """Why it does not count, where it does not."""
    project_path: str = ""
    """The path from the project's root, with `/`, where it is another; see `numbered`."""
    nth: int = 1
    """Which of equal findings of a document it is, from 1."""

    @property
    def sort_key(self) -> tuple[str, int, str]:
        """Path, start, rule; what a rule finds at one place stays in the order of the schema."""
        return (self.path, self.place.range.start.offset, self.rule)

    @property
    def identity(self) -> str:
        """What it is about, without its place in the file: equal ones are numbered by `nth`."""
        asked = self.schema.path if self.schema else ""
        text = " ".join(normalize("NFC", self.subject).split())
        path = self.project_path or self.path
        return "\0".join((self.rule, path, *self.place.section, asked, text))

    @property
    def fingerprint(self) -> str:
        """A name for it that survives moved lines: a hash of its identity and its number."""
        from hashlib import sha256  # noqa: PLC0415 - most formats have no use for it

        digest = sha256(f"{self.identity}\0{self.nth}".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:32]

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


def numbered(
    diagnostics: Iterable[Diagnostic], project_path: Callable[[str], str]
) -> Iterator[Diagnostic]:
    """The diagnostics, in the order of `sort_key`, each with its path in its project and its number.

    Equal ones are counted, so that the second of two stays the second, wherever they move.
    """
    seen: Counter[str] = Counter()
    for diagnostic in diagnostics:
        path = project_path(diagnostic.path)
        found = diagnostic if path == diagnostic.path else replace(diagnostic, project_path=path)
        seen[found.identity] += 1
        nth = seen[found.identity]
        yield found if nth == 1 else replace(found, nth=nth)
