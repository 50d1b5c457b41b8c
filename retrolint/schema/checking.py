"""What a schema says that cannot be meant: names that nothing reaches, counts that nothing meets.

An error makes the schema unusable; a warning is for its author alone (`retrolint schema check`).
"""

import difflib
from collections.abc import Iterable, Iterator
from itertools import combinations

from retrolint.diagnostics import Severity
from retrolint.document.values import SCALAR_TYPES
from retrolint.patterns.pattern import Pattern
from retrolint.schema.conditions import Condition
from retrolint.schema.constraints import Constraints
from retrolint.schema.impossible import Fault, impossible_parts
from retrolint.schema.model import Entry, Group, KeyEntry, Member, NamedEntry, Schema, SectionEntry

_DEEPEST = 6
_TIMES = frozenset({"date", "datetime"})


def faults_of(schema: Schema) -> list[Fault]:
    """All that is wrong with a schema whose syntax is right, in the order of the schema."""
    faults = [*_of_header(schema), *_of_section(schema.root, 0)]
    for entry in schema.entries():
        if entry.constraints:
            faults += _of_constraints(entry.constraints)
        faults += _of_conditions(entry, schema)
    faults += impossible_parts(schema, schema.entries())
    return [*faults, *_of_series(schema), *_of_ids(schema)]


def _of_header(schema: Schema) -> Iterator[Fault]:
    header = schema.header
    if header.json_schema is not None and header.keys.entries:
        yield Fault(
            "front-matter.json-schema", 'there are "keys" beside "json-schema", which stands for them'
        )
    yield from _of_alternatives(schema.paths, "path")


def _of_section(section: SectionEntry, above: int) -> Iterator[Fault]:
    """The lists of a section, which stands at the level `above`, or deeper."""
    yield from _of_names(section.members or ())
    yield from _of_pairs(section.fields)
    level = above + 1 if section.path else section.level or 1
    for entry in section.sections:
        if entry.level and entry.level <= above:
            message = f"it lies inside a section at level {above}, so that it must be deeper"
            yield Fault(f"{entry.path}.level", message)
        if level > _DEEPEST:
            yield Fault(entry.path, f"it lies {level} levels deep, and headings go to {_DEEPEST}")
        yield from _of_section(entry, entry.level or level)
    for member in section.members or ():
        if isinstance(member, Group) and member.kind == "one-of" and len(member.members) == 1:
            message = "a choice of one: list the section itself"
            yield Fault(f"{member.path}.one-of", message, Severity.WARNING)


def _of_names(members: Iterable[Member]) -> Iterator[Fault]:
    """Names that two sections of a list share; the members of a `one-of` are never there together."""
    together: list[SectionEntry] = []
    for member in members:
        if isinstance(member, SectionEntry):
            together.append(member)
        elif member.kind == "one-of":
            for part in member.members:
                yield from _of_names((part,))
            yield from _of_pairs(part for part in member.members if isinstance(part, SectionEntry))
            together += member.entries[:1]
        else:
            together += member.entries
    yield from _of_pairs(together)


def _of_pairs(entries: Iterable[NamedEntry]) -> Iterator[Fault]:
    entries = list(entries)
    for first, second in combinations(entries, 2):
        if first.id == second.id:
            message = f'a second "{second.id}" in this list: give it another name, or an id'
            yield Fault(second.path, message)
            continue
        taken = {name.literal for name in first.names if name.is_literal}
        for name in second.names:
            if name.is_literal and name.literal in taken:
                message = f'"{name.source}" is also a name of "{first.id}"'
                yield Fault(second.path, message, Severity.WARNING)
        yield from _of_old_names(first, second)
        yield from _of_old_names(second, first)
        if _is_open(first) and _is_open(second):
            message = f'nothing reaches it: "{first.id}" before it takes every heading'
            yield Fault(second.path, message, Severity.WARNING)
    for entry in entries:
        own = {name.literal for name in entry.names if name.is_literal}
        for old in entry.was:
            if old.is_literal and old.literal in own:
                message = f'"{old.source}" is a name of today, and no old one'
                yield Fault(f"{entry.path}.was", message, Severity.WARNING)


def _of_old_names(entry: NamedEntry, other: NamedEntry) -> Iterator[Fault]:
    """Old names of an entry that are today's of another."""
    names = {name.literal for name in other.names if name.is_literal}
    for old in entry.was:
        if old.is_literal and old.literal in names:
            message = f'"{old.source}" is what "{other.id}" is called, and goes there'
            yield Fault(f"{entry.path}.was", message, Severity.WARNING)


def _is_open(entry: NamedEntry) -> bool:
    """Whether it takes any title, and as many as there are."""
    return any(not name.weight for name in entry.names) and entry.occurs.most is None


def _of_constraints(constraints: Constraints) -> Iterator[Fault]:
    path, types = constraints.path, constraints.types
    scalars = [type_ for type_ in types if type_ in SCALAR_TYPES]
    if types and not {"list"} & set(types):
        for key, value in (
            ("count", constraints.count),
            ("items", constraints.items),
            ("unique", constraints.unique),
        ):
            if value:
                message = f'"{key}" is about the items of a list, and the type is "{types[0]}"'
                yield Fault(f"{path}.{key}", message)
    if constraints.needs_timezone and types and not _TIMES & set(types):
        yield Fault(f"{path}.timezone", f'"timezone" is about a date, and the type is "{types[0]}"')
    for pattern in constraints.patterns if len(scalars) == len(types) else ():
        if scalars and pattern.is_literal and not any(SCALAR_TYPES[t](pattern.source) for t in scalars):
            message = f'"{pattern.source}" is of no type that is listed: {", ".join(types)}'
            yield Fault(f"{path}.is", message)
    yield from _of_alternatives(constraints.patterns, f"{path}.is")
    if constraints.items:
        yield from _of_constraints(constraints.items)


def _of_alternatives(patterns: tuple[Pattern, ...], path: str) -> Iterator[Fault]:
    """Alternatives behind one that matches everything."""
    for index, pattern in enumerate(patterns[:-1]):
        if pattern.source == "{*}":
            message = (
                f'nothing reaches "{patterns[index + 1].source}": "{{*}}" before it matches everything'
            )
            yield Fault(path, message, Severity.WARNING)
            return


def _of_conditions(entry: Entry, schema: Schema) -> Iterator[Fault]:
    for key, condition in (("required", entry.required), ("when", entry.allowed)):
        yield from _of_condition(condition, f"{entry.path}.{key}", schema)


def _of_condition(condition: Condition, path: str, schema: Schema) -> Iterator[Fault]:
    known = variables_of(schema)
    for name, _ in condition.wanted:
        close = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
        if name in known:
            continue
        if close:
            message = f'nothing is called "{name}"; did you mean "{close[0]}"?'
            yield Fault(path, message, Severity.WARNING)
        elif name == "not":
            yield Fault(path, "what is not to be is a condition of its own: write {not: {key: value}}")
        elif schema.header.keys.forbids_unknown:
            yield Fault(path, f'nothing is called "{name}": no key, and no capture')


def variables_of(schema: Schema) -> set[str]:
    """The names of all variables that a document of `schema` may have, unlisted keys aside."""
    names = {name for pattern in (*schema.paths, *schema.root.names) for name, _ in pattern.types}
    for entry in schema.entries():
        patterns: list[Pattern] = list(entry.constraints.patterns) if entry.constraints else []
        if isinstance(entry, NamedEntry):
            patterns += entry.names
        if isinstance(entry, KeyEntry):
            names.add(entry.path.removeprefix("front-matter.keys.").replace(".keys.", "."))
        names |= {name for pattern in patterns for name, _ in pattern.types}
    return names


def _of_series(schema: Schema) -> Iterator[Fault]:
    number, known = schema.series.number, variables_of(schema)
    for key, name in (("number", number), ("date", schema.series.date)):
        # A date needs no name of its own: the document's is known.
        if name and name not in {*known, "date"} and schema.header.json_schema is None:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f'; did you mean "{close[0]}"?' if close else ": no key, and no capture"
            yield Fault(f"series.{key}", f'nothing is called "{name}"{hint}')
    for index, variant in enumerate(schema.variants):
        for bound in variant.bounds:
            if bound.text.isdecimal() and not number:
                key = "before" if bound.is_before else "since"
                message = "a number, and the series has none: say what numbers it, or write a date"
                yield Fault(f"variants[{index}].{key}", message)
        yield from _of_condition(variant.when, f"variants[{index}].when", schema)


def _of_ids(schema: Schema) -> Iterator[Fault]:
    """What `requires` and `conflicts` name."""
    sections = list(schema.root.walk())
    known = {section.id for section in sections if section.path}
    for section in sections:
        for key, ids in (("requires", section.requires), ("conflicts", section.conflicts)):
            for index, id_ in enumerate(ids):
                if id_ not in known:
                    close = difflib.get_close_matches(id_, known, n=1)
                    hint = f'; did you mean "{close[0]}"?' if close else ""
                    yield Fault(f"{section.path}.{key}[{index}]", f'there is no section "{id_}"{hint}')
