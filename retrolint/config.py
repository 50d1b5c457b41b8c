"""What a run is told: which rules, which schema for which document, which day it is."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime

from retrolint.document.model import Document
from retrolint.document.values import parse_moment
from retrolint.rule import AnyRule
from retrolint.schema.alignment import align, unmatched
from retrolint.schema.loading import builtin_names, builtin_schema
from retrolint.schema.match import Match
from retrolint.schema.model import Schema
from retrolint.schema.recognition import recognise

TODAY_VARIABLE = "RETROLINT_TODAY"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told; the same settings and documents give the same result."""

    rules: tuple[AnyRule, ...]
    today: date
    schema: Schema | None = None
    """For every document; without one, a document gets the built-in that it is recognised by."""


def match_document(document: Document, settings: Settings) -> tuple[Match, str]:
    """`document` beside its schema, and by what it was recognised (empty where it was not)."""
    if settings.schema:
        return align(document, settings.schema), ""
    recognition = recognise(document, map(builtin_schema, builtin_names()))
    if recognition is None:
        return unmatched(document), ""
    reason = f"{recognition.found} of its {recognition.required} required sections are there"
    return recognition.match, reason


def today(given: str | None = None) -> date:
    """The day that counts as today: `given`, else the environment's, else the clock's.

    Raises:
        ValueError: what was given is no date and no date-time.
    """
    text = given or os.environ.get(TODAY_VARIABLE)
    if not text:
        return datetime.now(UTC).astimezone().date()
    moment = parse_moment(text)
    if moment is None:
        message = f'"{text}" is no date: write it as 2024-09-10, or 2024-09-10 08:00:00 +0900'
        raise ValueError(message)
    return moment.day
