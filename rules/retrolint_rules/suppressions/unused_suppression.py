from collections.abc import Iterable, Iterator

from retrolint.diagnostics import Applicability, Diagnostic, Fix, Part, Severity
from retrolint.rule import SuppressionProblem, SuppressionRule


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

    Fix: safe. It removes the comment, where nothing else is in it.
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
            fix = Fix("remove the comment", Applicability.SAFE, problem.edits, frozenset({Part.HTML}))
            yield self.at(
                problem.path,
                problem.place,
                message,
                help="remove it" if len(problem.names) == 1 else f"remove {names} from it",
                fixes=(fix,) if problem.edits else (),
            )
