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
from retrolint.commands.outputs import Output, is_human, parse_outputs, refuse_all, shown_format
from retrolint.commands.summary import hint, number
from retrolint.config.errors import ConfigError
from retrolint.diagnostics import Diagnostic
from retrolint.fixing.diffs import diff
from retrolint.fixing.fixer import Fixed, Outcome, fix_documents
from retrolint.fixing.saving import AWAY, CHANGED, Unsaved, leads_away, save
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
    outputs = _outputs(paths, options)
    try:
        task = make_task(paths, options)
        if options["show_files"]:
            return list_files(task)
        checker = task.check()
        wanted = Wanted(lambda path: task.run.settings(path).fixable, options["unsafe"])
        outcome = fix_documents(checker, lambda: task.report(checker)[0], wanted)
        if _is_dry(options):
            code = _show(task, checker, outcome, options)
        elif STDIN in paths:
            code = _pass_on(task, checker, outcome, outputs, options)
        else:
            code = _write(task, checker, outcome, outputs, options)
    except (ConfigError, SchemaError) as error:
        return refuse_all(outputs, error.diagnostics)
    return BUG if _report_bugs(outcome.broken) else code


def _is_dry(options: dict[str, Any]) -> bool:
    return bool(options["diff"] or options["check"])


def _outputs(paths: tuple[str, ...], options: dict[str, Any]) -> list[Output]:
    """Where what remains goes; where standard output has the document, nothing else goes there.

    Raises:
        UsageFailure: the options contradict each other.
    """
    outputs = parse_outputs(options["output_format"])
    given = {"--output-format": options["output_format"], "--statistics": options["counts"]}
    about = next((name for name, value in given.items() if value), "")
    if about and _is_dry(options):
        raise UsageFailure(f"{about} is about what remains: it does not go with --diff or --check")
    if STDIN not in paths:
        return outputs
    if len(paths) > 1:
        raise UsageFailure("- is fixed to standard output: name no other path beside it")
    if options["counts"] or (about and shown_format(outputs)):
        raise UsageFailure(f"- is fixed to standard output: {about} cannot go there, too")
    return [output for output in outputs if output.file]


def _show(task: Task, checker: Checker, outcome: Outcome, options: dict[str, Any]) -> int:
    """Print what would change."""
    left = [Unsaved(path, CHANGED) for path in outcome.unsettled]
    if not options["stdin_filename"]:
        left += [Unsaved(each.path, AWAY) for each in outcome.fixed if leads_away(each.path)]
    would_change = _without(outcome.fixed, left)
    for fixed in would_change:
        lines = diff(fixed) if options["diff"] else [printable(f"{fixed.path}: {_rules(fixed)}")]
        _print(lines, options["color"])
    sys.stdout.flush()
    say(f"would fix {_amount(would_change)}" if would_change else "there is nothing to fix")
    for each in left:
        say(f"{each.path} would not be written: {each.reason}")
    for fight in outcome.fights:
        say(f"{_where(fight)}: {fight.message}")
    more = hint(_remaining(task, checker, outcome)[0], task.run)
    if more:
        say(more)
    return FINDINGS if would_change and not options["exit_zero"] else 0


def _print(lines: Iterable[str], colour: str) -> None:
    """Print a difference: people see it escaped and coloured, programs get it byte for byte."""
    if sys.stdout.isatty() or colour == "always" or os.environ.get("PRE_COMMIT"):
        screen = screen_of(sys.stdout, colour, os.environ)
        for line in lines:
            show(screen.difference(_escaped(line)))
        return
    sys.stdout.flush()
    for line in lines:
        sys.stdout.buffer.write(line.encode("utf-8", "surrogateescape") + b"\n")
    sys.stdout.buffer.flush()


def _escaped(line: str) -> str:
    """The line as people see it: tabs are theirs, and a carriage return at its end ends it, too."""
    return "\t".join(map(printable, line.removesuffix("\r").split("\t")))


def _write(
    task: Task, checker: Checker, outcome: Outcome, outputs: list[Output], options: dict[str, Any]
) -> int:
    """Write the files, and tell what remains in them."""
    unsaved = [*save(outcome.fixed), *(Unsaved(path, CHANGED) for path in outcome.unsettled)]
    if unsaved:
        _check_again(task, checker, {os.path.realpath(each.path) for each in unsaved})
    if is_human(outputs):
        _say_what_was_fixed(_without(outcome.fixed, unsaved))
    code = tell(task, _remaining(task, checker, outcome), outputs, options)
    for each in unsaved:
        say(f"{each.path} was not written: {each.reason}")
    return USAGE if any(each.is_failure for each in unsaved) else code


def _check_again(task: Task, checker: Checker, files: set[str]) -> None:
    """Check the documents as they lie there, under whatever names, that were fixed in memory alone."""
    for path in task.inputs.documents:
        if os.path.realpath(path) in files:
            task.inputs.contents.given.pop(path, None)
            checker.check(path)


def _pass_on(
    task: Task, checker: Checker, outcome: Outcome, outputs: list[Output], options: dict[str, Any]
) -> int:
    """Write standard input, fixed, to standard output, and what remains to standard error."""
    sys.stdout.buffer.write(outcome.fixed[0].after if outcome.fixed else task.inputs.stdin)
    sys.stdout.buffer.flush()
    _say_what_was_fixed(outcome.fixed)
    report, baselines = _remaining(task, checker, outcome)
    for line in find_reporter("concise")(report, task.inputs.contents, Screen()):
        sys.stderr.write(f"{line}\n")
    return tell(task, (report, baselines), outputs, options)


def _say_what_was_fixed(fixed: Sequence[Fixed]) -> None:
    for each in fixed:
        say(f"fixed {each.path}: {_rules(each)}")
    if len(fixed) > 1:
        say(f"fixed {_amount(fixed)}")


def _remaining(task: Task, checker: Checker, outcome: Outcome) -> tuple[Report, list[Baseline]]:
    """What there is still to do; fixes that are broken, or undo each other, are offered to nobody."""
    report, baselines = task.report(checker)
    broken = {diagnostic.identity for diagnostic, _ in outcome.broken}
    fighting = {(fight.path, rule) for fight in outcome.fights for rule in fight.subject.split()}
    left = (
        replace(each, fixes=()) if each.identity in broken or (each.path, each.rule) in fighting else each
        for each in report.diagnostics
    )
    found = sorted((*left, *outcome.fights), key=lambda diagnostic: diagnostic.sort_key)
    return replace(report, diagnostics=tuple(found)), baselines


def _without(fixed: Iterable[Fixed], unsaved: Iterable[Unsaved]) -> list[Fixed]:
    left = {each.path for each in unsaved}
    return [each for each in fixed if each.path not in left]


def _where(diagnostic: Diagnostic) -> str:
    start = diagnostic.place.range.start
    return f"{diagnostic.path}:{start.line}:{start.column}"


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
        say(f"{_where(diagnostic)}: the fix of {diagnostic.rule} was not applied, as {reason}")
        rule = installed_rules().get(diagnostic.rule)
        sources[distribution_of(rule) if rule else "retrolint"] = None
    sys.stderr.flush()
    for source in sources:
        ask_for_report(source)
    return bool(sources)
