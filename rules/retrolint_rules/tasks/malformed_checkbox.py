import re
from collections.abc import Iterator

from retrolint.diagnostics import Applicability, Diagnostic, Fix, Severity
from retrolint.document.blocks import Block, Text, item_text, task_of
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint_rules.tasks._boxes import DASHED, Mender

_OPERATOR = r"\s*(?:[-+=<>.,;)\[/|&]|\*(?!\*\S))"
"""What makes an array of the brackets before it; `**` opens a bold text."""
_BOX = re.compile(rf"\[(?:[ \t]*|[ \t]+[xX][ \t]*|[xX][ \t]+|[vVoO✓✔√])\](?=\s|$)(?!{_OPERATOR})")
_AFTER = r"(?=[^\s(\[:,.;)\]])"
_GLUED = re.compile(rf"\[ \]{_AFTER}")
_GLUED_TICK = re.compile(rf"\[[xX]\]{_AFTER}")
_DASH = re.compile(r"[-+.)]\[[ xX]\]\s")
_FORMS = (_BOX, _GLUED, _GLUED_TICK)


class MalformedCheckbox(Rule):
    """A checkbox is written `[ ]` or `[x]`, with a space before and after it.

    Anything else is shown as plain brackets: the task is no task, and no tool ever asks for it.

    Brackets may mean something else, so `[]` and `[x]this` count only where tasks live: beside a task in
    the same list, or where every item of a list starts with them.

    Bad:

    ```markdown
    - [x] book a room
    - [] invite the team
    -[ ] write the agenda
    ```

    Good:

    ```markdown
    - [x] book a room
    - [ ] invite the team
    - [ ] write the agenda
    ```

    Fix: safe where it makes a box that is ticked; unsafe where it makes an open one, as that asks to be
    ticked, where it makes a list of lines, and where the schema has something to say of the task. There
    is none for `[o]`, which may be either, and where the task would say nothing.
    """

    name = "malformed-checkbox"
    family = "tasks"
    severity = Severity.WARNING
    fixable = (Applicability.SAFE, Applicability.UNSAFE)

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each broken checkbox at its brackets."""
        for text, found, fixes in _boxes(document, Mender(match)):
            box = _box(found)
            start = found.end() - len(box)
            right = _right(box)
            yield self.report(
                document,
                text.span(start, found.end()),
                _fault(box, right, is_dashed=found[0] != box),
                help=f'write "- {right} …"',
                subject=text.raw,
                fixes=fixes,
            )


def _box(found: re.Match[str]) -> str:
    return found[0][found[0].index("[") :]


def _right(box: str) -> str:
    return "[x]" if box[1:-1].strip() else "[ ]"


def _fault(box: str, right: str, *, is_dashed: bool) -> str:
    if box.lower() != right:
        return f'"{box}" makes no checkbox'
    return f'there is no space {"before" if is_dashed else "after"} "{box}"'


_Found = tuple[Text, re.Match[str], tuple[Fix, ...]]


def _boxes(document: Document, mender: Mender) -> Iterator[_Found]:
    if any(_is_suspect(text) for _, text in document.items):
        for block in document.blocks:
            if block.kind == "list":
                yield from _in_list(block, mender)
    if _DASH.search(document.source.text):
        yield from _in_paragraphs(document, mender)


def _in_paragraphs(document: Document, mender: Mender) -> Iterator[_Found]:
    """`-[ ] task` makes no list at all, but a line of a paragraph."""
    items = {id(text): item for item, text in document.items}
    alone = {id(block) for section in document.root.walk() for block in section.blocks}
    for block in document.blocks:
        text = block.text if block.kind == "paragraph" else None
        found = list(DASHED.finditer(text.raw)) if text else []
        if text and found:
            item = items.get(id(text))
            fixes = mender.of_lines(block, item) if item or id(block) in alone else ()
            yield from ((text, each, fixes) for each in found)


def _in_list(block: Block, mender: Mender) -> Iterator[_Found]:
    texts = [(item, text) for item in block.children if (text := item_text(item))]
    suspects = [(item, text) for item, text in texts if _is_suspect(text)]
    boxed = [text for _, text in suspects if any(form.match(text.raw) for form in _FORMS)]
    has_tasks = any(task_of(text) for _, text in texts)
    live = has_tasks or (len(boxed) == len(texts) and len(texts) > 1)
    for item, text in suspects:
        found = (form.match(text.raw) for form in (_FORMS if live else (_GLUED,)))
        for box in found:
            if box:
                yield text, box, mender.of_item(item, box[0], _right(box[0]))


def _is_suspect(text: Text) -> bool:
    """Whether an item with this text starts with a bracket, and is no task."""
    return text.raw[:1] == "[" and not task_of(text)
