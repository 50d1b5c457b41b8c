import difflib
from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.header import FrontMatter
from retrolint.document.model import Document
from retrolint.rule import Rule
from retrolint.schema.match import Match


class MissingKey(Rule):
    """Every required front matter key is there, and has a value.

    A post without a date has no place in the series, and one without tags is found by nobody.

    Bad:

    ```markdown
    ---
    title:
    ---
    ```

    Good:

    ```markdown
    ---
    title: Week 5
    ---
    ```
    """

    name = "missing-key"
    family = "front-matter"
    is_unfinished = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report a key that is not there at the opening delimiter, one without a value at itself."""
        header = document.front_matter
        for key, found in match.keys:
            if not header or found or not key.required:
                continue
            empty = header.get(key.name)
            yield self.report(
                document,
                empty.key_span if empty else header.opening,
                f'the key "{key.name}" {"has no value" if empty else "is missing"}',
                help=f'write "{key.name}: …"{_instead(key.name, header, match)}',
                subject=key.name,
                schema=match.place(key.path),
            )


def _instead(name: str, header: FrontMatter, match: Match) -> str:
    """What to say of a key of the header that was probably meant."""
    known = {key.name for key, _ in match.keys}
    unknown = {entry.key.lower(): entry.key for entry in header.entries if entry.key not in known}
    close = difflib.get_close_matches(name.lower(), unknown, n=1, cutoff=0.8)
    return f' instead of "{unknown[close[0]]}"' if close else ""
