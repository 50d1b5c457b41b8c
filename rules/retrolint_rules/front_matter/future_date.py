from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, Severity
from retrolint.document.model import Document
from retrolint.document.values import parse_moment
from retrolint.matching.match import Match
from retrolint.rule import Rule


class FutureDate(Rule):
    """A post is not dated in the future.

    Jekyll leaves such a post out, also one of later today, and says nothing. With a time zone an instant
    is compared, so that a post of 08:00 in Seoul is there at midnight in London.

    Silent in drafts, and when the time has come.

    Bad, on 10 September 2024:

    ```markdown
    ---
    date: 2025-09-06 13:40:00 +0900
    ---
    ```

    Good:

    ```markdown
    ---
    date: 2024-09-06 13:40:00 +0900
    ---
    ```
    """

    name = "future-date"
    family = "front-matter"
    severity = Severity.WARNING

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report the key `date` at its value, until that time has come."""
        entry = document.front_matter.get("date") if document.front_matter else None
        moment = parse_moment(entry.value.text) if entry else None
        if entry and moment and not document.is_draft:
            yield self.report(
                document,
                entry.value.span,
                f'"date" is in the future: {entry.value.text}',
                help="correct it; until then, Jekyll leaves the post out",
                section=(),
                until=moment.instant,
            )
