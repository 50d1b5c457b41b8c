import re
from collections.abc import Iterator
from typing import NamedTuple

from retrolint.diagnostics import Applicability, Diagnostic, Fix, Part, Severity, quoted
from retrolint.document.blocks import Text, task_of
from retrolint.document.fields import Field
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.matching.matched import FieldMatch
from retrolint.rule import Rule
from retrolint.schema.model import SectionEntry
from retrolint_rules._places import judged
from retrolint_rules._renaming import box_of, edit_in
from retrolint_rules.fields._rereading import reread
from retrolint_rules.fields._styles import Around, around_label, style_of, styled

_CHECKBOX = re.compile(r"\[[ xX]\]\s+")
_UNMARKED = re.compile(r"[^\w*`\[]+(?=\*|__)")
"""An emoji before the emphasis of a label."""
_WORD = re.compile(r"\w+")
_COMMENT = re.compile(r"<!--.*?-->")
_MARKS_BEFORE = re.compile(r"(?<![*_])(?:\*{0,2}|_{0,2})\Z")
_BEHIND = re.compile(r"(?P<close>[*_]*)[ \t]*(?:(?P<colon>[:：])(?P<closing>[*_]*))?(?P<gap>\s*)")


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

    Fix: safe. It writes the marks and the colon of the label anew, and leaves the value as it is. There
    is none for a definition list, or where the schema says something of the words of the section.
    """

    name = "field-style"
    family = "fields"
    severity = Severity.WARNING
    fixable = (Applicability.SAFE,)

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each field that is written in another way, at its label."""
        care = judged(match)
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
                    order = f'write "{styled(found.entry, field.label, value)}"'
                    is_free = _is_named(one) and field.label_span.start not in care
                    fix = _fix(document, field, found.entry, order) if is_free else None
                    yield self.report(
                        document,
                        field.label_span,
                        f"the field {quoted(field.label)} {fault}",
                        help=order,
                        schema=match.place(one.entry.path),
                        fixes=(fix,) if fix else (),
                    )


def _is_named(one: FieldMatch) -> bool:
    """Whether the label has its name, or can be given it in every way of writing: `[next]` cannot."""
    return not one.misnamed or one.misnamed.name.replace(" ", "").isalpha()


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
    before = _COMMENT.sub("", raw[start : field.label_start])
    if emoji and not before.strip():
        marks = label[emoji.end() :]
        before = marks[: len(marks) - len(marks.lstrip("*_"))]
    return _marks(before, _COMMENT.sub("", raw[field.label_end : field.text_start]))


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


def _fix(document: Document, field: Field, owner: SectionEntry, title: str) -> Fix | None:
    """The fix that writes a field as its section wants it, where that can be done."""
    wanted = around_label(owner)
    pieces = _pieces(field, wanted) if wanted else ()
    source, raw = field.source, field.source.raw
    for start, end, new in reversed(pieces):
        raw = f"{raw[:start]}{new}{raw[end:]}"
    other = reread(document, field, source.instead(raw)) if pieces else None
    if not other or other.label != field.label or _fault(_written(other), _wanted(style_of(owner))):
        return None
    edits = tuple(edit for piece in pieces if (edit := edit_in(document, source, *piece)))
    if len(edits) < len(pieces) or _letters(other.source) != _letters(source):
        return None
    changes: set[Part] = {Part.TASKS} if task_of(source) else set()
    if _WORD.findall(raw) != _WORD.findall(source.raw):
        # `__` is a part of the word beside it.
        changes.add(Part.WORDS)
    return Fix(title, Applicability.SAFE, edits, frozenset(changes))


def _letters(text: Text) -> str:
    return "".join(text.plain.split()).replace("：", ":").rstrip(":")


def _pieces(field: Field, wanted: Around) -> tuple[tuple[int, int, str], ...]:
    """What to write where, before and behind the label; nothing where something else stands there."""
    raw, label = field.source.raw, field.source.raw[field.label_start : field.label_end]
    emoji = _UNMARKED.match(label)
    marked = label[emoji.end() :] if emoji else ""
    start = field.label_start if not emoji else field.label_end - len(marked.lstrip("*_"))
    before = None if box_of(label) else _MARKS_BEFORE.search(raw, max(start - 2, 0), start)
    behind = _BEHIND.fullmatch(raw, field.label_end, field.text_start)
    if not before or not behind or before[0] != behind["close"] + (behind["closing"] or ""):
        return ()
    marks = before[0] if len(before[0]) == len(wanted.marks) else wanted.marks
    gap = wanted.gap if field.text and not behind["gap"] else ""
    pieces = (
        (before.start(), start, marks),
        (field.label_end, behind.start("gap"), f"{wanted.behind(marks)}{gap}"),
    )
    return tuple(piece for piece in pieces if raw[piece[0] : piece[1]] != piece[2])
