from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, Related
from retrolint.document.model import Document
from retrolint.matching.disagreements import said, saying
from retrolint.matching.match import Match
from retrolint.rule import Rule


class VariableMismatch(Rule):
    """What a document says twice, it says alike.

    A copied post keeps last week's number in one of its titles. What the schema calls by one name, a
    capture such as `{week:int}` or a key, has one value in keys, headings, labels and values; in a
    section that may be repeated, one in each. The value that most places have is taken for right.

    `7` is `07`, `Mon` is `월`, and a time is its day.

    Bad, where the schema has `{week:int}` in both keys:

    ```markdown
    ---
    title: Week 5 of the camp
    description: What week 4 taught me
    ---
    ```

    Good:

    ```markdown
    ---
    title: Week 5 of the camp
    description: What week 5 taught me
    ---
    ```
    """

    name = "variable-mismatch"
    family = "front-matter"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each place that says something else than most, at its value."""
        for found in match.disagreements:
            wrong, other = found.wrong, found.other
            if found.is_about_path or not wrong.span:
                continue
            first = (
                (Related(f"{other.where} says {said(other)}", document.source.range(other.span)),)
                if other.span
                else ()
            )
            yield self.report(
                document,
                wrong.span,
                f"{saying(wrong)}, but {other.where} says {said(other)}",
                help=f"write {said(other)}, or correct the other",
                schema=match.place(wrong.path),
                related=first,
            )
