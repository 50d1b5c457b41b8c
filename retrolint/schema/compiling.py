"""Schema data, known to be right, into the frozen dataclasses that the engine uses.

This is the one place that knows what is meant where a schema says nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any

from retrolint.patterns.pattern import Pattern
from retrolint.schema import forms
from retrolint.schema.conditions import ALWAYS, NEVER, Condition
from retrolint.schema.constraints import ONE, Constraints, Count
from retrolint.schema.editions import Bound, Series, Variant
from retrolint.schema.model import (
    FieldEntry,
    Group,
    Header,
    KeyEntry,
    KeyList,
    Member,
    Origin,
    Schema,
    SectionEntry,
)

Data = Mapping[str, Any]
Files = Mapping[str, Any]

_VALUE_KEYS = frozenset(
    [
        "type",
        "is",
        "contains",
        "forbids",
        "length",
        "count",
        "unique",
        "items",
        "content",
        "columns",
        "timezone",
    ]
)


def compile_schema(data: Data, files: Files | None = None, origins: tuple[Origin, ...] = ()) -> Schema:
    """The schema that `data` writes; it was validated before, or is a built-in.

    `files` holds what the files hold that it names; `origins` know where its parts stand.
    """
    files = files or {}
    series: Data = data.get("series") or {}
    title = data.get("heading")
    return Schema(
        name=data["name"],
        description=data.get("description") or "",
        paths=_patterns(data, "path", forms.value),
        header=_header(data.get("front-matter") or {}, files),
        root=_root(data),
        forbids_title=title == "false",
        series=Series(
            number=series.get("number") or "",
            date=series.get("date") or "date",
            every=_given(series, "every", forms.days),
            week_starts=series.get("week-starts") or "",
            breaks=tuple(forms.listed(series.get("breaks"))),
        ),
        template=files.get(data.get("template") or "", ""),
        variants=tuple(map(_variant, data.get("variants") or ())),
        data=data,
        files=files,
        origins=origins,
    )


def _variant(data: Data) -> Variant:
    bounds = (Bound(data[key], key == "before") for key in ("since", "before") if data.get(key))
    when = _given(data, "when", forms.condition) or ALWAYS
    patch = {key: value for key, value in data.items() if key not in {"since", "before", "when"}}
    return Variant(tuple(bounds), when, patch)


def _header(data: Data, files: Files) -> Header:
    return Header(
        dialect=data.get("format") or "",
        keys=_keys(data, "front-matter"),
        forbids=_patterns(data, "forbids", forms.value),
        json_schema=files.get(data.get("json-schema") or ""),
        required=_given(data, "required", forms.presence),
    )


def _keys(data: Data, path: str) -> KeyList:
    keys: Data = data.get("keys") or {}
    return KeyList(
        entries=tuple(_key(name, forms.KEY(key), f"{path}.keys.{name}") for name, key in keys.items()),
        path=path,
        is_ordered=data.get("key-order") == "strict",
        forbids_unknown=data.get("unknown-keys") == "forbid",
    )


def _key(name: str, data: Data, path: str) -> KeyEntry:
    return KeyEntry(
        name=name,
        was=tuple(forms.listed(data.get("was"))),
        keys=_keys(data, path) if data.get("keys") is not None else None,
        **_entry(data, path, name),
    )


def _entry(data: Data, path: str, name: str) -> dict[str, Any]:
    """What all entries say, by the name of the attribute; `name` is the first of its names."""
    occurs: Count = _given(data, "repeat", forms.count) or ONE
    required = _presence(data)
    if not occurs.least:
        occurs, required = Count(1, occurs.most), NEVER
    return {
        "path": path,
        "id": data.get("id") or name,
        "required": required,
        "allowed": _given(data, "when", forms.condition) or ALWAYS,
        "occurs": occurs,
        "requires": tuple(forms.listed(data.get("requires"))),
        "conflicts": tuple(forms.listed(data.get("conflicts"))),
        "constraints": constraints(data, path),
        "hint": data.get("hint") or "",
        "rules": _given(data, "rules", forms.settings) or (),
    }


def _presence(data: Data) -> Condition:
    written = data.get("required")
    return ALWAYS if written is None else forms.presence(written)


def constraints(data: Data, path: str) -> Constraints | None:
    """What `data`, of the entry at `path`, says of the value; None for nothing."""
    if not _VALUE_KEYS & data.keys():
        return None
    kinds, numbers = _given(data, "content", forms.content) or ((), ())
    items = data.get("items")
    return Constraints(
        path=path,
        types=tuple(forms.listed(data.get("type"))),
        patterns=_patterns(data, "is", forms.value),
        contains=_patterns(data, "contains", forms.value),
        forbids=_patterns(data, "forbids", forms.value),
        length=_given(data, "length", forms.length),
        count=_given(data, "count", forms.count),
        unique=bool(_given(data, "unique", forms.boolean)),
        items=constraints(items, f"{path}.items") if items else None,
        kinds=kinds,
        numbers=numbers,
        columns=tuple(forms.listed(data.get("columns"))),
        needs_timezone=data.get("timezone") == "required",
    )


def _root(data: Data) -> SectionEntry:
    title = data.get("heading")
    names = () if title == "false" else _patterns(data, "heading", forms.name)
    about = {key: value for key, value in data.items() if key not in {"required", "repeat", "when"}}
    return SectionEntry(names=names, **_entry(about, "", ""), **_inside(data, ""))


def _member(data: Any, path: str, *, is_optional: bool) -> Member:
    data = forms.SECTION(data)
    for kind in ("one-of", "any-of"):
        if kind in data:
            members = _members(data[kind], f"{path}.{kind}", is_optional=True)
            return Group(kind=kind, path=path, members=members, required=_presence(data))
    if "heading" not in data:
        return Group(
            kind="run",
            path=path,
            members=_members(data["sections"], f"{path}.sections", is_optional=is_optional),
        )
    names = _patterns(data, "heading", forms.name)
    return SectionEntry(
        names=names,
        was=_patterns(data, "was", forms.name),
        is_optional=is_optional,
        **_entry(data, path, names[0].source),
        **_inside(data, f"{path}."),
    )


def _members(data: list[Any], path: str, *, is_optional: bool = False) -> tuple[Member, ...]:
    return tuple(
        _member(member, f"{path}[{index}]", is_optional=is_optional) for index, member in enumerate(data)
    )


def _inside(data: Data, prefix: str) -> dict[str, Any]:
    """What a section says of its inside, by the name of the attribute."""
    sections, fields = data.get("sections"), data.get("fields") or ()
    return {
        "level": _given(data, "level", forms.level),
        "members": None if sections is None else _members(sections, f"{prefix}sections"),
        "is_ordered": data.get("section-order") != "any",
        "forbids_unknown": data.get("unknown-sections") == "forbid",
        "is_exact": bool(_given(data, "exact", forms.boolean)),
        "fields": tuple(_field(field, f"{prefix}fields[{index}]") for index, field in enumerate(fields)),
        "are_fields_ordered": data.get("field-order") != "any",
        "forbids_unknown_fields": data.get("unknown-fields") == "forbid",
        "field_style": data.get("field-style") or "",
    }


def _field(data: Any, path: str) -> FieldEntry:
    data = forms.FIELD(data)
    names = _patterns(data, "label", forms.name)
    was = _patterns(data, "was", forms.name)
    return FieldEntry(names=names, was=was, **_entry(data, path, names[0].source))


def _patterns(data: Data, key: str, compile_: Callable[[Any], Pattern]) -> tuple[Pattern, ...]:
    return tuple(map(compile_, forms.listed(data.get(key))))


def _given(data: Data, key: str, convert: Callable[[Any], Any]) -> Any:
    """What `data` says of `key`, converted; None for nothing."""
    written = data.get(key)
    return None if written is None else convert(written)
