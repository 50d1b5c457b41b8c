"""The syntax of the schema language, as pydantic models: what a schema file may say.

They only refuse. What is written is compiled from the same plain data (`compiling`), so that a schema
known to be right, such as a built-in, is used without waiting for pydantic. Every scalar is text,
since names and values mean what is written (`No`, `2024`).
"""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Tag

from retrolint.schema.scalars import (
    FIELD,
    SECTION,
    Boolean,
    Bound,
    Breaks,
    Condition,
    Level,
    Names,
    Period,
    Presence,
    Range,
    RuleSettings,
    Style,
    Texts,
    Title,
    Values,
    Weekday,
)
from retrolint.schema.strict import StrictModel
from retrolint.schema.value_models import FrontMatterModel, ValueModel


class _PresenceModel(ValueModel):
    id: str | None = None
    """What others call it; the first name, unless given."""
    was: Names | None = None
    """Old or wrong names and translations: what has one is misnamed."""
    required: Presence | None = None
    """Whether, or on what condition, it must be there."""
    when: Condition | None = None
    """The condition on which it may be there."""
    repeat: Range | None = None
    """How often it may be there."""
    hint: str | None = None
    """What the skeleton says there."""
    rules: RuleSettings | None = None
    """Severities and options of rules here and inside."""


class FieldModel(_PresenceModel):
    """A labelled item."""

    label: Names
    """Its names: the first is what messages and skeletons write."""


class _InsideModel(StrictModel):
    """What a section may say of its inside, and the schema of the whole document."""

    sections: "Members | None" = None
    """Its subsections, in order; without this the inside is free."""
    section_order: Literal["strict", "any"] | None = None
    """Whether its subsections must stand in this order."""
    unknown_sections: Literal["allow", "forbid"] | None = None
    """Whether other subsections may be there."""
    fields_: list[Annotated[FieldModel, FIELD]] | None = None
    """Its labelled items, such as `- **felt**: …`."""
    field_order: Literal["strict", "any"] | None = None
    """Whether its fields must stand in this order."""
    unknown_fields: Literal["allow", "forbid"] | None = None
    """Whether other bold labels may be there."""
    field_style: Style | None = None
    """How its fields are written, such as `**label**: value`."""
    exact: Boolean | None = None
    """Whether case, emoji and square brackets count in the names of its lists."""
    level: Level | None = None
    """The heading level: of the entry, or of the top sections."""
    change: "dict[str, ChangeModel | None] | None" = None
    """Patches of sections by id, where the schema extends another, or in a variant."""


class _SectionModel(_InsideModel, _PresenceModel):
    requires: Texts | None = None
    """Others, by id, that must then be there too."""
    conflicts: Texts | None = None
    """Others, by id, that must then not be there."""


class SectionModel(_SectionModel):
    """A section, by its heading."""

    heading: Names
    """Its names: the first is what messages and skeletons write."""


class ChangeModel(_SectionModel):
    """A patch of a section: what is given replaces, what is null removes."""

    model_config = ConfigDict(extra="forbid")
    heading: Names | None = None


class OneOfModel(StrictModel):
    """Exactly one of its members is there."""

    one_of: "Members"
    required: Presence | None = None


class AnyOfModel(StrictModel):
    """Any number of its members, in any order."""

    any_of: "Members"


class RunModel(StrictModel):
    """Sections that follow each other, as one member of a group."""

    sections: "Members"


class SeriesModel(StrictModel):
    """How the documents of one schema follow each other."""

    number: str | None = None
    """The variable that numbers them."""
    date: str | None = None
    """The variable that dates them; `date`, unless given."""
    every: Period | None = None
    """From one to the next, such as `7d`."""
    week_starts: Weekday | None = None
    breaks: Breaks | None = None
    """Days, or ranges of days, that are left out on purpose."""


class _DocumentModel(_InsideModel, ValueModel):
    """What a schema and a variant of it may say."""

    heading: Title | None = None
    """The document's title; `false` forbids one."""
    front_matter: FrontMatterModel | None = None
    rules: RuleSettings | None = None
    """Severities and options of rules."""
    hint: str | None = None
    path: Values | None = None
    """Patterns for the last parts of the file's path, one of which must match."""


class VariantModel(_DocumentModel):
    """A patch of the schema for the documents of a time, or of a kind."""

    since: Bound | None = None
    """Documents of this date or number, and later ones."""
    before: Bound | None = None
    """Documents before this date or number."""
    when: Condition | None = None


class SchemaModel(_DocumentModel):
    """A schema file."""

    name: str
    """What messages call it."""
    description: str | None = None
    extends: str | None = None
    """A built-in schema, or a file relative to this one, that this one changes."""
    series: SeriesModel | None = None
    template: str | None = None
    """The file that people copy, relative to this one."""
    variants: list[VariantModel] | None = None
    """Patches for older documents, or for some kinds."""


class ExtendingModel(SchemaModel):
    """A schema file that extends another, whose name it may keep."""

    name: str | None = None  # type: ignore[assignment]


def _kind(data: Any) -> str:
    """Which model is meant: a section, unless the keys of another are there."""
    if isinstance(data, dict):
        for key in ("one-of", "any-of"):
            if key in data:
                return f"<{key}>"
        if set(data) == {"sections"}:
            return "<run>"
    return "<section>"


Members = list[
    Annotated[
        Annotated[SectionModel, Tag("<section>")]
        | Annotated[OneOfModel, Tag("<one-of>")]
        | Annotated[AnyOfModel, Tag("<any-of>")]
        | Annotated[RunModel, Tag("<run>")],
        Discriminator(_kind),
        SECTION,
    ]
]
"""The sections of a list; the tags stand in the places of faults, and in no file."""

for model in (SectionModel, ChangeModel, OneOfModel, AnyOfModel, RunModel, VariantModel, SchemaModel):
    model.model_rebuild()
ExtendingModel.model_rebuild()
