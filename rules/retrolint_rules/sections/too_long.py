from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint_rules.sections._amounts import Amount, amounts, counted
from retrolint_rules.sections._placing import span_of_value


class TooLong(Rule):
    """A value is no longer than the schema allows, and holds no more items, tables or images.

    It is said of sections, fields, front matter keys and list items. A search engine cuts a description
    off, and of twelve goals none is one. Markup and code do not count in a length.

    Bad, where the schema says `{heading: Goals, count: ..2}`:

    ```markdown
    ## Goals
    - sleep more
    - run more
    - read more
    ```

    Good:

    ```markdown
    ## Goals
    - sleep more
    - run more
    ```
    """

    name = "too-long"
    family = "sections"
    is_of_whole = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each value that holds too much, at its heading or label, or at the value."""
        yield from self.header_faults(match)
        for amount in amounts(match):
            most = amount.range.most
            if most is not None and amount.number > most:
                yield self.report(
                    document,
                    span_of_value(document, amount.subject),
                    amount.fault,
                    help=_help(amount, amount.number - most),
                    schema=match.place(amount.subject.path),
                )


def _help(amount: Amount, excess: int) -> str:
    if not amount.is_kind and amount.unit != "item":
        return f"shorten it by {counted(excess, amount.unit)}"
    if not amount.range.most:
        return f"remove the {amount.unit}{'s' if excess > 1 else ''}"
    return f"remove {counted(excess, amount.unit)}"
