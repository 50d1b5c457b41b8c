"""`retrolint baseline`: adopt the findings of today, and hear of new ones alone."""

import os
from collections.abc import Callable
from typing import Any

import click

from retrolint.baseline import Baseline, apply_baselines, write_baseline
from retrolint.commands import UsageFailure, refuse, say, show
from retrolint.commands.documents import find_inputs, make_run
from retrolint.commands.summary import number
from retrolint.config.errors import ConfigError
from retrolint.project import check_documents
from retrolint.roots import display_path, unconfigured_root
from retrolint.schema.loading import SchemaError
from retrolint.text import printable


@click.group("baseline", short_help="Adopt the findings of today.")
def command() -> None:
    """Keep the findings of today in a file, so that only new ones are reported and fail a run."""


def _options(command_: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--today", metavar="DATE", help="The day that counts as today."),
        click.option("--config", metavar="FILE", help="The configuration of every document."),
    ):
        command_ = option(command_)
    return command_


@command.command("create")
@_options
def create(**options: Any) -> int:
    """Adopt all findings in the project of this folder."""
    return _run(_create, options)


@command.command("update")
@_options
def update(**options: Any) -> int:
    """Adopt what is new, and forget what is not found any more."""
    return _run(_update, options)


@command.command("prune")
@_options
def prune(**options: Any) -> int:
    """Forget what is not found any more; adopt nothing."""
    return _run(_prune, options)


@command.command("show")
@_options
def show_(**options: Any) -> int:
    """List what is known, and what of it is not found any more."""
    return _run(_show, options)


def _run(verb: Callable[[Baseline], None], options: dict[str, Any]) -> int:
    """Do something with the baseline of each project below the one of the working directory."""
    run = make_run(**options)
    try:
        here = os.path.join(os.getcwd(), "here")
        root = run.config_in(os.getcwd()).root or unconfigured_root(here)
        inputs = find_inputs((root,), run)
        report = check_documents(inputs.documents, run.settings, inputs.contents)
        _, baselines = apply_baselines(report, run.settings)
    except (ConfigError, SchemaError) as error:
        return refuse(error.diagnostics)
    if not baselines:
        say(f"there are no documents in {display_path(root)}")
    for baseline in baselines:
        try:
            verb(baseline)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise UsageFailure(f"{display_path(baseline.file)} cannot be written: {reason}") from error
    return 0


def _create(baseline: Baseline) -> None:
    if os.path.lexists(baseline.file):
        file = display_path(baseline.file)
        raise UsageFailure(f'{file} is there already: "retrolint baseline update" brings it up to date')
    _write(baseline, baseline.present)


def _update(baseline: Baseline) -> None:
    _write(baseline, baseline.present)


def _prune(baseline: Baseline) -> None:
    if _is_missing(baseline):
        return
    stale = set(baseline.stale)
    _write(baseline, [known for known in baseline.findings if known not in stale])


def _write(baseline: Baseline, findings: Any) -> None:
    before, after = set(baseline.findings), set(findings)
    write_baseline(baseline.file, findings)
    changes = [f"{len(after - before)} new"] if after - before else []
    changes += [f"{len(before - after)} gone"] if before - after else []
    said = f" ({', '.join(changes)})" if before and changes else ""
    say(f"{number(len(after), 'finding')} in {display_path(baseline.file)}{said}")


def _is_missing(baseline: Baseline) -> bool:
    """Whether there is no such file, which is said."""
    is_missing = not os.path.lexists(baseline.file)
    if is_missing:
        say(f'there is no {display_path(baseline.file)}: "retrolint baseline create" makes it')
    return is_missing


def _show(baseline: Baseline) -> None:
    if _is_missing(baseline):
        return
    stale = set(baseline.stale)
    for known in baseline.findings:
        mark = "  (not found any more)" if known in stale else ""
        show(printable(f"{known.path}: [{known.rule}] {known.message}{mark}"))
    gone = f", {len(stale)} of them not found any more" if stale else ""
    say(f"{number(len(baseline.findings), 'finding')} in {display_path(baseline.file)}{gone}")
