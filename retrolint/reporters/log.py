"""Plain lines in the log of a build, where some texts are commands to the machine that runs it."""

import re

from retrolint.diagnostics import Diagnostic
from retrolint.reporters import concise
from retrolint.reporters.terminal import Screen

# GitHub obeys `::` at the start and `##[` anywhere, Azure `##vso[` anywhere. They may be looked for in
# the way of a language, in which invisible characters count for nothing.
_GAP = "[^!-~]*"
_START = re.compile(f"{_GAP}:{_GAP}:")
_ANYWHERE = re.compile(f"#(?={_GAP}#{_GAP}(?:v{_GAP}s{_GAP}o{_GAP})?\\[)", re.IGNORECASE)


def plain(diagnostic: Diagnostic) -> str:
    """The finding in one line of which nothing is a command."""
    line = _ANYWHERE.sub(r"\\x23", concise.line(diagnostic, Screen()))
    return f"./{line}" if _START.match(line) else line
