from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.model import Document
from retrolint.rule import Rule
from retrolint.schema.match import Match, Neighbours


class MisplacedSection(Rule):
    """Sections stand in the order of the schema.

    The fewest sections are reported that must move for the rest to be in order.

    Bad, where the schema lists `Main Events` before `Weekly Review`:

    ```markdown
    ## Weekly Review

    ## Main Events
    ```

    Good:

    ```markdown
    ## Main Events

    ## Weekly Review
    ```
    """

    name = "misplaced-section"
    family = "sections"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each section that must move, at its heading."""
        for found, section in match.found:
            if found.misplaced and section.heading:
                yield self.report(
                    document,
                    section.heading.span(),
                    f"the section {quoted(section.title)} is out of order",
                    help=f"move it {_place(found.misplaced)}",
                    schema=match.place(found.entry.path),
                )


def _place(between: Neighbours) -> str:
    parts = []
    if between.after is not None:
        parts.append(f"after {quoted(between.after)}")
    if between.before is not None:
        parts.append(f"before {quoted(between.before)}")
    return " and ".join(parts)
