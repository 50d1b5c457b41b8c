"""The values that the schema models are made of: each refuses what `forms` refuses.

Each also says what it looks like in JSON Schema, for editors: there a number is a number, although the
models see only text.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from retrolint.document.header import DIALECTS
from retrolint.schema import forms

JsonSchema = dict[str, Any]

_TEXT: JsonSchema = {"type": ["string", "number", "boolean"]}
_PATTERN: JsonSchema = {
    "anyOf": [
        _TEXT,
        {
            "type": "object",
            "properties": {"regex": {"type": "string"}},
            "required": ["regex"],
            "additionalProperties": False,
        },
    ]
}
_RANGE_FORM = r"^(\d{1,9}|\d{1,9}\.\.(\d{1,9})?|\.\.\d{1,9})"


def _list_of(item: JsonSchema) -> JsonSchema:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


def _any(convert: Callable[[Any], Any], schema: JsonSchema) -> Any:
    """Anything that `convert` does not refuse; what is written stays as it is."""

    def check(value: Any) -> Any:
        convert(value)
        return value

    return Annotated[Any, BeforeValidator(check), WithJsonSchema(schema)]


def _each(convert: Callable[[Any], Any]) -> Callable[[Any], None]:
    """Refuse where `convert` refuses one of a list, or the one that stands for a list."""

    def check(value: Any) -> None:
        for one in forms.listed(value):
            convert(one)

    return check


_CONDITION: JsonSchema = {
    "type": "object",
    "minProperties": 1,
    "properties": {
        "not": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": _list_of(_PATTERN),
            "description": "The condition must not hold.",
        }
    },
    "additionalProperties": _list_of(_PATTERN),
}

Boolean = _any(forms.boolean, {"type": "boolean"})
Range = _any(forms.count, {"type": ["string", "integer"], "pattern": _RANGE_FORM + "$"})
Reach = _any(
    forms.length,
    {"type": ["string", "integer"], "pattern": _RANGE_FORM + "( (chars|words|sentences))?$"},
)
Period = _any(forms.days, {"type": "string", "pattern": r"^[1-9]\d{0,3}d$"})
Bound = _any(forms.bound, {"type": ["string", "integer"]})
Style = _any(forms.style, {"type": "string"})
Level = _any(forms.level, {"enum": [1, 2, 3, 4, 5, 6]})
Weekday = _any(forms.weekday, {"enum": list(forms.WEEKDAYS)})
Dialect = Literal[DIALECTS]  # type: ignore[valid-type]
Condition = _any(forms.condition, _CONDITION)
Presence = _any(forms.presence, {"anyOf": [{"type": "boolean"}, _CONDITION]})


class _Parts:
    """A mapping of which each key and value is judged where it stands; anything else as a whole."""

    def __init__(
        self,
        convert: Callable[[Any], Any],
        key: Callable[[Any], Any],
        value: Callable[[Any], Any],
        schema: JsonSchema,
    ) -> None:
        self._convert = convert
        self._parts = core_schema.dict_schema(_checked(key), _checked(value))
        self._schema = schema

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        def check(value: Any, handler: Callable[[Any], Any]) -> Any:
            if isinstance(value, dict) and value:
                handler(value)
            else:
                self._convert(value)
            return value

        return core_schema.no_info_wrap_validator_function(check, self._parts)

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: GetJsonSchemaHandler) -> JsonSchema:
        return self._schema


def _checked(convert: Callable[[Any], Any]) -> CoreSchema:
    def check(value: Any) -> Any:
        convert(value)
        return value

    return core_schema.no_info_plain_validator_function(check)


RuleSettings = Annotated[
    Any,
    _Parts(
        forms.settings,
        forms.text,
        forms.setting,
        {
            "type": "object",
            "additionalProperties": {"anyOf": [{"enum": list(forms.SEVERITIES)}, {"type": "object"}]},
        },
    ),
]
Content = Annotated[
    Any,
    _Parts(
        forms.content,
        forms.kind,
        forms.count,
        {
            "anyOf": [
                _list_of({"enum": list(forms.KINDS)}),
                {
                    "type": "object",
                    "propertyNames": {"enum": list(forms.KINDS)},
                    "additionalProperties": {"type": ["string", "integer"], "pattern": _RANGE_FORM + "$"},
                },
            ]
        },
    ),
]


class _Each:
    """A list, where one stands for a list of it; each is judged where it stands."""

    def __init__(self, convert: Callable[[Any], Any], schema: JsonSchema) -> None:
        self._convert = convert
        self._schema = schema

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        item = core_schema.no_info_plain_validator_function(self._check)
        items = core_schema.list_schema(item, min_length=1)
        return core_schema.no_info_before_validator_function(forms.listed, items)

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: GetJsonSchemaHandler) -> JsonSchema:
        return _list_of(self._schema)

    def _check(self, value: Any) -> Any:
        self._convert(value)
        return value


Names = Annotated[Any, _Each(forms.name, _PATTERN)]
Values = Annotated[Any, _Each(forms.value, _PATTERN)]
Texts = Annotated[Any, _Each(forms.text, _TEXT)]
Columns = Texts
Types = Annotated[Any, _Each(forms.type_, {"enum": list(forms.TYPES)})]
Breaks = Annotated[Any, _Each(forms.day_range, {"type": "string"})]
Title = _any(_each(forms.title), {"anyOf": [{"const": False}, _list_of(_PATTERN)]})


class Shorthand:
    """An entry that may be written as nothing but its names, or its types."""

    def __init__(self, spell_out: Callable[[Any], Any], short: JsonSchema) -> None:
        """`spell_out` makes a mapping of it; `short` is what may stand for it."""
        self._spell_out = spell_out
        self._short = short

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Spell it out, then check it."""
        return core_schema.no_info_before_validator_function(self._spell_out, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> JsonSchema:
        """Either way of writing it."""
        return {"anyOf": [self._short, handler(schema)]}


SECTION = Shorthand(forms.SECTION, _list_of(_PATTERN))
FIELD = Shorthand(forms.FIELD, _list_of(_PATTERN))
# A key of which nothing more is said has no value.
KEY = Shorthand(
    forms.KEY,
    {"anyOf": [*_list_of({"enum": list(forms.TYPES)})["anyOf"], {"type": "null"}]},
)

SHARED: dict[str, JsonSchema] = {
    "text": _TEXT,
    "pattern": _PATTERN,
    "patterns": _list_of(_PATTERN),
    "texts": _list_of(_TEXT),
    "condition": _CONDITION,
}
"""What stands in many places of the JSON Schema, by the name it has there."""
