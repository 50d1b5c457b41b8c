"""Fixed documents written to their files, each whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from retrolint.fixing.fixer import Fixed
from retrolint.roots import REPOSITORY, is_below, project_root
from retrolint.writing import ChangedError, write_whole

AWAY = "it is a link to a file outside of the repository"
CHANGED = "it has changed since it was read"


class Unsaved(NamedTuple):
    """A document that was left as it is, and why."""

    path: str
    reason: str
    is_failure: bool = False
    """It could not be written; else it was better not written."""


def save(fixed: Iterable[Fixed]) -> Iterator[Unsaved]:
    """Write the documents; those that were not written, as they come."""
    for each in fixed:
        if leads_away(each.path):
            yield Unsaved(each.path, AWAY)
            continue
        try:
            write_whole(each.path, each.after, before=each.before)
        except (ChangedError, FileNotFoundError):
            yield Unsaved(each.path, CHANGED)
        except OSError as error:
            yield Unsaved(each.path, (error.strerror or str(error)).lower(), is_failure=True)


def leads_away(path: str) -> bool:
    """Whether a link leads out of the repository: whoever sends a change must not reach further."""
    top = project_root(path, REPOSITORY)
    return top is not None and not is_below(os.path.realpath(top), os.path.realpath(path))
