import difflib
from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, Related, quoted
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.matching.subject import Subject
from retrolint.patterns.folding import fold
from retrolint.rule import Rule
from retrolint.text import Span


class DisallowedValue(Rule):
    """A front matter value is one of those that the schema lists.

    Tools sort documents by such a value; `Accpeted` is in no list of theirs.

    Bad, where the schema says `status: {is: [proposed, accepted]}`:

    ```markdown
    ---
    status: Accpeted
    ---
    ```

    Good:

    ```markdown
    ---
    status: accepted
    ---
    ```
    """

    name = "disallowed-value"
    family = "front-matter"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report what is none of the plain values allowed, what is forbidden, and what is repeated."""
        yield from self.header_faults(match)
        for problem in self.problems(document):
            reason, _, cure = problem.detail.partition("; ")
            yield self.report(document, problem.span, reason, help=cure or "write another", section=())
        yield from self._in_source(document, match)
        for value in match.judged:
            constraints = value.constraints
            if constraints.patterns and constraints.is_plain and not value.fits(constraints.patterns):
                yield self._unlisted(document, match, value)
            else:
                yield from self._forbidden(document, match, value)
            if constraints.unique:
                yield from self._repeated(document, match, value)

    def _unlisted(self, document: Document, match: Match, subject: Subject) -> Diagnostic:
        allowed = [pattern.shown for pattern in subject.constraints.patterns]
        close = difflib.get_close_matches(subject.text, allowed, n=1)
        one = f'write "{allowed[0]}"' if len(allowed) == 1 else f"write one of: {', '.join(allowed)}"
        return self.report(
            document,
            subject.span,
            f"{subject.what} is {quoted(subject.text)}, which is not allowed",
            help=f'did you mean "{close[0]}"?' if close else one,
            schema=match.place(subject.path),
        )

    def _forbidden(self, document: Document, match: Match, value: Subject) -> Iterator[Diagnostic]:
        for pattern in value.constraints.forbids:
            span = value.find(pattern, match.values)
            if span:
                yield self.report(
                    document,
                    span,
                    f"{value.what} holds {quoted(document.source.slice(span))}, which is not allowed",
                    help="remove it, or write something else",
                    schema=match.place(value.path),
                )
                return

    def _repeated(self, document: Document, match: Match, subject: Subject) -> Iterator[Diagnostic]:
        seen: dict[str, Span] = {}
        for item in subject.items:
            text = fold(item.text, is_name=False)
            if text and text in seen:
                first = document.source.range(seen[text])
                yield self.report(
                    document,
                    item.span,
                    f"{subject.what} holds {quoted(item.text)} twice",
                    help="remove one of them",
                    schema=match.place(subject.path),
                    related=(Related("it stands here first", first),),
                )
            seen.setdefault(text, item.span)

    def _in_source(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        header = document.front_matter
        if not match.schema or not header:
            return
        source = document.source.slice(header.span)
        for pattern in match.schema.header.forbids:
            found = pattern.find(source, match.values)
            if found:
                start = header.span.start
                yield self.report(
                    document,
                    Span(start + found.start, start + found.end),
                    f"the front matter holds {quoted(source[found.start : found.end])},"
                    " which is not allowed",
                    help="remove it, or write something else",
                    section=(),
                    schema=match.place("front-matter"),
                )
