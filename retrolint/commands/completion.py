"""`retrolint completion`: what makes a shell complete commands, options, rules and schemas."""

import click
from click.shell_completion import get_completion_class

from retrolint.commands import COMPLETING, UsageFailure, group, show

_SHELLS = ("bash", "zsh", "fish")
# \b keeps click from joining the lines.
_HELP = """Print the script by which SHELL completes commands, options, rules and schemas.

\b
bash 4.4 or later, in ~/.bashrc:
  eval "$(retrolint completion bash)"

\b
zsh, in ~/.zshrc, below "autoload -U compinit && compinit":
  eval "$(retrolint completion zsh)"

\b
fish, once:
  retrolint completion fish > ~/.config/fish/completions/retrolint.fish

It counts in shells that are started from then on and find retrolint on their PATH.
"""


@click.command("completion", short_help="Print what makes your shell complete.", help=_HELP)
@click.argument("shell", type=click.Choice(_SHELLS), required=False, metavar="SHELL")
def command(*, shell: str | None) -> None:
    """Print the completion script of click's for `shell`."""
    found = get_completion_class(shell) if shell else None
    if found is None:
        raise UsageFailure(f"say for which shell: {', '.join(_SHELLS)}")
    show(found(group, {}, "retrolint", COMPLETING).source().rstrip("\n"))
