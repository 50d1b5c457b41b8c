"""Markdown for the summary of a job, as GitHub shows it; what a document says is only text in it."""

import re
from collections import Counter
from collections.abc import Iterator

from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic
from retrolint.report import Report
from retrolint.reporters.terminal import Screen
from retrolint.reporters.wording import amounts, by_file
from retrolint.text import printable

LIMIT = 1_000_000
"""Bytes of tables: GitHub refuses the summary of a step that is larger than a mebibyte."""

_SPECIAL = {char: f"&#{ord(char)};" for char in "\\`*_[]<>|~&"}
_SPLIT = r"[@#$]|:(?=[\w+/-])|\bGH(?=-\d)|\bwww(?=\.)"
"""Where a mention, a reference, a formula, an emoji or a link begins that GitHub sees without markup.

A comment after it shows nothing, and takes it apart.
"""
_MARKUP = re.compile(rf"[{re.escape(''.join(_SPECIAL))}]|{_SPLIT}", re.IGNORECASE)


def lines(report: Report, _contents: Contents, _screen: Screen) -> Iterator[str]:
    """How many findings there are, and a table of them for each file."""
    yield _headline(report)
    left = sum(1 for _ in report.counted)
    room = LIMIT
    for path, found in by_file(report).items():
        if not found:
            continue
        for line in ("", f"### {escaped(path)}", "", "| place | finding |", "| --- | --- |"):
            room -= len(line.encode()) + 1
            yield line
        for diagnostic in found:
            line = _row(diagnostic)
            room -= len(line.encode()) + 1
            if room < 0:
                yield from ("", f"**{left} more**: see the log of the job")
                return
            left -= 1
            yield line


def escaped(text: str) -> str:
    """`text` as Markdown that shows it: nothing in it is markup, pings a person or refers to an issue."""
    return _MARKUP.sub(_harmless, printable(text))


def _harmless(found: re.Match[str]) -> str:
    return _SPECIAL.get(found[0]) or f"{found[0]}<!-- -->"


def _headline(report: Report) -> str:
    counts = amounts(Counter(diagnostic.severity for diagnostic in report.counted))
    number = len(report.paths)
    if not number:
        return f"**{counts}**" if counts else "**Nothing was checked**"
    files = "1 file" if number == 1 else f"{number} files"
    return f"**{counts or 'Nothing found'}** in {files}"


def _row(diagnostic: Diagnostic) -> str:
    start = diagnostic.place.range.start
    what = f"**{diagnostic.severity}** {escaped(diagnostic.rule)}: {escaped(diagnostic.message)}"
    hint = f"<br>{escaped(diagnostic.help)}" if diagnostic.help else ""
    return f"| {start.line}:{start.column} | {what}{hint} |"
