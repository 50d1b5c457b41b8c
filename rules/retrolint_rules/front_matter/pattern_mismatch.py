from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.model import Document
from retrolint.rule import Rule
from retrolint.schema.match import Match


class PatternMismatch(Rule):
    """A front matter value is written the way that the schema asks for.

    Here a title without its week is one that was copied and not finished.

    Bad, where the schema says `title: {is: "{*}Week {week:int}{*}"}`:

    ```markdown
    ---
    title: Retrospective
    ---
    ```

    Good:

    ```markdown
    ---
    title: Retrospective, Week 5
    ---
    ```
    """

    name = "pattern-mismatch"
    family = "front-matter"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each value that fits no pattern of its key, at the value."""
        for key, entry in match.values:
            value = entry.value
            if value.kind != "scalar" or all(pattern.is_literal for pattern in key.patterns):
                continue
            if key.fits(value.text):
                continue
            ways = " or ".join(f'"{pattern.shown}"' for pattern in key.patterns)
            yield self.report(
                document,
                value.span,
                f'"{key.name}" does not fit its pattern: {quoted(value.text)}',
                help=f"write it as {ways}",
                schema=match.place(key.path),
            )
