import re
from collections.abc import Iterator

from retrolint.diagnostics import Applicability, Diagnostic, Edit, Fix, Part, quoted
from retrolint.document.header import Entry
from retrolint.document.header_editing import Chunk, HeaderLines
from retrolint.document.model import Document
from retrolint.matching.header_alignment import is_empty
from retrolint.matching.match import Match
from retrolint.matching.matched import KeyMatch, KeysMatch
from retrolint.matching.renamed_keys import entries_of, written_instead
from retrolint.rule import Rule
from retrolint.skeleton.header import key_text, value_text
from retrolint_rules.front_matter._changes import changes_in
from retrolint_rules.front_matter._known import has_type, is_text, known_value
from retrolint_rules.front_matter._renaming import renaming

_NOTHING = re.compile(r"~|[Nn]ull|NULL|(?P<quote>[\"']) *(?P=quote)|")
"""How a value is written that is none."""
_SPACES = re.compile(r" +(?=[\r\n])")


class MissingKey(Rule):
    """Every required front matter key is there, and has a value.

    A post without a date has no place in the series, and one without tags is found by nobody.

    Bad:

    ```markdown
    ---
    title:
    ---
    ```

    Good:

    ```markdown
    ---
    title: Week 5
    ---
    ```

    Fix: unsafe, as a theme may read the key by its old name, and its author may have meant another value.
    It renames the key that was written instead, or writes the value that the path or another part of the
    document has. No time of the day is made up, no list, and no placeholder is written.
    """

    name = "missing-key"
    family = "front-matter"
    fixable = (Applicability.UNSAFE,)
    is_unfinished = True
    is_of_whole = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report a key that is not there at the opening delimiter, one without a value at itself.

        A key missing in a mapping is reported at the key of the mapping.
        """
        yield from self.header_faults(match)
        header = document.front_matter
        # An empty one is another fault.
        if not header or not header.entries:
            return
        for keys in match.header:
            instead = written_instead(keys, match)
            for missing in keys.missing:
                name, other = missing.key.name, instead.get(missing.key.name)
                above = keys.owner.key_span if keys.owner else header.opening
                yield self.report(
                    document,
                    missing.empty.key_span if missing.empty else above,
                    _fault(keys, missing),
                    help=_help(name, None if missing.empty else other, header.dialect),
                    subject=name,
                    section=(),
                    schema=match.place(missing.key.path),
                    fixes=_fixes(document, match, keys, missing, None if missing.empty else other),
                )


def _fault(keys: KeysMatch, missing: KeyMatch) -> str:
    name = missing.key.name
    if missing.empty:
        return f'the key "{name}" has no value'
    return f'"{keys.owner.key}" has no key "{name}"' if keys.owner else f'the key "{name}" is missing'


def _help(name: str, other: Entry | None, dialect: str) -> str:
    mark = " =" if dialect.startswith("toml") else ":"
    return f'write "{name}{mark} …"' + (f' instead of "{other.key}"' if other else "")


def _fixes(
    document: Document, match: Match, keys: KeysMatch, missing: KeyMatch, other: Entry | None
) -> tuple[Fix, ...]:
    """The fix that gives a key its name, or its value, where one of them is known."""
    name, header = missing.key.name, document.front_matter
    if other:
        title = f'rename "{other.key}" to "{name}"'
        is_right = not is_empty(other) and has_type(document, missing.key, other.value)
        return renaming(document, entries_of(keys, match), other, name, title) if is_right else ()
    is_once = sum(entry.key == name for entry in entries_of(keys, match)) <= 1
    text = known_value(match, keys, missing.key) if is_once else None
    chunks = HeaderLines(document).chunks(keys.owner) if text is not None else ()
    if text is None or not chunks or not header:
        return ()
    value = value_text(text, header.dialect, is_text=is_text(missing.key))
    if missing.empty:
        edit = _filled(document, chunks, missing.empty, value)
    else:
        offset = _place(keys, chunks, name)
        line = f"{chunks[0].indent}{key_text(name, header.dialect)}{value}{document.source.newline}"
        edit = document.edit(offset, offset, line)
    if not edit:
        return ()
    changes = changes_in(document, Part.FRONT_MATTER)
    shown = f"{key_text(name, header.dialect)}{value}"
    return (Fix(f"write {quoted(shown)}", Applicability.UNSAFE, (edit,), changes),)


def _filled(document: Document, chunks: tuple[Chunk, ...], empty: Entry, value: str) -> Edit | None:
    """The edit that gives `empty` its value; None where what is there is more than nothing."""
    source, written = document.source, empty.value.span
    is_alone = any(chunk.entry.key_span == empty.key_span for chunk in chunks)
    if not is_alone or not _NOTHING.fullmatch(source.slice(written)):
        return None
    before = source.text[empty.key_span.start : written.start]
    spaces = _SPACES.match(source.text, written.end)
    end = spaces.end() if spaces else written.end
    return document.edit(empty.key_span.start, end, f"{before}{'' if before[-1:] == ' ' else ' '}{value}")


def _place(keys: KeysMatch, chunks: tuple[Chunk, ...], name: str) -> int:
    """Where the lines of a key belong: behind the one before it in the schema, or before the next."""
    order = [key.name for key in keys.keys.entries]
    there = {chunk.entry.key: chunk for chunk in chunks}
    index = order.index(name)
    for before in reversed(order[:index]):
        if before in there:
            return there[before].lines.end
    for after in order[index + 1 :]:
        if after in there:
            return there[after].lines.start
    return chunks[-1].lines.end
