from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule


class KeyOrder(Rule):
    """Front matter keys stand in the order of the schema, where it is strict.

    Whoever looks through many headers finds the status where it always is. The fewest keys are
    reported that must move for the rest to be in order.

    Bad, where the schema says `key-order: strict` and lists `title`, `status` and `created`:

    ```markdown
    ---
    status: Draft
    title: A shorter queue
    created: 2024-09-06
    ---
    ```

    Good:

    ```markdown
    ---
    title: A shorter queue
    status: Draft
    created: 2024-09-06
    ---
    ```
    """

    name = "key-order"
    family = "front-matter"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each key that must move, at the key."""
        for keys in match.header:
            listed = {key.name: key for key in keys.keys.entries}
            for entry, place in keys.misplaced:
                yield self.report(
                    document,
                    entry.key_span,
                    f'the key "{entry.key}" is out of order',
                    help=f"move it {place}",
                    section=(),
                    schema=match.place(listed[entry.key].path),
                )
