"""`retrolint config`: what counts for a file and who says so, and the JSON Schema for editors."""

import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from retrolint.commands import UsageFailure, refuse, show
from retrolint.commands.documents import make_run
from retrolint.config.errors import ConfigError
from retrolint.config.model import BASELINE, DEFAULT_INCLUDE
from retrolint.registry import installed_rules
from retrolint.roots import display_path
from retrolint.text import printable

if TYPE_CHECKING:
    from retrolint.config.reading import Parts

_DEFAULTS = {
    "include": list(DEFAULT_INCLUDE),
    "exclude": [],
    "respect-gitignore": True,
    "fail-on": "error",
    "baseline": BASELINE,
}


@click.group("config", short_help="Show the configuration of a file; print its JSON Schema.")
def command() -> None:
    """Look at configurations."""


@command.command("show")
@click.argument("file", required=False, type=click.Path())
@click.option("--config", metavar="FILE", help="The configuration, instead of the closest.")
def show_(*, file: str | None, config: str | None) -> int:
    """Print what counts for FILE (default: this folder), each value with the line that says it."""
    if file and not os.path.lexists(file):
        raise UsageFailure(f'there is no file or folder "{file}"')
    run = make_run(config=config)
    path = os.path.abspath(file or ".")
    try:
        counts = run.config_in(path if os.path.isdir(path) else os.path.dirname(path))
        parts = _parts(counts.file)
    except ConfigError as error:
        return refuse(error.diagnostics)
    show(printable(f"# {counts.file or 'there is no configuration: all is as it is by default'}"))
    for line in _lines(parts):
        show(printable(line))
    for other, counted in run.shadowed():
        show(printable(f"# not read: {display_path(other)}; {display_path(counted)} beside it counts"))
    ignored = counts.ignored(display_path(path))
    if ignored:
        show(printable(f"# not for this file, by per-file-ignores: {', '.join(sorted(ignored))}"))
    return 0


@command.command("schema")
def schema() -> None:
    """Print the JSON Schema of a configuration, for completion and errors in an editor."""
    from retrolint.config.json_schema import config_schema  # noqa: PLC0415 - only this needs it

    show(json.dumps(config_schema(installed_rules()), ensure_ascii=False, indent=1))


def _parts(file: str) -> "Parts | None":
    if not file:
        return None
    from retrolint.config.reading import read_parts  # noqa: PLC0415 - pydantic

    return read_parts(file)


def _lines(parts: "Parts | None") -> Iterator[str]:
    """What is said, as TOML, and where; then what counts by default."""
    rows = [*_said(parts)] if parts else []
    said = parts.data if parts else {}
    rows += [
        (f"{key} = {_toml(value)}", "by default") for key, value in _DEFAULTS.items() if key not in said
    ]
    width = min(max((len(text) for text, _ in rows), default=0), 72)
    for text, origin in rows:
        yield f"{text:{width}}  # {origin}"


def _said(parts: "Parts") -> Iterator[tuple[str, str]]:
    for key, value in parts.data.items():
        if isinstance(value, dict):
            for name, inner in value.items():
                yield f"{key}.{_name(name)} = {_toml(inner)}", _origin(parts, key, name)
        elif key == "documents":
            for index, kind in enumerate(value):
                yield f"{key}[{index}] = {_toml(kind)}", _origin(parts, key, index)
        else:
            yield f"{key} = {_toml(value)}", _origin(parts, key)


def _origin(parts: "Parts", *location: str | int) -> str:
    part = parts.part_of(*location)
    span = part.source.span(location)
    return f"{part.file}:{part.source.source.position(span.start).line}"


def _name(name: str) -> str:
    return name if name.replace("-", "").replace("_", "").isalnum() and name.isascii() else _toml(name)


def _toml(value: Any) -> str:
    """A value as TOML writes it in one line."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_name(key)} = {_toml(inner)}' for key, inner in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False, default=str)
