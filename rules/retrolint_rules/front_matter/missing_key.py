from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.header import Entry
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.matching.matched import KeyMatch, KeysMatch
from retrolint.matching.renamed_keys import written_instead
from retrolint.rule import Rule


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
    """

    name = "missing-key"
    family = "front-matter"
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
                )


def _fault(keys: KeysMatch, missing: KeyMatch) -> str:
    name = missing.key.name
    if missing.empty:
        return f'the key "{name}" has no value'
    return f'"{keys.owner.key}" has no key "{name}"' if keys.owner else f'the key "{name}" is missing'


def _help(name: str, other: Entry | None, dialect: str) -> str:
    mark = " =" if dialect.startswith("toml") else ":"
    return f'write "{name}{mark} …"' + (f' instead of "{other.key}"' if other else "")
