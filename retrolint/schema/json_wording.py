"""What a JSON Schema does not allow in a header, in words, under the rules of our own schema language."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from jsonschema.exceptions import ValidationError

from retrolint.diagnostics import quoted
from retrolint.document.header import Entry, FrontMatter, Value
from retrolint.schema.header_fault import HeaderFault
from retrolint.text import Span

RULES = {
    "required": "missing-key",
    "dependentRequired": "missing-key",
    "additionalProperties": "unknown-key",
    "unevaluatedProperties": "unknown-key",
    "propertyNames": "unknown-key",
    "type": "wrong-type",
    "pattern": "pattern-mismatch",
    "format": "pattern-mismatch",
    "contains": "pattern-mismatch",
    "minLength": "too-short",
    "minItems": "too-short",
    "minProperties": "too-short",
    "minContains": "too-short",
    "maxLength": "too-long",
    "maxItems": "too-long",
    "maxProperties": "too-long",
    "maxContains": "too-long",
}
"""Which rule reports a keyword that fails; of all others it is disallowed-value."""
_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "empty",
}
_UNITS = {"Length": "characters", "Items": "items", "Properties": "keys", "Contains": "such items"}
_BOUNDS = {
    "minimum": "at least",
    "maximum": "at most",
    "exclusiveMinimum": "more than",
    "exclusiveMaximum": "less than",
    "multipleOf": "a multiple of",
}


class _Place(NamedTuple):
    name: str
    """In words; empty for the header itself."""
    key: Span
    value: Span


def worded(header: FrontMatter, error: ValidationError) -> Iterator[HeaderFault]:
    """The findings that a fault of the validator stands for."""
    place = _place(header, list(error.absolute_path))
    keyword, wanted, instance = str(error.validator), error.validator_value, _instance(error)
    rule, what = RULES.get(keyword, "disallowed-value"), place.name or "the front matter"
    if keyword == "not" and wanted == {}:
        yield HeaderFault("unknown-key", place.key, f"{what} is not allowed here", "remove it")
    elif instance is None and keyword in {"type", "enum", "const"}:
        message = f"the key {what} has no value"
        yield HeaderFault("missing-key", place.key, message, "write it, or remove the key")
    elif choices := _choices(error):
        message = f"{what} is {quoted(_written(instance))}, which is not allowed"
        yield HeaderFault(rule, place.value, message, f"write one of: {', '.join(choices)}")
    elif rule == "missing-key":
        yield from _missing(place, keyword, wanted, instance)
    elif rule == "unknown-key":
        yield from _unknown(header, error, place)
    else:
        message, cure = _value_fault(keyword, wanted, instance, what)
        yield HeaderFault(rule, place.value, message, cure)


def _instance(error: ValidationError) -> Any:
    return error.instance


def _missing(place: _Place, keyword: str, wanted: Any, instance: Any) -> Iterator[HeaderFault]:
    needed = {"": wanted} if keyword == "required" else wanted
    for key, names in needed.items():
        for name in names if not key or key in instance else ():
            if name not in instance:
                lacks = (
                    f'{place.name} has no key "{name}"' if place.name else f'the key "{name}" is missing'
                )
                message = f'{lacks}, which "{key}" needs' if key else lacks
                yield HeaderFault("missing-key", place.key, message, f'write "{name}: …"')


def _unknown(header: FrontMatter, error: ValidationError, place: _Place) -> Iterator[HeaderFault]:
    path = list(error.absolute_path)
    if error.validator == "additionalProperties":
        keys = [error.message]
    else:
        instance = _instance(error.parent if isinstance(error.parent, ValidationError) else error)
        listed = instance if isinstance(instance, dict) else ()
        keys = [key for key in listed if repr(key) in error.message]
    known = ", ".join(error.schema.get("properties", ())) if isinstance(error.schema, dict) else ""
    cure = f"write one of {known}, or remove it" if known else "remove it"
    for key in keys:
        owner = f"{place.name} has a key" if place.name else "the schema has no key"
        message = f'{owner} "{key}"' + (" that the schema does not know" if place.name else "")
        yield HeaderFault("unknown-key", _place(header, [*path, key]).key, message, cure)


def _value_fault(keyword: str, wanted: Any, instance: Any, what: str) -> tuple[str, str]:
    """What is wrong with a value, and what to write instead."""
    shown = quoted(_written(instance))
    if keyword == "type":
        types = [wanted] if isinstance(wanted, str) else wanted
        words = " or ".join(_TYPES.get(name, name) for name in types)
        is_quoted = isinstance(instance, str) and {"integer", "number", "boolean"} & set(types)
        cure = f"write {words}, without quotes" if is_quoted else f"write {words}"
        return f"{what} is not {words}: {shown}", cure
    if keyword == "pattern":
        return f"{what} does not fit its pattern: {shown}", f"write it so that it matches /{wanted}/"
    if keyword in {"enum", "const"}:
        values = [_written(value) for value in (wanted if keyword == "enum" else [wanted])]
        return f"{what} is {shown}, which is not allowed", f"write one of: {', '.join(values)}"
    if keyword in _BOUNDS:
        bound = f"{_BOUNDS[keyword]} {wanted}"
        return f"{what} is {_written(instance)}, and should be {bound}", f"write {bound}"
    return _size_fault(keyword, wanted, instance, what)


def _size_fault(keyword: str, wanted: Any, instance: Any, what: str) -> tuple[str, str]:
    unit = _UNITS.get(keyword[3:])
    if unit:
        counted = f"{wanted} {unit.removesuffix('s') if wanted == 1 else unit}"
        bound = f"at {'least' if keyword[:3] == 'min' else 'most'} {counted}"
        number = "" if keyword[3:] == "Contains" else f"has {len(instance)}, and "
        return f"{what} {number}should have {bound}", f"write {bound}"
    if keyword == "uniqueItems":
        return f"{what} holds something twice", "remove one of them"
    shown = quoted(_written(instance))
    return f"{what} is not as its JSON Schema wants it: {shown}", f'see what it says of "{keyword}"'


def _choices(error: ValidationError) -> list[str]:
    """What the alternatives of `anyOf` or `oneOf` want of the value itself, in words; empty if more."""
    words: list[str] = []
    for choice in error.context or ():
        wanted: Any = choice.validator_value
        if choice.absolute_path != error.absolute_path:
            return []
        if choice.validator == "type":
            words += [
                _TYPES.get(name, name) for name in ([wanted] if isinstance(wanted, str) else wanted)
            ]
        elif choice.validator in {"enum", "const"}:
            words += map(_written, wanted if choice.validator == "enum" else [wanted])
        elif choice.validator == "pattern":
            words.append(f"/{wanted}/")
        else:
            return []
    return list(dict.fromkeys(words))


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _place(header: FrontMatter, path: Sequence[str | int]) -> _Place:
    """Where the value at `path` stands; a list item has no key, and is its own."""
    place = _Place("", header.opening, header.opening)
    entries: tuple[Entry, ...] = header.entries
    items: tuple[Value, ...] = ()
    names: list[str] = []
    for part in path:
        if isinstance(part, int):
            if part >= len(items):
                break
            value = items[part]
            place = _Place(f'an item of "{".".join(names)}"', value.span, value.span)
        else:
            found = [entry for entry in entries if entry.key == part]
            if not found:
                break
            value = found[-1].value
            names.append(part)
            place = _Place(f'"{".".join(names)}"', found[-1].key_span, value.span)
        entries, items = value.entries, value.items
    return place
