"""`retrolint init`: a configuration that fits the documents that are there, the hook, the workflow."""

import os
import sys
from collections import Counter
from collections.abc import Iterator

import click

from retrolint.baseline import apply_baselines
from retrolint.commands import USAGE, UsageFailure, refuse, say, show
from retrolint.commands.documents import find_inputs, make_run
from retrolint.commands.progress import shown_progress
from retrolint.commands.summary import number
from retrolint.config.errors import ConfigError
from retrolint.initialising.patterns import Kind
from retrolint.initialising.plan import Step, repository_above, steps_for, write_step
from retrolint.initialising.survey import Survey, survey
from retrolint.precommit import FILE as HOOKS
from retrolint.project import check_documents
from retrolint.reporters.wording import amounts
from retrolint.roots import display_path
from retrolint.schema.loading import SchemaError
from retrolint.text import printable

_MOST_FOLDERS = 4


@click.command("init", short_help="Set retrolint up for the documents that are here.")
@click.argument("folder", default=".", type=click.Path())
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.option("--dry-run", is_flag=True, help="Write nothing; print what would be written.")
@click.option("--workflow", is_flag=True, help="A workflow for GitHub, too, if nothing tells of GitHub.")
def command(*, folder: str, yes: bool, dry_run: bool, workflow: bool) -> int:
    """Set retrolint up in FOLDER (default: this folder).

    Looks at the Markdown that is there, and writes .retrolint.toml, which says which documents are of
    which schema, a hook for pre-commit, and in a repository of GitHub's a workflow. On a terminal it asks
    before each. What is there already stays as it is.
    """
    if not os.path.isdir(folder):
        raise UsageFailure(f'there is no folder "{folder}"')
    top = os.path.abspath(folder)
    found = _surveyed(top)
    steps = [*steps_for(top, found, has_workflow=workflow)]
    for line in [*_told(found, has_patterns=bool(steps[0].text)), ""]:
        show(printable(line))
    is_asking = not (yes or dry_run) and _is_terminal()
    written = [step for step in steps if _take(step, is_asking=is_asking, is_dry=dry_run)]
    _say_where_the_rest_belongs(top)
    code = USAGE if any(step.is_blocked for step in steps) else 0
    if dry_run:
        return code
    try:
        next_steps = [*_next(top, written)]
    except (ConfigError, SchemaError) as error:
        return refuse(error.diagnostics)
    for line in ["", *next_steps]:
        show(printable(line))
    return code


def _surveyed(top: str) -> Survey:
    run = make_run(isolated=True)
    inputs = find_inputs((top,), run)
    with shown_progress(inputs.documents) as documents:
        return survey(top, documents, run.settings(os.path.join(top, "any.md")))


def _told(found: Survey, *, has_patterns: bool) -> Iterator[str]:
    """What was found, in a few lines; with the patterns that are to be written."""
    what = f"A site made by {found.site.name}" if found.site.name else "A folder"
    if not found.documents:
        yield f"{what} without Markdown files so far."
        return
    folders = found.folders()
    parts = [f"{count} in {'the top folder' if name == '.' else name}" for name, count in folders]
    if len(parts) > _MOST_FOLDERS:
        rest = sum(count for _, count in folders[_MOST_FOLDERS - 1 :])
        parts = [*parts[: _MOST_FOLDERS - 1], f"{rest} elsewhere"]
    yield f"{what} with {number(len(found.documents), 'Markdown file')}: {', '.join(parts)}."
    for kind in found.kinds:
        recognised = number(len(kind.hits) + len(kind.missed), "document")
        yield f"  {kind.schema}: {recognised}{_patterns(kind) if has_patterns else ''}"
    if not found.kinds:
        yield "None of them is recognised as one of the built-in schemas, which come from templates;"
        yield '"retrolint schema list" prints these.'


def _patterns(kind: Kind) -> str:
    fit = f" ({len(kind.hits)} of them)" if kind.missed else ""
    others = f", and {number(len(kind.others), 'other fits', 'others fit')}" if kind.others else ""
    return f", by {', '.join(kind.patterns)}{fit}{others}"


def _take(step: Step, *, is_asking: bool, is_dry: bool) -> bool:
    """Do one step, and say so; whether something was written."""
    name = display_path(step.path)
    verb = "write" if step.is_new else "add the hook to"
    if not step.text:
        (say if step.is_blocked else show)(printable(f"{name} {step.state}"))
        _show_lines("add this to its repos:", step.lines)
    elif is_dry:
        _show_lines(f"would {verb} {name}:", step.lines)
    elif is_asking and not click.confirm(f"{verb.capitalize()} {printable(name)}?", default=True):
        show(printable(f"{name} stays as it is" if not step.is_new else f"{name} is not written"))
    else:
        try:
            write_step(step)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise UsageFailure(f"{name} cannot be written: {reason}") from error
        show(printable(f"{'wrote' if verb == 'write' else 'added the hook to'} {name}"))
        return True
    return False


def _show_lines(head: str, lines: tuple[str, ...]) -> None:
    for line in (head, *(f"  {line}".rstrip() for line in lines), "") if lines else ():
        show(printable(line))


def _say_where_the_rest_belongs(top: str) -> None:
    above = repository_above(top)
    if above:
        place = display_path(above)
        show(
            printable(
                f'the hook and the workflow belong in {place}: "retrolint init {place}" writes them'
            )
        )


def _next(top: str, written: list[Step]) -> Iterator[str]:
    """What is found today, and what comes next; the configuration is read as any run would.

    Raises:
        ConfigError: one that was there cannot be used.
        SchemaError: a schema that it names cannot be used.
    """
    run = make_run()
    inputs = find_inputs((top,), run)
    with shown_progress(inputs.documents) as documents:
        report = check_documents(documents, run.settings, inputs.contents)
    report, _ = apply_baselines(report, run.settings)
    files = {diagnostic.path for diagnostic in report.counted}
    where = "" if top == os.getcwd() else f"In {display_path(top)}, "
    if not report.paths:
        yield "There is nothing to check yet."
        yield '"retrolint schema skeleton NAME" prints a document to start from.'
    elif files:
        all_ = number(len(report.paths), "file")
        said = amounts(Counter(diagnostic.severity for diagnostic in report.counted))
        yield f"Found today: {said}, in {len(files)} of {all_}."
        yield f'{where}"retrolint check" shows them, and "retrolint baseline create" adopts them,'
        yield "so that only new ones are reported from then on."
    else:
        yield f"Nothing is found today in {number(len(report.paths), 'file')}."
    if any(os.path.basename(step.path) == HOOKS for step in written):
        yield '"pre-commit install" switches the hook on, once in each clone.'


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
