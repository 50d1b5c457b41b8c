"""Near misses: a heading that was surely meant for a name of the schema, and is not quite it."""

import re
from functools import lru_cache

from retrolint.patterns.folding import fold
from retrolint.patterns.pattern import Pattern

_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[ivx]+[.)])\s*(?=\D)")
_SHORT, _MIDDLING = 4, 8
"""Up to so many letters a name has no room for a slip of the pen, or for one; beyond, for two."""


def slips(title: str, pattern: Pattern) -> int | None:
    """How many slips of the pen `title` is away from a literal name; None where it is not near.

    Numbering and punctuation are left out first; what is left may differ by a letter or two, according
    to its length. Distance: optimal string alignment, where swapped neighbours are one slip.
    """
    if not pattern.is_literal:
        return None
    wanted, written = _letters(pattern.source), _letters(title)
    if not wanted or not written:
        return None
    if wanted == written:
        return 0
    most = (len(wanted) > _SHORT) + (len(wanted) > _MIDDLING)
    if not most or abs(len(wanted) - len(written)) > most:
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - few documents need it

    distance = OSA.distance(wanted, written, score_cutoff=most)
    return distance if distance <= most else None


@lru_cache(maxsize=8192)
def _letters(text: str) -> str:
    folded = fold(_NUMBERING.sub("", text.strip()), is_name=True)
    return "".join(char for char in folded if char.isalnum())
