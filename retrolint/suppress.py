"""Which findings a document suppresses, and which of its suppressions do nothing.

They are applied once, after the project rules, whose suppressions would look unused before. What is wrong
with a suppression is plain data, and the rule of that name words it.
"""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from retrolint.diagnostics import Diagnostic, Edit, Place, Suppressed
from retrolint.document.directives import (
    HEADER,
    LAST_LINE,
    VERBS,
    Directive,
    Scope,
    directives_of,
    scopes_of,
)
from retrolint.document.model import Document
from retrolint.rule import FAMILIES, SuppressionProblem
from retrolint.text import Span


@dataclass(frozen=True, slots=True)
class Suppression:
    """A directive on some lines, for one rule."""

    name: str
    first: int
    last: int
    verb: str
    place: Place
    """Where the directive stands."""
    suppressed: Suppressed
    """What a finding says that it suppresses."""
    removal: tuple[Edit, ...]
    """What takes the whole directive out of the document."""


@dataclass(frozen=True, slots=True)
class Suppressions:
    """What a document says of findings in it, and what is wrong with that."""

    path: str = ""
    known: tuple[Suppression, ...] = ()
    problems: tuple[SuppressionProblem, ...] = ()

    def apply(self, found: Iterable[Diagnostic]) -> tuple[list[Diagnostic], set[Suppression]]:
        """The findings, those marked that are suppressed; and what did it.

        Of several that suppress one finding, it is the one for the fewest lines.
        """
        used: set[Suppression] = set()
        marked: list[Diagnostic] = []
        for diagnostic in found:
            fitting = [suppression for suppression in self.known if _fits(suppression, diagnostic)]
            if fitting:
                closest = min(fitting, key=lambda suppression: suppression.last - suppression.first)
                used.add(closest)
                marked.append(replace(diagnostic, suppressed=closest.suppressed))
            else:
                marked.append(diagnostic)
        return marked, used

    def unused(self, used: Collection[Suppression], ran: Collection[str]) -> Iterator[SuppressionProblem]:
        """The suppressions that did nothing though their rules `ran` on the document."""
        for _, group in groupby(self.known, key=lambda suppression: suppression.place.range):
            all_of_one = list(group)
            idle = [each for each in all_of_one if each.name in ran and each not in used]
            if idle:
                edits = idle[0].removal if idle == all_of_one else ()
                names = tuple(each.name for each in idle)
                yield SuppressionProblem(
                    "unused-suppression", self.path, idle[0].place, names, idle[0].verb, edits
                )


_NONE = Suppressions()
"""What nearly all documents say: nothing."""


def suppressions_of(document: Document, families: Mapping[str, str]) -> Suppressions:
    """What `document` suppresses; `families` are those of all installed rules, by name."""
    directives = directives_of(document) if document.is_readable else ()
    if not directives:
        return _NONE
    scopes = scopes_of(document, directives)
    problems = [
        problem for directive in directives for problem in _unknown(document, directive, families)
    ]
    problems += _unclosed(document, scopes)
    known = (
        Suppression(
            scope.name,
            scope.first,
            scope.last,
            scope.directive.verb,
            document.place(scope.directive.span),
            _suppressed(scope.directive),
            tuple(_removal(document, scope, scopes)),
        )
        for scope in scopes
        if scope.name in families
    )
    return Suppressions(document.path, tuple(known), tuple(problems))


def _fits(suppression: Suppression, diagnostic: Diagnostic) -> bool:
    line = diagnostic.place.range.start.line
    return suppression.name == diagnostic.rule and suppression.first <= line <= suppression.last


def _suppressed(directive: Directive) -> Suppressed:
    return Suppressed("front-matter" if directive.verb == HEADER else "comment", directive.reason)


def _unknown(
    document: Document, directive: Directive, families: Mapping[str, str]
) -> Iterator[SuppressionProblem]:
    """What a directive says that means nothing."""

    def problem(span: Span, name: str, detail: str) -> SuppressionProblem:
        return SuppressionProblem(
            "unknown-suppression", document.path, document.place(span), (name,), detail
        )

    verb = directive.verb
    if verb not in {*VERBS, HEADER}:
        close = difflib.get_close_matches(verb, VERBS, n=1)
        detail = f"retrolint-{close[0]}" if close else f"there are {', '.join(VERBS)}"
        yield problem(directive.span, f"retrolint-{verb}", f"did you mean {detail}?" if close else detail)
        return
    if not directive.names and verb != "enable":
        yield problem(directive.span, "", "name the rules that it is for, and a reason after a colon")
    for number, (name, span) in enumerate(directive.names):
        if name in families:
            continue
        detail = _instead(name, families)
        if number and not detail:
            # All from here on is a reason, of which each word would be another finding.
            reason = Span(span.start, directive.names[-1][1].end)
            yield problem(reason, document.source.slice(reason), "write a reason after a colon")
            return
        yield problem(span, name, detail or '"retrolint rule" lists them')


def _instead(name: str, families: Mapping[str, str]) -> str:
    """What was probably meant by a name that is none; empty where nothing is like it."""
    if name in FAMILIES:
        members = [rule for rule, family in families.items() if family == name]
        return f"it is a family; name its rules that are meant: {', '.join(members)}"
    close = difflib.get_close_matches(name, families, n=1)
    return f'did you mean "{close[0]}"?' if close else ""


def _unclosed(document: Document, scopes: list[Scope]) -> Iterator[SuppressionProblem]:
    for directive, group in groupby(scopes, key=lambda scope: scope.directive):
        names = tuple(scope.name for scope in group if scope.last == LAST_LINE and not scope.closing)
        if directive.verb == "disable" and names:
            place = document.place(directive.span)
            yield SuppressionProblem("unclosed-suppression", document.path, place, names)


def _removal(document: Document, scope: Scope, scopes: list[Scope]) -> Iterator[Edit]:
    """The edits that take a directive out, with what ends it, if that ends nothing else."""
    closing, own = scope.closing, scope.directive
    if own.verb == HEADER or any(
        other.closing != closing if other.directive is own else closing and other.closing is closing
        for other in scopes
    ):
        return
    for directive in filter(None, (own, closing)):
        yield Edit(document.source.range(_whole(document, directive.span)), "")


def _whole(document: Document, span: Span) -> Span:
    """A comment with its line, where it is alone there, else with the spaces before it."""
    source = document.source
    line = source.position(span.start).line
    last = source.position(span.end).line
    before = source.text[source.line_start(line) : span.start]
    if not before.strip() and not source.text[span.end : source.line_start(last + 1)].strip():
        return Span(source.line_start(line), source.line_start(last + 1))
    return Span(span.start - (len(before) - len(before.rstrip(" \t"))), span.end)
