"""The header of a document, as it was written: keys and values as text, each with its place."""

from dataclasses import dataclass
from typing import NamedTuple

from retrolint.text import Span

OWN_KEY = "retrolint"
"""The key for settings of this tool, which no schema forbids."""

DIALECTS = ("yaml", "toml", "json", "toml-fence", "lines")
"""How a header can be written; the last two count only where a schema names them."""


class Value(NamedTuple):
    """A front matter value, as text: `kind` is scalar, list or mapping."""

    kind: str
    text: str
    """A scalar without its quotes; for a list or a mapping, the source.

    Of a header in lines it is what a reader sees; a list has an item a line.
    """
    span: Span
    items: tuple["Value", ...] = ()
    entries: tuple["Entry", ...] = ()
    is_null: bool = False
    """Nothing was written, or `null` without quotes."""


class Entry(NamedTuple):
    """A key of a front matter mapping with its value."""

    key: str
    key_span: Span
    value: Value


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The header of a document."""

    opening: Span
    """The opening delimiter; without one, the first key."""
    entries: tuple[Entry, ...]
    dialect: str
    """One of `DIALECTS`."""
    span: Span
    """What stands between the delimiters; without any, all of it, and so with JSON's braces."""

    def get(self, key: str) -> Entry | None:
        """The entry of `key`; of several, the last, as every reader takes it."""
        found = [entry for entry in self.entries if entry.key == key]
        return found[-1] if found else None

    def text(self, key: str) -> str:
        """The text of a scalar key, or an empty string."""
        entry = self.get(key)
        return entry.value.text if entry and entry.value.kind == "scalar" else ""
