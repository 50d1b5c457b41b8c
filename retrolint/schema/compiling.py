"""Schema data, known to be right, into the frozen dataclasses that the engine uses.

This is the one place that knows what is meant where a schema says nothing.
"""

from collections.abc import Mapping
from typing import Any

from retrolint.schema import forms
from retrolint.schema.model import Count, FieldEntry, KeyEntry, Schema, SectionEntry

Data = Mapping[str, Any]
_ONE = Count(1, 1)


def compile_schema(data: Data) -> Schema:
    """The schema that `data` writes; it was validated before, or is a built-in."""
    header: Data = data.get("front-matter") or {}
    keys: Mapping[str, Any] = header.get("keys") or {}
    return Schema(
        name=data["name"],
        description=data.get("description") or "",
        paths=tuple(map(forms.value, forms.listed(data.get("path")))),
        keys=tuple(_key(name, forms.KEY(key)) for name, key in keys.items()),
        root=_inside(data, "", names=(), occurs=_ONE),
    )


def _key(name: str, data: Data) -> KeyEntry:
    return KeyEntry(
        name=name,
        path=f"front-matter.keys.{name}",
        required=_boolean(data, "required", default=True),
        types=tuple(forms.listed(data.get("type"))),
        patterns=tuple(map(forms.value, forms.listed(data.get("is")))),
        length=_count(data, "length"),
        count=_count(data, "count"),
        unique=_boolean(data, "unique", default=False),
        needs_timezone=data.get("timezone") == "required",
    )


def _section(data: Data, path: str) -> SectionEntry:
    occurs = _count(data, "repeat") or _ONE
    if not _boolean(data, "required", default=True):
        occurs = Count(0, occurs.most)
    return _inside(data, path, names=forms.listed(data["heading"]), occurs=occurs)


def _inside(data: Data, path: str, *, names: Any, occurs: Count) -> SectionEntry:
    sections, fields = data.get("sections"), data.get("fields") or []
    inside = f"{path}." if path else ""
    return SectionEntry(
        names=tuple(map(forms.name, names)),
        path=path,
        occurs=occurs,
        sections=None
        if sections is None
        else tuple(
            _section(forms.SECTION(section), f"{inside}sections[{index}]")
            for index, section in enumerate(sections)
        ),
        fields=tuple(
            _field(forms.FIELD(field), f"{inside}fields[{index}]") for index, field in enumerate(fields)
        ),
        content=tuple(forms.listed(data.get("content"))),
        forbids_unknown=data.get("unknown-sections") == "forbid",
        is_ordered=data.get("section-order") != "any",
    )


def _field(data: Data, path: str) -> FieldEntry:
    names = tuple(map(forms.name, forms.listed(data["label"])))
    return FieldEntry(names, path, _boolean(data, "required", default=True))


def _boolean(data: Data, key: str, *, default: bool) -> bool:
    written = data.get(key)
    return default if written is None else forms.boolean(written)


def _count(data: Data, key: str) -> Count | None:
    written = data.get(key)
    return None if written is None else forms.count(written)
