from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.model import Document
from retrolint.rule import Rule
from retrolint.schema.match import Match, SectionMatch
from retrolint.schema.model import SectionEntry
from retrolint.text import Span


class MissingSection(Rule):
    """Every required section is there.

    Whoever writes in a hurry leaves out the section that is hardest to write. What the section would
    have held is not reported beside it.

    Bad, where the schema lists `Main Events` and `Weekly Review`:

    ```markdown
    ## Main Events
    ```

    Good:

    ```markdown
    ## Main Events

    ## Weekly Review
    ```
    """

    name = "missing-section"
    family = "sections"
    is_unfinished = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each missing section at its parent's heading, or at the first line of the body."""
        for parent in match.sections:
            for entry in parent.missing:
                yield self.report(
                    document,
                    _span(document, parent),
                    f'the section "{entry.name}" is missing',
                    help=_help(parent, entry),
                    subject=entry.name,
                    section=parent.section.path if parent.section else (),
                    schema=match.place(entry.path),
                )


def _span(document: Document, parent: SectionMatch) -> Span:
    if parent.section and parent.section.heading:
        return parent.section.heading.span()
    source = document.source
    first = last = source.position(document.body).line
    while last <= source.line_count and not source.line(last).strip():
        last += 1
    line = last if last <= source.line_count else first
    return source.lines_span(line, line)


def _help(parent: SectionMatch, entry: SectionEntry) -> str:
    for child in parent.children:
        if child.entry is entry and child.section is None:
            first = next(inner.section for inner in child.walk() if inner.section)
            return f'put "{"#" * max(first.level - 1, 1)} {entry.name}" above "{first.title}"'
    order = [sibling.path for sibling in parent.entry.sections or ()]
    rank = order.index(entry.path)
    siblings = [(order.index(child.entry.path), child.section) for child in parent.children]
    before = [section.title for other, section in siblings if section and other < rank]
    after = [section.title for other, section in siblings if section and other > rank]
    place = f', after "{before[-1]}"' if before else f', before "{after[0]}"' if after else ""
    levels = [section.level for _, section in siblings if section]
    level = levels[0] if levels else parent.section.level + 1 if parent.section else 2
    return f'add "{"#" * level} {entry.name}"{place}'
