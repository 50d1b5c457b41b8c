"""`retrolint check`: the findings in documents."""

import gc
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from retrolint.baseline import Baseline, apply_baselines
from retrolint.commands import FINDINGS, UsageFailure, show
from retrolint.commands.documents import Inputs, document_options, find_inputs, make_run
from retrolint.commands.outputs import (
    AUTO,
    Output,
    completed_formats,
    parse_outputs,
    refuse_all,
    shown_format,
    write,
)
from retrolint.commands.progress import shown_progress
from retrolint.commands.summary import say_what_was_done, statistics
from retrolint.config.errors import ConfigError
from retrolint.config.run import Run
from retrolint.config.selecting import NEVER
from retrolint.diagnostics import Severity
from retrolint.project import check_documents
from retrolint.report import Report
from retrolint.reporters import REPORTERS
from retrolint.schema.loading import SchemaError
from retrolint.text import printable

if TYPE_CHECKING:
    from retrolint.changes import Changes


@dataclass(frozen=True, slots=True)
class Checked:
    """What one check gave, and from what."""

    report: Report
    baselines: list[Baseline]
    inputs: Inputs
    run: Run


@click.command("check", short_help="Check documents.")
@click.argument("paths", nargs=-1, type=click.Path())
@document_options
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), NEVER]),
    help="The mildest severity that makes the exit code 1: error, unless the configuration says.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option(
    "--output-format",
    metavar="FORMAT[=FILE]",
    multiple=True,
    shell_complete=completed_formats,
    help=f"How findings are printed, or written to a file: {AUTO}, {', '.join(REPORTERS)}.",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Whether the output has colours.",
)
@click.option("--since", metavar="REF", help="Only findings in what changed since that commit.")
@click.option("--staged", is_flag=True, help="Only findings in what will be committed.")
@click.option("--no-baseline", is_flag=True, help="Known findings, too.")
@click.option("--statistics", "counts", is_flag=True, help="How many findings of each rule.")
@click.option("--show-files", is_flag=True, help="Only list the files that would be checked.")
@click.option("--watch", is_flag=True, help="Check again whenever something changes.")
@click.option("--stdin-filename", metavar="FILE", help="The name of what comes in for -.")
def command(*, paths: tuple[str, ...], **options: Any) -> int:
    """Check the documents in PATHS: files, folders, or - for standard input (default: this folder).

    RULES are names separated by commas. The format auto is full for people, github in GitHub Actions, and
    concise for other programs; several formats may go to several files in one run.

    The exit code is 0 when nothing fails the run, 1 for findings, 2 for a mistake in the command, the
    configuration or a schema.
    """
    outputs = parse_outputs(options["output_format"])
    if options["watch"]:
        from retrolint.commands.watch import watch  # noqa: PLC0415 - an extra that few have

        return watch(paths, sys.argv[1:])
    return _check(paths, outputs, options)


def _check(paths: tuple[str, ...], outputs: list[Output], options: dict[str, Any]) -> int:
    try:
        checked = _checked(paths, options)
    except (ConfigError, SchemaError) as error:
        return refuse_all(outputs, error.diagnostics)
    if checked is None:
        return 0
    report = checked.report
    if options["counts"]:
        for line in statistics(report, shown_format(outputs)):
            show(line)
        outputs = [output for output in outputs if output.file]
    write(outputs, report, checked.inputs.contents, options["color"])
    # First the findings, then what is said about them, also where the two streams are one.
    sys.stdout.flush()
    say_what_was_done(report, checked.baselines, checked.inputs.found, checked.run, shown_format(outputs))
    is_failing = any(report.fails(diagnostic) for diagnostic in report.diagnostics)
    return FINDINGS if is_failing and not options["exit_zero"] else 0


def _checked(paths: tuple[str, ...], options: dict[str, Any]) -> Checked | None:
    """The check itself; None where the files were listed instead."""
    run = make_run(
        has_baseline=not options["no_baseline"],
        **{
            name: options[name]
            for name in (
                "schema",
                "select",
                "extend_select",
                "ignore",
                "config",
                "isolated",
                "today",
                "fail_on",
            )
        },
    )
    inputs = find_inputs(
        paths, run, is_forced=options["force_exclude"], stdin_filename=options["stdin_filename"]
    )
    if options["show_files"]:
        sys.stdout.writelines(f"{printable(path)}\n" for path in inputs.documents)
        return None
    changes = _changes(options, inputs)
    # What was made until now stays to the end: without this the collector walks it over and over.
    gc.freeze()
    gc.enable()
    with shown_progress(inputs.documents) as documents:
        report = check_documents(documents, run.settings, inputs.contents)
    report, baselines = apply_baselines(report, run.settings)
    if changes is not None:
        touched = (each for each in report.diagnostics if changes.touches(each))
        report = replace(report, diagnostics=tuple(touched))
    return Checked(report, baselines, inputs, run)


def _changes(options: dict[str, Any], inputs: Inputs) -> "Changes | None":
    """What changed, where only that is asked for; of what is staged, the contents are those staged."""
    if options["since"] and options["staged"]:
        raise UsageFailure("--since and --staged contradict each other")
    if not options["since"] and not options["staged"]:
        return None
    from retrolint.changes import GitError, changes_since, staged_changes  # noqa: PLC0415 - few ask git

    try:
        if options["since"]:
            return changes_since(options["since"])
        changes, contents = staged_changes()
    except GitError as error:
        raise UsageFailure(str(error)) from error
    inputs.contents.given.update(contents)
    return changes
