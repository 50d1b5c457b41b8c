from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint_rules.sections._amounts import amounts, counted
from retrolint_rules.sections._placing import span_of_value


class TooShort(Rule):
    """A value is as long as the schema asks, and holds as many items, tables or images.

    It is said of sections, fields, front matter keys and list items. What is empty or a placeholder has
    that fault alone. Markup and code do not count in a length.

    Bad, where the schema says `{heading: Motivation, length: 10.. words}`:

    ```markdown
    ## Motivation
    Performance.
    ```

    Good:

    ```markdown
    ## Motivation
    Half of our readers leave before the first page has loaded.
    ```
    """

    name = "too-short"
    family = "sections"
    is_unfinished = True
    is_of_whole = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each value that holds too little, at its heading or label, or at the value."""
        yield from self.header_faults(match)
        for amount in amounts(match):
            lacking = amount.range.least - amount.number
            if lacking <= 0 or (amount.is_kind and not amount.number):
                continue
            verb = "add" if amount.is_kind or amount.unit == "item" else "write"
            yield self.report(
                document,
                span_of_value(document, amount.subject),
                amount.fault,
                help=f"{verb} {counted(lacking, f'more {amount.unit}')}",
                schema=match.place(amount.subject.path),
            )
