"""What the verbs that look at documents share: their options, and what these ask for."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import click
from click.shell_completion import CompletionItem

from retrolint.commands import UsageFailure
from retrolint.config.choosing import usable_schema
from retrolint.config.run import Run
from retrolint.config.selecting import Selection
from retrolint.config.today import current_moment
from retrolint.contents import Contents
from retrolint.discovery import Found, MissingPathError, find_documents, left_out
from retrolint.registry import UnknownRuleError, installed_rules, rule_names
from retrolint.roots import display_path
from retrolint.rule import FAMILIES
from retrolint.schema.loading import UnknownSchemaError, builtin_names
from retrolint.schema.model import Schema

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The documents of a run, and the door to what is in them."""

    documents: tuple[str, ...]
    contents: Contents
    found: Found
    stdin: bytes = b""
    """What came in, where standard input is a document, also where it is not to be checked."""


def completed_rules(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """What a shell offers for rules and families, the last of which is half typed."""
    *before, last = typed.split(",")
    names = (*FAMILIES, *installed_rules())
    return [CompletionItem(",".join([*before, name])) for name in names if name.startswith(last)]


def _completed_schemas(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    names = [CompletionItem(name) for name in builtin_names() if name.startswith(typed)]
    return [*names, CompletionItem(typed, type="file")]


_OPTIONS = (
    click.option(
        "--schema",
        metavar="NAME|FILE",
        shell_complete=_completed_schemas,
        help="The schema of every document.",
    ),
    click.option(
        "--select",
        metavar="RULES",
        multiple=True,
        shell_complete=completed_rules,
        help="Only these rules or families, whatever the configuration says.",
    ),
    click.option(
        "--extend-select",
        metavar="RULES",
        multiple=True,
        shell_complete=completed_rules,
        help="These rules or families, too.",
    ),
    click.option(
        "--ignore",
        metavar="RULES",
        multiple=True,
        shell_complete=completed_rules,
        help="None of these rules or families.",
    ),
    click.option(
        "--config",
        metavar="FILE",
        type=click.Path(dir_okay=False),
        help="The configuration of every document.",
    ),
    click.option("--isolated", is_flag=True, help="No configuration."),
    click.option(
        "--force-exclude",
        is_flag=True,
        help="Leave out what the configuration leaves out, also where it is named.",
    ),
    click.option("--today", metavar="DATE", help="The day that counts as today."),
)


def document_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which documents are checked, and against what."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def make_run(  # noqa: PLR0913 - one parameter an option
    *,
    schema: str | None = None,
    select: tuple[str, ...] = (),
    extend_select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    fixable: tuple[str, ...] = (),
    unfixable: tuple[str, ...] = (),
    config: str | None = None,
    isolated: bool = False,
    today: str | None = None,
    fail_on: str | None = None,
    has_baseline: bool = True,
) -> Run:
    """What the options ask for.

    Raises:
        UsageFailure: they cannot be meant.
        SchemaError: the schema that they name cannot be used.
    """
    if config is not None and isolated:
        raise UsageFailure("--config and --isolated contradict each other")
    if config is not None and not os.path.isfile(config):
        raise UsageFailure(f'there is no file "{config}"')
    selection = Selection(
        _names(select) if select else None,
        _names(extend_select),
        _names(ignore),
        _names(fixable) if fixable else None,
        _names(unfixable),
    )
    try:
        rule_names(installed_rules(), selection.names)
    except UnknownRuleError as error:
        raise UsageFailure(str(error)) from error
    return Run(
        today=_today(today),
        selection=selection,
        schema=_schema(schema),
        fail_on=fail_on or "",
        config=os.path.abspath(config) if config else None,
        is_isolated=isolated,
        has_baseline=has_baseline,
    )


def find_inputs(
    paths: tuple[str, ...], run: Run, *, is_forced: bool = False, stdin_filename: str | None = None
) -> Inputs:
    """The documents that `paths` name; standard input obeys the configuration of the file it is named as.

    Raises:
        UsageFailure: a path is not there.
        ConfigError: a configuration cannot be used.
    """
    given: dict[str, bytes] = {}
    data = b""
    if STDIN in paths:
        name = display_path(stdin_filename) if stdin_filename else "<stdin>"
        if sys.stdin is None:
            raise UsageFailure("standard input is closed")
        data = sys.stdin.buffer.read()
        if not stdin_filename or not left_out(name, run.config_in):
            given[name] = data
    elif stdin_filename:
        raise UsageFailure("--stdin-filename names standard input: give - as a path")
    try:
        named = [path for path in paths or (".",) if path != STDIN]
        found = find_documents(named, run.config_in, is_forced=is_forced)
    except MissingPathError as error:
        raise UsageFailure(f'there is no file or folder "{error}"') from error
    if STDIN in paths and not given:
        found.files[left_out(name, run.config_in)] += 1
    documents = tuple(sorted({*found.documents, *given})) if given else found.documents
    return Inputs(documents, Contents(given), found, data)


def _names(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _today(given: str | None) -> date:
    try:
        return current_moment(given)
    except ValueError as error:
        raise UsageFailure(str(error)) from error


def _schema(reference: str | None) -> Schema | None:
    try:
        return usable_schema(reference) if reference else None
    except UnknownSchemaError as error:
        raise UsageFailure(str(error)) from error
