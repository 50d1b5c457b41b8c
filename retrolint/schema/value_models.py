"""The syntax of what a schema says of values and of the front matter, as pydantic models."""

from typing import Annotated, Literal

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
from retrolint.schema.strict import StrictModel


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
