import re
from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, Severity
from retrolint.document.blocks import Block, Text, item_text, task_of
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule

_BOX = re.compile(r"\[(?:[ \t]*|[ \t]+[xX][ \t]*|[xX][ \t]+|[vVoO✓✔√])\](?=\s|$)(?!\s*[-+=<>.,;)\[*/|&])")
_AFTER = r"(?=[^\s(\[:,.;)\]])"
_GLUED = re.compile(rf"\[ \]{_AFTER}")
_GLUED_TICK = re.compile(rf"\[[xX]\]{_AFTER}")
_DASHED = re.compile(r"^(?:[-+]|\d+[.)])\[[ xX]\](?=\s)", re.MULTILINE)
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
    """

    name = "malformed-checkbox"
    family = "tasks"
    severity = Severity.WARNING

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each broken checkbox at its brackets."""
        for text, found in _boxes(document):
            box = found[0][found[0].index("[") :]
            start = found.end() - len(box)
            right = "[x]" if box[1:-1].strip() else "[ ]"
            yield self.report(
                document,
                text.span(start, found.end()),
                _fault(box, right, is_dashed=found[0] != box),
                help=f'write "- {right} …"',
                subject=text.raw,
            )


def _fault(box: str, right: str, *, is_dashed: bool) -> str:
    if box.lower() != right:
        return f'"{box}" makes no checkbox'
    return f'there is no space {"before" if is_dashed else "after"} "{box}"'


def _boxes(document: Document) -> Iterator[tuple[Text, re.Match[str]]]:
    if any(_is_suspect(text) for _, text in document.items):
        for block in document.blocks:
            if block.kind == "list":
                yield from _in_list(block)
    if _DASHED.search(document.source.text):
        # `-[ ] task` makes no list at all, but a line of a paragraph.
        for block in document.blocks:
            if block.kind == "paragraph" and block.text:
                for found in _DASHED.finditer(block.text.raw):
                    yield block.text, found


def _in_list(block: Block) -> Iterator[tuple[Text, re.Match[str]]]:
    texts = [text for item in block.children if (text := item_text(item))]
    suspects = [text for text in texts if _is_suspect(text)]
    boxed = [text for text in suspects if any(form.match(text.raw) for form in _FORMS)]
    has_tasks = any(task_of(text) for text in texts)
    live = has_tasks or (len(boxed) == len(texts) and len(texts) > 1)
    for text in suspects:
        found = (form.match(text.raw) for form in (_FORMS if live else (_GLUED,)))
        yield from ((text, box) for box in found if box)


def _is_suspect(text: Text) -> bool:
    """Whether an item with this text starts with a bracket, and is no task."""
    return text.raw[:1] == "[" and not task_of(text)
