"""What the name of a document tells of its kind, as patterns that others of the kind may fit."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import is_normalized

_SPECIAL = re.compile(r"[\\*?\[\]]|^[!#]")
_DATED = re.compile(r"\d{4}[-._]?\d{2}[-._]?\d{2}(?!\d)")
_INDEX = re.compile(r"index(\.\w+)+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_ANY_NUMBER = "[0-9]*"
_STARS = re.compile(r"\*+")
_LEAST_WORD = 3
_ANYWHERE = 5
"""How much less a word says that may stand anywhere."""


class Place(NamedTuple):
    """Where a document lies: the pattern of its folder, what of the path names it, and the rest."""

    path: str
    folder: str
    name: str
    tail: str
    """The suffix, or `/index.md` where a folder is named after the document."""


class Candidate(NamedTuple):
    """A pattern, and how many documents it must fit to be no mere coincidence."""

    pattern: str
    least: int


class _Word(NamedTuple):
    text: str
    before: str
    after: str
    is_first: bool
    is_last: bool


def escaped(path: str) -> str:
    """`path` as a pattern that fits nothing else."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", path)


def place_of(path: str) -> Place:
    """Where the document at `path` lies; folders that are numbers, such as years, are any numbers."""
    *folders, base = path.split("/")
    if folders and _INDEX.fullmatch(base):
        name, tail = folders.pop(), f"/{base}"
    else:
        name, dot, suffix = base.rpartition(".")
        tail = f"{dot}{suffix}"
    parts = [_ANY_NUMBER if folder.isdecimal() else escaped(folder) for folder in folders]
    return Place(path, f"{'/'.join(parts)}/", name, escaped(tail))


def candidates(schema: str, places: list[Place]) -> list[Candidate]:
    """Patterns for documents of `schema` that lie in one folder, the simplest first."""
    folder, tail = places[0].folder, places[0].tail
    told = [word for word in schema.split("-") if len(word) >= _LEAST_WORD]
    is_telling = any(word in folder.lower() for word in told)
    found = {f"{folder}*{tail}": (0, 1 if is_telling else 2)}
    for place in places:
        for rank, middle, word in _middles(place.name):
            is_own = any(word.lower().startswith(each) for each in told)
            strength = 1 if is_own else 2 if _ANY_NUMBER in word else 4
            pattern = f"{folder}{middle}{tail}"
            # A chance name is soon shared by two.
            found.setdefault(pattern, (strength + rank, 1 if is_own else 2))
    ranked = sorted(found.items(), key=lambda pair: (pair[1][0], len(pair[0]), pair[0]))
    return [Candidate(pattern, least) for pattern, (_, least) in ranked]


def _middles(name: str) -> Iterator[tuple[int, str, str]]:
    """Patterns of a name made of one of its words, with a rank and that word."""
    for word in _words(name):
        # Git writes names in another form of Unicode than a Mac's disk.
        if not is_normalized("NFC", word.text):
            continue
        before, after = escaped(word.before), escaped(word.after)
        start = "" if word.is_first else f"*{before}"
        end = "" if word.is_last or word.text.endswith("*") else f"{after}*"
        yield 0, f"{start}{word.text}{end}", word.text
        yield _ANYWHERE, _STARS.sub("*", f"*{word.text}*"), word.text


def _words(name: str) -> Iterator[_Word]:
    """The words of a name without its date, with any number for a number and what stands around them."""
    dated = _DATED.match(name)
    start = dated.end() if dated else 0
    spans = [(found.start(), found.end()) for found in _WORD.finditer(name, start)]
    merged: list[tuple[int, int]] = []
    for begin, end in spans:
        # A number says little without the word before it: week-5.
        if merged and name[begin:end].isdecimal():
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((begin, end))
    for begin, end in merged:
        text = _DIGITS.sub(_ANY_NUMBER, escaped(name[begin:end]))
        yield _Word(text, name[begin - 1 : begin], name[end : end + 1], begin == 0, end == len(name))
