from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.model import Document
from retrolint.rule import Rule
from retrolint.schema.match import Match


class MissingField(Rule):
    """A section has every required field, `- **label**: value`.

    What was felt is the first thing to be left out, and the one that nobody remembers a month later.

    Bad, where the schema says `fields: [did, felt]`:

    ```markdown
    ### (240902 Mon) First lecture
    - **did**: took notes
    ```

    Good:

    ```markdown
    ### (240902 Mon) First lecture
    - **did**: took notes
    - **felt**: curious
    ```
    """

    name = "missing-field"
    family = "fields"
    is_unfinished = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each missing field at the heading of its section; an empty section is another fault."""
        for found, section in match.found:
            if not found.missing_fields or section.is_empty or not section.heading:
                continue
            for entry in found.missing_fields:
                yield self.report(
                    document,
                    section.heading.span(),
                    f'the field "{entry.name}" is missing in {quoted(section.title)}',
                    help=f'write "- **{entry.name}**: …"',
                    subject=entry.name,
                    schema=match.place(entry.path),
                )
