"""What the verbs share that check documents and print findings: options, the check, the result."""

import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

from retrolint.baseline import Baseline, apply_baselines
from retrolint.commands import FINDINGS, show
from retrolint.commands.documents import Inputs, find_inputs, make_run
from retrolint.commands.outputs import AUTO, Output, completed_formats, shown_format, write
from retrolint.commands.progress import shown_progress
from retrolint.commands.summary import say_what_was_done, statistics
from retrolint.config.run import Run
from retrolint.config.selecting import NEVER
from retrolint.diagnostics import Severity
from retrolint.project import Checker
from retrolint.report import Report
from retrolint.reporters import REPORTERS
from retrolint.text import printable

_RUN = (
    "schema",
    "select",
    "extend_select",
    "ignore",
    "fixable",
    "unfixable",
    "config",
    "isolated",
    "today",
    "fail_on",
)

_OPTIONS = (
    click.option(
        "--fail-on",
        type=click.Choice([*(severity.value for severity in Severity), NEVER]),
        help="The mildest severity that makes the exit code 1: error, unless the configuration says.",
    ),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found."),
    click.option(
        "--output-format",
        metavar="FORMAT[=FILE]",
        multiple=True,
        shell_complete=completed_formats,
        help=f"How findings are printed, or written to a file: {AUTO}, {', '.join(REPORTERS)}.",
    ),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Whether the output has colours.",
    ),
    click.option("--no-baseline", is_flag=True, help="Known findings, too."),
    click.option("--statistics", "counts", is_flag=True, help="How many findings of each rule."),
    click.option("--show-files", is_flag=True, help="Only list the files that would be checked."),
    click.option("--stdin-filename", metavar="FILE", help="The name of what comes in for -."),
)


def result_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say what is printed, and what the exit code is."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Task:
    """What a command is to do: to which documents, by which configurations."""

    inputs: Inputs
    run: Run

    def check(self) -> Checker:
        """Check the documents."""
        # What was made until now stays to the end: without this the collector walks it over and over.
        gc.freeze()
        gc.enable()
        checker = Checker(self.run.settings, self.inputs.contents)
        with shown_progress(self.inputs.documents) as documents:
            for document in documents:
                checker.check(document)
        return checker

    def report(self, checker: Checker) -> tuple[Report, list[Baseline]]:
        """What `checker` found; the findings that are known are marked, if baselines count."""
        return apply_baselines(checker.report(), self.run.settings)


def make_task(paths: tuple[str, ...], options: dict[str, Any]) -> Task:
    """What the command line asks for.

    Raises:
        UsageFailure: it cannot be meant.
        ConfigError: a configuration cannot be used.
        SchemaError: a schema cannot be used.
    """
    run = make_run(has_baseline=not options["no_baseline"], **{name: options[name] for name in _RUN})
    inputs = find_inputs(
        paths, run, is_forced=options["force_exclude"], stdin_filename=options["stdin_filename"]
    )
    return Task(inputs, run)


def list_files(task: Task) -> int:
    """Print the documents, and nothing of what is in them; the exit code."""
    sys.stdout.writelines(f"{printable(path)}\n" for path in task.inputs.documents)
    return 0


def tell(
    task: Task,
    found: tuple[Report, list[Baseline]],
    outputs: list[Output],
    options: dict[str, Any],
) -> int:
    """Print the findings, and on standard error what was done; the exit code."""
    report, baselines = found
    if options["counts"]:
        for line in statistics(report, shown_format(outputs)):
            show(line)
        outputs = [output for output in outputs if output.file]
    write(outputs, report, task.inputs.contents, options["color"])
    # First the findings, then what is said about them, also where the two streams are one.
    sys.stdout.flush()
    say_what_was_done(report, baselines, task.inputs.found, task.run, shown_format(outputs))
    is_failing = any(report.fails(diagnostic) for diagnostic in report.diagnostics)
    return FINDINGS if is_failing and not options["exit_zero"] else 0
