from collections.abc import Collection, Iterable, Iterator, Mapping

from retrolint.diagnostics import Applicability, Diagnostic, Fix, Part, Related
from retrolint.document.header import Entry, Value
from retrolint.document.header_editing import Chunk, HeaderLines
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint.text import Span
from retrolint_rules.front_matter._changes import changes_in

_MARKS = ('"', "'", "|", ">")
"""What a text starts with that is surely one."""


class DuplicateKey(Rule):
    """A front matter key stands once.

    YAML readers keep the last of two equal keys and say nothing of the first, so that half of the
    tags disappear from the site.

    Bad:

    ```markdown
    ---
    tags: [camp]
    tags: [review]
    ---
    ```

    Good:

    ```markdown
    ---
    tags: [camp, review]
    ---
    ```

    Fix: safe. Where all values of the key are the same, it removes the lines of the repetition, if no
    comment is in them. Which of two values is right, only their author knows.
    """

    name = "duplicate-key"
    family = "front-matter"
    fixable = (Applicability.SAFE,)

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each key that stood before in the same mapping, at its repetition."""
        problems = list(self.problems(document))
        repeated = _repeated(document, {problem.span for problem in problems})
        for problem in problems:
            first = (
                (Related("it stands here first", document.source.range(problem.other)),)
                if problem.other
                else ()
            )
            yield self.report(
                document,
                problem.span,
                f'the key "{problem.detail}" is written twice',
                help="merge the two, or delete one: only the last counts",
                related=first,
                fixes=_removal(document, repeated.get(problem.span)),
            )


def _removal(document: Document, lines: Span | None) -> tuple[Fix, ...]:
    if not lines:
        return ()
    edits = (document.edit(*lines, ""),)
    changes = changes_in(document, Part.FRONT_MATTER)
    return (Fix("remove the repetition", Applicability.SAFE, edits, changes),)


def _repeated(document: Document, places: Collection[Span]) -> Mapping[Span, Span]:
    """The lines of keys that only say again what was said, by the place of the key, one of `places`."""
    header = document.front_matter if places else None
    found: dict[Span, Span] = {}
    if not header:
        return found
    lines = HeaderLines(document)
    for owner in (None, *_mappings(header.entries)):
        entries = owner.value.entries if owner else header.entries
        if not any(entry.key_span in places for entry in entries):
            continue
        by_key: dict[str, list[Chunk]] = {}
        for chunk in lines.chunks(owner):
            by_key.setdefault(chunk.entry.key, []).append(chunk)
        for first, *others in by_key.values():
            if all(_is_same(document, first.entry, other.entry) for other in others):
                bare = (other for other in others if not lines.has_comment(other.lines))
                found.update((other.entry.key_span, other.lines) for other in bare)
    return found


def _mappings(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Those of the entries, and of the entries in them, that are mappings."""
    for entry in entries:
        if entry.value.kind == "mapping":
            yield entry
            yield from _mappings(entry.value.entries)


def _is_same(document: Document, one: Entry, other: Entry) -> bool:
    """Whether every reader takes two entries for the same: the keys as written, the values as said."""
    keys = {document.source.slice(entry.key_span) for entry in (one, other)}
    return len(keys) == 1 and _says_same(document, one.value, other.value)


def _says_same(document: Document, one: Value, other: Value) -> bool:
    """Whether two values are the same; what is in quotes is text, whatever it would be without."""
    if one.kind == "scalar":
        marks = {document.source.text.startswith(_MARKS, value.span.start) for value in (one, other)}
        said = {(value.kind, value.text, value.is_null) for value in (one, other)}
        return len(marks) == len(said) == 1
    return (
        (one.kind, len(one.items), len(one.entries)) == (other.kind, len(other.items), len(other.entries))
        and all(_says_same(document, *pair) for pair in zip(one.items, other.items, strict=True))
        and all(_is_same(document, *pair) for pair in zip(one.entries, other.entries, strict=True))
    )
