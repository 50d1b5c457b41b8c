from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.matching.subject import Subject
from retrolint.rule import Rule


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
        """Report each value that fits no pattern, or holds no part that does, at the value."""
        yield from self.header_faults(match)
        for value in match.judged:
            constraints = value.constraints
            if not constraints.is_plain and not value.fits(constraints.patterns):
                ways = " or ".join(f'"{pattern.shown}"' for pattern in constraints.patterns)
                yield self.report(
                    document,
                    value.span,
                    f"{value.what} does not fit its pattern: {quoted(value.text)}",
                    help=f"write it as {ways}",
                    schema=match.place(value.path),
                )
            elif constraints.contains and value.of in {"key", "item"} and not _has_part(value, match):
                parts = " or ".join(f'"{part.shown_with(match.values)}"' for part in constraints.contains)
                yield self.report(
                    document,
                    value.span,
                    f"{value.what} does not contain {parts}: {quoted(value.text)}",
                    help=f"write {parts} in it",
                    schema=match.place(value.path),
                )


def _has_part(value: Subject, match: Match) -> bool:
    texts = (value.text, *(item.text for item in value.items))
    patterns = value.constraints.contains
    return any(pattern.find(text, match.values) for pattern in patterns for text in texts)
