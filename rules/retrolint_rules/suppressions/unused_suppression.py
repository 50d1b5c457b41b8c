from collections.abc import Iterable, Iterator

from retrolint.diagnostics import Applicability, Diagnostic, Fix, Part, Severity
from retrolint.document.directives import HEADER
from retrolint.rule import SuppressionProblem, SuppressionRule

_AROUND = frozenset({Part.HTML, Part.LABELS, Part.VALUES, Part.TASKS})
"""What a comment can be a piece of."""


class UnusedSuppression(SuppressionRule):
    """A suppression suppresses something.

    One whose finding was mended hides the next mistake in its place. Only rules that ran on the document
    are looked at: a suppression of a rule that is not selected says nothing wrong.

    Bad, where nothing is left to write:

    ```markdown
    <!-- retrolint-disable-next-line placeholder: the word of the tool -->
    - **felt**: it went well
    ```

    Good:

    ```markdown
    <!-- retrolint-disable-next-line placeholder: the word of the tool -->
    - **felt**: TODO
    ```

    Fix: safe. It removes the comment, if nothing else is in it and all around it is read as before. In
    the front matter it removes the lines of the rule, or of all that is said there if none of it does
    anything, where they are no other key's and hold no comment.
    """

    name = "unused-suppression"
    family = "suppressions"
    severity = Severity.WARNING
    fixable = (Applicability.SAFE,)

    def check(self, problems: Iterable[SuppressionProblem]) -> Iterator[Diagnostic]:
        """Report each at its comment, or at the rule in the front matter."""
        for problem in problems:
            names = " or ".join(f'"{name}"' for name in problem.names)
            message = f"there is no finding of {names} to suppress here"
            if problem.detail == "enable":
                message = f"{names} is not suppressed here, so that this ends nothing"
            is_header = problem.detail == HEADER
            fix = Fix(
                "remove it from the front matter" if is_header else "remove the comment",
                Applicability.SAFE,
                problem.edits,
                frozenset({Part.FRONT_MATTER}) if is_header else _AROUND,
            )
            yield self.at(
                problem.path,
                problem.place,
                message,
                help="remove it" if len(problem.names) == 1 else f"remove {names} from it",
                fixes=(fix,) if problem.edits else (),
            )
