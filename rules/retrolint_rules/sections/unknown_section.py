from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch, Unknown
from retrolint.rule import Rule
from retrolint_rules.fields._naming import only_where


class UnknownSection(Rule):
    """A section that may not be there is not.

    Where the schema forbids other sections, there are none: readers of many such documents look for the
    same things in the same places. A section that is only for some documents (`when`) stands in no other,
    and where the schema forbids a title (`heading: false`), there is none.

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
        """Report each section that may not be there, at its heading."""
        yield from self._title(document, match)
        for parent in match.sections:
            for unknown in parent.unknown:
                heading = unknown.section.heading
                # A heading below the level of the list is none of the list.
                is_stranger = parent.entry.forbids_unknown and unknown.section.level <= parent.level
                if heading and (unknown.entry or is_stranger):
                    owner = unknown.entry or parent.entry
                    yield self.report(
                        document,
                        heading.span(),
                        _fault(unknown, match),
                        help=_help(unknown, parent),
                        schema=match.place(owner.path or "sections"),
                    )

    def _title(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        title = match.title
        if match.schema and match.schema.forbids_title and title and title.heading:
            header = document.front_matter
            named = "; the front matter has the title" if header and header.text("title") else ""
            yield self.report(
                document,
                title.heading.span(),
                f"the document has a title, {quoted(title.title)}, and should have none",
                help=f"remove the heading{named}",
                schema=match.place("heading"),
            )


def _fault(unknown: Unknown, match: Match) -> str:
    title = quoted(unknown.section.title)
    if not unknown.entry:
        return f"the schema has no section {title} here"
    return f"the section {title} {only_where(unknown.entry.allowed, match)}"


def _help(unknown: Unknown, parent: SectionMatch) -> str:
    if unknown.entry:
        names = dict.fromkeys(name for name, _ in unknown.entry.allowed.wanted)
        return f"remove it, or correct {' or '.join(f'{chr(34)}{name}{chr(34)}' for name in names)}"
    found = {child.entry.path for child in parent.children if child.section}
    free = [e for e in parent.entry.sections if e.path not in found or e.is_repeated]
    if not free:
        return "remove it, or move its text into another section"
    names_ = ", ".join(f'"{entry.name}"' for entry in free)
    one_of = "one of " if len(free) > 1 else ""
    return f"rename it to {one_of}{names_}, or move its text into another section"
