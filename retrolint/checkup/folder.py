"""What counts in the working directory: configuration, baseline, hook, git."""

import os
from collections.abc import Iterator

from retrolint.baseline import read_baseline
from retrolint.checkup.part import Part
from retrolint.config.errors import ConfigError
from retrolint.config.model import Config
from retrolint.config.run import Run
from retrolint.config.today import current_moment
from retrolint.discovery import find_documents
from retrolint.git import GitError, top_folder, version
from retrolint.precommit import FILE, REVISION, Hook, find_hook
from retrolint.registry import PluginError
from retrolint.roots import display_path, path_below, unconfigured_root
from retrolint.schema.files import FileError, read_text_file
from retrolint.schema.source import SourceError


def folder() -> Iterator[Part]:
    """What counts for the documents in the working directory."""
    here = os.getcwd()
    yield Part("folder", (here,))
    top, git = _git(here)
    yield git
    yield from _configuration(here)
    yield _hook(top or here)


def _git(here: str) -> tuple[str, Part]:
    """The top of the repository, if there is one, and what is to be said of git."""
    try:
        found = version()
    except GitError:
        doubt = "git is not on the PATH: --since and --staged need it"
        return "", Part("git", ("not found",), doubts=(doubt,))
    try:
        top = top_folder(here)
    except GitError:
        return "", Part("git", (f"{found}, and this folder is in no repository",))
    return top, Part("git", (f"{found}, repository {top}",))


def _configuration(here: str) -> Iterator[Part]:
    """The configuration and the baseline that count here."""
    try:
        run = Run(today=current_moment())
        config = run.config_in(here)
    except ValueError as error:
        yield Part("configuration", ("not read",), (f"RETROLINT_TODAY: {error}",))
        return
    except PluginError:  # told with the rules
        yield Part("configuration", ("not read: the rules cannot be used",))
        return
    except ConfigError as error:
        places = ((fault, fault.place.range.start) for fault in error.diagnostics)
        faults = tuple(
            f"{fault.path}:{start.line}:{start.column}: {fault.message}" for fault, start in places
        )
        yield Part("configuration", (f"{error.diagnostics[0].path}, which cannot be used",), faults)
        return
    doubts = [
        f"{display_path(other)} is not read: {display_path(counted)} beside it counts"
        for other, counted in run.shadowed()
    ]
    if config.kinds:
        documents = find_documents([config.root], run.config_in).documents
        below = [path_below(config.root, path) for path in documents]
        doubts += [
            f"no document fits {', '.join(kind.paths.patterns)}, for the schema {kind.schema}"
            for kind in config.kinds
            if not any(map(kind.paths.fit, below))
        ]
    said = config.file or "none: all is as it is by default"
    yield Part("configuration", (said,), doubts=tuple(doubts))
    yield _baseline(here, config)


def _baseline(here: str, config: Config) -> Part:
    root = config.root or unconfigured_root(os.path.join(here, "any.md"))
    file = os.path.join(root, config.baseline)
    if not os.path.lexists(file):
        return Part("baseline", ("none",))
    try:
        count = len(read_baseline(file))
    except ConfigError as error:
        fault = f"{display_path(file)}: {error.diagnostics[0].message}"
        return Part("baseline", (f"{display_path(file)}, which cannot be used",), (fault,))
    return Part("baseline", (f"{display_path(file)}, {count} finding{'' if count == 1 else 's'}",))


def _hook(top: str) -> Part:
    file = os.path.join(top, FILE)
    shown = display_path(file)
    if not os.path.lexists(file):
        return Part("pre-commit", ("not used here",))
    try:
        hook = find_hook(read_text_file(file))
    except (FileError, SourceError) as error:
        return Part("pre-commit", (shown,), doubts=(f"{shown} cannot be read: {error}",))
    if not hook:
        return Part("pre-commit", (f"no hook of retrolint in {shown}",))
    return Part("pre-commit", (_told(hook, shown),), doubts=tuple(_doubts(hook, shown)))


def _told(hook: Hook, shown: str) -> str:
    return f"{hook.revision or hook.repository} in {shown}"


def _doubts(hook: Hook, shown: str) -> Iterator[str]:
    if hook.revision and hook.revision.removeprefix("v") != REVISION.removeprefix("v"):
        yield (
            f"the hook in {shown} runs retrolint {hook.revision.removeprefix('v')}, and this is"
            f' {REVISION.removeprefix("v")}: "pre-commit autoupdate" takes the newest'
        )
