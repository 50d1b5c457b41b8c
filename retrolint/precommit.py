"""The hook in a .pre-commit-config.yaml: found, and added to the text without touching the rest of it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from retrolint.schema.source import DataSource, SourceError, read_yaml
from retrolint.version import __version__

FILE = ".pre-commit-config.yaml"
HOOK = "retrolint"
_HOOKS = frozenset({HOOK, "retrolint-repo"})
REPOSITORY = "https://github.com/retrolint/retrolint"
REVISION = f"v{__version__}"
_OURS = re.compile(r"[/:]retrolint/retrolint(\.git)?/?$", re.IGNORECASE)
_DASH = re.compile(r"( *)- +")


class Hook(NamedTuple):
    """A repository of retrolint in a configuration of pre-commit; a local one has no revision."""

    repository: str
    revision: str


class _Place(NamedTuple):
    offset: int
    indent: int


def find_hook(text: str) -> Hook | None:
    """The hook in the configuration `text`, if there is one.

    Raises:
        SourceError: it is no YAML, or more than we read of it.
    """
    return next(_hooks(read_yaml(text).data), None)


def hook_lines(files: str = "") -> list[str]:
    """The entry for `repos`; `files` is the regex of the paths that the hook is given, empty for all."""
    return [
        f"- repo: {REPOSITORY}",
        f"  rev: {REVISION}",
        "  hooks:",
        f"    - id: {HOOK}",
        *([f"      files: {files}"] if files else []),
    ]


def with_hook(text: str, files: str = "") -> str | None:
    """The configuration `text` with the hook as the last of its repositories, and else as it was.

    None where it is not written as most are, one repository below another.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    whole = text if text.endswith("\n") else f"{text}{end}"
    wanted = hook_lines(files)
    try:
        before = read_yaml(whole)
        place = _end_of_list(before)
        if place is None:
            return None
        added = "".join(f"{' ' * place.indent}{line}{end}" for line in wanted)
        # A byte-order mark is no part of the offset.
        offset = place.offset + len(whole) - len(before.source.text)
        changed = f"{whole[:offset]}{added}{whole[offset:]}"
        after = read_yaml(changed).data
    except SourceError:
        return None
    entry = read_yaml("\n".join(wanted)).data
    return changed if after == {**before.data, "repos": [*before.data["repos"], *entry]} else None


def _hooks(data: Any) -> Iterator[Hook]:
    repositories = data.get("repos") if isinstance(data, Mapping) else None
    for each in repositories if isinstance(repositories, list) else ():
        if not isinstance(each, Mapping):
            continue
        name, hooks = str(each.get("repo")), each.get("hooks")
        names = [hook.get("id") for hook in hooks or () if isinstance(hook, Mapping)]
        if _OURS.search(name) or not _HOOKS.isdisjoint(names):
            yield Hook(name, str(each.get("rev") or ""))


def _end_of_list(config: DataSource) -> _Place | None:
    """Where the next of the repositories would stand; None where each does not have lines of its own."""
    repositories = config.data.get("repos") if isinstance(config.data, dict) else None
    if not isinstance(repositories, list) or not repositories:
        return None
    source = config.source
    start = source.position(config.span(("repos", len(repositories) - 1)).start)
    dash = _DASH.fullmatch(source.line(start.line)[: start.column - 1])
    if not dash:
        return None
    indent, last = len(dash[1]), start.line
    for number in range(start.line + 1, source.line_count + 1):
        line = source.line(number)
        # What stands further left belongs to somebody else, a comment too.
        is_outside = len(line) - len(line.lstrip(" ")) <= indent
        if line.strip() and is_outside and not line.lstrip().startswith("#"):
            break
        if line.strip() and not is_outside:
            last = number
    return _Place(source.line_start(last + 1), indent)
