"""What mends a checkbox: brackets at the head of an item, or lines that only look like items."""

import re

from retrolint.diagnostics import Applicability, Edit, Fix, Part
from retrolint.document.blocks import Block, Text, item_text, task_of
from retrolint.document.fields import fields_of
from retrolint.document.placeholders import WRAPPING, placeholder_word
from retrolint.matching.match import Match
from retrolint.patterns.folding import fold
from retrolint_rules._places import Parts, judged
from retrolint_rules._renaming import edit_in, is_paragraph

DASHED = re.compile(r"^(?P<mark>[-+]|\d+[.)])(?P<box>\[[ xX]\])(?=\s)", re.MULTILINE)
_GAP = re.compile(r"[ \t]*")
_MARKER = re.compile(r"(?P<indent> *)(?P<mark>[-+*]|\d+[.)])[ \t]+\Z")
_NO_MORE = re.compile(r"[ \t]*\Z|#{1,6}[ \t]|[-+*][ \t]|\d+[.)][ \t]")
"""A line that never goes on with the item above: a blank one, a heading, another item."""
_MOST_LINES = 50
"""All of them are in the fix of each."""
_UNCLEAR = frozenset({"o", "O"})
"""A tick to some, to others an open circle."""


class Mender:
    """Makes the fixes for the broken checkboxes of a document."""

    def __init__(self, match: Match) -> None:
        """`match` is that of the document."""
        self._match = match
        self._document = match.document
        self._parts = Parts(match.document)
        self._judged = judged(match)

    def of_item(self, item: Block, box: str, right: str) -> tuple[Fix, ...]:
        """The fix that writes `right` for the `box` at the head of `item`, where that makes it a task.

        None where it is not clear what was meant, or where the task would say nothing.
        """
        text = item_text(item)
        gap = _GAP.match(text.raw, len(box)) if text else None
        if not text or not gap or box[1:-1] in _UNCLEAR:
            return ()
        rest = text.raw[gap.end() :]
        new = right + (gap[0] or " " * bool(rest[:1].strip()))
        changed = _with(item, text.instead(f"{new}{rest}"))
        if not _says_the_same(item, changed, box):
            return ()
        # A label is written anew as far as its first letter: the box is no part of it any more.
        more = rest[: fields[0].label_start - len(new)] if (fields := fields_of(changed)) else ""
        edit = edit_in(self._document, text, 0, gap.end() + len(more), f"{new}{more}")
        if not edit:
            return ()
        start = edit.range.start.offset
        is_safe = right == "[x]" and start not in self._judged and self._is_all(changed)
        kind = Applicability.SAFE if is_safe else Applicability.UNSAFE
        return (Fix(f'write "{right}"', kind, (edit,), self._parts.at(text, start) | {Part.TASKS}),)

    def of_lines(self, block: Block, item: Block | None) -> tuple[Fix, ...]:
        """The fix that makes list items of the last lines of the paragraph `block`, all of which look so.

        `item` is what it is the head of; without one, it stands by itself.
        """
        text = block.text
        found = list(DASHED.finditer(text.raw)) if text else []
        if (
            not text
            or not 0 < len(found) <= _MOST_LINES
            or text.raw.count("\n", found[0].start()) + 1 != len(found)
        ):
            return ()
        tasks = (text.raw[line.start("box") :].partition("\n")[0] for line in found)
        if any(_has_label(text.instead(task)) or not task[len("[ ]") :].strip() for task in tasks):
            return ()
        boxes = [edit_in(self._document, text, *line.span("box"), f" {line['box']}") for line in found]
        if item:
            head = self._last_of_item(item, text, found)
            edits = [head, *boxes[1:]] if head else []
        elif not fields_of(block) and self._is_last(block, ""):
            edits = [*self._blank_line(text, found[0].start()), *boxes]
        else:
            return ()
        sure = tuple(edit for edit in edits if edit)
        if not sure or len(sure) < len(edits):
            return ()
        changes = self._parts.at(text, sure[0].range.start.offset) | {Part.TASKS}
        return (Fix("put a space before each checkbox", Applicability.UNSAFE, sure, changes),)

    def _is_all(self, task: Block) -> bool:
        """Whether nothing else is found in the item because it is a task."""
        schema, text = self._match.schema, item_text(task)
        said = text.raw[len("[ ]") :].strip() if text else ""
        if not schema or placeholder_word(said):
            return not schema and not placeholder_word(said)
        folded = fold(said.strip(WRAPPING), is_name=True)
        hints = (fold(entry.hint.strip(WRAPPING), is_name=True) for entry in schema.entries())
        # A field that is seen only now may stand in the wrong place; all bold, it may be an empty one.
        is_label = bool(fields_of(task)) or said.startswith(("**", "__"))
        return not schema.template.strip() and not is_label and folded not in hints

    def _blank_line(self, text: Text, start: int) -> list[Edit | None]:
        """What parts the list from the line above it, where there is one: kramdown finds no list else."""
        newline = self._document.source.newline
        if not start:
            return []
        offset = text.span(start, start).start
        line = self._document.source.position(offset).line
        offset = self._document.source.line_start(line)
        return [self._document.edit(offset, offset, newline)]

    def _is_last(self, block: Block, indent: str) -> bool:
        """Whether nothing below will be a part of the last item, whose mark has that `indent`."""
        source, line = self._document.source, block.last_line + 1
        if not _NO_MORE.match(source.line(line)[len(indent) :]):
            return False
        while line <= source.line_count and not source.line(line).strip():
            line += 1
        return not source.line(line)[len(indent) :][:1].isspace()

    def _last_of_item(self, item: Block, text: Text, found: list[re.Match[str]]) -> Edit | None:
        """The edit of the first line of those below the head of an item, each of which is one like it."""
        source = self._document.source
        start = text.span().start
        line = source.line_start(source.position(start).line)
        marker = _MARKER.match(source.text, line, start)
        first, end = found[0].start(), found[0].end("box")
        before = len(text.raw[:first].rstrip())
        if not marker or not before or item.children[1:] or fields_of(item):
            return None
        if not self._is_last(item.children[0], marker["indent"]):
            return None
        for each in found:
            offset = text.span(*each.span()).start
            indent = source.text[source.line_start(source.position(offset).line) : offset]
            if indent != marker["indent"] or each["mark"][-1] != marker["mark"][-1]:
                return None
        span = text.span(before - 1, end)
        # With the end of the line above, of which the first line is no part any more.
        old = source.slice(span)
        new = f"{old[: -len('[ ]')]} {old[-len('[ ]') :]}"
        return self._document.edit(span.start, span.end, new)


def _with(item: Block, text: Text) -> Block:
    """The item with another text at its head."""
    head = item.children[0]._replace(text=text)
    return item._replace(children=(head, *item.children[1:]))


def _says_the_same(before: Block, after: Block, box: str) -> bool:
    """Whether an item is now a task that says something, and the same as it said behind the `box`."""
    old, new = item_text(before), item_text(after)
    task = task_of(new) if new else None
    if not old or not new or not task or not is_paragraph(new):
        return False
    if task._replace(nested=after.children[1:]).is_empty:
        return False
    shown, said = new.plain[len("[ ]") :], old.plain.removeprefix(box)
    values = [[field.text for field in fields_of(item)] for item in (before, after)]
    return shown.split() == said.split() and values[0] == values[1]


def _has_label(text: Text) -> bool:
    return bool(fields_of(Block("item", 0, 0, None, (Block("paragraph", 0, 0, text),))))
