from collections.abc import Iterator
from dataclasses import dataclass

from retrolint.diagnostics import Diagnostic
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule, last_day_of_grace


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyField(Rule):
    """A field has a value, in its line or nested below it.

    Bad:

    ```markdown
    - **did**: took notes
    - **felt**:
    ```

    Good:

    ```markdown
    - **did**: took notes
    - **felt**:
      - curious
      - tired
    ```

    Options: `grace`, days after the document's date in which it is only `info` (0).
    """

    name = "empty-field"
    family = "fields"
    is_unfinished = True
    is_of_whole = True

    grace: int = 0

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each field without a value, at its label."""
        for found in match.sections:
            known = {id(one) for one, _ in found.fields.unknown}
            known |= {id(one.field) for one, _ in found.fields.surplus}
            for field_match in found.fields.found:
                field = field_match.field
                if field.is_empty and id(field) not in known:
                    yield self.report(
                        document,
                        field.label_span,
                        f'the field "{field.label}" is empty',
                        help=f"write it, or remove the {found.kind}" if found.kind else "write it",
                        schema=match.place(field_match.entry.path),
                        grace=last_day_of_grace(document, self.grace),
                    )
