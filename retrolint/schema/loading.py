"""Schemas by name or file: read, validated, compiled. The one way from YAML to a `Schema`."""

import difflib
import os
from functools import cache

from retrolint.diagnostics import Diagnostic
from retrolint.schema.compiling import compile_schema
from retrolint.schema.model import Schema
from retrolint.schema.source import SourceError, read_yaml
from retrolint.text import SourceText, Span

_BUILTIN = os.path.join(os.path.dirname(__file__), "builtin")


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
    found = (name for name in os.listdir(_BUILTIN) if name.endswith(".yaml"))
    return tuple(sorted(name.removesuffix(".yaml") for name in found))


def builtin_source(name: str) -> str:
    """The YAML of a built-in schema."""
    with open(os.path.join(_BUILTIN, f"{name}.yaml"), encoding="utf-8") as file:
        return file.read()


@cache
def builtin_schema(name: str) -> Schema:
    """A built-in schema, compiled; that it is valid was tested before it was shipped."""
    return compile_schema(read_yaml(builtin_source(name)).data)


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
    path = reference.replace(os.sep, "/")
    try:
        with open(reference, "rb") as file:
            data = file.read()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnknownSchemaError(_unknown(reference, reason)) from error
    try:
        return path, data.decode("utf-8")
    except UnicodeDecodeError as error:
        from retrolint.schema.validating import schema_fault  # noqa: PLC0415 - pydantic

        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        source = SourceText(data[: error.start].decode("utf-8"))
        end = Span(len(source.text), len(source.text))
        raise SchemaError((schema_fault(path, source, end, message),)) from error


def parse_schema(path: str, text: str) -> Schema:
    """The schema that `text` writes; `path` is for its diagnostics.

    Raises:
        SchemaError: it is not YAML, or says what the schema language does not know.
    """
    from retrolint.schema.validating import schema_fault, schema_faults  # noqa: PLC0415 - pydantic

    try:
        yaml = read_yaml(text)
    except SourceError as error:
        span = Span(error.offset, error.offset)
        raise SchemaError((schema_fault(path, SourceText(text), span, str(error)),)) from error
    faults = schema_faults(path, yaml)
    if faults:
        raise SchemaError(faults)
    return compile_schema(yaml.data)


def _unknown(reference: str, reason: str) -> str:
    if "/" in reference or reference.endswith((".yaml", ".yml")):
        return f'schema "{reference}" cannot be read: {reason.lower()}'
    names = builtin_names()
    close = difflib.get_close_matches(reference, names, n=1)
    hint = f'did you mean "{close[0]}"?' if close else f"built in: {', '.join(names)}"
    return f'there is no schema "{reference}"; {hint}'
