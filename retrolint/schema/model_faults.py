"""What pydantic has against the data of a file, in words that an author can act on, each at its place."""

import difflib
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from retrolint.diagnostics import Diagnostic
from retrolint.schema.faults import schema_fault
from retrolint.schema.source import DataSource, Location

_SHORT = 60


def model_faults(
    path: str, data: DataSource, error: ValidationError, rule: str = "invalid-schema"
) -> list[Diagnostic]:
    """What the models have against the data of the file `path`, in the order of the file."""
    found = _model_faults(path, data, error, rule)
    return sorted(found, key=lambda fault: fault.place.range.start.offset)


def _model_faults(path: str, data: DataSource, error: ValidationError, rule: str) -> Iterator[Diagnostic]:
    for fault in error.errors(include_url=False):
        # Tags of what an entry was taken for stand in the location, not in the file.
        location = tuple(part for part in fault["loc"] if not str(part).startswith("<"))
        place = location
        if location[-1:] == ("[key]",):
            # A wrong key of a mapping is told of the mapping, at the key.
            place, location = location[:-1], location[:-2]
        context = fault.get("ctx", {})
        for key in context.get("unknown", ()):
            close = difflib.get_close_matches(key, context["known"], n=1)
            known = ", ".join(context["known"])
            hint = f'did you mean "{close[0]}"?' if close else f"known here: {known}"
            span = data.span((*location, key, "[key]"))
            yield schema_fault(path, data.source, span, f'unknown key "{key}"', hint, rule=rule)
        if "unknown" not in context:
            message = _message(fault, location, data.mapping)
            yield schema_fault(path, data.source, data.span(place), message, rule=rule)


def _message(fault: Any, location: Location, mapping: str) -> str:
    key = next((part for part in reversed(location) if isinstance(part, str)), "schema")
    if fault["input"] is None or fault["type"] == "too_short":
        return f'"{key}" has no value'
    context = fault.get("ctx", {})
    words = {
        "missing": " is missing",
        "list_type": f" is no list{_as_list(fault['input'], key) if mapping == 'table' else ''}",
        "dict_type": f" is no {mapping}",
        "not_a_mapping": f" is no {mapping}",
        "bool_type": " is neither true nor false",
        "string_type": " is no text",
        "value_error": f": {context.get('error')}",
        "literal_error": f': "{fault["input"]}" is not {context.get("expected")}',
    }
    return f'"{key}"{words.get(fault["type"], ": " + fault["msg"])}'


def _as_list(written: object, key: str) -> str:
    """How TOML writes the list that was probably meant; nothing where that cannot be told."""
    if isinstance(written, dict):
        return f": write [[{key}]]"
    is_short = isinstance(written, str) and len(written) < _SHORT
    return f': write ["{written}"]' if is_short else ""
