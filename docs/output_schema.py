"""The JSON Schema of the formats `json` and `json-lines`, made of the types of their records."""

from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints, is_typeddict

from retrolint.reporters.records import LineRecord, OutputRecord

Schema = dict[str, Any]

_ID = "https://raw.githubusercontent.com/retrolint/retrolint/main/docs/output.schema.json"
_TYPES = {str: "string", int: "integer", NoneType: "null"}


def output_schema() -> Schema:
    """What the whole output of `json` is, or one line of `json-lines`; both may get more fields."""
    definitions: dict[str, Schema] = {}
    formats = [_schema(record, definitions) for record in (OutputRecord, LineRecord)]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _ID,
        "title": "retrolint check --output-format json, or a line of json-lines",
        "anyOf": formats,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema(kind: Any, definitions: dict[str, Schema]) -> Schema:
    """The schema of the type `kind`; those of records go to `definitions`."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _schema(args[0], definitions) | {"description": args[1]}
    if origin is UnionType:
        return {"anyOf": [_schema(arg, definitions) for arg in args]}
    if origin is list:
        return {"type": "array", "items": _schema(args[0], definitions)}
    if is_typeddict(kind):
        return _reference(kind, definitions)
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return {"type": _TYPES[kind]}


def _reference(record: type, definitions: dict[str, Schema]) -> Schema:
    name = record.__name__.removesuffix("Record").lower()
    if name not in definitions:
        fields = get_type_hints(record, include_extras=True)
        definitions[name] = {"type": "object", "description": record.__doc__, "required": list(fields)}
        properties = {field: _schema(kind, definitions) for field, kind in fields.items()}
        definitions[name]["properties"] = properties
    return {"$ref": f"#/$defs/{name}"}
