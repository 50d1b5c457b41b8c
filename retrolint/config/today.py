"""Which day it is."""

import os
from datetime import UTC, date, datetime

from retrolint.document.values import parse_moment

TODAY_VARIABLE = "RETROLINT_TODAY"


def current_moment(given: str | None = None) -> date:
    """What counts as today: `given`, else the environment's, else this very moment.

    A date means its last second; a date-time is an instant.

    Raises:
        ValueError: what was given is no date and no date-time.
    """
    text = given or os.environ.get(TODAY_VARIABLE)
    if not text:
        return datetime.now(UTC).astimezone()
    moment = parse_moment(text)
    if moment is None:
        message = f'"{text}" is no date: write it as 2024-09-10, or 2024-09-10 08:00:00 +0900'
        raise ValueError(message)
    return moment.instant
