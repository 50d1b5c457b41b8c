"""Documents and rules of which a test knows what fixing makes, whatever rules come and go."""

import os
from pathlib import Path

SUPPRESSION = "<!-- retrolint-disable-next-line placeholder: once needed -->\n"
IDLE = f"{SUPPRESSION}- **did**: took notes\n"
"""A document with one finding that has a safe fix, which takes the comment out."""
MENDED = "- **did**: took notes\n"
NAMES = [f"{letter}.md" for letter in "abcde"]

MARKS = '''
from dataclasses import dataclass

from retrolint.diagnostics import Applicability, Fix, Part, Severity
from retrolint.rule import Rule
from retrolint.text import Span


class Replacing(Rule):
    """Some text stands nowhere."""

    family = "fields"
    severity = Severity.WARNING
    changes = frozenset()

    def check(self, document, match):
        text = document.source.text
        start = text.find(self.old)
        while start >= 0:
            end = start + len(self.old)
            edits = (document.edit(start, end, self.new),)
            fix = Fix(f'write "{self.new}"', self.fixable[0], edits, self.changes)
            yield self.report(
                document, Span(start, end), f'"{self.old}" stands here', help=fix.title, fixes=(fix,)
            )
            start = text.find(self.old, end)


def replacing(name, old, new, kind="safe", *changes):
    members = {
        "__doc__": Replacing.__doc__,
        "__module__": __name__,
        "name": name,
        "old": old,
        "new": new,
        "fixable": (Applicability(kind),),
        "changes": frozenset(changes),
    }
    return type(name.title().replace("-", ""), (Replacing,), members)


RULES = (
    replacing("two-marks", "!!", "!", "safe", Part.WORDS),
    replacing("loud-word", "WOW", "wow", "unsafe", Part.WORDS),
    replacing("three-stars", "***", "", "manual"),
    replacing("lost-word", "keep", ""),
    replacing("no-plus", "+", "="),
    replacing("no-equals", "=", "+"),
)
'''
"""A module for `install`: rules of each kind, one that breaks its promise, and two that fight."""


def idle_documents(folder: Path) -> Path:
    """A new folder with five documents that have the safe fix."""
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_text(IDLE)
    return folder


def mended(folder: Path) -> list[bool]:
    """Of each document whether it is mended; it is whole, and there is nothing else in the folder."""
    names = sorted(os.listdir(folder))
    assert all(name.endswith(".md") for name in names), names
    found = [(folder / name).read_text() for name in names]
    assert set(found) <= {IDLE, MENDED}
    return [text == MENDED for text in found]


def write(folder: Path, text: str, name: str = "a.md") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file
