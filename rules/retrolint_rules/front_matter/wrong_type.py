from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.header import Value
from retrolint.document.model import Document
from retrolint.document.values import SCALAR_TYPES
from retrolint.rule import Rule
from retrolint.schema.match import Match

_SHOWN = {
    "string": ("text", "Week 5"),
    "int": ("a whole number", "5"),
    "number": ("a number", "2.5"),
    "boolean": ("true or false", "true"),
    "date": ("a date", "2024-09-06"),
    "datetime": ("a date with a time", "2024-09-06 13:40:00 +0900"),
    "url": ("a web address", "https://example.com/"),
    "email": ("an e-mail address", "name@example.com"),
    "list": ("a list", "[first, second]"),
    "mapping": ("a mapping", "{name: value}"),
}
"""What a type is called, and an example."""


class WrongType(Rule):
    """A front matter value is of the type that the schema asks for.

    Values are judged by their text: quotes make no difference, and any single value is a `string`.

    Bad:

    ```markdown
    ---
    date: last Friday
    ---
    ```

    Good:

    ```markdown
    ---
    date: 2024-09-06 13:40:00 +0900
    ---
    ```
    """

    name = "wrong-type"
    family = "front-matter"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each value that has none of the types of its key, at the value."""
        for key, entry in match.values:
            if not key.types or any(_has_type(entry.value, name) for name in key.types):
                continue
            words = " or ".join(_SHOWN[name][0] for name in key.types)
            shown = quoted(entry.value.text)
            yield self.report(
                document,
                entry.value.span,
                f'"{key.name}" is not {words}: {shown}',
                help=f'write it like "{key.name}: {_SHOWN[key.types[0]][1]}"',
                schema=match.place(key.path),
            )


def _has_type(value: Value, name: str) -> bool:
    if name in SCALAR_TYPES:
        return value.kind == "scalar" and SCALAR_TYPES[name](value.text)
    return value.kind == name
