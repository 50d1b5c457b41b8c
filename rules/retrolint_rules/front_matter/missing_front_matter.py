from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint.text import Span

_DELIMITERS = ("---", "+++")


class MissingFrontMatter(Rule):
    """A document has the front matter that its schema asks for.

    Without the header a site generator does not take the file for a post at all: Jekyll copies it to
    the site as it is.

    Bad:

    ```markdown
    ## Main Events
    ```

    Good:

    ```markdown
    ---
    title: Week 5
    date: 2024-09-06 13:40:00 +0900
    ---
    ## Main Events
    ```
    """

    name = "missing-front-matter"
    family = "front-matter"
    is_unfinished = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report the start of a document without a header, if any key is required."""
        if not match.schema or document.front_matter or document.problems:
            return
        header = match.schema.header
        required = [
            key.name
            for key in header.keys.entries
            if key.required.holds(match.known) and key.allowed.holds(match.known)
        ]
        required += (header.json_schema or {}).get("required", ())
        if header.required is not None and not header.required.holds(match.known):
            return
        is_late = document.source.text.lstrip().startswith(_DELIMITERS)
        if required or header.required is not None:
            keys = ", ".join(required) or "a key"
            yield self.report(
                document,
                Span(0, 0),
                "the front matter does not start in the first line"
                if is_late
                else "the document has no front matter",
                help="remove what stands above it"
                if is_late
                else f'write {keys} between two lines "---" at the very top',
                section=(),
                schema=match.place("front-matter"),
            )
