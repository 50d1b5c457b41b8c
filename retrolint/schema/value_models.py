"""The syntax of what a schema says of values and of the front matter, as pydantic models."""

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from retrolint.schema.scalars import (
    KEY,
    Boolean,
    Columns,
    Condition,
    Content,
    Dialect,
    Presence,
    Range,
    Reach,
    RuleSettings,
    Texts,
    Types,
    Values,
)


def alias(name: str) -> str:
    """How a schema writes the attribute `name`."""
    return name.rstrip("_").replace("_", "-")


class StrictModel(BaseModel):
    """Nothing but what is listed."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=alias)

    @model_validator(mode="wrap")
    @classmethod
    def _refuse_unknown(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Refuse unknown keys, beside all else: here the known ones are at hand for a suggestion."""
        if not isinstance(data, dict):
            message = 'no list of "key: value" lines'
            raise PydanticCustomError("not_a_mapping", message)
        known = [field.alias or name for name, field in cls.model_fields.items()]
        unknown = [key for key in data if key not in known]
        if not unknown:
            return handler(data)
        context = {"unknown": unknown, "known": known}
        fault = PydanticCustomError("unknown_keys", "unknown keys", context)
        faults = [InitErrorDetails(type=fault, loc=(), input=data)]
        try:
            handler({key: value for key, value in data.items() if key in known})
        except ValidationError as error:
            lines = error.errors(include_url=False)
            # What is missing here was probably meant by what is not known.
            faults += [
                _again(line) for line in lines if line["type"] != "missing" or len(line["loc"]) > 1
            ]
        raise ValidationError.from_exception_data(cls.__name__, faults)


def _again(line: Any) -> InitErrorDetails:
    """A fault that was found, to be raised once more."""
    fault = PydanticCustomError(line["type"], line["msg"], line.get("ctx"))
    return InitErrorDetails(type=fault, loc=line["loc"], input=line["input"])


class ItemsModel(StrictModel):
    """What a value must be."""

    type: Types | None = None
    """One of these types."""
    is_: Values | None = None
    """Patterns, one of which the whole value must match."""
    contains: Values | None = None
    """Patterns, one of which a part of the value must match."""
    forbids: Values | None = None
    """Patterns that no part of the value may match."""
    length: Reach | None = None
    """How long it may be, in chars, words or sentences: `..160`, `50.. words`."""
    count: Range | None = None
    """How many list items it may have."""
    unique: Boolean | None = None
    """Whether its list items must differ."""
    items: "ItemsModel | None" = None
    """What each of its list items must be."""
    timezone: Literal["required"] | None = None
    """A date with a time must say its time zone."""


class ValueModel(ItemsModel):
    """What the value of a field or a section must be."""

    content: Content | None = None
    """The kinds of blocks it must hold."""
    columns: Columns | None = None
    """The columns that a table in it must have."""


class KeyModel(ItemsModel):
    """A front matter key."""

    was: Texts | None = None
    """Old or wrong names."""
    required: Presence | None = None
    """Whether, or on what condition, it must be there."""
    when: Condition | None = None
    """The condition on which it may be there."""
    hint: str | None = None
    """What the skeleton says there."""
    rules: RuleSettings | None = None
    """Severities and options of rules here."""
    keys: dict[str, Annotated["KeyModel", KEY]] | None = None
    """The keys of a mapping."""
    key_order: Literal["any", "strict"] | None = None
    unknown_keys: Literal["allow", "forbid"] | None = None


class FrontMatterModel(StrictModel):
    """The header."""

    format: Dialect | None = None
    """How it is written, where that cannot be recognised."""
    keys: dict[str, Annotated[KeyModel, KEY]] | None = None
    """Its keys, each with what its value must be, or with its type alone."""
    key_order: Literal["any", "strict"] | None = None
    """Whether keys must stand in the order of this schema."""
    unknown_keys: Literal["allow", "forbid"] | None = None
    """Whether other keys may be there."""
    json_schema: str | None = None
    """A JSON Schema (draft 2020-12) instead of `keys`: a file relative to this one."""
    forbids: Values | None = None
    """Patterns that no part of its source may match."""
    required: Presence | None = None
    """Whether, or on what condition, a document must have one; where a key is required, unless given."""
