"""Where the configuration of a file is: the closest above it counts, and no other."""

import os
import re
from typing import NamedTuple

PYPROJECT = "pyproject.toml"
NAMES = (".retrolint.toml", "retrolint.toml", os.path.join(".config", "retrolint.toml"), PYPROJECT)
"""In the order in which they count, where a folder has several."""
_TABLE = re.compile(r"^\ufeff?[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*retrolint\b", re.MULTILINE)
_HINT = re.compile(
    r"\btool[\s\"']*\.[\s\"']*retrolint\b|^\ufeff?[ \t]*\[?[ \t]*[\"']?tool[\"']?[ \t]*[]=]", re.MULTILINE
)
_MAX_SIZE = 1024 * 1024


class Found(NamedTuple):
    """A folder with a configuration: the file that counts, and those beside it that do not."""

    folder: str
    file: str
    shadowed: tuple[str, ...]


def closest_config(folder: str, known: dict[str, Found | None]) -> Found | None:
    """The configuration for files in the absolute `folder`, in it or above.

    The search ends with the git repository, and with the user's home. What is found is `known` from then.
    """
    passed: list[str] = []
    found: Found | None = None
    while folder not in known:
        passed.append(folder)
        found = _found_in(folder)
        if found or _ends_search(folder):
            break
        folder = os.path.dirname(folder)
    else:
        found = known[folder]
    known.update(dict.fromkeys(passed, found))
    return found


def _found_in(folder: str) -> Found | None:
    files = [os.path.join(folder, name) for name in NAMES if _counts(folder, name)]
    return Found(folder, files[0], tuple(files[1:])) if files else None


def _ends_search(folder: str) -> bool:
    is_top = os.path.lexists(os.path.join(folder, ".git")) or folder == os.path.expanduser("~")
    return is_top or os.path.dirname(folder) == folder


def folder_of(file: str) -> str:
    """The absolute folder that the configuration `file` is for."""
    folder = os.path.dirname(os.path.abspath(file))
    is_tucked = os.path.basename(folder) == ".config" and os.path.basename(file) == "retrolint.toml"
    return os.path.dirname(folder) if is_tucked else folder


def has_table(text: str) -> bool:
    """Whether the text of a pyproject.toml has a table for us; one that is broken only if it shows."""
    if not _HINT.search(text):
        return False
    import tomllib  # noqa: PLC0415 - few projects keep it there

    from retrolint.document.toml_scanner import normalized  # noqa: PLC0415

    try:
        tool = tomllib.loads(normalized(text.removeprefix("\ufeff"))).get("tool")
    except (ValueError, RecursionError):
        return _TABLE.search(text) is not None
    return isinstance(tool, dict) and "retrolint" in tool


def _counts(folder: str, name: str) -> bool:
    path = os.path.join(folder, name)
    if name != PYPROJECT:
        return os.path.lexists(path) and not os.path.isdir(path)
    try:
        if not os.path.isfile(path):  # a pipe would be waited for
            return False
        with open(path, encoding="utf-8", errors="replace") as file:
            return has_table(file.read(_MAX_SIZE))
    except OSError:
        return False
