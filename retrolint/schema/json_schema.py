"""The JSON Schema of the schema language, for completion and errors in an editor.

It is made of the models; what a key means is told by the text below it there.
"""

import ast
import inspect
from collections.abc import Iterable, Mapping
from typing import Any

from retrolint.schema import models, value_models
from retrolint.schema.loading import builtin_names
from retrolint.schema.models import SchemaModel
from retrolint.schema.scalars import SHARED
from retrolint.schema.strict import alias

_MEANINGS = {
    "text": "A text; `No` and `2024` are texts too.",
    "texts": "A text, or a list of texts.",
    "pattern": "A text with holes: `{name}`, `{name:type}`, `{*}` for anything; or `{regex: '…'}`.",
    "patterns": "A pattern, or a list of which any may match.",
    "condition": "Keys or variables, each with the patterns that its value may match; or `{not: …}`.",
}
"""What the shared parts are."""
_KEYS = {
    "description": "What it is for, in one sentence.",
    "week-starts": "The first day of a week.",
    "one-of": "Sections, or runs of them, of which exactly one is there.",
    "any-of": "Sections of which any number may be there, in any order.",
}
"""What keys mean of which no model says it."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def language_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a schema file: a whole one, or one that extends another."""
    schema = SchemaModel.model_json_schema()
    definitions = schema.pop("$defs")
    meanings = meanings_in(*map(inspect.getsource, (value_models, models)))
    for name, definition in (*definitions.items(), ("SchemaModel", schema)):
        tidy(definition, meanings.get(name, {}))
    _explain_all((*definitions.values(), schema), definitions)
    extends = schema["properties"]["extends"]
    extends["anyOf"] = [{"enum": list(builtin_names())}, {"type": extends.pop("type")}]
    schema["title"] = "retrolint schema"
    required = schema.pop("required")
    schema["anyOf"] = [{"required": required}, {"required": ["extends"]}]
    whole = {**schema, "$defs": dict(sorted(definitions.items()))}
    shared = {name: _shared(part, name) for name, part in SHARED.items()}
    whole = _shared(whole, "")
    whole["$defs"] |= {name: {**part, "description": _MEANINGS[name]} for name, part in shared.items()}
    return {"$schema": DIALECT, **whole}


def _shared(part: Any, within: str) -> Any:
    """`part` with references to what is the same in many places, unless it is the one `within`."""
    for name, same in SHARED.items():
        if part == same and name != within:
            return {"$ref": f"#/$defs/{name}"}
    if isinstance(part, dict):
        return {key: _shared(value, "") for key, value in part.items()}
    return [_shared(value, "") for value in part] if isinstance(part, list) else part


def tidy(definition: dict[str, Any], meanings: dict[str, str]) -> None:
    """Leave out what an editor has no use for, and say what each key means."""
    for key, value in definition.get("properties", {}).items():
        value.pop("title", None)
        value.pop("default", None)
        _fold_null(value)
        if key in meanings:
            value["description"] = meanings[key]
    definition.pop("title", None)


def _fold_null(value: dict[str, Any]) -> None:
    """A value, or nothing (where a schema that extends another takes one back), is one choice."""
    match value.get("anyOf"):
        case [dict() as choice, {"type": "null"}] if choice.keys() & {"type", "enum", "const"}:
            del value["anyOf"]
            value.update(choice)
        case _:
            return
    if "enum" in value:
        value.pop("type", None)
        value["enum"] = [*value["enum"], None]
    elif "const" in value:
        value.pop("type", None)
        value["enum"] = [value.pop("const"), None]
    else:
        kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
        value["type"] = [*kinds, "null"]


def _explain_all(definitions: Iterable[dict[str, Any]], named: Mapping[str, dict[str, Any]]) -> None:
    """Say what a key means where its model does not: as another model says, or as that of its value."""
    definitions = list(definitions)
    properties = [
        (key, value) for part in definitions for key, value in part.get("properties", {}).items()
    ]
    known = _KEYS | {
        key: value["description"] for key, value in reversed(properties) if "description" in value
    }
    for key, value in properties:
        references = [choice.get("$ref", "") for choice in value.get("anyOf", [value])]
        models = [named.get(reference.rpartition("/")[2], {}) for reference in references]
        of_model = [model["description"] for model in models if "description" in model]
        if "description" not in value and (key in known or of_model):
            value["description"] = known.get(key) or of_model[0]


def meanings_in(*sources: str) -> dict[str, dict[str, str]]:
    """For each model in `sources` its keys with the texts below them, those of its bases included."""
    own: dict[str, dict[str, str]] = {}
    bases: dict[str, list[str]] = {}
    for node in (node for source in sources for node in ast.parse(source).body):
        if isinstance(node, ast.ClassDef):
            own[node.name] = _texts(node)
            bases[node.name] = [base.id for base in node.bases if isinstance(base, ast.Name)]

    def all_of(name: str) -> dict[str, str]:
        merged: dict[str, str] = {}
        for base in reversed(bases.get(name, [])):
            merged |= all_of(base)
        return merged | own.get(name, {})

    return {name: all_of(name) for name in own}


def _texts(model: ast.ClassDef) -> dict[str, str]:
    found: dict[str, str] = {}
    for field, text in zip(model.body, model.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
        ):
            found[alias(field.target.id)] = " ".join(str(text.value.value).split())
    return found
