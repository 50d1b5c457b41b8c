"""How a key of a header gets another name."""

import re
from collections.abc import Sequence

from retrolint.diagnostics import Applicability, Fix, Part
from retrolint.document.header import Entry
from retrolint.document.model import Document
from retrolint_rules.front_matter._changes import changes_in

_PLAIN = re.compile(
    r"(?!(?:y|n|yes|no|on|off|true|false|null)\Z)[^\W\d_][\w-]*(?: [\w-]+)*", re.IGNORECASE
)
"""A name that YAML takes for text, with quotes and without."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")
"""One that TOML takes without quotes."""
_ANCHOR = re.compile(r"(?<![^\s\[{,])[&*]\w")
_BULLET = re.compile(r"[-*+] +[*_]*")


def renaming(
    document: Document, entries: Sequence[Entry], entry: Entry, name: str, title: str
) -> tuple[Fix, ...]:
    """The fix that gives `entry`, one of `entries`, its name, where that is sure to be read as such."""
    header, source = document.front_matter, document.source
    span, value = entry.key_span, entry.value
    written = source.slice(span)
    quote = written[:1] if written[:1] in {'"', "'"} else ""
    if not header or written != f"{quote}{entry.key}{quote}" or not _PLAIN.fullmatch(name):
        return ()
    if sum(other.key == entry.key for other in entries) > 1:
        return ()
    if header.dialect.startswith("toml") and (
        value.kind == "mapping" or not (quote or _BARE.fullmatch(name))
    ):
        # The tables of a mapping may stand in several places.
        return ()
    before = source.text[source.line_start(source.position(span.start).line) : span.start]
    if header.dialect == "lines" and not _BULLET.fullmatch(before):
        # In a paragraph it may be a part of the value above.
        return ()
    is_below = value.kind != "scalar"
    rest = source.text[span.end : value.span.end] if is_below else ""
    if _ANCHOR.search(rest) or (is_below and value.span.start < span.end):
        # What an alias stands for stands elsewhere.
        return ()
    # What is in a list or a mapping is told by the key above it: all of it changes.
    edit = document.edit(span.start, span.end + len(rest), f"{quote}{name}{quote}{rest}")
    return (Fix(title, Applicability.UNSAFE, (edit,), changes_in(document, Part.FRONT_MATTER)),)
