from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule


class InvalidEncoding(Rule):
    """A document is UTF-8 text.

    Site generators read UTF-8; an old file in another encoding ends up as `��` on the page, or stops
    the build. Nothing else is checked in such a file, because every word of it could be wrong.

    Bad: a post saved as CP949, or as UTF-16 by a Windows editor.

    Good: the same post saved as UTF-8. A byte-order mark does no harm.
    """

    name = "invalid-encoding"
    family = "source"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Word what the reader met: the byte, and the encoding that it may be of."""
        for problem in self.problems(document):
            byte, _, encoding = problem.detail.partition("|")
            is_nul = byte == "byte 0x00"
            yield self.report(
                document,
                problem.span,
                "there is a NUL character, which no text has" if is_nul else f"{byte} is not UTF-8 text",
                help=f"it looks like {encoding}: open it as {encoding}, and save it as UTF-8"
                if encoding
                else "save the file as UTF-8",
                subject=byte,
            )
