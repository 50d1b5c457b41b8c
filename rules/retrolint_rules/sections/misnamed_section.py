from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, Severity, quoted
from retrolint.document.model import Document
from retrolint.rule import Rule
from retrolint.schema.match import Match


class MisnamedSection(Rule):
    """A section has the name that the schema gives it.

    A slip of the pen, a number or a colon in a heading hides the section from whoever looks for it. Such
    a section is not reported as missing.

    Bad, where the schema lists `Main Events`:

    ```markdown
    ## 1. Main Evnets:
    ```

    Good:

    ```markdown
    ## Main Events
    ```
    """

    name = "misnamed-section"
    family = "sections"
    severity = Severity.WARNING

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each section that is only nearly called as it should be, at its heading."""
        for found, section in match.found:
            if found.is_misnamed and section.heading and found.pattern:
                yield self.report(
                    document,
                    section.heading.span(),
                    f"the section {quoted(found.pattern.shown)} is called {quoted(section.title)}",
                    help=f'write "{found.pattern.shown}"',
                    schema=match.place(found.entry.path),
                )
