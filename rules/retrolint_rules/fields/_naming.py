"""What to say of sections and fields alike: that one is called otherwise, or not for this document."""

from unicodedata import category

from retrolint.diagnostics import quoted
from retrolint.matching.match import Match
from retrolint.matching.matched import Misnamed
from retrolint.patterns.folding import bare, fold
from retrolint.schema.conditions import Condition


def misnamed(what: str, written: str, meant: Misnamed) -> str:
    """The message: `the section "주간 회고" is called "주간회고"`."""
    if meant.is_old:
        return f"{what} {quoted(written)} is called {quoted(meant.name)} now"
    parts = _differences(written, meant.name)
    differ = f": {' and '.join(parts)} differ" if parts else ""
    return f"{what} {quoted(meant.name)} is called {quoted(written)}{differ}"


def only_where(condition: Condition, match: Match) -> str:
    """What a condition says that does not hold, and why it does not."""
    words = str(condition).removeprefix("not: ")
    if condition.is_negated:
        return f"may not be there where {words}"
    name = condition.wanted[0][0]
    is_single = len(condition.wanted) == 1 and name in match.values
    instead = f", and it is {quoted(match.values[name])}" if is_single else ""
    return f"may only be there where {words}{instead}"


def _differences(written: str, name: str) -> list[str]:
    """What of case, emoji and brackets differs, where nothing else does."""
    if fold(written, is_name=True) != fold(name, is_name=True):
        return []
    parts = []
    if fold(bare(written), is_name=False) != fold(bare(name), is_name=False):
        parts.append("capital letters")
    if _emoji(written) != _emoji(name):
        parts.append("emoji")
    if _brackets(written) != _brackets(name):
        parts.append("square brackets")
    return parts


def _emoji(text: str) -> str:
    return "".join(char for char in text if category(char) == "So")


def _brackets(text: str) -> str:
    return "".join(char for char in text if char in "[]")
