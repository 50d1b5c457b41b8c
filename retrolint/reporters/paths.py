"""Paths as code hosts name files: below the repository, in the spelling of a format."""

from collections.abc import Callable

from retrolint.diagnostics import Diagnostic
from retrolint.roots import repository_path


def repository_paths(spell: Callable[[str], str]) -> Callable[[Diagnostic], str]:
    """A function that gives the path of a finding below its repository, as `spell` writes it.

    Outside of a repository it is the path below the project. Each path is looked for once.
    """
    known: dict[str, str] = {}

    def path_of(diagnostic: Diagnostic) -> str:
        path = diagnostic.path
        if path not in known:
            known[path] = spell(repository_path(path, otherwise=diagnostic.project_path or path))
        return known[path]

    return path_of
