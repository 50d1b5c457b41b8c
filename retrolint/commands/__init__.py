"""The `retrolint` command: its verbs, and the one place where failures become exit codes."""

import difflib
import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

import click

import retrolint
from retrolint.text import printable

if TYPE_CHECKING:
    from retrolint.diagnostics import Diagnostic

FINDINGS = 1
USAGE = 2
BUG = 3
INTERRUPTED = 130

COMPLETING = "_RETROLINT_COMPLETE"
"""The variable by which a shell asks for completions."""

_VERBS = (
    "check",
    "fix",
    "init",
    "baseline",
    "config",
    "explain",
    "rule",
    "schema",
    "doctor",
    "completion",
)


class _Verbs(click.Group):
    """Imports a verb when it is asked for, so that `--version` waits for none of them."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            close = difflib.get_close_matches(cmd_name, _VERBS, n=1)
            hint = f'did you mean "{close[0]}"?' if close else f"there are {', '.join(_VERBS)}"
            raise UsageFailure(f'there is no command "{cmd_name}"; {hint}')
        command: click.Command = import_module(f"retrolint.commands.{cmd_name}").command
        return command


class UsageFailure(Exception):  # noqa: N818 - not an error of ours
    """Something the person at the keyboard can mend: a line for standard error, and exit code 2."""


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(retrolint.__version__, message="%(prog)s %(version)s", prog_name="retrolint")
def group() -> None:
    """Check documents that are written from a template."""


def main() -> None:
    """Run the command line and exit.

    0 nothing found that fails the run, 1 findings, 2 a mistake in the command, the configuration or a
    schema, 3 a bug in retrolint or a plugin.
    """
    # Nothing that is made while starting is garbage; `check` looks for it again.
    gc.disable()
    closed = sys.stdout is None
    # Who completes a command that is half written wants no message in the middle of it.
    errors = None if COMPLETING in os.environ else sys.stderr
    sys.stdout, sys.stderr = _escaping(sys.stdout), _escaping(errors)
    sys.excepthook = _report_bug
    sys.exit(_cannot_write("standard output is closed") if closed else _run())


def _run() -> int:
    try:
        code = group.main(prog_name="retrolint", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USAGE
    except (UsageFailure, click.UsageError) as error:
        message = error.format_message() if isinstance(error, click.UsageError) else str(error)
        say(message)
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        return _hung_up()
    except OSError as error:
        return _cannot_write((error.strerror or str(error)).lower())
    return code if isinstance(code, int) else 0


def refuse(faults: "tuple[Diagnostic, ...]", stream: TextIO | None = None) -> int:
    """A line for each fault of a configuration or schema, on standard error or `stream`; exit code 2."""
    for fault in faults:
        start, hint = fault.place.range.start, f"; {fault.help}" if fault.help else ""
        where = f"{fault.path}:{start.line}:{start.column}"
        line = f"{where}: {fault.severity}[{fault.rule}] {fault.message}{hint}"
        (stream or sys.stderr).write(f"{printable(line)}\n")
    return USAGE


def say(message: str) -> None:
    """A line on standard error."""
    sys.stderr.write(f"retrolint: {printable(message)}\n")


def show(line: str) -> None:
    """A line on standard output; click would put an encoding of its own in place of ASCII."""
    sys.stdout.write(f"{line}\n")


def ask_for_report(source: str) -> None:
    """Say on standard error that what was just said is a bug in `source`, a distribution."""
    sys.stderr.write(
        f"This is a bug in {source}, not in your documents. Please report it, with the lines above and\n"
        f'"retrolint {retrolint.__version__}, Python {sys.version.split()[0]}, {sys.platform}".\n'
    )


def _escaping(stream: TextIO | None) -> TextIO:
    """`stream`, which escapes what its encoding cannot hold; a closed one swallows all."""
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


def _cannot_write(reason: str) -> int:
    say(f"cannot write the result: {reason}")
    _abandon_output()
    return USAGE


def _hung_up() -> int:
    """Whoever reads our output has seen enough, as `head` does."""
    _abandon_output()
    return FINDINGS


def _abandon_output() -> None:
    """Keep the interpreter from writing the rest of standard output when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What to report, and exit code 3; nothing was printed that could be taken for a result."""
    import traceback  # noqa: PLC0415 - only a bug needs it

    traceback.print_exception(kind, error, trace)
    sys.stderr.write(f"retrolint: {error}\n")
    ask_for_report(getattr(error, "distribution", "retrolint"))
    sys.stderr.flush()
    os._exit(BUG)
