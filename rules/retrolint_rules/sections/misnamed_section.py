from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, Severity
from retrolint.document.model import Document
from retrolint.matching.assignment import near_fits
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint_rules.fields._naming import misnamed
from retrolint_rules.sections._placing import reported_anyway


class MisnamedSection(Rule):
    """A section has the name that the schema gives it.

    A slip of the pen, a number or a colon in a heading hides the section from whoever looks for it; so
    does the name that it had in an older template (`was`). Such a section is not reported as missing.
    Where the schema says `exact: true`, case, emoji and square brackets count too.

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
        title = match.title
        if match.schema and title and title.heading:
            near = near_fits(title.title, (match.schema.root,))
            if (
                near
                and near[0].misnamed
                and not any(n.fits(title.title) for n in match.schema.root.names)
            ):
                yield self.report(
                    document,
                    title.heading.span(),
                    misnamed("the title", title.title, near[0].misnamed),
                    help=f'write "{near[0].misnamed.name}"',
                    schema=match.place("heading"),
                )
        known = reported_anyway(match)
        for found, section in match.found:
            if found.misnamed and section.heading and id(section) not in known:
                yield self.report(
                    document,
                    section.heading.span(),
                    misnamed("the section", section.title, found.misnamed),
                    help=f'write "{found.misnamed.name}"',
                    schema=match.place(found.entry.path),
                )
