from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint.schema.conditions import NEVER
from retrolint_rules.sections._placing import reported_anyway


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
    is_of_whole = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each empty section at its heading, unless what it lacks is reported there anyway."""
        known = reported_anyway(match)
        for found, section in match.found:
            if not section.is_empty or not section.heading or id(section) in known:
                continue
            if found.missing or found.children:
                continue
            is_optional = found.entry.required is NEVER or ".any-of[" in found.entry.path
            yield self.report(
                document,
                section.heading.span(),
                f"the section {quoted(section.title)} is empty",
                help="write it, or remove the heading" if is_optional else "write it",
                schema=match.place(found.entry.path),
            )
