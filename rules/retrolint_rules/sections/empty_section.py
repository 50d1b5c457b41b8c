from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.model import Document
from retrolint.rule import Rule
from retrolint.schema.match import Match


class EmptySection(Rule):
    """A section of the schema holds something.

    A heading with nothing below it was left for later. Comments and thematic breaks are nothing: no
    reader sees them.

    Bad:

    ```markdown
    ### [+] Positive

    ### [-] Negative
    - I slept too little.
    ```

    Good:

    ```markdown
    ### [+] Positive
    - The talk went well.

    ### [-] Negative
    - I slept too little.
    ```
    """

    name = "empty-section"
    family = "sections"
    is_unfinished = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each empty section at its heading, unless what it lacks is reported there anyway."""
        for found, section in match.found:
            if section.is_empty and section.heading and not found.missing:
                verb = "write it" if found.entry.is_required else "write it, or remove the heading"
                yield self.report(
                    document,
                    section.heading.span(),
                    f"the section {quoted(section.title)} is empty",
                    help=verb,
                    schema=match.place(found.entry.path),
                )
