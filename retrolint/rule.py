"""What a rule is: the class that plugins subclass, and the data that rules are given.

A rule is a frozen dataclass, and its options are its fields. A document rule is a pure function of
document, match and options: no file system, no clock, no other document. What looks further is a
project rule, on the `Facts` that were taken once from each document.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from inspect import cleandoc
from typing import ClassVar, Protocol
from urllib.parse import unquote

from retrolint.diagnostics import (
    Applicability,
    Diagnostic,
    Edit,
    Fix,
    Place,
    Related,
    SchemaPlace,
    Severity,
)
from retrolint.document.model import Document, Problem
from retrolint.matching.match import Match
from retrolint.overrides import Overrides
from retrolint.text import Span

FAMILIES = (
    "source",
    "front-matter",
    "sections",
    "fields",
    "placeholders",
    "tasks",
    "links",
    "dates",
    "series",
    "suppressions",
)


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A link, an image or a reference definition whose target is a relative path."""

    kind: str
    target: str
    place: Place

    @property
    def file(self) -> str:
        """The path alone, decoded: no query, no fragment."""
        return unquote(self.target.partition("#")[0].partition("?")[0])


@dataclass(frozen=True, slots=True)
class Facts:
    """What project rules know of one document."""

    path: str
    links: tuple[LinkFact, ...]
    overrides: Overrides
    """What its schema says of rules, for what they find in it."""


class Project(Protocol):
    """All documents of a run, and the files around them."""

    @property
    def facts(self) -> tuple[Facts, ...]:
        """One for each document, sorted by path."""

    def is_missing(self, path: str, file: str) -> bool:
        """Whether the `file` that the document `path` links to is surely not there.

        False where that cannot be told, as where a site's engine may make the target.
        """

    def closest(self, path: str, file: str) -> str | None:
        """The file most like `file` that is there, for a suggestion."""


@dataclass(frozen=True, slots=True)
class SuppressionProblem:
    """Something about a suppression that the rule of that name words."""

    rule: str
    path: str
    place: Place
    names: tuple[str, ...]
    """The rules that it names, as far as they are concerned; or what stands there in their place."""
    detail: str = ""
    """What to do about it, where that is known; of one that does nothing, what it is called."""
    edits: tuple[Edit, ...] = ()
    """What takes it out of the document."""


class AnyRule(ABC):
    """What all kinds of rules share. The docstring is the rule's manual page."""

    name: ClassVar[str]
    """Kebab-case and permanent; it names the fault."""
    family: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR
    fixable: ClassVar[tuple[Applicability, ...]] = ()
    """How far its fixes can be trusted, for each kind that it has; no other is taken from it."""
    is_default: ClassVar[bool] = True
    """Whether it runs unless it is left out; another runs where it, or its family, is selected."""

    @classmethod
    def summary(cls) -> str:
        """The first line of its page: what must hold."""
        return cls.page().partition("\n")[0]

    @classmethod
    def page(cls) -> str:
        """Its manual page, in Markdown."""
        return cleandoc(cls.__doc__ or "")

    def at(
        self,
        path: str,
        place: Place,
        message: str,
        *,
        help: str,  # noqa: A002 - the word of the contract
        fixes: tuple[Fix, ...] = (),
    ) -> Diagnostic:
        """A finding of this rule at a place that is known already, in the document `path`."""
        return Diagnostic(
            rule=self.name,
            family=self.family,
            severity=self.severity,
            message=message,
            help=help,
            path=path,
            place=place,
            subject=place.text,
            fixes=fixes,
        )


class Rule(AnyRule):
    """A rule that looks at one document."""

    is_unfinished: ClassVar[bool] = False
    """Whether it finds what is merely unfinished, which is only `info` in a draft."""
    is_of_whole: ClassVar[bool] = False
    """Whether it is about a section or header as a whole: what it lacks, or has too much of."""

    @abstractmethod
    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """The findings in `document`; without a schema, `match` is empty."""

    def report(  # noqa: PLR0913 - the parts of a finding, all by name
        self,
        document: Document,
        span: Span,
        message: str,
        *,
        help: str,  # noqa: A002 - the word of the contract
        subject: str | None = None,
        section: tuple[str, ...] | None = None,
        schema: SchemaPlace | None = None,
        related: tuple[Related, ...] = (),
        severity: Severity | None = None,
        grace: date | None = None,
        until: date | None = None,
        fixes: tuple[Fix, ...] = (),
    ) -> Diagnostic:
        """A finding of this rule at `span`.

        Unless given, `subject` is the text there, and `section` the path of the section around it.
        """
        place = document.place(span, section)
        if self.is_unfinished and document.is_draft:
            severity = Severity.INFO
        return Diagnostic(
            rule=self.name,
            family=self.family,
            severity=severity or self.severity,
            message=message,
            help=help,
            path=document.path,
            place=place,
            subject=place.text if subject is None else subject,
            schema=schema,
            related=related,
            grace=grace,
            until=until,
            area=document.area(span.start, section) if self.is_of_whole else None,
            fixes=fixes,
        )

    def problems(self, document: Document) -> Iterator[Problem]:
        """What the reader left for this rule to word."""
        return (problem for problem in document.problems if problem.rule == self.name)

    def header_faults(self, match: Match) -> Iterator[Diagnostic]:
        """The findings of this rule's kind that a JSON Schema gave."""
        for fault in match.header_faults:
            if fault.rule == self.name:
                yield self.report(
                    match.document,
                    fault.span,
                    fault.message,
                    help=fault.help,
                    section=(),
                    schema=match.place("front-matter.json-schema"),
                )


class ProjectRule(AnyRule):
    """A rule that looks at all documents together."""

    @abstractmethod
    def check(self, project: Project) -> Iterator[Diagnostic]:
        """The findings in the documents of `project`."""


class SuppressionRule(AnyRule):
    """A rule that words what is wrong with suppressions."""

    @abstractmethod
    def check(self, problems: Iterable[SuppressionProblem]) -> Iterator[Diagnostic]:
        """A finding for each of the `problems`, which are of this rule."""


def last_day_of_grace(document: Document, days: int) -> date | None:
    """The last of the `days` after the document's date; None where nothing counts from a date."""
    if not days or document.day is None:
        return None
    try:
        return document.day + timedelta(days=days)
    except OverflowError:
        return None
