"""`retrolint explain`: which schema a document gets, why, and what was matched with what."""

import click

from retrolint.commands import UsageFailure, refuse, show
from retrolint.commands.documents import make_run
from retrolint.config.choosing import match_document
from retrolint.config.errors import ConfigError
from retrolint.contents import Contents
from retrolint.explanation import explain
from retrolint.patterns.pattern import SlowPatternError
from retrolint.project import read
from retrolint.roots import display_path
from retrolint.schema.loading import SchemaError
from retrolint.text import printable


@click.command("explain", short_help="Show what of a document was matched with what.")
@click.argument("document")
@click.option("--schema", metavar="NAME|FILE", help="The schema, instead of the document's own.")
def command(*, document: str, schema: str | None) -> int:
    """Show the schema of DOCUMENT, why it is that one, its variants, and what was matched with what."""
    path = display_path(document)
    try:
        settings = make_run(schema=schema).settings(path)
        choice = match_document(read(path, Contents()), settings)
    except (SchemaError, ConfigError) as error:
        return refuse(error.diagnostics)
    except SlowPatternError as error:
        raise UsageFailure(str(error)) from error
    for problem in choice.match.document.problems if not choice.match.document.is_readable else ():
        raise UsageFailure(f"{document} cannot be read: {problem.detail.partition('|')[0]}")
    for line in explain(choice.match, choice.reason):
        show(printable(line))
    return 0
