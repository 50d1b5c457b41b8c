from collections.abc import Iterator

from retrolint.diagnostics import Applicability, Diagnostic, quoted
from retrolint.document.blocks import is_hidden
from retrolint.document.model import Document, Section
from retrolint.document.placeholders import placeholder_word
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint.skeleton.parts import PartWriter
from retrolint_rules.fields._inserting import fixes_for_missing
from retrolint_rules.fields._styles import styled
from retrolint_rules.sections._placing import reported_anyway, span_of


class MissingField(Rule):
    """A section has every required field, `- **label**: value`.

    What was felt is the first thing to be left out, and the one that nobody remembers a month later.

    Bad, where the schema says `fields: [did, felt]`:

    ```markdown
    ### (240902 Mon) First lecture
    - **did**: took notes
    ```

    Good:

    ```markdown
    ### (240902 Mon) First lecture
    - **did**: took notes
    - **felt**: curious
    ```

    Fix: unsafe, as what stands there then is nobody's text. It inserts the field beside the others and
    written like them, with `TBU` or the hint, which is found until something is written. Where the fields
    are numbered, share a paragraph, or could stand in a table, the author says where.
    """

    name = "missing-field"
    family = "fields"
    fixable = (Applicability.UNSAFE,)
    is_unfinished = True
    is_of_whole = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each missing field at the heading of its section; an empty section is another fault."""
        known = reported_anyway(match)
        writer = PartWriter(match)
        for found in match.sections:
            section = found.section
            if not found.fields.missing or not section or id(section) in known or _is_unwritten(section):
                continue
            where = f" in {quoted(section.title)}" if section.heading else ""
            fixes = fixes_for_missing(match, found, writer)
            for entry in found.fields.missing:
                name = match.name_of(entry)
                number = sum(one.entry is entry for one in found.fields.found)
                few = f"stands only {number} of {entry.occurs.least} times" if number else "is missing"
                yield self.report(
                    document,
                    span_of(document, found),
                    f'the field "{name}" {few}{where}',
                    help=f'write "- {styled(found.entry, name)}"',
                    subject=entry.name,
                    section=section.path,
                    schema=match.place(entry.path),
                    fixes=fixes.get(entry.path, ()),
                )


def _is_unwritten(section: Section) -> bool:
    """Whether nothing is there but a heading and perhaps a placeholder: other rules say so."""
    if not section.heading or section.children:
        return False
    texts = [block.text for block in section.blocks if not is_hidden(block)]
    return not texts or (
        len(texts) == 1 and texts[0] is not None and bool(placeholder_word(texts[0].raw))
    )
