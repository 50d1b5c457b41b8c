"""Texts that a pattern matches, for the skeleton of a document."""

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from datetime import date
from itertools import islice, product

from retrolint.document.dates import parse_date, parse_dates
from retrolint.document.values import parse_moment
from retrolint.patterns.holes import HOLE_TYPES, Atom, Hole, atoms_of

UNWRITTEN = "TBU"
"""What stands where only the author knows what to write."""
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_KOREAN_DAYS = "월화수목금토일"
_INT = re.compile(r"\d{1,2000}")
_NO_WORD = re.compile(r"[^\w-]+")
_MOST_TRIES = 500
_MADE = {
    "text": (UNWRITTEN, f"({UNWRITTEN})", f" {UNWRITTEN} "),
    "word": (UNWRITTEN,),
    "semver": ("0.1.0",),
    "url": ("https://example.com/",),
    "email": ("name@example.com",),
}


def make_example(
    source: str,
    variables: MutableMapping[str, str],
    today: date,
    fits: Callable[[str], bool],
    *,
    is_korean: bool,
) -> str | None:
    """See `Pattern.example`; `fits` tells whether a text matches the pattern `source`."""
    atoms = list(atoms_of(source))
    day = next(_days(atoms, variables), today)
    is_korean = is_korean or _HANGUL.search(source) is not None
    choices = [
        [atom]
        if isinstance(atom, str)
        else _choices(atom, variables.get(atom.name), day, is_korean=is_korean)
        for atom in atoms
    ]
    for texts in islice(_combinations(atoms, choices), _MOST_TRIES):
        example = "".join(texts)
        if fits(example):
            for atom, text in zip(atoms, texts, strict=True):
                if isinstance(atom, Hole) and atom.name != "*" and text.strip():
                    variables.setdefault(atom.name, text.strip())
            return example
    return None


def _combinations(atoms: Sequence[Atom], choices: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """A text for each atom: the first choices, then others, holes of one name choosing alike."""
    counts: dict[str, int] = {}
    for atom, texts in zip(atoms, choices, strict=True):
        if isinstance(atom, Hole):
            counts[atom.name] = max(len(texts), counts.get(atom.name, 0))
    for picks in product(*map(range, counts.values())):
        picked = dict(zip(counts, picks, strict=True))
        yield [
            texts[min(picked[atom.name], len(texts) - 1)] if isinstance(atom, Hole) else atom
            for atom, texts in zip(atoms, choices, strict=True)
        ]


def _days(atoms: Sequence[Atom], variables: Mapping[str, str]) -> Iterator[date]:
    """The days that the pattern's dates stand for, as far as they are known."""
    for atom in atoms:
        if isinstance(atom, Hole) and atom.kind in {"date", "dates", "weekday", "weekdays"}:
            day = _first_day(variables.get(atom.name, ""))
            if day:
                yield day


def _first_day(text: str) -> date | None:
    moment = parse_moment(text)
    if moment:
        return moment.day
    spans = parse_dates(text) if re.fullmatch(HOLE_TYPES["dates"], text, re.IGNORECASE) else None
    return spans[0][0] if spans else parse_date(text)


def _choices(hole: Hole, value: str | None, day: date, *, is_korean: bool) -> list[str]:
    """What the hole could be filled with, the best first: `value` as the hole wants it, then made up."""
    if hole.name == "*":
        return ["", " / "]
    given = _written(hole, value.strip()) if value else []
    days = (_KOREAN_DAYS[day.weekday()], _ENGLISH_DAYS[day.weekday()])
    match hole.kind:
        case "int":
            made: Sequence[str] = ["1".zfill(hole.width)]
        case "date":
            made = [day.isoformat(), f"{day:%y%m%d}", f"{day.year}년 {day.month}월 {day.day}일"]
        case "dates":
            made = [f"{day:%y%m%d}", day.isoformat()]
        case "weekday" | "weekdays":
            made = days if is_korean else days[::-1]
        case kind:
            made = _MADE[kind]
    return [*given, *made]


def _written(hole: Hole, value: str) -> list[str]:
    """The `value` of a variable as a hole of this type takes it; nothing where it cannot."""
    if hole.kind == "int" and _INT.fullmatch(value):
        return [(value.lstrip("0") or "0").zfill(hole.width)]
    if hole.kind in {"date", "weekday", "weekdays"}:
        # Made of its day, which `_days` saw.
        is_day = _first_day(value) is not None
        return [] if is_day or not re.fullmatch(HOLE_TYPES[hole.kind], value, re.IGNORECASE) else [value]
    if hole.kind == "word":
        value = _NO_WORD.sub("-", value).strip("-")
    return (
        [value] if re.fullmatch(HOLE_TYPES.get(hole.type, ""), value, re.IGNORECASE | re.DOTALL) else []
    )
