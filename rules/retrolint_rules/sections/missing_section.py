from collections.abc import Iterator

from retrolint.diagnostics import Applicability, Diagnostic, Fix, quoted
from retrolint.document.model import Document
from retrolint.matching.assignment import near_fits
from retrolint.matching.match import Match
from retrolint.matching.matched import Missing, SectionMatch
from retrolint.rule import Rule
from retrolint_rules.sections._inserting import Lack, SectionInserter, beside, forgotten
from retrolint_rules.sections._placing import first_line, level_in, reported_anyway, span_of


class MissingSection(Rule):
    """Every required section is there, and the document's title, if the schema asks for one.

    Whoever writes in a hurry leaves out the section that is hardest to write. What the section would
    have held is not reported beside it. Of sections of which one is enough (`one-of`), there is one
    finding if none is there.

    Bad, where the schema lists `Main Events` and `Weekly Review`:

    ```markdown
    ## Main Events
    ```

    Good:

    ```markdown
    ## Main Events

    ## Weekly Review
    ```

    Fix: unsafe, as what stands there then is nobody's text. It inserts the section and all that it must
    hold, where the list has it. What is to be written says `TBU`, or the hint, and is found until it is
    written. A title is inserted where it is known. A number, or which of several it is, the author says.
    """

    name = "missing-section"
    family = "sections"
    fixable = (Applicability.UNSAFE,)
    is_unfinished = True
    is_of_whole = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each missing section at its parent's heading, or at the first line of the body."""
        known = reported_anyway(match)
        # What else a section lacks that is missing itself, or should not be there, is not reported.
        parents = [
            parent for parent in match.sections if parent.section and id(parent.section) not in known
        ]
        fixes = SectionInserter(match).fixes_for_missing(parents)
        yield from self._title(document, match, fixes.get(Lack("heading", document.body), ()))
        for parent in parents:
            for missing in parent.missing:
                names = [match.name_of(entry) for entry in missing.entries]
                yield self.report(
                    document,
                    span_of(document, parent),
                    f"the section {_one_of(names)} is missing",
                    help=_help(match, parent, missing),
                    subject=" or ".join(entry.name for entry in missing.entries),
                    section=parent.section.path if parent.section else (),
                    schema=match.place(missing.path),
                    fixes=fixes.get(Lack(missing.path, parent.start), ()),
                )

    def _title(self, document: Document, match: Match, fixes: tuple[Fix, ...]) -> Iterator[Diagnostic]:
        if not match.schema or not match.root or not match.schema.root.names:
            return
        entry, title = match.schema.root, match.title
        if title and (_fits(match, title.title) or near_fits(title.title, (entry,))):
            return
        wanted = _one_of([name.shown for name in entry.names])
        instead = (
            f" is {quoted(title.title)}, which is not {wanted}" if title else f" {wanted} is missing"
        )
        yield self.report(
            document,
            first_line(document),
            f"the title{instead}",
            help=f'{"write" if title else "start with"} "# {entry.name}"',
            subject=entry.name,
            section=(),
            schema=match.place("heading"),
            fixes=fixes,
        )


def _fits(match: Match, title: str) -> bool:
    return any(name.fits(title) for name in match.schema.root.names) if match.schema else False


def _one_of(names: list[str]) -> str:
    """Names in quotes, the last after an "or"."""
    *others, last = (f'"{name}"' for name in names)
    return f"{', '.join(others)} or {last}" if others else last


def _help(match: Match, parent: SectionMatch, missing: Missing) -> str:
    entries = missing.entries
    lost = forgotten(parent, entries[0])
    if lost:
        _, first = lost
        level = min(level_in(match, parent, entries[0]), max(first.level, 1))
        deeper = f', and make what belongs to it "{"#" * (level + 1)}"' if first.level <= level else ""
        return f'put "{"#" * level} {match.name_of(entries[0])}" above "{first.title}"{deeper}'
    headings = [f"{'#' * level_in(match, parent, entry)} {match.name_of(entry)}" for entry in entries]
    return f"add {_one_of(headings)}{_place(parent, missing)}"


def _place(parent: SectionMatch, missing: Missing) -> str:
    """Beside which section of the list it belongs."""
    if not parent.entry.is_ordered:
        return ""
    after, before = beside(parent, missing.entries[0])
    if after:
        return f', after "{after.title}"'
    return f', before "{before.title}"' if before else ""
