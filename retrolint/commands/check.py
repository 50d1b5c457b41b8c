"""`retrolint check`: the findings in documents."""

import gc
import os
import sys
from collections import Counter
from datetime import date

import click

from retrolint import config
from retrolint.commands import FINDINGS, USAGE, UsageFailure, refuse_schema, say, show
from retrolint.config import Settings
from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic, Severity
from retrolint.discovery import MissingPathError, find_documents
from retrolint.project import check_documents, schema_notes
from retrolint.registry import UnknownRuleError, load_rules, select_rules
from retrolint.report import Report
from retrolint.reporters import REPORTERS, find_reporter
from retrolint.reporters.terminal import Screen, screen_of
from retrolint.roots import display_path
from retrolint.schema.loading import SchemaError, UnknownSchemaError
from retrolint.schema.model import Schema

_NEVER = "never"


@click.command("check", short_help="Check documents.")
@click.argument("paths", nargs=-1)
@click.option("--schema", metavar="NAME|FILE", help="The schema of every document.")
@click.option("--select", metavar="RULES", multiple=True, help="Only these rules or families.")
@click.option("--ignore", metavar="RULES", multiple=True, help="None of these rules or families.")
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), _NEVER]),
    default=Severity.ERROR.value,
    show_default=True,
    help="The mildest severity that makes the exit code 1.",
)
@click.option("--today", metavar="DATE", help="The day that counts as today.")
@click.option(
    "--output-format",
    type=click.Choice(REPORTERS),
    default="full",
    show_default=True,
    help="How findings are printed.",
)
@click.option("--stdin-filename", metavar="FILE", help="The name of what comes in for -.")
def command(  # noqa: PLR0913 - one parameter an option
    *,
    paths: tuple[str, ...],
    schema: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    today: str | None,
    output_format: str,
    stdin_filename: str | None,
) -> int:
    """Check the documents in PATHS: files, folders, or - for standard input (default: this folder).

    RULES are names separated by commas. The exit code is 0 when nothing fails the run, 1 for
    findings, 2 for a mistake in the command or a schema.
    """
    try:
        settings = Settings(
            rules=select_rules(load_rules(), _names(select), _names(ignore)),
            today=_today(today),
            schema=_schema(schema),
        )
    except UnknownRuleError as error:
        raise UsageFailure(str(error)) from error
    except SchemaError as error:
        return _refuse_schema(error, output_format)
    contents, documents = _inputs(paths, stdin_filename)
    # What was made until now stays to the end: without this the collector walks it over and over.
    gc.freeze()
    gc.enable()
    try:
        report = check_documents(documents, settings, contents)
    except SchemaError as error:
        return _refuse_schema(error, output_format)
    screen = screen_of(sys.stdout, "auto", os.environ)
    for line in find_reporter(output_format)(report, contents, screen):
        show(line)
    # First the findings, then what is said about them, also where the two streams are one.
    sys.stdout.flush()
    if output_format != "json":
        _summarise(report)
    return _exit_code(report, fail_on)


def _names(values: tuple[str, ...]) -> list[str]:
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def _today(given: str | None) -> date:
    try:
        return config.today(given)
    except ValueError as error:
        raise UsageFailure(str(error)) from error


def _schema(reference: str | None) -> Schema | None:
    try:
        return config.usable_schema(reference) if reference else None
    except UnknownSchemaError as error:
        raise UsageFailure(str(error)) from error


def _refuse_schema(error: SchemaError, output_format: str) -> int:
    """Print what is wrong with a schema: a whole document for machines, a line each for people."""
    if output_format == "json":
        for line in find_reporter("json")(Report(error.diagnostics), Contents(), Screen()):
            show(line)
        return USAGE
    return refuse_schema(error)


def _inputs(paths: tuple[str, ...], stdin_filename: str | None) -> tuple[Contents, list[str]]:
    """The door to the contents, and the documents to read through it."""
    given: dict[str, bytes] = {}
    if "-" in paths:
        name = display_path(stdin_filename) if stdin_filename else "<stdin>"
        if sys.stdin is None:
            raise UsageFailure("standard input is closed")
        given[name] = sys.stdin.buffer.read()
    elif stdin_filename:
        raise UsageFailure("--stdin-filename names standard input: give - as a path")
    try:
        found = find_documents(path for path in paths or (".",) if path != "-")
    except MissingPathError as error:
        raise UsageFailure(f'there is no file or folder "{error}"') from error
    return Contents(given), sorted({*found, *given})


def _summarise(report: Report) -> None:
    """What was done, on standard error."""
    for note in schema_notes(report):
        say(note)
    number = len(report.paths)
    if not number:
        say("no Markdown files found: nothing was checked")
        return
    files = "1 file" if number == 1 else f"{number} files"
    say(f"{_counts(report.diagnostics) or 'nothing found'} in {files}")


def _counts(diagnostics: tuple[Diagnostic, ...]) -> str:
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
    return ", ".join(
        f"{counts[severity]} {word}{'s' if counts[severity] > 1 and word != 'info' else ''}"
        for severity, word in words.items()
        if counts[severity]
    )


def _exit_code(report: Report, fail_on: str) -> int:
    if fail_on == _NEVER:
        return 0
    failing = any(diagnostic.severity.reaches(Severity(fail_on)) for diagnostic in report.diagnostics)
    return FINDINGS if failing else 0
