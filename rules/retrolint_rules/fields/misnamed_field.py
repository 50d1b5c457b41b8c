from collections.abc import Iterator

from retrolint.diagnostics import Applicability, Diagnostic, Fix, Part, Severity, quoted
from retrolint.document.blocks import Text, task_of
from retrolint.document.fields import labelled
from retrolint.document.model import Document
from retrolint.matching.assignment import field_names, near_fits
from retrolint.matching.match import Match
from retrolint.matching.matched import FieldMatch, SectionMatch
from retrolint.rule import Rule
from retrolint_rules._places import judged
from retrolint_rules._renaming import renamed, right_name
from retrolint_rules.fields._naming import misnamed
from retrolint_rules.fields._rereading import reread


class MisnamedField(Rule):
    """A field has the label that the schema gives it.

    A slip of the pen in a label hides the field from whoever, or whatever, collects it later; so does the
    label that it had in an older template (`was`). Such a field is not reported as missing. Where the
    schema says `exact: true`, case, emoji and square brackets count too.

    Bad, where the schema says `fields: [did, action plan]`:

    ```markdown
    - **did**: took notes
    - **acton plan**: bring a charger
    ```

    Good:

    ```markdown
    - **did**: took notes
    - **action plan**: bring a charger
    ```

    Fix: safe. It writes the name, and leaves markup, emoji and the value as they are. There is none where
    two fields could be meant by it, or where the schema says something of the words of the section.
    """

    name = "misnamed-field"
    family = "fields"
    severity = Severity.WARNING
    fixable = (Applicability.SAFE,)

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each field that is only nearly called as it should be, at its label."""
        care = judged(match)
        for found in match.sections:
            known = {id(one) for one, _ in found.fields.unknown}
            known |= {id(one.field) for one, _ in found.fields.surplus}
            for one in found.fields.found:
                if one.misnamed and id(one.field) not in known:
                    span = one.field.label_span
                    is_free = span.start not in care and _is_sure(found, one)
                    yield self.report(
                        document,
                        span,
                        misnamed("the field", one.field.label, one.misnamed),
                        help=f'write "{one.misnamed.name}"',
                        schema=match.place(one.entry.path),
                        fixes=_fixes(document, found, one) if is_free else (),
                    )


def _is_sure(found: SectionMatch, one: FieldMatch) -> bool:
    """Whether the name is that of one entry alone, and no other field may be meant by it."""
    named = field_names(found.entry).literals.get(one.pattern.literal, []) if one.pattern else []
    if [entry for entry, _ in named] != [one.entry] or not found.section:
        return False
    if one.entry.is_repeated:
        return True
    taken = {
        (id(other.field.source), other.field.label_start)
        for other in found.fields.found
        if other is one or other.entry is not one.entry
    }
    return not any(
        near_fits(field.label, [one.entry])
        for field in labelled(found.section)
        if (id(field.source), field.label_start) not in taken
    )


def _fixes(document: Document, found: SectionMatch, one: FieldMatch) -> tuple[Fix, ...]:
    """The fix that gives a field its label, if that can be written there."""
    field, entry = one.field, one.entry
    if not one.misnamed:
        return ()
    name = right_name(entry, one.pattern, one.misnamed, field.label, is_exact=found.entry.is_exact)
    if name is None:
        return ()
    shown = field.source.plain.replace(field.label, name, 1)

    def is_right(text: Text, place: int) -> bool:
        other = reread(document, field, text)
        if not other or other.label != name or text.plain != shown:
            return False
        return field.label_start <= place and other.label_start <= place <= other.label_end

    edit = renamed(document, field.source, (field.label, name), is_right)
    if not edit:
        return ()
    parts = {Part.LABELS, Part.TASKS} if task_of(field.source) else {Part.LABELS}
    return (Fix(f"rename it to {quoted(name)}", Applicability.SAFE, (edit,), frozenset(parts)),)
