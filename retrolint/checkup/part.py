"""One part of a set-up, looked at."""

import os
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """What is to be said of one part, and what is wrong with it."""

    name: str
    lines: tuple[str, ...]
    faults: tuple[str, ...] = ()
    """What keeps retrolint from working."""
    doubts: tuple[str, ...] = ()
    """What works, and perhaps not as it is meant."""


def without_home(text: str) -> str:
    """`text` with `~` for the user's home folder, which nobody else needs to know."""
    home = os.path.expanduser("~").rstrip("/\\")
    if not os.path.isabs(home):
        return text
    return re.sub(rf"(?<![\w.~/\\-]){re.escape(home)}(?![\w.-])", "~", text)
