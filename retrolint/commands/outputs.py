"""Where findings go: formats, each to standard output or a file, and what a job's summary shows."""

import os
import sys
from collections.abc import Iterable
from typing import NamedTuple

import click
from click.shell_completion import CompletionItem

from retrolint.commands import USAGE, UsageFailure, refuse, show
from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic
from retrolint.report import Report
from retrolint.reporters import HUMAN, REPORTERS, find_reporter
from retrolint.reporters.terminal import Screen, screen_of

AUTO = "auto"
_SUMMARY = "GITHUB_STEP_SUMMARY"


class Output(NamedTuple):
    """A format, and the file that it goes to; standard output without one."""

    format: str
    file: str = ""


def completed_formats(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """The formats that start with what is typed, for a shell."""
    return [CompletionItem(name) for name in (AUTO, *REPORTERS) if name.startswith(typed)]


def parse_outputs(written: tuple[str, ...]) -> list[Output]:
    """The outputs that `FORMAT` and `FORMAT=FILE` ask for; one of them goes to standard output at most.

    Raises:
        UsageFailure: there is no such format, or two go to one place.
    """
    outputs: list[Output] = []
    for text in written or (AUTO,):
        name, _, file = text.partition("=")
        if name not in {AUTO, *REPORTERS}:
            import difflib  # noqa: PLC0415 - for a mistake alone

            close = difflib.get_close_matches(name, REPORTERS, n=1)
            hint = f'did you mean "{close[0]}"?' if close else f"there are {', '.join(REPORTERS)}"
            raise UsageFailure(f'there is no output format "{name}"; {hint}')
        output = Output(_automatic() if name == AUTO else name, file)
        if output.file in [other.file for other in outputs]:
            place = f"the file {file}" if file else "standard output: give the others a file, FORMAT=FILE"
            raise UsageFailure(f"two output formats cannot both go to {place}")
        outputs.append(output)
    return outputs


def shown_format(outputs: Iterable[Output]) -> str:
    """The format on standard output, an empty string for none."""
    return next((output.format for output in outputs if not output.file), "")


def is_human(outputs: Iterable[Output]) -> bool:
    """Whether a person reads standard output and error: no machine reads the first."""
    return shown_format(outputs) in {"", *HUMAN}


def write(outputs: Iterable[Output], report: Report, contents: Contents, colour: str) -> None:
    """Write the report to all outputs.

    Raises:
        UsageFailure: a file cannot be written.
    """
    for name, file in outputs:
        if not file:
            for line in find_reporter(name)(report, contents, screen_of(sys.stdout, colour, os.environ)):
                show(line)
            if name == "github":
                _summarise_job(report, contents)
            continue
        try:
            with open(file, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
                for line in find_reporter(name)(report, contents, Screen()):
                    stream.write(f"{line}\n")
        except OSError as error:
            raise UsageFailure(f"{file} cannot be written: {(error.strerror or '').lower()}") from error


def refuse_all(outputs: Iterable[Output], faults: tuple[Diagnostic, ...]) -> int:
    """Print what is wrong with a configuration or a schema: a whole document for machines, else lines."""
    machines = [output for output in outputs if output.format not in HUMAN]
    write(machines, Report(faults), Contents(), "never")
    if all(output.file for output in machines):
        refuse(faults)
    return USAGE


def _automatic() -> str:
    """The format that suits whoever reads: a person, a job's log, another program."""
    if os.environ.get("PRE_COMMIT") or sys.stdout.isatty():
        return "full"
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "concise"


def _summarise_job(report: Report, contents: Contents) -> None:
    """Add the findings to the summary of a job of GitHub's."""
    file = os.environ.get(_SUMMARY)
    if not file:
        return
    lines = find_reporter("markdown")(report, contents, Screen())
    try:
        with open(file, "a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise UsageFailure(f"{_SUMMARY} cannot be written: {(error.strerror or '').lower()}") from error
