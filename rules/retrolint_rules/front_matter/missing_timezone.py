from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.model import Document
from retrolint.document.values import parse_moment
from retrolint.rule import Rule
from retrolint.schema.match import Match


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
        for key, entry in match.values:
            moment = parse_moment(entry.value.text) if key.needs_timezone else None
            if moment and moment.time and not moment.zone:
                zone = "+09:00" if "T" in entry.value.text else " +0900"
                yield self.report(
                    document,
                    entry.value.span,
                    f'"{key.name}" has no time zone: {entry.value.text}',
                    help=f'add yours, such as "{entry.value.text}{zone}"',
                    schema=match.place(key.path),
                )
