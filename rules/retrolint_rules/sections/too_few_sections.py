from collections.abc import Iterator

from retrolint.diagnostics import Applicability, Diagnostic, quoted
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint_rules.sections._inserting import SectionInserter


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

    Fix: unsafe, as what stands there then is nobody's text. It inserts as many as are missing after the
    last one, numbered on; what is to be written says `TBU`, or the hint, and is found until it is.
    """

    name = "too-few-sections"
    family = "sections"
    fixable = (Applicability.UNSAFE,)
    is_unfinished = True
    is_of_whole = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report sections of which there are too few, at the last of them."""
        inserter = SectionInserter(match)
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
                    fixes=inserter.fixes_for_more(parent, last, occurs.least - number),
                )
