from collections.abc import Iterable, Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.rule import SuppressionProblem, SuppressionRule


class UnknownSuppression(SuppressionRule):
    """A suppression names rules that there are.

    One that is misspelt suppresses nothing, and its author wonders why. Families and all rules at once
    cannot be suppressed: what is meant is said.

    Bad:

    ```markdown
    <!-- retrolint-disable-next-line placeholders: the word of the tool -->
    - **did**: TODO
    ```

    Good:

    ```markdown
    <!-- retrolint-disable-next-line placeholder: the word of the tool -->
    - **did**: TODO
    ```
    """

    name = "unknown-suppression"
    family = "suppressions"

    def check(self, problems: Iterable[SuppressionProblem]) -> Iterator[Diagnostic]:
        """Report each at the name, or at the comment where that is all wrong."""
        for problem in problems:
            (name,) = problem.names
            message = f'there is no rule "{name}" to suppress'
            if not name:
                message = "the suppression names no rule"
            elif name.startswith("retrolint-"):
                message = f'there is no comment "{name}"'
            yield self.at(problem.path, problem.place, message, help=problem.detail)
