from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from retrolint.diagnostics import Applicability, Diagnostic, Fix, Part
from retrolint.document.header_editing import Chunk, HeaderLines
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.matching.matched import KeysMatch
from retrolint.matching.renamed_keys import entries_of
from retrolint.rule import Rule
from retrolint_rules.front_matter._changes import changes_in


class _Group(NamedTuple):
    """The lines of a key, and of those that follow it."""

    key: str
    start: int
    end: int


class KeyOrder(Rule):
    """Front matter keys stand in the order of the schema, where it is strict.

    Whoever looks through many headers finds the status where it always is. The fewest keys are
    reported that must move for the rest to be in order.

    Bad, where the schema says `key-order: strict` and lists `title`, `status` and `created`:

    ```markdown
    ---
    status: Draft
    title: A shorter queue
    created: 2024-09-06
    ---
    ```

    Good:

    ```markdown
    ---
    title: A shorter queue
    status: Draft
    created: 2024-09-06
    ---
    ```

    Fix: safe. It moves the lines of the keys, with the comments right above them; a key that the schema
    does not list stays behind the one that it followed. There is none where a key stands twice, nor where
    keys share lines, as within braces, nor in a header with anchors, tags or tabs.
    """

    name = "key-order"
    family = "front-matter"
    fixable = (Applicability.SAFE,)

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each key that must move, at the key."""
        for keys in match.header:
            listed = {key.name: key for key in keys.keys.entries}
            names = [entry.key for entry in entries_of(keys, match)]
            is_once = len(names) == len({*names})
            moves = _moves(document, keys) if keys.misplaced and is_once else {}
            for entry, place in keys.misplaced:
                yield self.report(
                    document,
                    entry.key_span,
                    f'the key "{entry.key}" is out of order',
                    help=f"move it {place}",
                    section=(),
                    schema=match.place(listed[entry.key].path),
                    fixes=moves.get(entry.key, ()),
                )


def _moves(document: Document, keys: KeysMatch) -> Mapping[str, tuple[Fix, ...]]:
    """The fix that puts the keys in order, for each key that it moves."""
    chunks = HeaderLines(document).chunks(keys.owner)
    ranks = {key.name: rank for rank, key in enumerate(keys.keys.entries)}
    groups = _groups(chunks, ranks)
    misplaced = {entry.key for entry, _ in keys.misplaced}
    moved = misplaced & {group.key for group in groups}
    staying = [group for group in groups if group.key not in moved]
    if not moved or not staying:
        return {}
    ends = {group.start: group.end for group in groups if group.key in moved}
    texts: dict[int, str] = {}
    place = staying[0].start
    for group in groups:
        if group.key in moved:
            texts[place] = texts.get(place, "") + document.source.text[group.start : group.end]
        else:
            place = group.end
    edits = tuple(
        document.edit(start, ends.get(start, start), texts.get(start, ""))
        for start in sorted({*ends, *texts})
    )
    changes = changes_in(document, Part.ORDER)
    fix = Fix("put the keys in the order of the schema", Applicability.SAFE, edits, changes)
    return dict.fromkeys(moved, (fix,))


def _groups(chunks: Iterable[Chunk], ranks: Mapping[str, int]) -> list[_Group]:
    """The keys of the schema in its order, each with those behind it that it does not list."""
    groups: list[_Group] = []
    for chunk in chunks:
        key = chunk.entry.key
        if key in ranks:
            groups.append(_Group(key, *chunk.lines))
        elif groups:
            groups[-1] = groups[-1]._replace(end=chunk.lines.end)
    return sorted(groups, key=lambda group: ranks[group.key])
