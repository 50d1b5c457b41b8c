from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule


class UnreadableFile(Rule):
    """A document can be read.

    A file that cannot be opened was not checked, and a run that says nothing of it would be mistaken
    for a clean one.

    Bad: a link to a file that is gone, a file without read permission, a pipe named `notes.md`.

    Good: a regular file that whoever runs retrolint may read.
    """

    name = "unreadable-file"
    family = "source"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Word what the reader met."""
        for problem in self.problems(document):
            yield self.report(
                document,
                problem.span,
                f"the file cannot be read: {problem.detail}",
                help="mend or remove it, or leave it out of the check",
            )
