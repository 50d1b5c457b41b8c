from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.dates import parse_date
from retrolint.document.model import Document
from retrolint.document.values import parse_moment
from retrolint.rule import Rule
from retrolint.schema.match import Match


class FilenameMismatch(Rule):
    """The date in a file's name is that of its front matter.

    Whoever starts a post from last week's file forgets one of the two. Jekyll goes by the front
    matter, so that the post gets an address nobody expects.

    Bad: `2024-09-06-week-5.md` with

    ```markdown
    ---
    date: 2024-08-30 13:40:00 +0900
    ---
    ```

    Good: the same file with

    ```markdown
    ---
    date: 2024-09-06 13:40:00 +0900
    ---
    ```
    """

    name = "filename-mismatch"
    family = "front-matter"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Compare the key `date` with the file's name: the schema's `path`, or Jekyll's way."""
        header = document.front_matter
        entry = header.get("date") if header else None
        if not entry:
            return
        captured = match.path_captures.get("date")
        named = parse_date(captured.text) if captured else document.file_day
        moment = parse_moment(entry.value.text)
        if not named or not moment:
            return
        # Told in universal time, it can be the next day, or the one before, where its author lives.
        if abs((named - moment.day).days) <= moment.is_utc:
            return
        yield self.report(
            document,
            entry.value.span,
            f'"date" is {moment.day}, but the file name says {named}',
            help=f"write {named}, or rename the file to {moment.day}-…",
            schema=match.place("path"),
        )
