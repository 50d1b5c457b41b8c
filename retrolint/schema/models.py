"""The syntax of the schema language, as pydantic models: what a schema file may say.

They only refuse. What is written is compiled from the same plain data (`compiling`), so that a schema
known to be right, such as a built-in, is used without waiting for pydantic. Every scalar is text,
since names and values mean what is written (`No`, `2024`).
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from retrolint.document.values import SCALAR_TYPES
from retrolint.schema import forms

TYPE_NAMES = (*SCALAR_TYPES, "list", "mapping")
CONTENT_KINDS = ("list", "tasks", "table", "code", "image", "link", "quote", "paragraph")


def _checked(convert: Callable[[str], Any]) -> AfterValidator:
    """Refuse what `convert` refuses; the text stays as it is."""

    def check(text: str) -> str:
        convert(text)
        return text

    return AfterValidator(check)


def _one_of(names: tuple[str, ...], what: str) -> AfterValidator:
    def check(text: str) -> str:
        if text not in names:
            message = f'"{text}" is no {what}: write one of {", ".join(names)}'
            raise ValueError(message)
        return text

    return AfterValidator(check)


_Listed = BeforeValidator(forms.listed)
_NotEmpty = Field(min_length=1)

Boolean = Annotated[str, _checked(forms.boolean)]
Range = Annotated[str, _checked(forms.count)]
Period = Annotated[str, _checked(forms.days)]
Names = Annotated[list[Annotated[str, _checked(forms.name)]], _Listed, _NotEmpty]
Values = Annotated[list[Annotated[str, _checked(forms.value)]], _Listed, _NotEmpty]
Types = Annotated[list[Annotated[str, _one_of(TYPE_NAMES, "type")]], _Listed, _NotEmpty]
Contents = Annotated[list[Annotated[str, _one_of(CONTENT_KINDS, "content")]], _Listed, _NotEmpty]
Level = Annotated[str, _one_of(tuple("123456"), "heading level")]


class _Model(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
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

    type: Types | None = None
    is_: Values | None = None
    length: Range | None = None
    count: Range | None = None
    unique: Boolean | None = None
    required: Boolean | None = None
    timezone: Literal["required"] | None = None


class FrontMatterModel(_Model):
    """The header."""

    keys: dict[str, Annotated[KeyModel, BeforeValidator(forms.KEY)]] | None = None


class FieldModel(_Model):
    """A labelled list item."""

    label: Names
    required: Boolean | None = None


class _InsideModel(_Model):
    """What a section may say of its inside, and the schema of the whole document."""

    sections: "list[Annotated[SectionModel, BeforeValidator(forms.SECTION)]] | None" = None
    section_order: Literal["strict", "any"] | None = None
    unknown_sections: Literal["allow", "forbid"] | None = None
    fields_: list[Annotated[FieldModel, BeforeValidator(forms.FIELD)]] | None = None
    content: Contents | None = None
    level: Level | None = None


class SectionModel(_InsideModel):
    """A section, by its heading."""

    heading: Names
    required: Boolean | None = None
    repeat: Range | None = None


class SeriesModel(_Model):
    """How the documents of one schema follow each other."""

    number: str | None = None
    date: str | None = None
    every: Period | None = None
    week_starts: str | None = None


class SchemaModel(_InsideModel):
    """A schema file."""

    name: str
    description: str | None = None
    path: Values | None = None
    series: SeriesModel | None = None
    front_matter: FrontMatterModel | None = None
