import difflib
from collections.abc import Iterator

from retrolint.diagnostics import Applicability, Diagnostic, Severity, quoted
from retrolint.document.header import Entry
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.matching.matched import KeysMatch
from retrolint.matching.renamed_keys import entries_of, old_names, written_instead
from retrolint.rule import Rule
from retrolint.schema.model import KeyEntry
from retrolint_rules.front_matter._renaming import renaming


class UnknownKey(Rule):
    """Every front matter key is one that the schema knows, where it forbids others.

    A site generator takes `categoires` without a word, and lists the post nowhere. A key that the schema
    allows in some documents only is unknown in the rest, and an old name of a key is a warning
    anywhere.

    Bad, where the schema says `unknown-keys: forbid` and lists `title` and `categories`:

    ```markdown
    ---
    title: Week 5
    categoires: [camp]
    ---
    ```

    Good:

    ```markdown
    ---
    title: Week 5
    categories: [camp]
    ---
    ```

    Fix: unsafe, as a theme may read the key by its old name. It renames a key that has an old name, where
    the key stands once; what another key was meant for, only its author knows.
    """

    name = "unknown-key"
    family = "front-matter"
    fixable = (Applicability.UNSAFE,)

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report each unknown key at the key; one that another was written instead of is missing."""
        yield from self.header_faults(match)
        for keys in match.header:
            reported = {entry.key_span for entry in written_instead(keys, match).values()}
            old = old_names(keys, match)
            for entry, key in keys.unknown:
                if key:
                    yield self._not_here(document, match, entry, key)
                elif entry.key_span not in reported and entry.key not in old:
                    yield self._unlisted(document, match, keys, entry)
            for entry in entries_of(keys, match):
                if entry.key in old:
                    yield self._old(document, match, keys, entry, old[entry.key])

    def _not_here(self, document: Document, match: Match, entry: Entry, key: KeyEntry) -> Diagnostic:
        return self.report(
            document,
            entry.key_span,
            f'the key "{entry.key}" does not belong here',
            help=f"it is for documents where {key.allowed}; remove it",
            section=(),
            schema=match.place(key.path),
        )

    def _unlisted(self, document: Document, match: Match, keys: KeysMatch, entry: Entry) -> Diagnostic:
        free = [key.name for key in keys.keys.entries if not _is_there(key, keys, match)]
        close = difflib.get_close_matches(entry.key, free, n=1)
        known = ", ".join(key.name for key in keys.keys.entries)
        names = f"write one of {known}, or remove it" if known else "remove it"
        where = f'"{keys.owner.key}" has a key' if keys.owner else "the schema has no key"
        message = f'{where} "{entry.key}"' + (" that the schema does not know" if keys.owner else "")
        return self.report(
            document,
            entry.key_span,
            message,
            help=f'did you mean "{close[0]}"?' if close else names,
            section=(),
            schema=match.place(keys.keys.path),
        )

    def _old(
        self, document: Document, match: Match, keys: KeysMatch, entry: Entry, key: KeyEntry
    ) -> Diagnostic:
        title = f"rename it to {quoted(key.name)}"
        return self.report(
            document,
            entry.key_span,
            f'the key "{key.name}" is called "{entry.key}"',
            help=f'write "{key.name}"',
            section=(),
            schema=match.place(key.path),
            severity=Severity.WARNING,
            fixes=renaming(document, entries_of(keys, match), entry, key.name, title),
        )


def _is_there(key: KeyEntry, keys: KeysMatch, match: Match) -> bool:
    return any(entry.key == key.name for entry in entries_of(keys, match))
