"""The schema language as pydantic models: what a schema file may say, and how each part is read.

Every scalar arrives as text, since names and values mean what is written (`No`, `2024`). Shorthands are
spelled out before validation, so that an error always points at one key.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from retrolint.document.values import SCALAR_TYPES
from retrolint.schema.model import Count
from retrolint.schema.patterns import Pattern, compile_pattern

_COUNT = re.compile(r"(?P<exact>\d{1,9})|(?P<least>\d{1,9})?\.\.(?P<most>\d{1,9})?")
_PERIOD = re.compile(r"[1-9]\d{0,3}d")

TYPE_NAMES = (*SCALAR_TYPES, "list", "mapping")
CONTENT_KINDS = ("list", "tasks", "table", "code", "image", "link", "quote", "paragraph")


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _count(value: object) -> object:
    found = _COUNT.fullmatch(value) if isinstance(value, str) else None
    if not found or value == "..":
        message = f'"{value}" is no range: write n, a..b, a.. or ..b'
        raise ValueError(message)
    if found["exact"]:
        return Count(int(found["exact"]), int(found["exact"]))
    least, most = int(found["least"] or 0), int(found["most"]) if found["most"] else None
    if most is not None and most < least:
        message = f'"{value}" ends before it starts'
        raise ValueError(message)
    return Count(least, most)


def _one_of(names: tuple[str, ...], what: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in names:
            message = f'"{value}" is no {what}: write one of {", ".join(names)}'
            raise ValueError(message)
        return value

    return AfterValidator(check)


def _name(value: str) -> Pattern:
    return compile_pattern(value, is_name=True)


def _value(value: str) -> Pattern:
    return compile_pattern(value, is_name=False)


def _period(value: str) -> int:
    if not _PERIOD.fullmatch(value):
        message = f'"{value}" is no period: write a number of days, such as 7d'
        raise ValueError(message)
    return int(value[:-1])


def _section(value: object) -> object:
    return value if isinstance(value, dict) else {"heading": value}


def _field(value: object) -> object:
    return value if isinstance(value, dict) else {"label": value}


def _key(value: object) -> object:
    return value if isinstance(value, dict) else {"type": value}


Range = Annotated[Count, BeforeValidator(_count)]
Names = Annotated[
    list[Annotated[str, AfterValidator(_name)]], BeforeValidator(_listed), Field(min_length=1)
]
Values = Annotated[
    list[Annotated[str, AfterValidator(_value)]], BeforeValidator(_listed), Field(min_length=1)
]
TypeName = Annotated[str, _one_of(TYPE_NAMES, "type")]
ContentKind = Annotated[str, _one_of(CONTENT_KINDS, "kind of content")]


class _Model(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
    )

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown(cls, data: object) -> object:
        """Refuse unknown keys here, where the known ones are at hand for a suggestion."""
        if not isinstance(data, dict):
            message = 'no list of "key: value" lines'
            raise PydanticCustomError("not_a_mapping", message)
        known = [field.alias or name for name, field in cls.model_fields.items()]
        unknown = [key for key in data if key not in known]
        if unknown:
            context = {"unknown": unknown, "known": known}
            raise PydanticCustomError("unknown_keys", "unknown keys", context)
        return data


class KeyModel(_Model):
    """What a front matter key's value must be."""

    type: Annotated[list[TypeName], BeforeValidator(_listed)] = []
    is_: Values | None = None
    length: Range | None = None
    count: Range | None = None
    unique: bool = False
    required: bool = True
    timezone: Literal["required"] | None = None


class FrontMatterModel(_Model):
    """The header."""

    keys: dict[str, Annotated[KeyModel, BeforeValidator(_key)]] = {}


class FieldModel(_Model):
    """A labelled list item."""

    label: Names
    required: bool = True


class _SectionList(_Model):
    sections: "list[Annotated[SectionModel, BeforeValidator(_section)]] | None" = None
    section_order: Literal["strict", "any"] = "strict"
    unknown_sections: Literal["allow", "forbid"] = "allow"
    fields_: list[Annotated[FieldModel, BeforeValidator(_field)]] = []
    content: Annotated[list[ContentKind], BeforeValidator(_listed)] = []
    level: Annotated[int, Field(ge=1, le=6)] | None = None


class SectionModel(_SectionList):
    """A section, by its heading."""

    heading: Names
    required: bool = True
    repeat: Range | None = None


class SeriesModel(_Model):
    """How the documents of one schema follow each other."""

    number: str | None = None
    date: str | None = None
    every: Annotated[str, AfterValidator(_period)] | None = None
    week_starts: str = "monday"


class SchemaModel(_SectionList):
    """A schema file."""

    name: str
    description: str = ""
    path: Annotated[
        list[Annotated[str, AfterValidator(_value)]], BeforeValidator(_listed)
    ] = []
    series: SeriesModel | None = None
    front_matter: FrontMatterModel = FrontMatterModel()

