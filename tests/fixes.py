"""Rules with fixes of any kind, and what the fixer makes of them, in this process."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from retrolint.config.model import Settings
from retrolint.contents import Contents
from retrolint.diagnostics import Applicability, Diagnostic, Edit, Fix, Part
from retrolint.document.model import Document
from retrolint.fixing.fixer import Outcome, fix_documents
from retrolint.fixing.wanted import Wanted
from retrolint.matching.match import Match
from retrolint.project import Checker
from retrolint.rule import AnyRule, Rule
from retrolint.schema.model import Schema
from retrolint.text import Position, Range, Span

TODAY = date(2024, 9, 10)
PATH = "notes.md"

Findings = Counter[tuple[str, str]]
"""How many there are of a rule and an identity."""
Finder = Callable[[Document], Iterator[tuple[int, int, str]]]


@dataclass(frozen=True)
class Result:
    text: str
    outcome: Outcome
    found: Findings
    left: Findings

    @property
    def remaining(self) -> tuple[str, ...]:
        """The rules of the findings that are left."""
        return tuple(rule for rule, _ in self.left.elements())

    @property
    def broken(self) -> list[tuple[str, str]]:
        return [(each.diagnostic.rule, each.reason) for each in self.outcome.broken]


def replacing(
    name: str,
    old: str,
    new: str,
    *changes: Part,
    applicability: Applicability = Applicability.SAFE,
    only: str = "",
) -> Rule:
    """A rule that finds each `old`, and writes `new` instead; `only` where that is in the document."""

    def find(document: Document) -> Iterator[tuple[int, int, str]]:
        text = document.source.text
        start = text.find(old) if only in text else -1
        while start >= 0:
            yield start, start + len(old), new
            start = text.find(old, start + max(len(old), 1))

    return finding(name, find, *changes, applicability=applicability)


def with_edits(name: str, edits: list[tuple[int, int, str]]) -> Rule:
    """A rule that finds the first character, and has a fix with these edits."""

    def check(self: Rule, document: Document, _match: Match) -> Iterator[Diagnostic]:
        made = tuple(
            Edit(Range(Position(1, 1, start), Position(1, 1, end)), text) for start, end, text in edits
        )
        fixes = (Fix("rewrite", Applicability.SAFE, made),)
        yield self.report(document, Span(0, 1), "fault", help="mend it", fixes=fixes)

    return _made(name, Applicability.SAFE, check)


def finding(
    name: str, find: Finder, *changes: Part, applicability: Applicability = Applicability.SAFE
) -> Rule:
    """A rule that reports each place that `find` gives, with the text to write there."""

    def check(self: Rule, document: Document, _match: Match) -> Iterator[Diagnostic]:
        for start, end, new in find(document):
            fix = Fix("rewrite", applicability, (document.edit(start, end, new),), frozenset(changes))
            yield self.report(document, Span(start, end), "fault", help="mend it", fixes=(fix,))

    return _made(name, applicability, check)


def _made(name: str, applicability: Applicability, check: Callable[..., object]) -> Rule:
    members = {"name": name, "family": "fields", "fixable": (applicability,), "check": check}
    made: type[Rule] = type("Made", (Rule,), members)
    return made()


def fixed(
    text: str,
    *rules: AnyRule,
    unsafe: bool = False,
    schema: Schema | None = None,
    path: str = PATH,
) -> Result:
    """What is made of the document `text`."""
    contents = Contents({path: text.encode()})
    settings = Settings(rules, TODAY, schema=schema)
    checker = Checker(lambda _path: settings, contents)
    checker.check(path)
    before = _weights(checker)
    outcome = fix_documents(checker, checker.report, Wanted(lambda _path: None, unsafe=unsafe))
    return Result(contents.given[path].decode(), outcome, before, _weights(checker))


def _weights(checker: Checker) -> Findings:
    return Counter((each.rule, each.identity) for each in checker.report().counted)
