from collections.abc import Iterator

from retrolint.diagnostics import Applicability, Diagnostic, Edit, Fix, Part, Related, quoted
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch, Shift
from retrolint.rule import Rule
from retrolint_rules.sections._shifting import Shifting

_DEEPEST = 6
_MOST_MENDED = 20
"""So many shifts at a time: it is tried whether all is right then."""


class WrongHeadingLevel(Rule):
    """The sections of one list have one level, deeper than that of the section around them.

    A table of contents, and whoever folds sections away, goes by the level alone. Which level it is does
    not matter, unless the schema says so (`level`). Sections next to each other that are shifted alike
    are one finding.

    Bad, where the schema lists `Summary` and `Review`:

    ```markdown
    ## Summary

    ### Review
    ```

    Good:

    ```markdown
    ## Summary

    ## Review
    ```

    Fix: safe. It writes the headings at their level, and moves what is inside a section along with it.
    There is none where it is not certain what belongs inside, or which level is meant: where as many
    sections of the list stand at another as at the right one.
    """

    name = "wrong-heading-level"
    family = "sections"
    fixable = (Applicability.SAFE,)

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each run of sections at a wrong level, at the first of their headings."""
        # Below a heading that is missing, any level will do.
        shifts = [
            (parent, shift) for parent in match.sections if parent.section for shift in parent.shifts
        ]
        certain = [] if document.has_broken_header else shifts[:_MOST_MENDED]
        edits = Shifting(match).edits(certain)
        edits += [()] * (len(shifts) - len(edits))
        for (parent, shift), own in zip(shifts, edits, strict=True):
            first, *others = [section.heading for section in shift.sections if section.heading]
            yield self.report(
                document,
                first.span(),
                _fault(shift),
                help=_help(shift),
                schema=match.place(_path(parent, shift) or "level"),
                related=tuple(
                    Related("this one too", document.source.range(other.span())) for other in others
                ),
                fixes=_fixes(shift, () if _is_even(parent, shift) else own),
            )


def _is_even(parent: SectionMatch, shift: Shift) -> bool:
    """Whether as many sections of the list stand at the wrong level as at the right one, or more."""
    listed = [child for child in parent.children if child.section and not child.misplaced]
    own = next((child for child in listed if child.section is shift.sections[0]), None)
    above = parent.section.level if parent.section else 0
    if (own and own.entry.level) or (not parent.entry.path and parent.entry.level):
        return False
    if shift.sections[0].level <= above:
        return False
    off = {id(section) for each in parent.shifts for section in each.sections}
    return len(listed) > 1 and 2 * sum(id(child.section) in off for child in listed) >= len(listed)


def _fixes(shift: Shift, edits: tuple[Edit, ...]) -> tuple[Fix, ...]:
    what = "them, and what is inside them," if shift.sections[1:] else "it, and what is inside it,"
    title = f"move {what} to level {shift.expected}"
    return (Fix(title, Applicability.SAFE, edits, frozenset({Part.LEVELS})),) if edits else ()


def _path(parent: SectionMatch, shift: Shift) -> str:
    """The part of the schema that the first section stands for; its list, where it stands for none."""
    for child in parent.children:
        if child.section is shift.sections[0]:
            return child.entry.path
    return parent.entry.path


def _fault(shift: Shift) -> str:
    first, last = shift.sections[0], shift.sections[-1]
    if first is last:
        where = f"the section {quoted(first.title)} is at level {first.level}, and belongs"
    else:
        levels = sorted({section.level for section in shift.sections})
        shown = " and ".join(
            [", ".join(map(str, levels[:-1])), str(levels[-1])] if levels[1:] else map(str, levels)
        )
        number = len(shift.sections)
        from_to = f"{number} sections from {quoted(first.title)} to {quoted(last.title)}"
        where = f"{from_to} are at level{'s' if levels[1:] else ''} {shown}, and belong"
    return f"{where} at level {shift.expected}"


def _help(shift: Shift) -> str:
    marks = "#" * shift.expected
    if shift.expected > _DEEPEST:
        return f"raise the headings above: there are {_DEEPEST} levels"
    if len(shift.sections) == 1:
        return f"write {quoted(f'{marks} {shift.sections[0].title}')}"
    return f'write "{marks}" before each of them'
