"""Near misses: a heading that was surely meant for a name of the schema, and is not quite it."""

import re

from retrolint.schema.folding import fold
from retrolint.schema.patterns import Pattern

_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[ivx]+[.)])\s*(?=\D)")
_SHORT, _MIDDLING = 4, 8
"""Up to so many letters a name has no room for a slip of the pen, or for one; beyond, for two."""


def is_near(title: str, pattern: Pattern) -> bool:
    """Whether `title` is a slip of the pen of a literal name.

    Numbering and punctuation are left out first; what is left may differ by a letter or two, according
    to its length. Distance: optimal string alignment, where swapped neighbours are one slip.
    """
    if not pattern.is_literal:
        return False
    wanted, written = _letters(pattern.source), _letters(title)
    if not wanted or not written:
        return False
    if wanted == written:
        return True
    slips = (len(wanted) > _SHORT) + (len(wanted) > _MIDDLING)
    if not slips or abs(len(wanted) - len(written)) > slips:
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - few documents need it

    return OSA.distance(wanted, written, score_cutoff=slips) <= slips


def _letters(text: str) -> str:
    folded = fold(_NUMBERING.sub("", text.strip()), is_name=True)
    return "".join(char for char in folded if char.isalnum())
