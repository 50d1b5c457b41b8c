from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.model import Document
from retrolint.document.values import parse_moment
from retrolint.matching.match import Match
from retrolint.rule import Rule


class MissingTimezone(Rule):
    """A date with a time says its time zone, where the schema asks for it.

    The machine that builds the site runs on universal time: a post dated 08:00 in Seoul without a
    zone is nine hours in its future, and Jekyll leaves it out.

    Bad:

    ```markdown
    ---
    date: 2024-09-06 13:40:00
    ---
    ```

    Good:

    ```markdown
    ---
    date: 2024-09-06 13:40:00 +0900
    ---
    ```
    """

    name = "missing-timezone"
    family = "front-matter"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each date-time without a zone, at the value."""
        for subject in match.judged:
            moment = parse_moment(subject.text) if subject.constraints.needs_timezone else None
            if moment and moment.time and not moment.zone:
                zone = "+09:00" if "T" in subject.text else " +0900"
                yield self.report(
                    document,
                    subject.span,
                    f"{subject.what} has no time zone: {subject.text}",
                    help=f'add yours, such as "{subject.text}{zone}"',
                    schema=match.place(subject.path),
                )
