"""Skeletons of what a document lacks: a section, a field, its title.

What only the author knows is left open: `TBU`, or the schema's hint, which are found until something is
written. Nothing is made up; a date is the document's own day. Where more is needed, there is no skeleton.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import islice

from retrolint.document.placeholders import placeholder_word
from retrolint.matching.assignment import Names, exact_fits, field_names, section_names
from retrolint.matching.match import Match
from retrolint.patterns.equality import normalised
from retrolint.patterns.examples import UNWRITTEN
from retrolint.patterns.pattern import Pattern
from retrolint.schema.constraints import Constraints
from retrolint.schema.model import FieldEntry, Group, Member, NamedEntry, SectionEntry
from retrolint.skeleton.filling import whole_example
from retrolint.skeleton.forms import MOST_PARTS, counted, in_style, joined, table
from retrolint.skeleton.reading import is_field, is_found_later, is_table, is_text, title_of

Variables = Mapping[str, str]

_DEEPEST = 6
_HANGUL = re.compile("[가-힣]")
_FREE = frozenset({"text", "word"})
_TIMES = frozenset({"date", "dates", "weekday", "weekdays"})
_MARKS = {"list": "- ", "tasks": "- [ ] "}
_TELLING = ("placeholder", "template-residue")


class PartWriter:
    """Writes the skeletons of what one document lacks; their lines end with line feeds."""

    def __init__(self, match: Match) -> None:
        """`match` is that of the document with its schema."""
        self._match = match

    def is_told(self, entry: NamedEntry) -> bool:
        """Whether what is left open in `entry` is found: its schema may say that it is not."""
        schema = self._match.schema
        around = [one for one in schema.root.walk() if _is_inside(entry, one)] if schema else []
        around.sort(key=lambda one: len(one.path), reverse=True)
        settings = [setting for one in (entry, *around) for setting in one.rules if setting.severity]
        for rule in _TELLING:
            said = (setting.severity for setting in settings if setting.rule in {rule, "*"})
            if next(said, None) == "off":
                return False
        return True

    def title(self) -> str | None:
        """The document's title, where all of it is known, or all of it is left open."""
        schema = self._match.schema
        named = self._named(schema.root, self._match.values) if schema else None
        if not schema or not named:
            return None
        text = named[0]
        # It could be taken for a section, and is not found to be open where only a part of it is.
        is_clear = not exact_fits(title_of(text) or "", section_names(schema.root), lambda _: True)
        is_found = UNWRITTEN not in text or placeholder_word(text, todo=False)
        return text if is_clear and is_found else None

    def heading(self, owner: SectionEntry, entry: SectionEntry, variables: Variables) -> str | None:
        """The heading of `entry` in the list of `owner`, if no part of it is left open."""
        named = self._named(entry, variables, section_names(owner))
        return named[0] if named and UNWRITTEN not in named[0] else None

    def sections(  # noqa: PLR0913 - which, where, how many
        self,
        owner: SectionEntry,
        entry: SectionEntry,
        level: int,
        variables: Variables,
        *,
        numbers: range,
        pattern: Pattern | None = None,
    ) -> str | None:
        """Sections for `entry` in the list of `owner`, each with all it must hold.

        None where something in them is not known, or would not be found to be open.

        An int of their name counts them by `numbers`; of the names, `pattern` is taken.
        """
        every = (
            block
            for number in numbers
            for block in self._section(owner, entry, level, counted(entry, variables, number), pattern)
        )
        return joined(islice(every, MOST_PARTS + 1), "\n\n")

    def label(self, owner: SectionEntry, entry: FieldEntry, variables: Variables) -> str | None:
        """The label of `entry` among the fields of `owner`; None where that is not known."""
        named = self._named(entry, variables, field_names(owner))
        return named[0] if named and UNWRITTEN not in named[0] else None

    def value(self, entry: FieldEntry) -> str:
        """What stands behind the label of `entry`: the hint, where that is found then, or `TBU`."""
        hint = self._hint(entry) if entry.constraints is None else ""
        is_kept = is_found_later(hint) and is_field(f"- **label**: {hint}", "label", hint)
        return hint if is_kept else UNWRITTEN

    def _hint(self, entry: NamedEntry) -> str:
        """The hint of `entry`, if it is in the language of the name that is written."""
        name = self._match.name_of(entry)
        return entry.hint if bool(_HANGUL.search(entry.hint)) == bool(_HANGUL.search(name)) else ""

    def _named(
        self,
        entry: NamedEntry,
        variables: Variables,
        names: Names | None = None,
        pattern: Pattern | None = None,
    ) -> tuple[str, Variables] | None:
        """A text for the name of `entry`, and the variables then; no other of `names` may fit it."""
        shown = self._match.name_of(entry)
        usual = (pattern,) if pattern else (name for name in entry.names if name.shown == shown)
        candidates = (*usual, *(entry.names if entry.is_repeated else ()))
        known = (name for name in candidates if self._is_known(entry, name, variables))
        pattern = next(known, None)
        if not pattern:
            return None
        own = dict(variables)
        day = self._match.document.day or date.min
        text = whole_example(pattern, own, day, is_korean=self._is_korean)
        # What it is called may be markup.
        title = title_of(text) if text else None
        if not text or title is None or not _agrees(pattern, title, variables):
            return None
        fits = exact_fits(title, names, lambda _: True) if names else []
        is_clear = not names or (len(fits) == 1 and fits[0].entry is entry and not fits[0].misnamed)
        return (text, own) if is_clear else None

    def _is_known(self, entry: NamedEntry, pattern: Pattern, variables: Variables) -> bool:
        """Whether nothing must be made up for the holes of `pattern`; of several, each has its day."""
        is_dated = self._match.document.day is not None and not entry.is_repeated
        return all(
            name in variables or kind in _FREE or (kind in _TIMES and is_dated)
            for name, kind in pattern.types
        )

    @cached_property
    def _is_korean(self) -> bool:
        schema = self._match.schema
        titles = [section.title for section in self._match.document.sections]
        names = [entry.name for entry in schema.root.walk()] if schema and not titles else []
        return any(map(_HANGUL.search, (*titles, *names)))

    def _section(
        self,
        owner: SectionEntry,
        entry: SectionEntry,
        level: int,
        variables: Variables,
        pattern: Pattern | None = None,
    ) -> Iterator[str | None]:
        """The blocks of a section; None among them where something is not known."""
        named = self._named(entry, variables, section_names(owner), pattern)
        if not named or level > _DEEPEST:
            yield None
            return
        title, own = named
        yield f"{'#' * level} {title}"
        children = list(self._wanted(entry.members or ()))
        yield from self._body(entry, own, is_leaf=not children)
        for child in children:
            for number in range(1, max(child.occurs.least, 1) + 1):
                inner = counted(child, own, number)
                yield from self._section(entry, child, child.level or level + 1, inner)

    def _wanted(self, members: tuple[Member, ...]) -> Iterator[SectionEntry]:
        """The sections that must be there; where one of several is enough, the author says which."""
        for member in members:
            if isinstance(member, Group):
                yield from self._wanted(member.members) if member.kind == "run" else ()
            elif self._is_wanted(member):
                yield member

    def _is_wanted(self, entry: NamedEntry) -> bool:
        values = self._match.known
        return entry.allowed.must_hold(values) and entry.required.must_hold(values)

    def _body(self, entry: SectionEntry, variables: Variables, *, is_leaf: bool) -> Iterator[str | None]:
        """What stands in a section before the first of its own."""
        constraints = entry.constraints
        wanted = [field for field in entry.fields if self._is_wanted(field)]
        if wanted:
            lines = (
                self._field(entry, field, variables)
                for field in wanted
                for _ in range(max(field.occurs.least, 1))
            )
            yield joined(islice(lines, MOST_PARTS + 1), "\n")
            if constraints and (rows := _table(constraints)):
                yield rows
        elif is_leaf or entry.hint or constraints:
            yield _open(constraints, self._hint(entry)) if self.is_told(entry) else None

    def _field(self, owner: SectionEntry, entry: FieldEntry, variables: Variables) -> str | None:
        label, value = self.label(owner, entry, variables), self.value(entry)
        line = f"- {in_style(owner.field_style, label, value)}" if label else ""
        return line if label and is_field(line, label, value) and self.is_told(entry) else None


def _is_inside(entry: NamedEntry, other: NamedEntry) -> bool:
    return not other.path or entry.path.startswith((f"{other.path}.", f"{other.path}["))


def _agrees(pattern: Pattern, text: str, variables: Variables) -> bool:
    """Whether the holes of `pattern` take of `text` what the variables are."""
    captures = pattern.match(text)
    return captures is not None and all(
        normalised(captures[name].text, kind) == normalised(variables[name], kind)
        for name, kind in pattern.types
        if name in variables
    )


def _table(constraints: Constraints) -> str | None:
    """A table, where one is asked for, and can be written."""
    text = table(constraints.columns) if _kind(constraints) == "table" else ""
    return text if text and (not constraints.columns or is_table(text, constraints.columns)) else None


def _kind(constraints: Constraints) -> str:
    """The kind of content that is written, where one is asked for."""
    wanted = [*constraints.kinds[:1], *(kind for kind, count in constraints.numbers if count.least)]
    return wanted[0] if wanted else ""


def _open(constraints: Constraints | None, hint: str) -> str:
    """The text of a section that is left open: of the kind that it should be, if that is found then."""
    if constraints and (rows := _table(constraints)):
        return rows
    mark = _MARKS.get(_kind(constraints), "") if constraints else ""
    is_free = constraints is None or (mark and not _asks_more(constraints))
    return f"{mark}{hint if is_free and is_text(mark, hint) else UNWRITTEN}"


def _asks_more(constraints: Constraints) -> bool:
    """Whether something is asked for besides a kind of content, which a hint would not fulfil."""
    asked = (constraints.patterns, constraints.contains, constraints.length, constraints.count)
    return any(asked) or constraints.items is not None or len(constraints.numbers) > 1
