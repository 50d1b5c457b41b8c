"""`retrolint fix`: what can be mended without its author is mended."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import click

from retrolint.baseline import Baseline
from retrolint.commands import BUG, FINDINGS, USAGE, UsageFailure, ask_for_report, say, show
from retrolint.commands.checking import Task, list_files, make_task, result_options, tell
from retrolint.commands.documents import STDIN, document_options
from retrolint.commands.fixing import fix_options
from retrolint.commands.outputs import Output, is_human, parse_outputs, refuse_all
from retrolint.commands.summary import number
from retrolint.config.errors import ConfigError
from retrolint.fixing.diffs import diff
from retrolint.fixing.fixer import Fixed, Outcome, fix_documents
from retrolint.fixing.saving import CHANGED, Unsaved, save
from retrolint.fixing.wanted import Wanted
from retrolint.fixing.work import BrokenFix
from retrolint.project import Checker
from retrolint.registry import distribution_of, installed_rules
from retrolint.report import Report
from retrolint.reporters import find_reporter
from retrolint.reporters.terminal import Screen, screen_of
from retrolint.schema.loading import SchemaError
from retrolint.text import printable


@click.command("fix", short_help="Fix what can be fixed without its author.")
@click.argument("paths", nargs=-1, type=click.Path())
@document_options
@result_options
@fix_options
def command(*, paths: tuple[str, ...], **options: Any) -> int:
    """Fix the documents in PATHS, and print what remains to be done (default: this folder).

    Safe fixes are applied: they never change what a document says. With --unsafe others are, too, which
    rename headings, move blocks, or insert what is missing with a placeholder: read the difference.
    Standard input, given as -, is fixed to standard output.

    The exit code is that of check for what remains; with --diff or --check it is 1 if anything would
    change, and 0 if not.
    """
    return fix(paths, options)


def fix(paths: tuple[str, ...], options: dict[str, Any]) -> int:
    """Fix the documents that `paths` name, as the `options` say; the exit code."""
    outputs = parse_outputs(options["output_format"])
    is_dry = options["diff"] or options["check"]
    if is_dry and options["output_format"]:
        raise UsageFailure("--output-format is about what remains: it does not go with --diff or --check")
    if STDIN in paths and len(paths) > 1:
        raise UsageFailure("- is fixed to standard output: name no other path beside it")
    try:
        task = make_task(paths, options)
        if options["show_files"]:
            return list_files(task)
        checker = task.check()
        wanted = Wanted(lambda path: task.run.settings(path).fixable, options["unsafe"])
        outcome = fix_documents(checker, lambda: task.report(checker)[0], wanted)
    except (ConfigError, SchemaError) as error:
        return refuse_all(outputs, error.diagnostics)
    if is_dry:
        code = _show(outcome, options)
    elif STDIN in paths:
        code = _pass_on(task, checker, outcome, options)
    else:
        code = _write(task, checker, outcome, outputs, options)
    return BUG if _report_bugs(outcome.broken) else code


def _show(outcome: Outcome, options: dict[str, Any]) -> int:
    """Print what would change."""
    for fixed in outcome.fixed:
        lines = diff(fixed) if options["diff"] else [printable(f"{fixed.path}: {_rules(fixed)}")]
        _print(lines, options["color"])
    sys.stdout.flush()
    say(f"would fix {_amount(outcome.fixed)}" if outcome.fixed else "there is nothing to fix")
    return FINDINGS if outcome.fixed else 0


def _print(lines: Iterable[str], colour: str) -> None:
    """Print a difference: people see it escaped and coloured, programs get it byte for byte."""
    if sys.stdout.isatty() or colour == "always":
        screen = screen_of(sys.stdout, colour, os.environ)
        for line in lines:
            show(screen.difference(printable(line)))
        return
    sys.stdout.flush()
    for line in lines:
        sys.stdout.buffer.write(line.encode("utf-8", "surrogateescape") + b"\n")
    sys.stdout.buffer.flush()


def _write(
    task: Task, checker: Checker, outcome: Outcome, outputs: list[Output], options: dict[str, Any]
) -> int:
    """Write the files, and tell what remains in them."""
    unsaved = [*save(outcome.fixed), *(Unsaved(path, CHANGED) for path in outcome.unsettled)]
    left = {each.path for each in unsaved}
    for path in left:
        task.inputs.contents.given.pop(path, None)
        checker.check(path)
    code = tell(task, _remaining(task, checker, outcome), outputs, options)
    saved = [fixed for fixed in outcome.fixed if fixed.path not in left]
    if saved and is_human(outputs):
        for fixed in saved:
            say(f"fixed {fixed.path}: {_rules(fixed)}")
        say(f"fixed {_amount(saved)}")
    for each in unsaved:
        say(f"{each.path} was not written: {each.reason}")
    return USAGE if any(each.is_failure for each in unsaved) else code


def _pass_on(task: Task, checker: Checker, outcome: Outcome, options: dict[str, Any]) -> int:
    """Write standard input, fixed, to standard output, and what remains to standard error."""
    report, baselines = _remaining(task, checker, outcome)
    sys.stdout.buffer.write(outcome.fixed[0].after if outcome.fixed else task.inputs.stdin)
    sys.stdout.buffer.flush()
    for line in find_reporter("concise")(report, task.inputs.contents, Screen()):
        sys.stderr.write(f"{line}\n")
    return tell(task, (report, baselines), [], options)


def _remaining(task: Task, checker: Checker, outcome: Outcome) -> tuple[Report, list[Baseline]]:
    """What there is still to do."""
    report, baselines = task.report(checker)
    found = sorted((*report.diagnostics, *outcome.fights), key=lambda diagnostic: diagnostic.sort_key)
    return replace(report, diagnostics=tuple(found)), baselines


def _rules(fixed: Fixed) -> str:
    """The findings that were mended, by rule: "2 misnamed-field, 1 key-order"."""
    counts = Counter(fixed.rules)
    return ", ".join(f"{counts[rule]} {rule}" for rule in sorted(counts))


def _amount(fixed: Sequence[Fixed]) -> str:
    findings = number(sum(len(each.rules) for each in fixed), "finding")
    return f"{findings} in {number(len(fixed), 'file')}"


def _report_bugs(broken: Iterable[BrokenFix]) -> bool:
    """Tell what fixes broke what they must not; whether any did."""
    sources: dict[str, None] = {}
    for diagnostic, reason in broken:
        start = diagnostic.place.range.start
        where = f"{diagnostic.path}:{start.line}:{start.column}"
        say(f"{where}: the fix of {diagnostic.rule} was not applied, as {reason}")
        rule = installed_rules().get(diagnostic.rule)
        sources[distribution_of(rule) if rule else "retrolint"] = None
    sys.stderr.flush()
    for source in sources:
        ask_for_report(source)
    return bool(sources)
