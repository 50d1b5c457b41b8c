from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.model import Document
from retrolint.rule import Rule
from retrolint.schema.match import Match


class UnknownSection(Rule):
    """Where the schema forbids other sections, there are none.

    Readers of many such documents look for the same things in the same places.

    Bad, where the schema says `unknown-sections: forbid` and lists `Context` and `Decision`:

    ```markdown
    ## Context

    ## Thoughts

    ## Decision
    ```

    Good:

    ```markdown
    ## Context

    ## Decision
    ```
    """

    name = "unknown-section"
    family = "sections"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each section of a closed list that no entry took, at its heading."""
        for parent in match.sections:
            if not parent.entry.forbids_unknown:
                continue
            known = ", ".join(entry.name for entry in parent.entry.sections or ())
            for section in parent.unknown:
                if section.heading:
                    yield self.report(
                        document,
                        section.heading.span(),
                        f"the schema has no section {quoted(section.title)} here",
                        help=f"rename it to one of {known}, or move its text there",
                        schema=match.place(parent.entry.path or "sections"),
                    )
