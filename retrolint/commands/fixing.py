"""The options of fixing, which `check` has, too."""

from collections.abc import Callable, Iterator
from typing import Any

import click

from retrolint.commands.documents import completed_rules

_FLAGS = (
    ("--unsafe", "Fixes that may change what the document says, too."),
    ("--diff", "Write nothing, and print what would change."),
    ("--check", "Write nothing, and name the files that would change."),
)
_NAMES = (
    ("--fixable", "Apply fixes of these rules or families only."),
    ("--unfixable", "Apply no fixes of these rules or families."),
)


def fix_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which fixes are applied, and whether they are written."""
    for name, meaning in reversed(_NAMES):
        rules = click.option(
            name, metavar="RULES", multiple=True, shell_complete=completed_rules, help=meaning
        )
        command = rules(command)
    for name, meaning in reversed(_FLAGS):
        command = click.option(name, is_flag=True, help=meaning)(command)
    return command


def given_of_fixing(options: dict[str, Any]) -> Iterator[str]:
    """Those of the options that a command line has."""
    names = (name for name, _ in (*_FLAGS, *_NAMES))
    return (name for name in names if options[name.removeprefix("--")])
