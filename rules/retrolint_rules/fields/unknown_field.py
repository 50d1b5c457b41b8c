from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.fields import Field
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch
from retrolint.rule import Rule
from retrolint.schema.model import FieldEntry
from retrolint_rules.fields._naming import only_where
from retrolint_rules.sections._placing import reported_anyway


class UnknownField(Rule):
    """A field that may not be there is not.

    Where the schema says `unknown-fields: forbid`, every bold label is one of its fields. A field that is
    only for some documents (`when`) stands in no other.

    Bad, where the schema says `unknown-fields: forbid` and `fields: [good, bad]`:

    ```markdown
    - **good**: the talk
    - **mood**: fine
    - **bad**: the air
    ```

    Good:

    ```markdown
    - **good**: the talk
    - **bad**: the air
    ```
    """

    name = "unknown-field"
    family = "fields"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each field that may not be there, at its label."""
        known = reported_anyway(match)
        for found in match.sections:
            if found.section is None or id(found.section) in known:
                continue
            for field, entry in found.fields.unknown:
                yield self.report(
                    document,
                    field.label_span,
                    _fault(field, entry, match),
                    help=_help(entry, found),
                    schema=match.place(entry.path if entry else found.entry.path or "fields"),
                )


def _fault(field: Field, entry: FieldEntry | None, match: Match) -> str:
    if entry:
        return f"the field {quoted(field.label)} {only_where(entry.allowed, match)}"
    return f"the schema has no field {quoted(field.label)} here"


def _help(entry: FieldEntry | None, found: SectionMatch) -> str:
    if entry:
        names = dict.fromkeys(f'"{name}"' for name, _ in entry.allowed.wanted)
        return f"remove it, or correct {' or '.join(names)}"
    there = {one.entry.path for one in found.fields.found}
    free = [f'"{one.name}"' for one in found.entry.fields if one.path not in there or one.is_repeated]
    if not free:
        return "remove it, or write its text under another field"
    return f"rename it to {'one of ' if len(free) > 1 else ''}{', '.join(free)}, or remove it"
