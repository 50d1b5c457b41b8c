from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, Related, Severity, quoted
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint_rules.sections._surplus import surplus


class DuplicateSection(Rule):
    """A section that may be there once is not there twice under the same title.

    A heading that was copied and not changed leaves two places to look at, and both have the same
    anchor in a link.

    Bad, where the schema lists `Summary`:

    ```markdown
    ## Summary
    It went well.

    ## Summary
    ```

    Good:

    ```markdown
    ## Summary
    It went well.
    ```
    """

    name = "duplicate-section"
    family = "sections"
    severity = Severity.WARNING

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each copy that is one too many, at its heading."""
        for found in surplus(match):
            twin = found.twin.heading if found.twin else None
            if twin and found.section.heading:
                first = document.source.range(twin.span())
                other = (
                    "or give it its own title" if found.entry.is_repeated else "and remove the heading"
                )
                yield self.report(
                    document,
                    found.section.heading.span(),
                    f"the section {quoted(found.section.title)} is there already",
                    help=f"move its text up to line {first.start.line}, {other}",
                    schema=match.place(found.entry.path),
                    related=(Related("it stands here first", first),),
                )
