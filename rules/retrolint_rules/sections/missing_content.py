from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.kinds import table_heads
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.matching.subject import Subject
from retrolint.patterns.folding import fold
from retrolint.rule import Rule
from retrolint_rules.sections._amounts import KINDS, range_words
from retrolint_rules.sections._placing import span_of_value


class MissingContent(Rule):
    """A section or a field holds what the schema asks for: a text, a list, a table with its columns.

    A timeline without a table is hard to read, and one without the column `when` is none. What is empty
    or a placeholder has that fault alone.

    Bad, where the schema says `{heading: Actions, content: tasks}`:

    ```markdown
    ## Actions
    We should look at the backups.
    ```

    Good:

    ```markdown
    ## Actions
    - [ ] look at the backups
    ```
    """

    name = "missing-content"
    family = "sections"
    is_unfinished = True
    is_of_whole = True

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each part that is not there, at the heading or the label."""
        for subject in match.judged:
            if subject.of not in {"section", "field"}:
                continue
            for fault, help_ in (*_text(subject, match), *_kinds(subject), *_columns(subject)):
                yield self.report(
                    document,
                    span_of_value(document, subject),
                    f"{subject.what} {fault}",
                    help=help_,
                    schema=match.place(subject.path),
                )


def _text(subject: Subject, match: Match) -> Iterator[tuple[str, str]]:
    patterns = subject.constraints.contains
    if patterns and not any(pattern.find(subject.text, match.values) for pattern in patterns):
        parts = " or ".join(f'"{pattern.shown_with(match.values)}"' for pattern in patterns)
        yield f"does not contain {parts}", f"write {parts} in it"


def _kinds(subject: Subject) -> Iterator[tuple[str, str]]:
    wanted = subject.constraints
    if not wanted.kinds and not wanted.numbers:
        return
    found = subject.kinds
    if wanted.kinds and not any(found[kind] for kind in wanted.kinds):
        words = " or ".join(KINDS[kind][0] for kind in wanted.kinds)
        yield f"has no {words}", _help(wanted.kinds, wanted.columns)
    for kind, range_ in wanted.numbers:
        if range_.least and not found[kind]:
            should = f", and should have {range_words(range_)}" if range_.least > 1 else ""
            yield f"has no {KINDS[kind][0]}{should}", _help((kind,), wanted.columns)


def _help(kinds: tuple[str, ...], columns: tuple[str, ...]) -> str:
    parts = []
    for kind in kinds:
        name, form = KINDS[kind]
        if kind == "table" and columns:
            form = f"| {' | '.join(columns)} |"
        article = "an" if name[0] in "aeiou" else "a"
        parts.append(f"{article} {name}" + (f', "{form}"' if form else ""))
    return f"add {', or '.join(parts)}"


def _columns(subject: Subject) -> Iterator[tuple[str, str]]:
    wanted = subject.constraints
    if not wanted.columns:
        return
    heads = [{fold(cell.plain, is_name=True) for cell in cells} for cells in table_heads(subject.blocks)]
    lacking = [
        [name for name in wanted.columns if fold(name, is_name=True) not in head] for head in heads
    ]
    if not lacking:
        is_asked = "table" in wanted.kinds or any(kind == "table" for kind, _ in wanted.numbers)
        if not is_asked:
            yield f"has no table with {_names(wanted.columns)}", _help(("table",), wanted.columns)
        return
    least = min(lacking, key=len)
    if least:
        yield f"has no table with {_names(least)}", f"add {_names(least)} to the table"


def _names(columns: tuple[str, ...] | list[str]) -> str:
    names = " and ".join(f'"{name}"' for name in columns)
    return f"the column{'s' if len(columns) > 1 else ''} {names}"
