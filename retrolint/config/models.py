"""What a configuration may say, as pydantic models."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StrictBool, StrictStr
from pydantic_core import PydanticCustomError

from retrolint.config import globs
from retrolint.schema.strict import StrictModel

Severity = Literal["error", "warning", "info"]


def _glob(pattern: str) -> str:
    reason = globs.fault(pattern)
    if reason:
        raise _refusal(f'"{pattern}" is no pattern: {reason}')
    return pattern


def _start(patterns: list[str]) -> list[str]:
    """Refuse a start that does nothing, where all others were meant."""
    if patterns and patterns[0].startswith("!"):
        raise _refusal(f'"{patterns[0]}" takes back what no pattern before it has')
    return patterns


def _filled(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("too_short", "no value")
    return text


def _threshold(value: Any) -> Any:
    if value in ("off", False):
        raise _refusal('to fail for nothing, write "never"')
    return value


def _severity(value: Any) -> Any:
    if value in ("off", False):
        raise _refusal('to turn a rule off, name it in "ignore"')
    return value


def _refusal(reason: str) -> PydanticCustomError:
    return PydanticCustomError("value_error", "refused", {"error": reason})


Text = Annotated[StrictStr, AfterValidator(_filled), Field(json_schema_extra={"pattern": r"\S"})]
Glob = Annotated[
    StrictStr,
    AfterValidator(_glob),
    Field(json_schema_extra={"pattern": r"^(?!#|\.{1,2}/)(?=.*\S)"}),
]
Globs = Annotated[list[Glob], AfterValidator(_start)]
LoneGlob = Annotated[Glob, AfterValidator(lambda pattern: _start([pattern])[0])]
Names = list[Text]
"""Names of rules and of families."""
Level = Annotated[Severity, BeforeValidator(_severity)]


class DocumentsModel(StrictModel):
    """The documents of one schema."""

    paths: Annotated[Globs, Field(min_length=1)]
    """Patterns of the documents' paths."""
    schema_: Text
    """A built-in schema, or a file relative to this one."""


class ConfigModel(StrictModel):
    """A configuration."""

    model_config = ConfigDict(extra="forbid")

    required_version: Text | None = None
    """The versions of retrolint that may read this, such as `>=0.1`."""
    extend: Text | None = None
    """Another configuration, relative to this file; what this one says comes first."""
    include: Globs | None = None
    """Patterns of the files that are documents; `*.md`, `*.markdown` and `*.mdx`, unless given."""
    exclude: Globs | None = None
    """Patterns of files and folders that are left out."""
    respect_gitignore: StrictBool | None = None
    """Whether what git ignores is left out; it is, unless this says false."""
    documents: list[DocumentsModel] | None = None
    """Which documents are of which schema; the first that fits decides."""
    select: Names | None = None
    """The only rules and families that run; without this, all that run by default."""
    extend_select: Names | None = None
    """Rules and families that run beside those."""
    ignore: Names | None = None
    """Rules and families that do not run."""
    fixable: Names | None = None
    """The only rules and families whose fixes are applied; all, unless given."""
    unfixable: Names | None = None
    """Rules and families whose fixes are not applied."""
    per_file_ignores: dict[LoneGlob, Names] | None = None
    """For patterns of paths, rules and families that do not run there."""
    severity: dict[Text, Level] | None = None
    """The severities of rules and families."""
    rules: dict[Text, dict[Text, Any]] | None = None
    """The options of rules."""
    fail_on: (
        Annotated[Literal["error", "warning", "info", "never"], BeforeValidator(_threshold)] | None
    ) = None
    """The mildest severity that fails a run; `error`, unless given."""
    baseline: Text | None = None
    """The file with the findings that are known; `.retrolint-baseline.json`, unless given."""
