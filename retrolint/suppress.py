"""Which findings a document suppresses, and which of its suppressions do nothing.

They are applied once, after the project rules, whose suppressions would look unused before. What is wrong
with a suppression is plain data, and the rule of that name words it.
"""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import groupby

from retrolint.diagnostics import Diagnostic, Edit, Place, Suppressed
from retrolint.document.comment_removal import CommentRemoval
from retrolint.document.directives import (
    HEADER,
    LAST_LINE,
    VERBS,
    Directive,
    Scope,
    directives_of,
    scopes_of,
)
from retrolint.document.header_directives import header_removals
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
    is_in_header: bool = False


@dataclass(frozen=True, slots=True)
class Suppressions:
    """What a document says of findings in it, and what is wrong with that."""

    path: str = ""
    known: tuple[Suppression, ...] = ()
    problems: tuple[SuppressionProblem, ...] = ()
    header_removal: tuple[Edit, ...] | None = None
    """What takes out all that the header says, if anything can; None where it names what is no rule."""

    def apply(self, found: Iterable[Diagnostic]) -> tuple[list[Diagnostic], set[Suppression]]:
        """The findings, those marked that are suppressed; and what did it.

        Of several that suppress one finding, it is the one for the fewest lines.
        """
        diagnostics = list(found)
        by_rule: dict[str, list[int]] = {}
        for number, diagnostic in enumerate(diagnostics):
            by_rule.setdefault(diagnostic.rule, []).append(number)
        used: set[Suppression] = set()
        for rule, numbers in by_rule.items():
            known = [suppression for suppression in self.known if suppression.name == rule]
            lines = {number: diagnostics[number].place.range.start.line for number in numbers}
            for number, closest in _closest(known, lines) if known else ():
                used.add(closest)
                diagnostics[number] = replace(diagnostics[number], suppressed=closest.suppressed)
        return diagnostics, used

    def unused(self, used: Collection[Suppression], ran: Collection[str]) -> Iterator[SuppressionProblem]:
        """The suppressions that did nothing though their rules `ran` on the document."""

        def is_idle(each: Suppression) -> bool:
            return each.name in ran and each not in used

        is_header_idle = all(is_idle(each) for each in self.known if each.is_in_header)
        for _, group in groupby(self.known, key=lambda suppression: suppression.place.range):
            all_of_one = list(group)
            idle = [each for each in all_of_one if is_idle(each)]
            if idle:
                edits = idle[0].removal if idle == all_of_one else ()
                if idle[0].is_in_header and is_header_idle and self.header_removal is not None:
                    edits = self.header_removal
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
    of_header = header_removals(document)
    removals = {**_removals(document, scopes), **of_header.parts}
    known = (
        Suppression(
            scope.name,
            scope.first,
            scope.last,
            scope.directive.verb,
            document.place(scope.directive.span),
            _suppressed(scope.directive),
            removals.get(scope.directive.span, ()),
            _is_in_header(document, scope.directive),
        )
        for scope in scopes
        if scope.name in families
    )
    is_known = all(scope.name in families for scope in scopes if _is_in_header(document, scope.directive))
    whole = of_header.whole if is_known else None
    return Suppressions(document.path, tuple(known), tuple(problems), whole)


def _is_in_header(document: Document, directive: Directive) -> bool:
    header = document.front_matter
    is_inside = header is not None and header.span.start <= directive.span.start < header.span.end
    return is_inside and directive.verb == HEADER


def _closest(known: list[Suppression], lines: Mapping[int, int]) -> Iterator[tuple[int, Suppression]]:
    """For each number whose line one of `known` covers, that for the fewest lines.

    A sweep over the lines: there may be many of both.
    """
    waiting = sorted(enumerate(known), key=lambda pair: pair[1].first, reverse=True)
    open_ones: list[tuple[int, int]] = []
    for number, line in sorted(lines.items(), key=lambda pair: pair[1]):
        while waiting and waiting[-1][1].first <= line:
            index, suppression = waiting.pop()
            heappush(open_ones, (suppression.last - suppression.first, index))
        while open_ones and known[open_ones[0][1]].last < line:
            heappop(open_ones)
        if open_ones:
            yield number, known[open_ones[0][1]]


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


def _removals(document: Document, scopes: list[Scope]) -> dict[Span, tuple[Edit, ...]]:
    """For each directive, by its place, the edits that take it out, with what ends it.

    None for one in the header, see `header_directives`, nor where what ends it ends something else, too.
    """
    closings: dict[Span, set[Directive | None]] = {}
    owners: dict[Directive, set[Span]] = {}
    for scope in scopes:
        closings.setdefault(scope.directive.span, set()).add(scope.closing)
        if scope.closing:
            owners.setdefault(scope.closing, set()).add(scope.directive.span)
    removal = CommentRemoval(document)
    return {
        scope.directive.span: removal.edits(
            [part.span for part in (scope.directive, scope.closing) if part]
        )
        for scope in scopes
        if scope.directive.verb != HEADER
        and len(closings[scope.directive.span]) == 1
        and (not scope.closing or len(owners[scope.closing]) == 1)
    }
