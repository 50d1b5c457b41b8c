from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, Related, quoted
from retrolint.document.model import Document, Section
from retrolint.matching.match import Match
from retrolint.matching.matched import Clash, SectionMatch
from retrolint.rule import Rule
from retrolint_rules.sections._placing import level_in


class ConflictingSections(Rule):
    """Sections stand together only where the schema lets them, and not without those that they need.

    A plan with `Risks` and `No Risks` says two things at once. So it is with two members of a `one-of`,
    with a section and one that it `conflicts` with, and with one that lacks what it `requires`.

    Bad, where the schema says `one-of: [Risks, No Risks]`:

    ```markdown
    ## Risks

    ## No Risks
    ```

    Good:

    ```markdown
    ## Risks
    ```
    """

    name = "conflicting-sections"
    family = "sections"
    is_of_whole = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report the second of two, or the one that needs another, at its heading."""
        seen: set[tuple[int, int | str]] = set()
        for parent in match.sections:
            for clash in parent.clashes:
                pair = clash.section.span.start, clash.other.span.start if clash.other else clash.wanted
                if pair in seen or not clash.section.heading:
                    continue
                seen.add(pair)
                other = clash.other.heading if clash.other else None
                related = (Related("the other", document.source.range(other.span())),) if other else ()
                is_group = _is_group(parent, clash)
                yield self.report(
                    document,
                    clash.section.heading.span(),
                    _fault(match, clash, is_group=is_group),
                    help=_help(match, parent, clash),
                    schema=match.place(_entry_path(parent, clash.section) if is_group else clash.path),
                    related=related,
                )


def _is_group(parent: SectionMatch, clash: Clash) -> bool:
    """Whether it is a `one-of` that lets only one of the two be there."""
    return _entry_path(parent, clash.section).startswith(f"{clash.path}.one-of[")


def _entry_path(parent: SectionMatch, section: Section) -> str:
    paths = (child.entry.path for child in parent.children if child.section is section)
    return next(paths, parent.entry.path)


def _fault(match: Match, clash: Clash, *, is_group: bool) -> str:
    title = quoted(clash.section.title)
    if not clash.other:
        return f"the section {title} needs a section {quoted(_needed(match, clash)[1])}"
    other = quoted(clash.other.title)
    if is_group:
        return f"the sections {other} and {title} are both there, and only one of them may be"
    return f"the section {title} does not go with {other}"


def _help(match: Match, parent: SectionMatch, clash: Clash) -> str:
    if clash.other:
        return f"remove {quoted(clash.other.title)} or {quoted(clash.section.title)}"
    home, name = _needed(match, clash)
    heading = f"{'#' * level_in(match, home or parent)} {name}"
    return f"add {quoted(heading)}, or remove {quoted(clash.section.title)}"


def _needed(match: Match, clash: Clash) -> tuple[SectionMatch | None, str]:
    """The section in which the one that is needed belongs, and its name."""
    for owner in match.sections:
        for entry in owner.entry.sections:
            if entry.id == clash.wanted:
                return owner, entry.name
    names = (
        (entry.name for entry in match.schema.root.walk() if entry.id == clash.wanted)
        if match.schema
        else ()
    )
    return None, next(iter(names), clash.wanted)
