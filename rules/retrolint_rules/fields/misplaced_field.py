from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint_rules.sections._placing import between


class MisplacedField(Rule):
    """Fields stand in the order of the schema, unless it says `field-order: any`.

    The fewest fields are reported that must move for the rest to be in order.

    Bad, where the schema says `fields: [cue, did, felt]`:

    ```markdown
    - **felt**: relieved
    - **cue**: the laptop died
    - **did**: wrote on paper
    ```

    Good:

    ```markdown
    - **cue**: the laptop died
    - **did**: wrote on paper
    - **felt**: relieved
    ```
    """

    name = "misplaced-field"
    family = "fields"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each field that must move, at its label."""
        for found in match.sections:
            known = {id(one) for one, _ in found.fields.unknown}
            known |= {id(one.field) for one, _ in found.fields.surplus}
            for one, neighbours in found.fields.misplaced:
                if id(one.field) not in known:
                    yield self.report(
                        document,
                        one.field.label_span,
                        f"the field {quoted(one.field.label)} is out of order",
                        help=f"move it {between(neighbours)}",
                        schema=match.place(one.entry.path),
                    )
