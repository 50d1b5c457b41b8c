from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, Related, quoted
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint_rules.sections._surplus import Surplus, surplus


class TooManySections(Rule):
    """No section is there more often than the schema allows.

    Two sections that say the same under two names are easily read as two things. One with the same title
    as another is a `duplicate-section`.

    Bad, where the schema says `{heading: "Day {n:int}", repeat: 1..2}`:

    ```markdown
    ## Day 1

    ## Day 2

    ## Day 3
    ```

    Good:

    ```markdown
    ## Day 1

    ## Day 2
    ```
    """

    name = "too-many-sections"
    family = "sections"
    is_of_whole = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each section too many, at its heading."""
        for found in surplus(match):
            if found.twin or not found.section.heading:
                continue
            first = found.first.heading if found.first else None
            related = (
                (Related("this is the first", document.source.range(first.span())),) if first else ()
            )
            yield self.report(
                document,
                found.section.heading.span(),
                _fault(found),
                help=_help(found),
                schema=match.place(found.entry.path),
                related=related,
            )


def _fault(found: Surplus) -> str:
    title, most = quoted(found.section.title), found.entry.occurs.most
    if not most:
        return f"the section {title} may not be there"
    if most == 1 and found.first:
        return f"the section {title} is there already, as {quoted(found.first.title)}"
    of = quoted(found.entry.name)
    return f"the section {title} is number {found.number} of {of}, and there may be {most}"


def _help(found: Surplus) -> str:
    if not found.entry.occurs.most:
        return "remove it, or move its text into another section"
    first = found.first if found.entry.occurs.most == 1 else None
    return f"merge it with {quoted(first.title) if first else 'another'}, or remove it"
