"""`retrolint schema`: the built-in schemas, and tools for whoever writes one."""

import json
import sys

import click

from retrolint.commands import USAGE, UsageFailure, refuse, say, show
from retrolint.config.choosing import rule_faults, usable_schema
from retrolint.config.today import current_moment
from retrolint.diagnostics import Severity
from retrolint.schema.loading import (
    SchemaError,
    UnknownSchemaError,
    builtin_names,
    builtin_schema,
    checked_schema,
    schema_source,
)
from retrolint.schema.model import Schema


@click.group("schema", short_help="List, show and check schemas; write an empty document.")
def command() -> None:
    """Look at schemas, check one, write an empty document of one."""


@command.command("list")
def list_() -> None:
    """List the built-in schemas."""
    width = max(map(len, builtin_names()))
    for name in builtin_names():
        show(f"{name:{width}}  {builtin_schema(name).description}")


@command.command("show")
@click.argument("name")
@click.option("--resolved", is_flag=True, help="Together with the schema that it extends.")
def show_(*, name: str, resolved: bool) -> int:
    """Print the schema NAME (a built-in, or a file), to read it or to start one's own from it."""
    try:
        if resolved:
            from retrolint.schema.writing import resolved_data, written  # noqa: PLC0415 - only this needs it

            show(written(resolved_data(usable_schema(name).data)).rstrip("\n"))
        else:
            show(schema_source(name)[1].rstrip("\n"))
    except UnknownSchemaError as error:
        raise UsageFailure(str(error)) from error
    except SchemaError as error:
        return refuse(error.diagnostics)
    return 0


@command.command("check")
@click.argument("files", nargs=-1, required=True)
def check(*, files: tuple[str, ...]) -> int:
    """Say what is wrong with the schemas in FILES: what no schema may say, and what cannot be meant.

    The exit code is 2 where one cannot be used, and 0 for mere warnings.
    """
    errors = 0
    for file in files:
        try:
            schema, faults = checked_schema(*schema_source(file))
        except UnknownSchemaError as error:
            say(str(error))
            errors += 1
            continue
        except SchemaError as error:
            schema, faults = None, error.diagnostics
        found = (*faults, *(rule_faults(schema) if schema else ()))
        refuse(found, sys.stdout) if found else say(f"nothing wrong in {file}")
        errors += sum(fault.severity is Severity.ERROR for fault in found)
    return USAGE if errors else 0


@command.command("skeleton")
@click.argument("name")
@click.option("--today", metavar="DATE", help="The day that it is dated.")
@click.option("--all", "optional", is_flag=True, help="With what is optional, too.")
def skeleton(*, name: str, today: str | None, optional: bool) -> int:
    """Print an empty document of the schema NAME (a built-in, or a file).

    What has to be written says TBU, or the schema's hint, and is found until it is written.
    """
    from retrolint.skeleton.document import make_skeleton  # noqa: PLC0415 - only this needs it

    try:
        day = current_moment(today)
        schema: Schema = usable_schema(name)
    except (ValueError, UnknownSchemaError) as error:
        raise UsageFailure(str(error)) from error
    except SchemaError as error:
        return refuse(error.diagnostics)
    show(make_skeleton(schema, day, optional=optional).text.rstrip("\n"))
    return 0


@command.command("json-schema")
def json_schema() -> None:
    """Print the JSON Schema of the schema language, for completion and errors in an editor."""
    from retrolint.schema.json_schema import language_schema  # noqa: PLC0415 - pydantic

    show(json.dumps(language_schema(), ensure_ascii=False, indent=1))
