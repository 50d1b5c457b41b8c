import difflib
from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.model import Document
from retrolint.rule import Rule
from retrolint.schema.match import Match


class DisallowedValue(Rule):
    """A front matter value is one of those that the schema lists.

    Tools sort documents by such a value; `Accpeted` is in no list of theirs.

    Bad, where the schema says `status: {is: [proposed, accepted]}`:

    ```markdown
    ---
    status: Accpeted
    ---
    ```

    Good:

    ```markdown
    ---
    status: accepted
    ---
    ```
    """

    name = "disallowed-value"
    family = "front-matter"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each value that is none of the plain values of its key, at the value."""
        for key, entry in match.values:
            value = entry.value
            if value.kind != "scalar" or not all(pattern.is_literal for pattern in key.patterns):
                continue
            if key.fits(value.text):
                continue
            allowed = [pattern.shown for pattern in key.patterns]
            close = difflib.get_close_matches(value.text, allowed, n=1)
            yield self.report(
                document,
                value.span,
                f'"{key.name}" is {quoted(value.text)}, which is not allowed',
                help=f'did you mean "{close[0]}"?' if close else f"write one of: {', '.join(allowed)}",
                schema=match.place(key.path),
            )
