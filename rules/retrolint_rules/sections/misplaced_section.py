from collections.abc import Iterator

from retrolint.diagnostics import Applicability, Diagnostic, Fix, Part, quoted
from retrolint.document.model import Document, Section
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch
from retrolint.rule import Rule
from retrolint_rules.sections._placing import between, level_in, reported_anyway
from retrolint_rules.sections._relocating import Relocation, Relocations


class MisplacedSection(Rule):
    """Sections stand where the schema has them: in its order, and under the right heading.

    The fewest sections are reported that must move for the rest to be in order. One that stands under
    another section than its own is not reported as missing there.

    Bad, where the schema lists `Main Events` before `Weekly Review`:

    ```markdown
    ## Weekly Review

    ## Main Events
    ```

    Good:

    ```markdown
    ## Main Events

    ## Weekly Review
    ```

    Fix: unsafe, as what is told may follow from what was told before it. It moves the section with all
    that is in it, and writes its headings at the level that they have there. What keeps sections apart,
    such as `---`, stays where it is.
    """

    name = "misplaced-section"
    family = "sections"
    fixable = (Applicability.UNSAFE,)

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each section that must move, at its heading."""
        known, relocations = reported_anyway(match), Relocations(match)
        for parent in match.sections:
            for child in parent.children:
                section = child.section
                if not child.misplaced or not section or not section.heading or id(section) in known:
                    continue
                is_order = child.misplaced.after is not None or child.misplaced.before is not None
                if is_order:
                    fault, help_ = "is out of order", f"move it {between(child.misplaced)}"
                else:
                    fault, help_ = _elsewhere(match, parent, child, section)
                yield self.report(
                    document,
                    section.heading.span(),
                    f"the section {quoted(section.title)} {fault}",
                    help=help_,
                    schema=match.place(child.entry.path),
                    fixes=_fixes(
                        section, None if document.has_broken_header else relocations.of(parent, child)
                    ),
                )


def _fixes(section: Section, relocation: Relocation | None) -> tuple[Fix, ...]:
    if not relocation:
        return ()
    title, changes = f"move it {relocation.where}", frozenset({Part.ORDER})
    if relocation.level != section.level:
        title += f", as {quoted(f'{chr(35) * relocation.level} {section.title}')}"
        changes |= {Part.LEVELS}
    return (Fix(title, Applicability.UNSAFE, relocation.edits, changes),)


def _elsewhere(
    match: Match, parent: SectionMatch, child: SectionMatch, section: Section
) -> tuple[str, str]:
    """What to say of a section that stands under another heading than its own."""
    owner = parent.section.title if parent.section and parent.section.heading else parent.entry.name
    here = section.path[-2] if len(section.path) > 1 else ""
    stands = f"stands under {quoted(here)}, and" if here else "stands alone, and"
    heading = f"{'#' * level_in(match, parent, child.entry)} {section.title}"
    if parent is match.root or not owner:
        return f"{stands} belongs under no other section", f"move it out of there, as {quoted(heading)}"
    return (
        f"{stands} belongs under {quoted(owner)}",
        f"move it under {quoted(owner)}, as {quoted(heading)}",
    )
