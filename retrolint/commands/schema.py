"""`retrolint schema`: the built-in schemas, and the source of one."""

import click

from retrolint.commands import UsageFailure, refuse_schema, show
from retrolint.schema.loading import (
    SchemaError,
    UnknownSchemaError,
    builtin_names,
    builtin_schema,
    schema_source,
)


@click.group("schema", short_help="List the built-in schemas, or show one.")
def command() -> None:
    """Look at schemas."""


@command.command("list")
def list_() -> None:
    """List the built-in schemas."""
    width = max(map(len, builtin_names()))
    for name in builtin_names():
        show(f"{name:{width}}  {builtin_schema(name).description}")


@command.command("show")
@click.argument("name")
def show_(*, name: str) -> int:
    """Print the schema NAME, to read it or to start one's own from it."""
    try:
        show(schema_source(name)[1].rstrip("\n"))
    except UnknownSchemaError as error:
        raise UsageFailure(str(error)) from error
    except SchemaError as error:
        return refuse_schema(error)
    return 0
