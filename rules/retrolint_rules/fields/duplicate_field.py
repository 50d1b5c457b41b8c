from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, Related, quoted
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.matching.matched import FieldMatch
from retrolint.patterns.folding import fold
from retrolint.rule import Rule


class DuplicateField(Rule):
    """A field is in its section no more often than the schema allows: once, unless it says otherwise.

    One of two answers is overlooked, and a program that reads the fields keeps only one of them.

    Bad:

    ```markdown
    - **felt**: curious
    - **felt**: tired
    ```

    Good:

    ```markdown
    - **felt**: curious, and tired
    ```
    """

    name = "duplicate-field"
    family = "fields"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each field too many, at its label."""
        for found in match.sections:
            unwanted = {id(field) for field, _ in found.fields.unknown}
            for one, first in found.fields.surplus:
                if id(one.field) in unwanted:
                    continue
                there = (Related("it stands here first", document.source.range(first.field.label_span)),)
                yield self.report(
                    document,
                    one.field.label_span,
                    _fault(one, first),
                    help="merge the two"
                    if one.entry.occurs.most == 1
                    else "merge it with another, or remove it",
                    schema=match.place(one.entry.path),
                    related=there if first is not one else (),
                )


def _fault(one: FieldMatch, first: FieldMatch) -> str:
    label, most = quoted(one.field.label), one.entry.occurs.most
    if not most or first is one:
        return f"the field {label} may not be there"
    if most > 1:
        return f"the field {label} is one too many: there may be {most} of them"
    same = fold(one.field.label, is_name=True) == fold(first.field.label, is_name=True)
    return f"the field {label} is there already" + ("" if same else f", as {quoted(first.field.label)}")
