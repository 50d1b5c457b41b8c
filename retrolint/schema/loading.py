"""Schemas by name or file: read, merged with what they extend, compiled. The one way to a `Schema`."""

import difflib
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from retrolint.diagnostics import Diagnostic, Severity
from retrolint.schema.compiling import compile_schema
from retrolint.schema.faults import fault_at_end
from retrolint.schema.files import FileError, read_text_file
from retrolint.schema.merging import merge
from retrolint.schema.model import Origin, Schema
from retrolint.schema.source import read_yaml

BUILTIN = os.path.join(os.path.dirname(__file__), "builtin")
"""The folder of the built-in schemas."""


class SchemaError(Exception):
    """A schema that cannot be used; `diagnostics` say what is wrong in its file."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """At least one diagnostic."""
        super().__init__(diagnostics[0].message)
        self.diagnostics = diagnostics


class UnknownSchemaError(Exception):
    """A name that is neither a built-in schema nor a file; the message suggests one."""


@cache
def builtin_names() -> tuple[str, ...]:
    """The names of the built-in schemas, sorted."""
    found = (name for name in os.listdir(BUILTIN) if name.endswith(".yaml"))
    return tuple(sorted(name.removesuffix(".yaml") for name in found))


def builtin_source(name: str) -> str:
    """The YAML of a built-in schema."""
    with open(os.path.join(BUILTIN, f"{name}.yaml"), encoding="utf-8") as file:
        return file.read()


@cache
def builtin_schema(name: str) -> Schema:
    """A built-in schema, compiled; that it is valid was tested before it was shipped."""
    return compile_schema(builtin_data(name))


@cache
def builtin_data(name: str) -> Mapping[str, Any]:
    """What a built-in schema says, together with what it extends."""
    data: Mapping[str, Any] = read_yaml(builtin_source(name)).data
    base = data.get("extends")
    return merge(builtin_data(base), data) if base else data


def load_schema(reference: str) -> Schema:
    """The built-in schema of that name, or the schema in that file.

    Raises:
        UnknownSchemaError: there is neither.
        SchemaError: the file is no schema.
    """
    if reference in builtin_names():
        return builtin_schema(reference)
    return parse_schema(*schema_source(reference))


def schema_source(reference: str) -> tuple[str, str]:
    """The path (with `/`) and the YAML text of the schema that `reference` names.

    Raises:
        UnknownSchemaError: there is neither such a built-in nor such a file.
        SchemaError: the file is not text.
    """
    if reference in builtin_names():
        return f"{reference}.yaml", builtin_source(reference)
    try:
        return reference.replace(os.sep, "/"), read_text_file(reference)
    except FileError as error:
        if error.before is None:
            raise UnknownSchemaError(unknown_schema(reference, str(error))) from error
        path = reference.replace(os.sep, "/")
        raise SchemaError((fault_at_end(path, error.before, str(error)),)) from error


def parse_schema(path: str, text: str) -> Schema:
    """The schema that `text` writes; `path` is for its diagnostics, and for what it names relative to it.

    Raises:
        SchemaError: it is not YAML, or says what the schema language does not know.
    """
    schema, faults = checked_schema(path, text)
    errors = tuple(fault for fault in faults if fault.severity is Severity.ERROR)
    if errors or not schema:
        raise SchemaError(errors)
    return schema


def checked_schema(path: str, text: str) -> tuple[Schema | None, tuple[Diagnostic, ...]]:
    """The schema that `text` writes, if it can be used, and all that is wrong with it."""
    from retrolint.schema.validating import semantic_faults, validated  # noqa: PLC0415 - pydantic

    parts, files, faults = validated(path, text)
    if faults:
        return None, tuple(faults)
    data: Mapping[str, Any] = {}
    for _, source in reversed(parts):
        data = merge(data, source.data)
    origins = tuple(Origin(file, source.places) for file, source in parts if file)
    try:
        schema = compile_schema(data, files, origins)
        return schema, tuple(semantic_faults(schema))
    except ValueError as error:
        # Each part was right in its own file; laid over each other they say what no schema may.
        return None, (fault_at_end(path, "", str(error)),)


def unknown_schema(reference: str, reason: str = "") -> str:
    """What to say of a name that is neither a built-in schema nor a file."""
    if "/" in reference or reference.endswith((".yaml", ".yml")):
        return f'schema "{reference}" cannot be read: {reason}'
    names = builtin_names()
    close = difflib.get_close_matches(reference, names, n=1)
    hint = f'did you mean "{close[0]}"?' if close else f"built in: {', '.join(names)}"
    return f'there is no schema "{reference}"; {hint}'
