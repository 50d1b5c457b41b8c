from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, Related
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule


class DuplicateKey(Rule):
    """A front matter key stands once.

    YAML readers keep the last of two equal keys and say nothing of the first, so that half of the
    tags disappear from the site.

    Bad:

    ```markdown
    ---
    tags: [camp]
    tags: [review]
    ---
    ```

    Good:

    ```markdown
    ---
    tags: [camp, review]
    ---
    ```
    """

    name = "duplicate-key"
    family = "front-matter"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each key that stood before in the same mapping, at its repetition."""
        for problem in self.problems(document):
            first = (
                (Related("it stands here first", document.source.range(problem.other)),)
                if problem.other
                else ()
            )
            yield self.report(
                document,
                problem.span,
                f'the key "{problem.detail}" is written twice',
                help="merge the two, or delete one: only the last counts",
                related=first,
            )
