from collections.abc import Iterator
from dataclasses import dataclass

from retrolint.diagnostics import Diagnostic, Severity, quoted
from retrolint.document.model import Document
from retrolint.document.placeholders import placeholder_word
from retrolint.matching.match import Match
from retrolint.rule import Rule, last_day_of_grace


@dataclass(frozen=True, slots=True, kw_only=True)
class UncheckedTask(Rule):
    """A task is ticked when its time is over.

    An action item that nobody ticks was forgotten, or done without a trace. Within the grace it is
    `info`; it stays `info` in documents without a schema or without a date.

    Bad, in a post of last month:

    ```markdown
    - [ ] write up the notes
    ```

    Good:

    ```markdown
    - [x] write up the notes
    ```

    Options: `grace`, days after the document's date in which it is only `info` (7).
    """

    name = "unchecked-task"
    family = "tasks"
    severity = Severity.WARNING
    is_unfinished = True

    grace: int = 7

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each open task at its `[ ]`."""
        counts = match.schema is not None and document.day is not None
        for task in document.tasks:
            # One that still has to be written is reported as a placeholder, or as empty.
            if not task.done and not placeholder_word(task.text) and not task.is_empty:
                shown = f" {quoted(task.text, 40)}" if task.text else ""
                yield self.report(
                    document,
                    task.box,
                    f"the task{shown} is not ticked",
                    help="tick it with [x] once it is done, or move it to the next post",
                    subject=task.text,
                    severity=None if counts else Severity.INFO,
                    grace=last_day_of_grace(document, self.grace),
                )
