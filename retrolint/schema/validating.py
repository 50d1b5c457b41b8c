"""Schema data against the models, and against itself: each fault is a diagnostic at its place."""

import difflib
import os
from typing import Any, NamedTuple

from pydantic import ValidationError

from retrolint.diagnostics import Diagnostic
from retrolint.schema.checking import faults_of
from retrolint.schema.faults import located_fault, schema_fault
from retrolint.schema.files import FileError, read_text_file
from retrolint.schema.merging import MergeError, merge
from retrolint.schema.model import Schema
from retrolint.schema.model_faults import model_faults
from retrolint.schema.models import ExtendingModel, SchemaModel
from retrolint.schema.source import DataSource, Location, SourceError, read_yaml
from retrolint.schema.varied import with_variants
from retrolint.text import SourceText, Span

_MOST_BASES = 10


class Validated(NamedTuple):
    """What was read: the schema and those it extends, files that they name, and all faults."""

    parts: list[tuple[str, DataSource]]
    """Each with its path, empty for a built-in."""
    files: dict[str, Any]
    faults: list[Diagnostic]


def validated(path: str, text: str) -> Validated:
    """The schema in `text` with all that it names, as far as it can be read; `path` is its file's."""
    result = Validated([], {}, [])
    _read(path, text, result)
    if not result.faults:
        _check_merges(result)
    return result


def semantic_faults(schema: Schema) -> list[Diagnostic]:
    """What `schema` says that cannot be meant, in itself or with one of its variants."""
    found = list(faults_of(schema))
    known = set(found)
    for index in range(len(schema.variants)):
        varied = with_variants(schema, (index,))
        new = (fault for fault in faults_of(varied) if fault not in known)
        found += [fault._replace(path=f"variants[{index}].{fault.path}") for fault in new]
    return [located_fault(schema, fault.path, fault.message, fault.severity) for fault in found]


def _read(path: str, text: str, result: Validated) -> None:
    try:
        yaml = read_yaml(text)
    except SourceError as error:
        span = Span(error.offset, error.offset)
        result.faults.append(schema_fault(path, SourceText(text), span, str(error)))
        return
    result.parts.append((path, yaml))
    is_extending = isinstance(yaml.data, dict) and yaml.data.get("extends") is not None
    try:
        (ExtendingModel if is_extending else SchemaModel).model_validate(yaml.data)
    except ValidationError as error:
        result.faults.extend(model_faults(path, yaml, error))
        return
    _read_named(path, yaml, result)
    if is_extending:
        _read_base(path, yaml, result)


def _read_base(path: str, yaml: DataSource, result: Validated) -> None:
    """Read the schema that this one extends: a built-in, or a file relative to it."""
    from retrolint.schema.loading import builtin_names, builtin_source  # noqa: PLC0415 - a circle

    base = yaml.data["extends"]
    span = yaml.span(("extends",))
    beside = _beside(path, base)
    if len(result.parts) > _MOST_BASES:
        message = f'"extends": more than {_MOST_BASES} schemas extend each other'
        result.faults.append(schema_fault(path, yaml.source, span, message))
    elif beside in [part for part, _ in result.parts]:
        message = f'"extends": {base} comes back to a schema that extends it'
        result.faults.append(schema_fault(path, yaml.source, span, message))
    elif base in builtin_names():
        _read("", builtin_source(base), result)
    else:
        try:
            _read(beside, read_text_file(beside), result)
        except FileError as error:
            message = f'"extends": the schema {base} cannot be read: {error}'
            close = difflib.get_close_matches(base, builtin_names(), n=1)
            hint = f'did you mean "{close[0]}"?' if close else ""
            result.faults.append(schema_fault(path, yaml.source, span, message, hint))


def _read_named(path: str, yaml: DataSource, result: Validated) -> None:
    """Read the template and the JSON Schema that this schema names."""
    header = yaml.data.get("front-matter") or {}
    for location, name in (
        (("template",), yaml.data.get("template")),
        (("front-matter", "json-schema"), header.get("json-schema")),
    ):
        if not name or name in result.files:
            continue
        try:
            text = read_text_file(_beside(path, name))
            result.files[name] = text if location == ("template",) else _json_schema(text)
        except (FileError, ValueError) as error:
            message = f'"{location[-1]}": {name} cannot be used: {error}'
            result.faults.append(schema_fault(path, yaml.source, yaml.span(location), message))


def _json_schema(text: str) -> Any:
    from retrolint.schema.json_headers import parse_json_schema  # noqa: PLC0415 - few schemas have one

    return parse_json_schema(text)


def _beside(path: str, name: str) -> str:
    return os.path.normpath(os.path.join(os.path.dirname(path), name)).replace(os.sep, "/")


def _check_merges(result: Validated) -> None:
    """Lay the parts over each other, and each variant over the whole."""
    data: dict[str, Any] = {}
    for path, yaml in reversed(result.parts):
        try:
            data = merge(data, yaml.data)
        except MergeError as error:
            result.faults.append(_merge_fault(path, yaml, error, ()))
            return
    path, yaml = result.parts[0]
    so_far = data
    for index, variant in enumerate(data.get("variants") or ()):
        try:
            # It may change what an earlier one brings.
            so_far = merge(merge(so_far, variant, is_lenient=True), {})
            _check_variant(data, so_far, variant)
        except MergeError as error:
            result.faults.append(_merge_fault(path, yaml, error, ("variants", index)))


def _check_variant(data: dict[str, Any], so_far: dict[str, Any], variant: dict[str, Any]) -> None:
    """Refuse a change of what neither the schema nor a variant before has."""
    try:
        merge(data, variant)
    except MergeError:
        merge(so_far, {"change": variant.get("change") or {}})


def _merge_fault(path: str, yaml: DataSource, error: MergeError, within: Location) -> Diagnostic:
    return schema_fault(path, yaml.source, yaml.span((*within, *error.location)), str(error))
