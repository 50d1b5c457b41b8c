"""A TOML file as data, and where each part of it stands."""

import tomllib
from collections.abc import Iterator
from typing import Any

from retrolint.document.header import Entry, Value
from retrolint.document.header_errors import HeaderError
from retrolint.document.toml_header import read_entries
from retrolint.document.toml_scanner import normalized
from retrolint.schema.source import DataSource, Location, SourceError
from retrolint.text import SourceText, Span


def read_toml(text: str, table: Location = ()) -> DataSource:
    """The data in `text`, or that of one `table` of it.

    Raises:
        SourceError: `text` is no TOML, or has a key twice.
    """
    source = SourceText(text)
    try:
        entries, duplicates = read_entries(source.text, Span(0, len(source.text)))
    except HeaderError as error:
        raise SourceError(f"no TOML: {error}; {error.cure}", error.offset) from error
    for found in duplicates:
        raise SourceError(f'the key "{found.key}" stands twice', found.again.start)
    data: Any = tomllib.loads(normalized(source.text))
    spans = dict(_spans(entries, ()))
    for part in table:
        data = data[part]
    inside = {
        location[len(table) :]: span
        for location, span in spans.items()
        if location[: len(table)] == table
    }
    return DataSource(source, data, inside, mapping="table")


def _spans(entries: tuple[Entry, ...], location: Location) -> Iterator[tuple[Location, Span]]:
    for entry in entries:
        place = (*location, entry.key)
        # A fault of a table is told at its name, one of a single value at the value.
        yield place, entry.value.span if entry.value.kind == "scalar" else entry.key_span
        yield (*place, "[key]"), entry.key_span
        yield from _inside(entry.value, place)


def _inside(value: Value, location: Location) -> Iterator[tuple[Location, Span]]:
    yield from _spans(value.entries, location)
    for index, item in enumerate(value.items):
        yield (*location, index), item.span
        yield from _inside(item, (*location, index))
