import re
from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.document.model import Document
from retrolint.document.values import parse_moment
from retrolint.matching.disagreements import Disagreement, said, saying
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint.schema.model import Schema
from retrolint.text import Span

_NO_FILE = "<stdin>"
_TYPED = re.compile(r"\{([^{}:*]+):(\w+)\}")
_SHOWN = {"int": "a whole number", "date": "a date such as 2024-09-06", "weekday": "a weekday"}


class FilenameMismatch(Rule):
    """A file's name fits the schema's `path`, and says what the document says.

    Whoever starts a post from last week's file forgets one of the two. Jekyll goes by the front
    matter, so that the post gets an address nobody expects.

    Without a schema, the date in a file's name is compared with the key `date`.

    Bad: `2024-09-06-week-5.md` with

    ```markdown
    ---
    date: 2024-08-30 13:40:00 +0900
    ---
    ```

    Good: the same file with

    ```markdown
    ---
    date: 2024-09-06 13:40:00 +0900
    ---
    ```
    """

    name = "filename-mismatch"
    family = "front-matter"

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report a name that fits no pattern at line 1, and other values where the document has them."""
        if match.schema and match.path_captures is None and document.path != _NO_FILE:
            ways = " or ".join(f'"{pattern.shown}"' for pattern in match.schema.paths)
            name = document.path.rpartition("/")[2]
            yield self.report(
                document,
                Span(0, 0),
                f"the file name does not fit {ways}",
                help=f"rename {quoted(name)}{_holes(match.schema)}",
                subject=name,
                section=(),
                schema=match.place("path"),
            )
        for found in match.disagreements:
            if found.is_about_path and found.wrong.span:
                yield self._other(document, match, found, found.wrong.span)
        if "date" not in (match.path_captures or {}):
            yield from self._other_date(document)

    def _other(self, document: Document, match: Match, found: Disagreement, span: Span) -> Diagnostic:
        wrong, other = found.wrong, found.other
        return self.report(
            document,
            span,
            f"{saying(wrong)}, but the file name says {said(other)}",
            help=f"write {said(other)}, or rename the file",
            schema=match.place(other.path),
        )

    def _other_date(self, document: Document) -> Iterator[Diagnostic]:
        """Compare the key `date` with the file's name, as Jekyll writes it."""
        header = document.front_matter
        entry = header.get("date") if header else None
        named, moment = document.file_day, parse_moment(entry.value.text) if entry else None
        # Told in universal time, it can be the next day, or the one before, where its author lives.
        if not entry or not named or not moment or abs((named - moment.day).days) <= moment.is_utc:
            return
        yield self.report(
            document,
            entry.value.span,
            f'"date" is {moment.day}, but the file name says {named}',
            help=f"write {named}, or rename the file to {moment.day}-…",
        )


def _holes(schema: Schema) -> str:
    """What must stand in the holes of the path, as far as their names do not say it."""
    notes: dict[str, None] = {}
    for pattern in schema.paths:
        for name, type_ in () if pattern.is_regex else _TYPED.findall(pattern.source):
            is_padded = set(type_) == {"0"}
            what = f"a number of {len(type_)} digits" if is_padded else _SHOWN.get(type_)
            if what:
                notes[f"<{name}> is {what}"] = None
    return f": {', '.join(notes)}" if notes else ""
