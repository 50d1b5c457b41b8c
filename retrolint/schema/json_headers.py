"""Front matter against a JSON Schema (draft 2020-12), for whoever has one already.

The header is made plain data by the rules of YAML 1.2, in which `2024-09-06` and `no` are texts. What the
validator finds is worded like the findings of our own schema language, under the same rules.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import jsonschema
from jsonschema.exceptions import SchemaError, ValidationError, best_match
from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from retrolint.document.header import OWN_KEY, Entry, FrontMatter, Value
from retrolint.patterns.regexes import strangers
from retrolint.schema.header_fault import HeaderFault
from retrolint.schema.json_wording import RULES, worded

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_MOST_FAULTS = 100
_INT = re.compile(r"[-+]?[0-9]{1,300}")
_OTHER_INT = re.compile(r"0o[0-7]{1,100}|0x[0-9a-fA-F]{1,100}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,5})?")
_GROUPED = re.compile(r"[-+]?[0-9][0-9_.eE+-]*")
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_REFERENCES = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})


def parse_json_schema(text: str) -> Mapping[str, Any]:
    """The JSON Schema in `text`.

    Raises:
        ValueError: it is no JSON, no schema of draft 2020-12, or refers to another file.
    """
    try:
        schema = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON: {error.msg.lower()} in line {error.lineno}") from None
    except (RecursionError, ValueError):
        raise ValueError("no JSON that can be read: nested too deep, or a number too long") from None
    if not isinstance(schema, dict):
        message = "no JSON Schema: it is no object"
        raise ValueError(message)
    if str(schema.get("$schema", _DRAFT)).rstrip("#") != _DRAFT:
        raise ValueError(f"no JSON Schema of draft 2020-12, but of {schema['$schema']}")
    try:
        jsonschema.Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        place = "/".join(map(str, error.absolute_path))
        reason = " ".join(error.message.split())[:120]
        raise ValueError(f"no JSON Schema of draft 2020-12: {place or 'it'}: {reason}") from None
    except RecursionError:
        raise ValueError("no JSON Schema that can be read: nested too deep") from None
    _check(schema)
    whole: Mapping[str, Any] = _without_false(schema)
    return whole


def _check(schema: Mapping[str, Any]) -> None:
    """Refuse what would be fetched, what is not there, and regexes that cannot be tried in time."""
    resource = DRAFT202012.create_resource(schema)
    resolver = Registry[Any]().with_resource("", resource).resolver()
    keywords: set[str] = set()
    pending: list[Any] = [schema]
    while pending:
        part = pending.pop()
        if isinstance(part, list):
            pending.extend(part)
        elif isinstance(part, dict):
            pending.extend(part.values())
            keywords.update(part)
            _check_references(part, resolver)
            patterns = part.get("patternProperties")
            for source in (part.get("pattern"), *(patterns if isinstance(patterns, dict) else ())):
                if isinstance(source, str):
                    strangers(source, re.NOFLAG)
    if {"patternProperties", "unevaluatedProperties"} <= keywords:
        raise ValueError('"patternProperties" and "unevaluatedProperties" cannot be used together')


def _without_false(part: Any) -> Any:
    """A schema whose `false` properties are objects: of the others the validator loses the place."""
    if isinstance(part, list):
        return [_without_false(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    found = {key: _without_false(value) for key, value in part.items()}
    properties = found.get("properties")
    if isinstance(properties, dict):
        found["properties"] = {
            key: {"not": {}} if value is False else value for key, value in properties.items()
        }
    return found


def _check_references(part: Mapping[str, Any], resolver: Any) -> None:
    for name in sorted(_REFERENCES & part.keys()):
        reference = part[name]
        if not isinstance(reference, str):
            continue
        if not reference.startswith("#"):
            raise ValueError(f'"{name}": {reference} is another file, which is not read')
        try:
            resolver.lookup(reference)
        except Unresolvable:
            raise ValueError(f'"{name}": {reference} is not there') from None


def header_faults(header: FrontMatter, schema: Mapping[str, Any]) -> tuple[HeaderFault, ...]:
    """What `schema` does not allow in `header`, at most a hundred faults, each once.

    Raises:
        SlowPatternError: a regex of the schema takes too long.
    """
    entries = tuple(entry for entry in header.entries if entry.key != OWN_KEY)
    data = _mapping(entries, header.dialect)
    faults: dict[HeaderFault, None] = {}
    try:
        for error in islice(
            _VALIDATOR(schema, format_checker=_VALIDATOR.FORMAT_CHECKER).iter_errors(data), _MOST_FAULTS
        ):
            leaf = error if error.validator in RULES else best_match([error])
            faults.update(dict.fromkeys(worded(header, leaf or error)))
    except (ArithmeticError, RecursionError, Unresolvable):
        # A number, or a schema, that nobody can judge.
        return tuple(faults)
    return tuple(sorted(faults, key=lambda fault: fault.span))


def _pattern(_: Any, source: str, instance: Any, __: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not strangers(source, re.NOFLAG).search(instance):
        yield ValidationError("does not match")


def _pattern_properties(
    validator: Any, patterns: Mapping[str, Any], instance: Any, _: Any
) -> Iterator[ValidationError]:
    for source, schema in patterns.items() if isinstance(instance, dict) else ():
        for key, value in instance.items():
            if strangers(source, re.NOFLAG).search(key):
                yield from validator.descend(value, schema, path=key, schema_path=source)


def _additional_properties(
    validator: Any, additional: Any, instance: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    if not isinstance(instance, dict):
        return
    for key in instance:
        if _is_additional(key, schema):
            if additional is False:
                yield ValidationError(key)
            elif isinstance(additional, dict):
                yield from validator.descend(instance[key], additional, path=key)


def _is_additional(key: str, schema: Mapping[str, Any]) -> bool:
    if key in schema.get("properties", ()):
        return False
    patterns = schema.get("patternProperties", ())
    return not any(strangers(source, re.NOFLAG).search(key) for source in patterns)


_VALIDATOR = jsonschema.validators.extend(  # type: ignore[no-untyped-call]
    jsonschema.Draft202012Validator,
    {
        "pattern": _pattern,
        "patternProperties": _pattern_properties,
        "additionalProperties": _additional_properties,
    },
)
"""Without the regexes of the standard library, which can take for ever."""


def _mapping(entries: Sequence[Entry], dialect: str) -> dict[str, Any]:
    return {entry.key: _data(entry.value, dialect) for entry in entries}


def _data(value: Value, dialect: str) -> Any:
    """A value as plain data."""
    if value.kind == "list":
        return [_data(item, dialect) for item in value.items]
    if value.kind == "mapping":
        return _mapping(value.entries, dialect)
    if value.is_null:
        return None
    # Quotes are part of the span, not of the text.
    if value.span.end - value.span.start != len(value.text):
        return value.text
    is_grouped = dialect.startswith("toml") and _GROUPED.fullmatch(value.text)
    return _scalar(value.text.replace("_", "") if is_grouped else value.text)


def _scalar(text: str) -> Any:
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _OTHER_INT.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else text
    return text
