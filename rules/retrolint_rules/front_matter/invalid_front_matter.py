from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule


class InvalidFrontMatter(Rule):
    """The front matter can be read: YAML from a first line `---` to the next one.

    So can TOML between two lines `+++`, and a JSON object at the very top.

    A site generator that cannot read it stops, or drops every key without a word. Nothing is said of
    single keys until it can be read.

    Bad:

    ```markdown
    ---
    title: Week 5: what I learned
    ---
    ```

    Good:

    ```markdown
    ---
    title: "Week 5: what I learned"
    ---
    ```
    """

    name = "invalid-front-matter"
    family = "front-matter"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Word what the reader met."""
        for problem in self.problems(document):
            reason, _, cure = problem.detail.partition("|")
            yield self.report(
                document,
                problem.span,
                f"the front matter cannot be read: {reason}",
                help=cure,
            )
