"""Schemas by name or file: read, validated, compiled. The one way from YAML to a `Schema`."""

import difflib
import os
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from retrolint.diagnostics import Diagnostic, Place, Severity
from retrolint.schema.model import Count, FieldEntry, KeyEntry, Schema, SectionEntry
from retrolint.schema.models import FieldModel, KeyModel, SchemaModel, SectionModel
from retrolint.schema.source import Location, SourceError, YamlSource, read_yaml
from retrolint.text import SourceText, Span

_BUILTIN = "retrolint.schema.builtin"


class SchemaError(Exception):
    """A schema that cannot be used; `diagnostics` say what is wrong in its file."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """At least one diagnostic."""
        super().__init__(diagnostics[0].message)
        self.diagnostics = diagnostics


class UnknownSchemaError(Exception):
    """A name that is neither a built-in schema nor a file; the message suggests one."""


def builtin_names() -> list[str]:
    """The names of the built-in schemas, sorted."""
    found = (resource.name for resource in files(_BUILTIN).iterdir())
    return sorted(name.removesuffix(".yaml") for name in found if name.endswith(".yaml"))


def builtin_source(name: str) -> str:
    """The YAML of a built-in schema."""
    return (files(_BUILTIN) / f"{name}.yaml").read_text("utf-8")


@cache
def builtin_schema(name: str) -> Schema:
    """A built-in schema, compiled."""
    return parse_schema(f"{name}.yaml", builtin_source(name))


def load_schema(reference: str) -> Schema:
    """The built-in schema of that name, or the schema in that file.

    Raises:
        UnknownSchemaError: there is neither.
        SchemaError: the file is no schema.
    """
    return parse_schema(*schema_source(reference))


def schema_source(reference: str) -> tuple[str, str]:
    """The path (with `/`) and the YAML text of the schema that `reference` names.

    Raises:
        UnknownSchemaError: there is neither such a built-in nor such a file.
        SchemaError: the file is not text.
    """
    if reference in builtin_names():
        return f"{reference}.yaml", builtin_source(reference)
    path = reference.replace(os.sep, "/")
    try:
        with open(reference, "rb") as file:  # noqa: PTH123 - pathlib takes its time to import
            data = file.read()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnknownSchemaError(_unknown(reference, reason)) from error
    try:
        return path, data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        source = SourceText(data[: error.start].decode("utf-8"))
        end = Span(len(source.text), len(source.text))
        raise SchemaError((_diagnostic(path, source, end, message),)) from error


def parse_schema(path: str, text: str) -> Schema:
    """The schema that `text` writes; `path` is for its diagnostics.

    Raises:
        SchemaError: it is not YAML, or says what the schema language does not know.
    """
    try:
        yaml = read_yaml(text)
    except SourceError as error:
        span = Span(error.offset, error.offset)
        raise SchemaError((_diagnostic(path, SourceText(text), span, str(error)),)) from error
    try:
        return _compile(SchemaModel.model_validate(yaml.data))
    except ValidationError as error:
        raise SchemaError(tuple(_problems(path, yaml, error))) from error


def _unknown(reference: str, reason: str) -> str:
    if "/" in reference or reference.endswith((".yaml", ".yml")):
        return f'schema "{reference}" cannot be read: {reason.lower()}'
    names = builtin_names()
    close = difflib.get_close_matches(reference, names, n=1)
    hint = f'did you mean "{close[0]}"?' if close else f"built in: {', '.join(names)}"
    return f'there is no schema "{reference}"; {hint}'


def _problems(path: str, yaml: YamlSource, error: ValidationError) -> Iterator[Diagnostic]:
    for problem in error.errors(include_url=False):
        location = tuple(problem["loc"])
        context = problem.get("ctx", {})
        for key in context.get("unknown", ()):
            close = difflib.get_close_matches(key, context["known"], n=1)
            known = ", ".join(context["known"])
            hint = f'did you mean "{close[0]}"?' if close else f"known here: {known}"
            yield _located(path, yaml, (*location, key), f'unknown key "{key}"', hint)
        if "unknown" not in context:
            yield _located(path, yaml, location, _message(problem, location), "")


def _message(problem: Any, location: Location) -> str:
    key = next((part for part in reversed(location) if isinstance(part, str)), "schema")
    match problem["type"]:
        case "missing":
            return f'"{location[-1]}" is missing'
        case "value_error":
            return f'"{key}": {problem["ctx"]["error"]}'
        case "literal_error":
            return f'"{key}": "{problem["input"]}" is not {problem["ctx"]["expected"]}'
        case "string_type" | "list_type" | "dict_type":
            return f'"{key}": {problem["msg"].lower().replace("input", "it")}'
        case _:
            return f'"{key}": {problem["msg"].lower()}'


def _located(
    path: str, yaml: YamlSource, location: Location, message: str, hint: str
) -> Diagnostic:
    return _diagnostic(path, yaml.source, yaml.span(location), message, hint)


def _diagnostic(
    path: str, source: SourceText, span: Span, message: str, hint: str = ""
) -> Diagnostic:
    return Diagnostic(
        rule="invalid-schema",
        family="configuration",
        severity=Severity.ERROR,
        message=message,
        help=hint,
        path=path,
        place=Place(source.range(span), (), source.slice(span)),
        subject=source.slice(span),
    )


def _compile(model: SchemaModel) -> Schema:
    keys = tuple(
        _key(name, key, f"front-matter.keys.{name}")
        for name, key in model.front_matter.keys.items()
    )
    root = SectionEntry(
        names=(),
        path="",
        occurs=Count(1, 1),
        sections=_sections(model, ""),
        fields=_fields(model, ""),
        content=tuple(model.content),
        forbids_unknown=model.unknown_sections == "forbid",
        is_ordered=model.section_order == "strict",
    )
    return Schema(model.name, model.description, _patterns(model.path), keys, root)


def _sections(model: SchemaModel | SectionModel, path: str) -> tuple[SectionEntry, ...] | None:
    if model.sections is None:
        return None
    return tuple(
        _section(section, f"{path}sections[{index}]")
        for index, section in enumerate(model.sections)
    )


def _section(model: SectionModel, path: str) -> SectionEntry:
    occurs = model.repeat or Count(1, 1)
    if not model.required:
        occurs = Count(0, occurs.most)
    return SectionEntry(
        names=_patterns(model.heading),
        path=path,
        occurs=occurs,
        sections=_sections(model, f"{path}."),
        fields=_fields(model, f"{path}."),
        content=tuple(model.content),
        forbids_unknown=model.unknown_sections == "forbid",
        is_ordered=model.section_order == "strict",
    )


def _fields(model: SchemaModel | SectionModel, path: str) -> tuple[FieldEntry, ...]:
    return tuple(
        _field(field, f"{path}fields[{index}]") for index, field in enumerate(model.fields_)
    )


def _field(model: FieldModel, path: str) -> FieldEntry:
    return FieldEntry(_patterns(model.label), path, model.required)


def _key(name: str, model: KeyModel, path: str) -> KeyEntry:
    return KeyEntry(
        name=name,
        path=path,
        required=model.required,
        types=tuple(model.type),
        patterns=_patterns(model.is_ or ()),
        length=model.length,
        count=model.count,
        unique=model.unique,
        needs_timezone=model.timezone == "required",
    )


def _patterns(patterns: Any) -> tuple[Any, ...]:
    """pydantic types a validated pattern as the text it was read from."""
    return tuple(patterns)
