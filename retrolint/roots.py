"""Where a file belongs: the folder of its project, of its repository, and how its path is told."""

import os
from functools import cache

REPOSITORY = (".git",)

SITE_FILES = (
    "_config.yml",
    "_config.yaml",
    "_config.toml",
    "hugo.toml",
    "hugo.yaml",
    "config.toml",
    "mkdocs.yml",
    "docusaurus.config.js",
    "docusaurus.config.ts",
    "astro.config.mjs",
    "astro.config.ts",
    "package.json",
)
"""Files that say that an engine makes a site of the folder, with addresses of its own."""


def display_path(path: str) -> str:
    """`path` relative to the working directory, with `/`, also where it lies above."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive on Windows
        relative = os.path.abspath(path)
    return relative.replace(os.sep, "/")


def project_root(path: str, markers: tuple[str, ...]) -> str | None:
    """The closest folder at or above that of the file `path` which has one of `markers`.

    The search ends with the git repository: what lies above it says nothing of it.
    """
    return folder_with(os.path.dirname(os.path.abspath(path)), markers)


def folder_with(folder: str, markers: tuple[str, ...]) -> str | None:
    """The same for an absolute `folder`, which may be the one."""
    while True:
        found, parent = _look(folder, markers), os.path.dirname(folder)
        if found is not None:
            return folder if found else None
        if parent == folder:
            return None
        folder = parent


@cache
def _look(folder: str, markers: tuple[str, ...]) -> bool | None:
    """Whether `folder` has a marker; None where neither it has, nor the repository ends there."""
    if any(os.path.lexists(os.path.join(folder, marker)) for marker in markers):
        return True
    return False if os.path.lexists(os.path.join(folder, ".git")) else None


def unconfigured_root(path: str) -> str:
    """The root of the project of `path` without a configuration: its site, its repository, or here."""
    return project_root(path, SITE_FILES) or project_root(path, REPOSITORY) or os.getcwd()


def is_below(root: str, path: str) -> bool:
    """Whether `path` lies in the absolute folder `root`, however deep."""
    return os.path.abspath(path).startswith(os.path.join(root, ""))


def path_below(root: str, path: str) -> str:
    """`path` relative to the absolute folder `root`, with `/`.

    Where it lies elsewhere, relative to its repository, and absolute without one.
    """
    absolute = os.path.abspath(path)
    if not is_below(root, path):
        root = project_root(path, REPOSITORY) or ""
    return (absolute[len(os.path.join(root, "")) :] if root else absolute).replace(os.sep, "/")


def repository_path(path: str, otherwise: str) -> str:
    """`path` relative to its git repository, as code hosts name files; `otherwise` outside of one."""
    root = project_root(path, REPOSITORY)
    return path_below(root, path) if root else otherwise
