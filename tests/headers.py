"""Headers as tests look at them: each key and value as it stands in the source."""

from collections.abc import Iterator

from retrolint.document.front_matter import read_front_matter
from retrolint.document.header import Entry, FrontMatter
from retrolint.text import SourceText


def header(text: str) -> tuple[SourceText, FrontMatter]:
    source = SourceText(text)
    front_matter, _, problems = read_front_matter(source)
    assert front_matter is not None
    assert problems == []
    return source, front_matter


def entries(found: tuple[Entry, ...]) -> Iterator[Entry]:
    for entry in found:
        yield entry
        for value in (entry.value, *entry.value.items):
            yield from entries(value.entries)


def written(text: str) -> list[tuple[str, str]]:
    """Each key and value, nested ones too, as they stand in the source."""
    source, front_matter = header(text)
    return [
        (source.slice(entry.key_span), source.slice(entry.value.span))
        for entry in entries(front_matter.entries)
    ]
