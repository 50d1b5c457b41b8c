from collections.abc import Iterable, Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.rule import SuppressionProblem, SuppressionRule


class UnclosedSuppression(SuppressionRule):
    """What `retrolint-disable` starts, `retrolint-enable` ends.

    Without an end it hides mistakes in all that is ever written below it. It counts up to the end of the
    document all the same.

    Bad:

    ```markdown
    <!-- retrolint-disable placeholder: an example -->
    - **did**: TODO
    ```

    Good:

    ```markdown
    <!-- retrolint-disable placeholder: an example -->
    - **did**: TODO
    <!-- retrolint-enable placeholder -->
    ```
    """

    name = "unclosed-suppression"
    family = "suppressions"

    def check(self, problems: Iterable[SuppressionProblem]) -> Iterator[Diagnostic]:
        """Report each at the comment that starts it."""
        for problem in problems:
            names = ", ".join(problem.names)
            yield self.at(
                problem.path,
                problem.place,
                f"the suppression of {names} is never ended",
                help=f'put "<!-- retrolint-enable {names} -->" where it ends, '
                "or write retrolint-disable-file",
            )
