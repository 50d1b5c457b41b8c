"""The linter for documents written from a template."""

from datetime import date
from typing import TYPE_CHECKING

from retrolint.version import __version__

if TYPE_CHECKING:  # `retrolint --version` waits for none of it
    from retrolint.diagnostics import Diagnostic

__all__ = ["__version__", "lint"]


def lint(
    text: str,
    *,
    schema: str | None = None,
    path: str = "document.md",
    today: date | None = None,
) -> "tuple[Diagnostic, ...]":
    """The findings in one document, sorted, of all installed rules.

    `schema` is a built-in's name or a file; without one, the document gets the built-in that it is
    recognised by. `path` is relative to the working directory, for the file name's date and for links;
    nothing is read from it. `today` is the clock's day, if not given.

    Raises:
        retrolint.schema.loading.UnknownSchemaError: there is no such schema.
        retrolint.schema.loading.SchemaError: the file is no schema.
    """
    from retrolint.config.choosing import usable_schema  # noqa: PLC0415 - see above
    from retrolint.config.model import Settings  # noqa: PLC0415
    from retrolint.config.today import current_moment  # noqa: PLC0415
    from retrolint.contents import Contents  # noqa: PLC0415
    from retrolint.project import check_documents  # noqa: PLC0415
    from retrolint.registry import installed_rules, select_rules  # noqa: PLC0415

    settings = Settings(
        rules=select_rules(installed_rules()),
        today=today or current_moment(),
        schema=usable_schema(schema) if schema else None,
    )
    contents = Contents({path: text.encode("utf-8", "surrogatepass")})
    report = check_documents([path], lambda _: settings, contents)
    return tuple(report.counted)
