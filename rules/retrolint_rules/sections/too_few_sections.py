from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule


class TooFewSections(Rule):
    """A repeated section is there as often as the schema asks.

    Where none of them is there at all, it is a `missing-section`.

    Bad, where the schema says `{heading: "Option {n:int}", repeat: 2..}`:

    ```markdown
    ## Option 1
    ```

    Good:

    ```markdown
    ## Option 1

    ## Option 2
    ```
    """

    name = "too-few-sections"
    family = "sections"
    is_unfinished = True
    is_of_whole = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report sections of which there are too few, at the last of them."""
        for parent in match.sections:
            for last, number in parent.too_few:
                section, occurs = last.section, last.entry.occurs
                if not section or not section.heading:
                    continue
                name = quoted(last.entry.name)
                there = (
                    f"is only 1 section {name}" if number == 1 else f"are only {number} sections {name}"
                )
                least = f"{'' if occurs.most == occurs.least else 'at least '}{occurs.least}"
                yield self.report(
                    document,
                    section.heading.span(),
                    f"there {there}, and there should be {least}",
                    help=f"add {occurs.least - number} more after {quoted(section.title)}",
                    subject=last.entry.name,
                    schema=match.place(last.entry.path),
                )
