"""Faults of files that say what a document must be, as findings at their places."""

from retrolint.diagnostics import Diagnostic, Place, Severity
from retrolint.schema.model import Schema
from retrolint.text import Position, Range, SourceText, Span


def located_fault(
    schema: Schema, path: str, message: str, severity: Severity = Severity.ERROR
) -> Diagnostic:
    """A fault of the part of a schema at `path`, or of the innermost part around it that a file has."""
    found, part = schema.locate(path), path
    while not found and part:
        part = part[: max(part.rfind("."), part.rfind("["), 0)]
        found = schema.locate(part)
    file, start = found or (schema.name, Position(1, 1, 0))
    return Diagnostic(
        rule="invalid-schema",
        family="configuration",
        severity=severity,
        message=message,
        help="",
        path=file,
        place=Place(Range(start, start), (), ""),
        subject=path,
    )


def schema_fault(  # noqa: PLR0913 - the parts of a finding
    path: str,
    source: SourceText,
    span: Span,
    message: str,
    hint: str = "",
    *,
    severity: Severity = Severity.ERROR,
    rule: str = "invalid-schema",
) -> Diagnostic:
    """One fault of a schema file, or of another that is said of `rule`."""
    return Diagnostic(
        rule=rule,
        family="configuration",
        severity=severity,
        message=message,
        help=hint,
        path=path,
        place=Place(source.range(span), (), source.slice(span)),
        subject=source.slice(span),
    )


def fault_at_end(path: str, before: str, message: str, rule: str = "invalid-schema") -> Diagnostic:
    """A fault right after the text `before`."""
    source = SourceText(before)
    return schema_fault(path, source, Span(len(source.text), len(source.text)), message, rule=rule)
