from collections.abc import Iterator

from retrolint.diagnostics import Applicability, Diagnostic, Fix, Part, quoted
from retrolint.document.model import Document, Section
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch
from retrolint.rule import Rule
from retrolint_rules.fields._pieces import Pieces
from retrolint_rules.sections._placing import beside, between


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

    Fix: unsafe, as what is told may follow from what was told before it. It moves the list item with all
    that is nested in it, or the paragraph, where all that is between is of the same list or row, and
    the field stands there once.
    """

    name = "misplaced-field"
    family = "fields"
    fixable = (Applicability.UNSAFE,)

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each field that must move, at its label."""
        pieces = Pieces(document)
        for found in match.sections:
            known = {id(one) for one, _ in found.fields.unknown}
            known |= {id(one.field) for one, _ in found.fields.surplus}
            doubled = {id(one.entry) for one, _ in found.fields.surplus}
            for one, neighbours in found.fields.misplaced:
                if id(one.field) in known:
                    continue
                label = one.field.label_span
                edits = pieces.moving_edits(_homes(found, match), label.start, neighbours)
                title = f"move it {beside(neighbours)}"
                fix = Fix(title, Applicability.UNSAFE, edits, frozenset({Part.ORDER}))
                yield self.report(
                    document,
                    label,
                    f"the field {quoted(one.field.label)} is out of order",
                    help=f"move it {between(neighbours)}",
                    schema=match.place(one.entry.path),
                    fixes=(fix,) if edits and id(one.entry) not in doubled else (),
                )


def _homes(found: SectionMatch, match: Match) -> tuple[Section, ...]:
    """The sections whose fields are those of `found`: what is right below a title is the document's."""
    if found is not match.root:
        return (found.section,) if found.section else ()
    return (match.document.root, match.title) if match.title else (match.document.root,)
