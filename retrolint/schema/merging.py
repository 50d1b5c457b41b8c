"""Schema data laid over schema data: what `extends`, `variants` and `change` do.

Mappings merge by name, lists and single values replace, nothing (`null`) removes; `change` patches one
section of a list, by its id.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from retrolint.schema import forms

Data = Mapping[str, Any]


_NAMED = frozenset({"keys", "rules"})
"""Mappings whose keys are names, each with a mapping of its own."""
_PARTS = frozenset({"front-matter", "series", "items"})
"""Mappings of several settings."""


class MergeError(ValueError):
    """A patch of something that is not there; `location` is where the patch stands in its data."""

    def __init__(self, message: str, location: tuple[str | int, ...]) -> None:
        """`message` is one line in lower case."""
        super().__init__(message)
        self.location = location


def merge(base: Data, patch: Data, *, is_lenient: bool = False) -> dict[str, Any]:
    """`patch` laid over `base`; neither is changed.

    Raises:
        MergeError: `change` names a section that stands there twice, or, unless `is_lenient`, none.
    """
    merged = _merged(base, {key: value for key, value in patch.items() if key != "change"})
    changes = patch.get("change") or {}
    if is_lenient:
        there = {_id(section) for _, section in _sections(merged, ())}
        changes = {id_: change for id_, change in changes.items() if id_ in there}
    return _changed(merged, changes, ("change",))


def _merged(base: Data, patch: Data, within: str = "") -> dict[str, Any]:
    """`patch` laid over `base`, which are what a schema says of `within`."""
    merged = dict(base)
    for key, value in patch.items():
        before = base.get(key)
        if within == "keys" and isinstance(value, Mapping) and before is not None:
            # A key's type alone stands for a mapping of it.
            before = forms.KEY(before)
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, Mapping) and (within in _NAMED or key in _NAMED | _PARTS):
            # What is said of all rules replaces what was said of each.
            is_all = key == "rules" and "*" in value
            over: Data = before if isinstance(before, Mapping) and not is_all else {}
            merged[key] = _merged(over, value, "" if within in _NAMED else key)
        else:
            # A pattern, a condition or a number of kinds is one value.
            merged[key] = value
    return merged


def _changed(data: dict[str, Any], changes: Data, location: tuple[str | int, ...]) -> dict[str, Any]:
    for id_, patch in changes.items():
        here = (*location, id_)
        path = _find(data, id_, here)
        data = _replaced(data, path, patch, here)
    return data


def _find(data: Data, id_: str, location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Where in the list of `data`, groups in it included, the section `id_` stands."""
    paths = [path for path, section in _sections(data, ()) if _id(section) == id_]
    if not paths:
        raise MergeError(f'there is no section "{id_}" to change', location)
    if len(paths) > 1:
        raise MergeError(f'there are {len(paths)} sections "{id_}": give one of them an id', location)
    return paths[0]


def _sections(data: Data, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Data]]:
    """The sections in the list of `data`, and in groups there, with where they stand."""
    for kind in ("sections", "one-of", "any-of"):
        for index, member in enumerate(data.get(kind) or ()):
            section = forms.SECTION(member)
            here = (*path, kind, index)
            if "heading" in section:
                yield here, section
            else:
                yield from _sections(section, here)


def _id(section: Data) -> str:
    names = forms.listed(section["heading"])
    first = names[0] if names else ""
    return str(section.get("id") or (first.get("regex") if isinstance(first, Mapping) else first))


def _replaced(
    data: Any, path: tuple[str | int, ...], patch: Data | None, location: tuple[str | int, ...]
) -> Any:
    """`data` with what stands at `path` patched, or left out where there is no patch."""
    if not path:
        return merge_section(forms.SECTION(data), patch or {}, location)
    step, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(step, int):
        if not rest and patch is None:
            return [item for index, item in enumerate(data) if index != step]
        return [
            _replaced(item, rest, patch, location) if index == step else item
            for index, item in enumerate(data)
        ]
    return {**data, step: _replaced(data[step], rest, patch, location)}


def merge_section(section: Data, patch: Data, location: tuple[str | int, ...]) -> dict[str, Any]:
    """`patch` laid over a section, with the changes in it."""
    merged = _merged(section, {key: value for key, value in patch.items() if key != "change"})
    return _changed(merged, patch.get("change") or {}, (*location, "change"))
