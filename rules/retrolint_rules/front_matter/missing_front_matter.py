from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint.text import Span

_WAYS = {
    "yaml": 'between two lines "---" at the very top',
    "toml": 'between two lines "+++" at the very top',
    "json": "in a JSON object at the very top",
    "toml-fence": "in a block of TOML code at the top, or right under the title",
    "lines": 'as lines "Key: value" at the top, or right under the title',
}


class MissingFrontMatter(Rule):
    """A document has the front matter that its schema asks for.

    Without the header a site generator does not take the file for a post at all: Jekyll copies it to
    the site as it is.

    Bad:

    ```markdown
    ## Main Events
    ```

    Good:

    ```markdown
    ---
    title: Week 5
    date: 2024-09-06 13:40:00 +0900
    ---
    ## Main Events
    ```
    """

    name = "missing-front-matter"
    family = "front-matter"
    is_unfinished = True
    is_of_whole = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report the start of a document without a header, if any key is required."""
        written = document.front_matter
        if not match.schema or (written and written.entries) or document.problems:
            return
        header = match.schema.header
        required = [
            key.name
            for key in header.keys.entries
            if key.required.holds(match.known) and key.allowed.holds(match.known)
        ]
        required += (header.json_schema or {}).get("required", ())
        if header.required is not None and not header.required.holds(match.known):
            return
        if required or header.required is not None:
            fault, cure = _fault(document, ", ".join(required) or "a key", header.dialect)
            span = written.opening if written else Span(0, 0)
            place = match.place("front-matter")
            yield self.report(document, span, fault, help=cure, section=(), schema=place)


def _fault(document: Document, keys: str, dialect: str) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    if document.front_matter:
        return "the front matter is empty", f"write {keys} in it"
    if document.body or document.source.text.lstrip().startswith(("---", "+++")):
        return "the front matter does not start in the first line", "remove what stands above it"
    return "the document has no front matter", f"write {keys} {_WAYS.get(dialect, _WAYS['yaml'])}"
