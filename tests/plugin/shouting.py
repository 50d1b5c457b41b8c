"""A rule for retrolint in a distribution of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from retrolint.diagnostics import Diagnostic, Severity
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import AnyRule, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class ShoutingHeading(Rule):
    """A heading does not shout.

    Bad:

    ```markdown
    # WE WON!!!
    ```

    Good:

    ```markdown
    # We won
    ```

    Options: `marks`, how many exclamation marks are shouting (3).
    """

    name = "shouting-heading"
    family = "sections"
    severity = Severity.WARNING

    marks: int = 3

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each heading that ends in exclamation marks."""
        del match  # what the schema says does not matter here
        for section in document.root.walk():
            if section.heading and section.title.endswith("!" * self.marks):
                yield self.report(
                    document,
                    section.heading.span(),
                    f'"{section.title}" shouts',
                    help="say it calmly",
                )


RULES: tuple[type[AnyRule], ...] = (ShoutingHeading,)
