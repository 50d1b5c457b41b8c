import re
from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, Severity, quoted
from retrolint.document.blocks import Block, Text, item_text, task_of
from retrolint.document.model import Document
from retrolint.rule import Rule
from retrolint.schema.match import Match

_BOX = re.compile(r"\[(?:[ \t]*|[ \t]+[xX][ \t]*|[xX][ \t]+|[vVoO✓✔√])\](?=\s|$)(?!\s*[-+=<>.,;)\[*/|&])")
_GLUED = re.compile(r"\[ \](?=\w)")
_GLUED_TICK = re.compile(r"\[[xX]\](?=\w)")
_DASHED = re.compile(r"^[-+]\[[ xX]\](?=\s)", re.MULTILINE)


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
            box = found[0].lstrip("-+")
            start = found.end() - len(box)
            is_open = not box[1:-1].strip()
            yield self.report(
                document,
                text.span(start, found.end()),
                f"{quoted(_shown(found))} makes no checkbox",
                help=f'write "- [{" " if is_open else "x"}] …"',
                subject=text.raw,
            )


def _shown(found: re.Match[str]) -> str:
    return found[0] if found[0][0] != "[" else f"- {found[0]}"


def _boxes(document: Document) -> Iterator[tuple[Text, re.Match[str]]]:
    if any(_is_suspect(text) for _, text in document.items):
        for block in document.blocks:
            if block.kind == "list":
                yield from _in_list(block)
    if any(f"{dash}[" in document.source.text for dash in "-+"):
        # `-[ ] task` makes no list at all, but a line of a paragraph.
        for block in document.blocks:
            if block.kind == "paragraph" and block.text:
                for found in _DASHED.finditer(block.text.raw):
                    yield block.text, found


def _in_list(block: Block) -> Iterator[tuple[Text, re.Match[str]]]:
    texts = [text for item in block.children if (text := item_text(item))]
    suspects = [text for text in texts if _is_suspect(text)]
    boxed = [text for text in suspects if _BOX.match(text.raw) or _GLUED_TICK.match(text.raw)]
    has_tasks = any(task_of(text) for text in texts)
    live = has_tasks or (len(boxed) == len(texts) and len(texts) > 1)
    for text in suspects:
        found = _GLUED.match(text.raw)
        if live:
            found = found or _GLUED_TICK.match(text.raw) or _BOX.match(text.raw)
        if found:
            yield text, found


def _is_suspect(text: Text) -> bool:
    """Whether an item with this text starts with a bracket, and is no task."""
    return text.raw[:1] == "[" and not task_of(text)
