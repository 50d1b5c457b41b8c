"""The JSON Schema of a configuration, for completion and errors in an editor.

It is made of the model; what a key means is told by the text below it there.
"""

import inspect
from typing import Any

from retrolint.config import models
from retrolint.config.models import ConfigModel
from retrolint.registry import installed_rules
from retrolint.rule import FAMILIES
from retrolint.schema.json_schema import DIALECT, meanings_in, tidy
from retrolint.schema.loading import builtin_names


def config_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a configuration, with the names of the installed rules."""
    schema = ConfigModel.model_json_schema()
    definitions = schema.pop("$defs")
    meanings = meanings_in(inspect.getsource(models))
    for name, definition in (*definitions.items(), ("ConfigModel", schema)):
        tidy(definition, meanings.get(name, {}))
    _fold(schema)
    names = {"enum": [*FAMILIES, *installed_rules()]}
    properties = schema["properties"]
    for key in ("select", "extend-select", "ignore"):
        properties[key]["items"] = names
    properties["per-file-ignores"]["additionalProperties"]["items"] = names
    for key in ("severity", "rules"):
        properties[key]["propertyNames"] = names
    schemas = definitions["DocumentsModel"]["properties"]["schema"]
    schemas["anyOf"] = [{"enum": list(builtin_names())}, {"type": schemas.pop("type")}]
    return {"$schema": DIALECT, **schema, "title": "retrolint configuration", "$defs": definitions}


def _fold(schema: dict[str, Any]) -> None:
    """TOML has no null: a key is there with a value, or not at all."""
    for value in schema["properties"].values():
        choices = [choice for choice in value.pop("anyOf", []) if choice != {"type": "null"}]
        for choice in choices:
            value.update(choice)
        kinds = value.get("type")
        if isinstance(kinds, list):
            value["type"] = next(kind for kind in kinds if kind != "null")
        if None in value.get("enum", ()):
            value["enum"] = [choice for choice in value["enum"] if choice is not None]
