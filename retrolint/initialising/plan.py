"""What to write where, and what is there already and stays as it is."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from retrolint.config.files import closest_config
from retrolint.initialising import configuration, workflow
from retrolint.initialising.survey import Survey
from retrolint.precommit import FILE as HOOKS
from retrolint.precommit import find_hook, hook_lines, with_hook
from retrolint.roots import REPOSITORY, folder_with
from retrolint.schema.files import FileError, read_text_file
from retrolint.schema.source import SourceError
from retrolint.writing import write_whole

_HEAD = (
    '# What runs before each commit: "pre-commit install" switches it on; see https://pre-commit.com\n'
)


@dataclass(frozen=True, slots=True)
class Step:
    """One file: its text, or why there is nothing to write."""

    path: str
    """Absolute."""
    text: str = ""
    """All that the file will hold; empty where it stays as it is."""
    lines: tuple[str, ...] = ()
    """The lines that are new in it; without a text, those that somebody must add by hand."""
    state: str = ""
    """How it is and stays, to follow its name."""
    is_blocked: bool = False
    """Something that is no file stands in its place."""

    @property
    def is_new(self) -> bool:
        """Whether there is no such file yet."""
        return bool(self.text) and not os.path.lexists(self.path)


def steps_for(folder: str, found: Survey, *, has_workflow: bool) -> Iterator[Step]:
    """The steps for the absolute `folder`: its configuration, the hook, and the workflow.

    Hooks and workflows count at the top of a repository only.
    """
    yield _config_step(folder, found)
    if repository_above(folder):
        return
    yield _hook_step(folder, found.hooked())
    if has_workflow or workflow.is_on_github(folder):
        yield _workflow_step(folder)


def repository_above(folder: str) -> str:
    """The top of the repository that the absolute `folder` lies in; empty where it is the top itself."""
    top = folder_with(folder, REPOSITORY)
    return top if top and top != folder else ""


def write_step(step: Step) -> None:
    """Write the text of a step in place of what is there: all of it, or nothing.

    Raises:
        OSError: it cannot be written.
    """
    os.makedirs(os.path.dirname(os.path.realpath(step.path)), exist_ok=True)
    write_whole(step.path, step.text.encode())


def _config_step(folder: str, found: Survey) -> Step:
    known = closest_config(folder, {})
    if known:
        where = "is there already" if known.folder == folder else "counts here already"
        return Step(os.path.join(known.folder, known.file), state=where)
    return _new(os.path.join(folder, configuration.FILE), configuration.config_text(found))


def _hook_step(folder: str, files: str) -> Step:
    path = os.path.join(folder, HOOKS)
    if os.path.isdir(path) or not os.path.lexists(path):
        inside = [f"  {line}" for line in hook_lines(files)]
        return _new(path, "\n".join([f"{_HEAD}repos:", *inside, ""]))
    lines = tuple(hook_lines(files))
    try:
        text = read_text_file(path)
        if find_hook(text):
            return Step(path, state="has the hook already")
        changed = with_hook(text, files)
    except SourceError as error:
        return Step(path, state=f"cannot be extended: {error}", lines=lines)
    except FileError as error:
        return Step(path, state=f"cannot be read: {error}", lines=lines)
    if changed is None:
        return Step(path, state="is not written as most are, and was not touched", lines=lines)
    return Step(path, changed, lines)


def _workflow_step(folder: str) -> Step:
    existing = workflow.existing_workflow(folder)
    if existing:
        return Step(os.path.join(folder, existing), state="runs retrolint already")
    return _new(os.path.join(folder, workflow.FILE), workflow.TEXT)


def _new(path: str, text: str) -> Step:
    if os.path.isdir(path):
        return Step(path, state="is a folder, where a file should be", is_blocked=True)
    if os.path.lexists(path):
        return Step(path, state="is there already")
    return Step(path, text, tuple(text.split("\n")[:-1]))
