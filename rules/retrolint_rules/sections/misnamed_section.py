import re
from collections.abc import Iterator
from urllib.parse import unquote

from retrolint.diagnostics import Applicability, Diagnostic, Fix, Part, Severity, quoted
from retrolint.document.blocks import Text
from retrolint.document.model import Document, Section, heading_title
from retrolint.matching.assignment import near_fits
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint_rules._renaming import is_heading, renamed, right_name
from retrolint_rules.fields._naming import misnamed
from retrolint_rules.sections._placing import reported_anyway

_ANCHOR = re.compile(r"\]\(\s*<?#([^)\s>]+)")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?\s")


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

    Fix: unsafe, as the text of a heading is what links to it are made of. It writes the name, and leaves
    markup, an id and emoji as they are. There is none where markup is inside of what is wrong,
    for a section that is numbered among others that stay so, and for one to which the document links.
    """

    name = "misnamed-section"
    family = "sections"
    severity = Severity.WARNING
    fixable = (Applicability.UNSAFE,)

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each section that is only nearly called as it should be, at its heading."""
        yield from self._title(document, match)
        known = reported_anyway(match)
        exact = {
            id(child) for parent in match.sections if parent.entry.is_exact for child in parent.children
        }
        counted = _counted_otherwise(document, match)
        for found, section in match.found:
            if found.misnamed and section.heading and id(section) not in known:
                name = right_name(
                    found.entry, found.pattern, found.misnamed, section.title, is_exact=id(found) in exact
                )
                yield self.report(
                    document,
                    section.heading.span(),
                    misnamed("the section", section.title, found.misnamed),
                    help=f'write "{found.misnamed.name}"',
                    schema=match.place(found.entry.path),
                    fixes=()
                    if section.level in counted and _NUMBER.match(section.title)
                    else _fixes(document, section, section.heading, name),
                )

    def _title(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        title = match.title
        if not match.schema or not title or not title.heading:
            return
        root = match.schema.root
        near = next(iter(near_fits(title.title, (root,))), None)
        if near and near.misnamed and not any(name.fits(title.title) for name in root.names):
            name = right_name(root, near.pattern, near.misnamed, title.title, is_exact=False)
            yield self.report(
                document,
                title.heading.span(),
                misnamed("the title", title.title, near.misnamed),
                help=f'write "{near.misnamed.name}"',
                schema=match.place("heading"),
                fixes=_fixes(document, title, title.heading, name),
            )


def _counted_otherwise(document: Document, match: Match) -> frozenset[int]:
    """The levels at which sections are numbered and keep their names: the count would have a gap."""
    misnamed = {id(section) for found, section in match.found if found.misnamed}
    others = (section for section in document.sections if id(section) not in misnamed)
    return frozenset(section.level for section in others if _NUMBER.match(section.title))


def _is_target(document: Document, title: str) -> bool:
    """Whether a link in the document itself leads to the heading: it would be dead."""
    slug = _letters(title)
    return any(_letters(unquote(link[1])) == slug for link in _ANCHOR.finditer(document.source.text))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _fixes(document: Document, section: Section, heading: Text, name: str | None) -> tuple[Fix, ...]:
    """The fix that gives a section its name, if that can be written there."""
    if name is None or document.has_broken_header or _is_target(document, section.title):
        return ()
    marks = document.source.text[section.span.start : heading.span().start]

    def is_right(text: Text, _place: int) -> bool:
        return heading_title(text) == name and is_heading(text, is_underlined="#" not in marks)

    edit = renamed(document, heading, (section.title, name), is_right)
    if not edit:
        return ()
    changes = frozenset({Part.HEADINGS})
    return (Fix(f"rename it to {quoted(name)}", Applicability.UNSAFE, (edit,), changes),)
