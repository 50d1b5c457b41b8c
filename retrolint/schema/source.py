"""A YAML file as plain data in which every scalar is text, and where each part of it stands."""

from dataclasses import dataclass
from typing import Any

import yaml

from retrolint.document.yaml_events import TooDeepError, shallow_events
from retrolint.schema.quoting import lone_hole, missing_quotes, told
from retrolint.text import Position, SourceText, Span

Location = tuple[str | int, ...]
_SHORTHANDS = frozenset({"heading", "label", "type"})
_MAX_SIZE = 1024 * 1024
_MAX_DEPTH = 50


class SourceError(Exception):
    """A file that is no YAML, or no YAML that a schema could be; `offset` is where."""

    def __init__(self, message: str, offset: int) -> None:
        """`message` is one line in lower case."""
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class DataSource:
    """The data of a file, with the span of every key and value by its location."""

    source: SourceText
    data: Any
    spans: dict[Location, Span]
    mapping: str = 'list of "key: value" lines'
    """What a mapping is called in its language."""

    def span(self, location: Location) -> Span:
        """Where `location` stands, or the innermost part around it that is in the file."""
        # A shorthand was spelled out: `heading` and its like stand in the location, not in the file.
        spelled = tuple(part for part in location if part not in _SHORTHANDS)
        for place in (location, spelled):
            if place in self.spans:
                return self.spans[place]
        while location and location not in self.spans:
            location = location[:-1]
        return self.spans.get(location, Span(0, 0))

    def places(self) -> dict[str, Position]:
        """The place of every part, by its path: `sections[0].fields[2]`."""
        return {
            _path(location): self.source.position(span.start) for location, span in self.spans.items()
        }


def _path(location: Location) -> str:
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def read_yaml(text: str) -> DataSource:
    """The data in `text`.

    Raises:
        SourceError: `text` is no YAML, has an equal key twice, or is too large or deep.
    """
    source = SourceText(text)
    if len(text) > _MAX_SIZE:
        raise SourceError("the file is larger than a mebibyte", 0)
    spans: dict[Location, Span] = {}
    try:
        _check_depth(source.text)
        node = yaml.compose(source.text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refusal(error, source.text, mark.index if mark else 0) from error
    except yaml.reader.ReaderError as error:
        code = error.character if isinstance(error.character, int) else ord(error.character)
        message = f"no YAML: a character that it does not allow, U+{code:04X}"
        raise SourceError(message, max(source.text.find(chr(code)), 0)) from error
    data = _plain(node, (), spans, source.text) if node is not None else {}
    return DataSource(source, data, spans)


def _refusal(error: yaml.MarkedYAMLError, text: str, offset: int) -> SourceError:
    """What is wrong with `text`; quotes that were forgotten are the commonest fault."""
    found = missing_quotes(error, text, offset)
    return SourceError(*found) if found else SourceError(f"no YAML: {error.problem}", offset)


def _check_quotes(node: yaml.ScalarNode, text: str) -> None:
    """Refuse what YAML eats in silence: `Day #{n}` is "Day" to it, and `!x Try` is "Try"."""
    start, end = node.start_mark.index, node.end_mark.index
    line_end = text.find("\n", end)
    rest = text[end : line_end if line_end >= 0 else len(text)]
    if not node.style and node.value and rest.lstrip().startswith("#{"):
        raise SourceError(told((node.value + rest).rstrip()), start)
    if text.startswith("!", start):
        raise SourceError(told(text[start:end].partition("\n")[0].rstrip()), start)


def _check_depth(text: str) -> None:
    try:
        for event in shallow_events(text, _MAX_DEPTH):
            if isinstance(event, yaml.AliasEvent):
                start = event.start_mark.index if event.start_mark else 0
                raise SourceError("an alias (*), which a schema does not need", start)
    except TooDeepError as error:
        raise SourceError(f"nested more than {_MAX_DEPTH} deep", error.offset) from error


def _plain(node: yaml.Node, location: Location, spans: dict[Location, Span], text: str) -> Any:
    spans.setdefault(location, Span(node.start_mark.index, node.end_mark.index))
    if isinstance(node, yaml.ScalarNode):
        _check_quotes(node, text)
        is_null = not node.style and node.value in {"", "~", "null"}
        return None if is_null else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*location, index), spans, text) for index, item in enumerate(node.value)]
    whole = text[node.start_mark.index : node.end_mark.index]
    if not isinstance(node, yaml.MappingNode) or lone_hole(node, whole):
        raise SourceError(told(whole), node.start_mark.index)
    data: dict[str, Any] = {}
    for key, value in node.value:
        start = key.start_mark.index
        if not isinstance(key, yaml.ScalarNode):
            raise SourceError("a key that is no text: put it in quotes", start)
        if key.value in data:
            raise SourceError(f'the key "{key.value}" stands twice', start)
        # An error about a key points at the key, one about its value too: they share a line.
        spans[(*location, key.value)] = Span(start, key.end_mark.index)
        data[key.value] = _plain(value, (*location, key.value), spans, text)
    return data
