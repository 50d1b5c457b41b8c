from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, Severity
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint_rules.fields._naming import misnamed


class MisnamedField(Rule):
    """A field has the label that the schema gives it.

    A slip of the pen in a label hides the field from whoever, or whatever, collects it later; so does the
    label that it had in an older template (`was`). Such a field is not reported as missing. Where the
    schema says `exact: true`, case, emoji and square brackets count too.

    Bad, where the schema says `fields: [did, action plan]`:

    ```markdown
    - **did**: took notes
    - **acton plan**: bring a charger
    ```

    Good:

    ```markdown
    - **did**: took notes
    - **action plan**: bring a charger
    ```
    """

    name = "misnamed-field"
    family = "fields"
    severity = Severity.WARNING

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each field that is only nearly called as it should be, at its label."""
        for found in match.sections:
            known = {id(one) for one, _ in found.fields.unknown}
            known |= {id(one.field) for one, _ in found.fields.surplus}
            for one in found.fields.found:
                if one.misnamed and id(one.field) not in known:
                    yield self.report(
                        document,
                        one.field.label_span,
                        misnamed("the field", one.field.label, one.misnamed),
                        help=f'write "{one.misnamed.name}"',
                        schema=match.place(one.entry.path),
                    )
