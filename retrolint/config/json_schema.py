"""The JSON Schema of a configuration, for completion and errors in an editor.

It is made of the model; what a key means is told by the text below it there.
"""

import inspect
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from retrolint.config import models
from retrolint.config.models import ConfigModel
from retrolint.rule import FAMILIES, AnyRule
from retrolint.schema.json_schema import DIALECT, meanings_in, tidy
from retrolint.schema.loading import builtin_names

_DAYS = {"type": "string", "pattern": r"^\d{1,4}d$"}


def config_schema(rules: Mapping[str, type[AnyRule]]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a configuration, with the names and options of `rules`."""
    schema = ConfigModel.model_json_schema()
    definitions = schema.pop("$defs")
    for name, definition in (*definitions.items(), ("ConfigModel", schema)):
        tidy(definition, meanings().get(name, {}))
    properties = schema["properties"]
    for value in properties.values():
        _fold(value)
    definitions["name"] = {"enum": [*FAMILIES, *rules], "description": "A rule or a family of rules."}
    names = {"$ref": "#/$defs/name"}
    for key in ("select", "extend-select", "ignore"):
        properties[key]["items"] = names
    properties["per-file-ignores"]["additionalProperties"]["items"] = names
    properties["severity"]["propertyNames"] = names
    properties["rules"] |= {
        "propertyNames": {"enum": [*rules]},
        "properties": {name: _options(rule) for name, rule in rules.items() if _fields(rule)},
        "additionalProperties": {"type": "object", "maxProperties": 0},
    }
    schemas = definitions["DocumentsModel"]["properties"]["schema"]
    schemas["anyOf"] = [{"enum": list(builtin_names())}, {"type": schemas.pop("type")}]
    return {"$schema": DIALECT, **schema, "title": "retrolint configuration", "$defs": definitions}


def meanings() -> dict[str, dict[str, str]]:
    """What each key means, by model."""
    return meanings_in(inspect.getsource(models))


def _options(rule: type[AnyRule]) -> dict[str, Any]:
    properties = {name.replace("_", "-"): _option(field.type) for name, field in _fields(rule).items()}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _fields(rule: type[AnyRule]) -> Mapping[str, Any]:
    return getattr(rule, "__dataclass_fields__", {})


def _option(kind: Any) -> dict[str, Any]:
    schema = TypeAdapter(kind).json_schema()
    return {"anyOf": [schema, _DAYS]} if schema.get("type") == "integer" else schema


def _fold(value: dict[str, Any]) -> None:
    """TOML has no null: a key is there with a value, or not at all."""
    for choice in value.pop("anyOf", []):
        if choice != {"type": "null"}:
            value.update(choice)
    if isinstance(value.get("type"), list):
        value["type"] = next(kind for kind in value["type"] if kind != "null")
    if None in value.get("enum", ()):
        value["enum"] = [choice for choice in value["enum"] if choice is not None]
    for pattern, inner in value.pop("patternProperties", {}).items():
        value |= {"propertyNames": {"pattern": pattern}, "additionalProperties": inner}
