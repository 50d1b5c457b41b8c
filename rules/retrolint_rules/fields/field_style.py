import re
from collections.abc import Iterator
from typing import NamedTuple

from retrolint.diagnostics import Diagnostic, Severity, quoted
from retrolint.document.fields import Field
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint_rules.fields._styles import style_of, styled

_CHECKBOX = re.compile(r"\[[ xX]\]\s+")
_UNMARKED = re.compile(r"[^\w*`\[]+(?=\*|__)")
"""An emoji before the emphasis of a label."""


class FieldStyle(Rule):
    """Fields are written as the schema says in `field-style`, such as `**label**: value`.

    Where some labels are bold and others are not, a reader takes the bold ones for more important.
    Only the label and its colon are compared; `__` is bold like `**`, and spaces make no difference.

    Bad, where the schema says `field-style: "**label**: value"`:

    ```markdown
    - **cue**: the laptop died
    - **did:** wrote on paper
    - felt: relieved
    ```

    Good:

    ```markdown
    - **cue**: the laptop died
    - **did**: wrote on paper
    - **felt**: relieved
    ```
    """

    name = "field-style"
    family = "fields"
    severity = Severity.WARNING

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each field that is written in another way, at its label."""
        for found in match.sections:
            if not found.entry.field_style:
                continue
            wanted = _wanted(style_of(found.entry))
            unwanted = {id(field) for field, _ in found.fields.unknown}
            for one in found.fields.found:
                field = one.field
                written = _written(field)
                fault = _fault(written, wanted)
                if fault and id(field) not in unwanted:
                    value = "" if not field.text and field.blocks else "…"
                    yield self.report(
                        document,
                        field.label_span,
                        f"the field {quoted(field.label)} {fault}",
                        help=f'write "{styled(found.entry, field.label, value)}"',
                        schema=match.place(one.entry.path),
                    )


class _Marks(NamedTuple):
    """What stands around a label, without spaces, `__` as `**`."""

    before: str
    after: str

    @property
    def is_bold(self) -> bool:
        return self.before.endswith("**")

    @property
    def is_inside(self) -> bool:
        """Whether the colon is inside the emphasis."""
        return self.after[:1] in {":", "："} and len(self.after) > 1


def _marks(before: str, after: str) -> _Marks:
    return _Marks(*("".join(part.split()).replace("_", "*") for part in (before, after)))


def _wanted(style: str) -> _Marks:
    before, _, rest = style.partition("label")
    return _marks(before, rest.partition("value")[0])


def _written(field: Field) -> _Marks:
    raw = field.source.raw
    start = raw.rfind("\n", 0, field.label_start) + 1
    checkbox = _CHECKBOX.match(raw, start)
    start = checkbox.end() if checkbox else start
    label = raw[field.label_start : field.label_end]
    emoji = _UNMARKED.match(label)
    before = raw[start : field.label_start]
    if emoji and not before.strip():
        marks = label[emoji.end() :]
        before = marks[: len(marks) - len(marks.lstrip("*_"))]
    return _marks(before, raw[field.label_end : field.text_start])


def _fault(written: _Marks, wanted: _Marks) -> str:
    """What is wrong, in words; nothing where it is as it should be."""
    if written == wanted:
        return ""
    has_colon = ":" in written.after or "：" in written.after
    if not has_colon and written == _Marks(wanted.before, wanted.after.replace(":", "")):
        # A line that is all label, with the value below.
        return ""
    if written.is_bold != wanted.is_bold:
        return "is not bold" if wanted.is_bold else "is bold"
    if "：" in written.after and ":" in wanted.after:
        return "has a full-width colon"
    if has_colon and wanted.is_inside != written.is_inside:
        return f"has its colon {'inside' if written.is_inside else 'outside'} the bold"
    return "is written in another way than the schema asks for"
