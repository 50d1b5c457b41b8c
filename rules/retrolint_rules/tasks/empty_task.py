from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, Severity
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule


class EmptyTask(Rule):
    """A task says what there is to do.

    A checkbox with nothing behind it is what is left of the template. What is nested below it counts.

    Bad:

    ```markdown
    - [x] book a room
    - [ ]
    ```

    Good:

    ```markdown
    - [x] book a room
    - [ ] invite the team
    ```
    """

    name = "empty-task"
    family = "tasks"
    severity = Severity.WARNING
    is_unfinished = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each task without a text, at its box."""
        for task in document.tasks:
            if task.is_empty:
                yield self.report(
                    document,
                    task.box,
                    "the task says nothing",
                    help="write what there is to do, or remove it",
                )
