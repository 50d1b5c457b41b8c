"""The empty document of a schema, made from the model that checks it: nothing in it is anybody's text.

What an author must still write says `TBU`, or the schema's hint, which are found until it is written.
"""

from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field
from datetime import date

from retrolint.document.reader import read_text
from retrolint.matching.variants import of_document
from retrolint.patterns.examples import UNWRITTEN
from retrolint.patterns.pattern import Pattern
from retrolint.schema.checking import variables_of
from retrolint.schema.constraints import Constraints
from retrolint.schema.model import Entry, FieldEntry, Group, Member, Schema, SectionEntry, leaves
from retrolint.skeleton.filling import whole_example
from retrolint.skeleton.forms import counted, in_style, table
from retrolint.skeleton.header import HeaderWriter, as_values

_TOP_LEVEL = 2
_MOST_DRAFTS = 10
_KINDS = {
    "list": "- {text}",
    "tasks": "- [ ] {text}",
    "code": "```text\n{text}\n```",
    "image": "![{text}](https://example.com/image.png)",
    "link": "[{text}](https://example.com/)",
    "quote": "> {text}",
    "paragraph": "{text}",
}
_DAY = {"year": "%Y", "month": "%m", "day": "%d"}

Variables = MutableMapping[str, str]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """An empty document, and where its schema would have it."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class _Wishes:
    """The ids of sections that others require, and of optional ones that conflict with others."""

    asked: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)


def make_skeleton(schema: Schema, today: date, *, optional: bool = False) -> Skeleton:
    """The skeleton of `schema`, dated `today`, with all that is required; `optional` adds the rest.

    It is written anew as long as it shows that other variants hold, or that other sections are wanted.
    """
    day = date(today.year, today.month, today.day)
    whole, wishes = schema, _Wishes()
    for _ in range(_MOST_DRAFTS):
        writer = _Writer(whole, day, wishes, optional=optional)
        made = writer.write()
        _, varied, _ = of_document(read_text(made.path, made.text), schema)
        if not writer.learn() and varied is whole:
            break
        whole = varied
    return made


class _Writer:
    """Writes one skeleton; what a variable was given once, it has everywhere."""

    def __init__(self, schema: Schema, today: date, wishes: _Wishes, *, optional: bool) -> None:
        self._schema = schema
        self._today = today
        self._wishes = wishes
        self._optional = optional
        self._variables: Variables = {}
        if variables_of(schema) >= _DAY.keys():
            self._variables.update({name: today.strftime(form) for name, form in _DAY.items()})
        self._written: list[tuple[SectionEntry, bool]] = []
        """The sections that were written, and whether each may be left out."""
        words = "".join(entry.name for entry in schema.root.walk())
        self._is_korean = any("가" <= char <= "힣" for char in words)

    def write(self) -> Skeleton:
        schema = self._schema
        writer = HeaderWriter(self._example, self._variables, self._today, optional=self._optional)
        writer.prepare(schema.header.keys)
        path = self._example(schema.paths, self._variables) or f"{schema.name}.md"
        header = writer.write(schema.header)
        blocks = list(self._section_blocks(schema.root, self._variables, 0))
        if header and schema.header.dialect == "lines" and schema.root.names:
            blocks.insert(1, header)
        elif header:
            blocks.insert(0, header)
        return Skeleton(path if path.endswith(".md") else f"{path}.md", "\n\n".join(blocks) + "\n")

    def learn(self) -> bool:
        """Whether what was written shows that others are wanted, which the wishes know from then on."""
        written = {entry.id for entry, _ in self._written}
        asked = {id_ for entry, _ in self._written for id_ in entry.requires} - written
        dropped: set[str] = set()
        for number, (entry, is_optional) in enumerate(self._written):
            for other, is_other_optional in self._written[:number]:
                if entry.id in other.conflicts or other.id in entry.conflicts:
                    dropped |= {entry.id} if is_optional else {other.id} if is_other_optional else set()
        is_new = not (asked <= self._wishes.asked and dropped <= self._wishes.dropped)
        self._wishes.asked.update(asked)
        self._wishes.dropped.update(dropped)
        return is_new

    def _example(self, patterns: Iterable[Pattern], variables: Variables) -> str | None:
        """A text that the first of the patterns matches of which one can be made."""
        made = (
            whole_example(pattern, variables, self._today, is_korean=self._is_korean)
            for pattern in patterns
        )
        return next((text for text in made if text), None)

    def _section_blocks(self, entry: SectionEntry, variables: Variables, level: int) -> Iterator[str]:
        """The heading of a section, its text, and the sections inside."""
        inner = level + 1
        if level or entry.names:
            title = self._example(entry.names, variables) or UNWRITTEN
            yield f"{'#' * max(level, 1)} {title}"
        if not level:
            inner = entry.level or _TOP_LEVEL
        body = self._body(entry, variables)
        if body:
            yield body
        children = list(self._chosen(entry.members or (), variables))
        if not children and not body:
            # A list of which all is optional is shown by the first of it.
            children = [child for child in entry.sections if self._is_possible(child, variables)][:1]
        for child in children:
            self._written.append((child, not child.required.holds(as_values(variables))))
            for number in range(1, child.occurs.least + 1):
                own = counted(child, variables, number) if child.is_repeated else variables
                yield from self._section_blocks(child, own, child.level or inner)

    def _chosen(self, members: Iterable[Member], variables: Variables) -> Iterator[SectionEntry]:
        """The sections that a document should have: of a `one-of` the first."""
        for member in members:
            if isinstance(member, Group):
                yield from self._chosen(self._parts(member, variables), variables)
            elif self._is_possible(member, variables) and (
                self._is_wanted(member, variables) or member.id in self._wishes.asked
            ):
                yield member

    def _parts(self, group: Group, variables: Variables) -> tuple[Member, ...]:
        """The members of a group from which sections are chosen."""
        parts = tuple(
            part
            for part in group.members
            if any(self._is_possible(entry, variables) for entry in leaves((part,)))
        )
        asked = tuple(
            part for part in parts if any(entry.id in self._wishes.asked for entry in leaves((part,)))
        )
        is_wanted = self._optional or group.required.holds(as_values(variables))
        if group.kind == "one-of":
            return (asked or parts)[:1] if asked or is_wanted else ()
        return asked if group.kind == "any-of" and not self._optional else parts

    def _is_possible(self, entry: SectionEntry, variables: Variables) -> bool:
        return entry.allowed.holds(as_values(variables)) and entry.id not in self._wishes.dropped

    def _is_wanted(self, entry: Entry, variables: Variables) -> bool:
        values = as_values(variables)
        return entry.allowed.holds(values) and (self._optional or entry.required.holds(values))

    def _body(self, entry: SectionEntry, variables: Variables) -> str:
        fields = [
            self._field(field, entry, variables)
            for field in entry.fields
            if self._is_wanted(field, variables)
        ]
        constraints = entry.constraints
        if fields:
            kinds = {*constraints.kinds, *dict(constraints.numbers)} if constraints else set()
            others = [self._value(constraints, entry.hint, variables)] if kinds - {"list"} else []
            return "\n\n".join(["\n".join(fields), *others])
        is_open = not entry.sections and entry.path
        if not entry.path and not entry.hint and not constraints:
            return ""
        return (
            self._value(constraints, entry.hint, variables)
            if constraints or entry.hint or is_open
            else ""
        )

    def _field(self, field: FieldEntry, owner: SectionEntry, variables: Variables) -> str:
        label = self._example(field.names, variables) or UNWRITTEN
        value = self._value(field.constraints, field.hint, variables)
        if "\n" in value or value.startswith(("- ", "> ")):
            nested = "\n".join(f"  {line}" for line in value.split("\n"))
            return f"- {in_style(owner.field_style, label, '')}\n{nested}"
        return f"- {in_style(owner.field_style, label, value)}"

    def _value(self, constraints: Constraints | None, hint: str, variables: Variables) -> str:
        """What a field or a section says."""
        if constraints is None:
            return hint or UNWRITTEN
        text = self._example(constraints.patterns, variables) or hint or UNWRITTEN
        part = self._example(constraints.contains, variables)
        if part and part not in text:
            text = part if text in {hint, UNWRITTEN} else f"{text} {part}"
        wanted = [(kind, 1) for kind in constraints.kinds[:1]]
        wanted += [(kind, count.least) for kind, count in constraints.numbers]
        if constraints.count and not wanted:
            wanted = [("list", 1)]
        items = constraints.count.least if constraints.count else 1
        inner = constraints.items
        item = self._value(inner, hint, variables) if inner else text
        blocks = [
            self._kind(kind, item if kind in {"list", "tasks"} else text, items, constraints)
            for kind, number in wanted
            for _ in range(number)
        ]
        return "\n\n".join(blocks) or text

    def _kind(self, kind: str, text: str, items: int, constraints: Constraints) -> str:
        if kind == "table":
            return table(constraints.columns)
        form = _KINDS[kind].replace("{text}", text)
        return "\n".join([form] * max(items, 1)) if kind in {"list", "tasks"} else form
