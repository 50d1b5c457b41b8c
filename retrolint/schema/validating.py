"""Schema data against the models; each fault is a diagnostic at its place in the file."""

import difflib
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from retrolint.diagnostics import Diagnostic, Place, Severity
from retrolint.schema.models import SchemaModel
from retrolint.schema.source import Location, YamlSource
from retrolint.text import SourceText, Span


def schema_faults(path: str, yaml: YamlSource) -> tuple[Diagnostic, ...]:
    """What the schema in `yaml` says that the language does not know; `path` is its file's."""
    try:
        SchemaModel.model_validate(yaml.data)
    except ValidationError as error:
        return tuple(_faults(path, yaml, error))
    return ()


def schema_fault(path: str, source: SourceText, span: Span, message: str, hint: str = "") -> Diagnostic:
    """One fault of a schema file."""
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


def _faults(path: str, yaml: YamlSource, error: ValidationError) -> Iterator[Diagnostic]:
    for fault in error.errors(include_url=False):
        location = tuple(fault["loc"])
        context = fault.get("ctx", {})
        for key in context.get("unknown", ()):
            close = difflib.get_close_matches(key, context["known"], n=1)
            known = ", ".join(context["known"])
            hint = f'did you mean "{close[0]}"?' if close else f"known here: {known}"
            span = yaml.span((*location, key))
            yield schema_fault(path, yaml.source, span, f'unknown key "{key}"', hint)
        if "unknown" not in context:
            message = _message(fault, location)
            yield schema_fault(path, yaml.source, yaml.span(location), message)


def _message(fault: Any, location: Location) -> str:
    key = next((part for part in reversed(location) if isinstance(part, str)), "schema")
    if fault["input"] is None or fault["type"] == "too_short":
        return f'"{key}" has no value'
    context = fault.get("ctx", {})
    words = {
        "missing": " is missing",
        "list_type": " is no list",
        "dict_type": ' is no list of "key: value" lines',
        "string_type": " is no text",
        "value_error": f": {context.get('error')}",
        "literal_error": f': "{fault["input"]}" is not {context.get("expected")}',
    }
    return f'"{key}"{words.get(fault["type"], ": " + fault["msg"])}'
