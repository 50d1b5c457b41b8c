from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule


class OversizedFile(Rule):
    """A document is no larger than 10 MiB.

    A post is a few kilobytes. A larger file is a dump that was given the wrong suffix, and reading it
    would keep whoever commits waiting.

    Bad: `export.md` of 50 MiB.

    Good: the same data in a file of another kind.
    """

    name = "oversized-file"
    family = "source"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Word what the reader met."""
        for problem in self.problems(document):
            yield self.report(
                document,
                problem.span,
                f"the file is {problem.detail}: more than 10 MiB is not read",
                help="split it, or leave it out of the check",
                subject="",
            )
