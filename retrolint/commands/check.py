"""`retrolint check`: the findings in documents."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from retrolint.commands import UsageFailure
from retrolint.commands.checking import Task, list_files, make_task, result_options, tell
from retrolint.commands.documents import document_options
from retrolint.commands.fixing import fix_options, given_of_fixing
from retrolint.commands.outputs import Output, parse_outputs, refuse_all
from retrolint.config.errors import ConfigError
from retrolint.report import Report
from retrolint.schema.loading import SchemaError

if TYPE_CHECKING:
    from retrolint.changes import Changes


@click.command("check", short_help="Check documents.")
@click.argument("paths", nargs=-1, type=click.Path())
@document_options
@result_options
@click.option("--since", metavar="REF", help="Only findings in what changed since that commit.")
@click.option("--staged", is_flag=True, help="Only findings in what will be committed.")
@click.option("--watch", is_flag=True, help="Check again whenever something changes.")
@click.option("--fix", is_flag=True, help='The same as "retrolint fix".')
@fix_options
def command(*, paths: tuple[str, ...], **options: Any) -> int:
    """Check the documents in PATHS: files, folders, or - for standard input (default: this folder).

    RULES are names separated by commas. The format auto is full for people, github in GitHub Actions, and
    concise for other programs; several formats may go to several files in one run.

    The exit code is 0 when nothing fails the run, 1 for findings, 2 for a mistake in the command, the
    configuration or a schema.
    """
    if options["fix"]:
        return _fix(paths, options)
    for name in given_of_fixing(options):
        raise UsageFailure(f"{name} goes with --fix")
    outputs = parse_outputs(options["output_format"])
    if options["watch"]:
        from retrolint.commands.watch import watch  # noqa: PLC0415 - an extra that few have

        return watch(paths, sys.argv[1:])
    try:
        return _check(paths, outputs, options)
    except (ConfigError, SchemaError) as error:
        return refuse_all(outputs, error.diagnostics)


def _fix(paths: tuple[str, ...], options: dict[str, Any]) -> int:
    for name in ("since", "staged", "watch"):
        if options[name]:
            raise UsageFailure(f"--fix and --{name} contradict each other")
    from retrolint.commands.fix import fix  # noqa: PLC0415 - a check is not to wait for it

    return fix(paths, options)


def _check(paths: tuple[str, ...], outputs: list[Output], options: dict[str, Any]) -> int:
    task = make_task(paths, options)
    if options["show_files"]:
        return list_files(task)
    changes = _changes(task, options)
    report, baselines = task.report(task.check())
    if changes is not None:
        report = _touched(report, changes)
    return tell(task, (report, baselines), outputs, options)


def _touched(report: Report, changes: "Changes") -> Report:
    touched = (each for each in report.diagnostics if changes.touches(each))
    return replace(report, diagnostics=tuple(touched))


def _changes(task: Task, options: dict[str, Any]) -> "Changes | None":
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
    task.inputs.contents.given.update(contents)
    return changes
