"""Regexes that strangers wrote, or that grew out of their patterns: bounded in size and in time.

The library `regex` is imported where one of them is compiled, and nowhere else: most schemas have none.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import regex

SECONDS = 0.1
"""How long one text may be matched with one regex."""
_LONGEST = 2_000
_LARGEST = 10_000
"""So many atoms a regex may have when its repetitions are written out, as its compiler does."""
_HEAD = 40
_PIECE = re.compile(
    r"(?P<open>\()|(?P<close>\))|\{(?P<least>\d*)(?:,(?P<most>\d*))?\}"
    r"|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.",
    re.DOTALL,
)
_NOT_OWN = re.compile(
    r"\\[pPNgkL][{<][^}>]*[}>]|\\x..|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[^}]*\}"
    r"|\(\?(?:#[^)]*\)|P?<\w+>|P[=>]\w+\)|&\w+\)|[\w-]*[:)])",
    re.DOTALL,
)
"""Parts of a regex that hold letters which no text needs to hold."""


class PatternError(ValueError):
    """A pattern that means nothing: says what is wrong with it."""


class SlowPatternError(ValueError):
    """A pattern that takes too long for a text."""

    def __init__(self, pattern: str, text: str) -> None:
        """Take the `pattern` as written, and the `text` that it was matched with."""
        self.pattern = pattern
        self.head = text if len(text) <= _HEAD else f"{text[:_HEAD]}…"
        """The start of the text."""
        super().__init__(
            f'"{pattern}" takes longer than {SECONDS} s for "{self.head}"; write it with less to try'
        )

    def __reduce__(self) -> tuple[type["SlowPatternError"], tuple[str, str]]:
        """Pickle it by what it was made of: it comes from worker processes, too."""
        return type(self), (self.pattern, self.head)


class Found(Protocol):
    """What a regex matched, in either library."""

    def span(self, group: int | str = 0, /) -> tuple[int, int]:
        """From where to where the group `group` goes; from -1 where it took no part."""


class Matcher(Protocol):
    """A compiled regex, in either library."""

    def fullmatch(self, text: str, /) -> Found | None:
        """The match of the whole of `text`."""

    def search(self, text: str, /) -> Found | None:
        """The first match in `text`."""


@dataclass(frozen=True, slots=True)
class TimedRegex:
    """A regex that gives up after `SECONDS`."""

    source: str
    """What the schema wrote, for the error."""
    compiled: "regex.Pattern[str]"

    def fullmatch(self, text: str, /) -> "regex.Match[str] | None":
        """The match of the whole of `text`.

        Raises:
            SlowPatternError: it took too long.
        """
        return self._within_time(self.compiled.fullmatch, text)

    def search(self, text: str, /) -> "regex.Match[str] | None":
        """The first match in `text`.

        Raises:
            SlowPatternError: it took too long.
        """
        return self._within_time(self.compiled.search, text)

    def _within_time(self, method: Callable[..., Any], text: str) -> "regex.Match[str] | None":
        try:
            found: regex.Match[str] | None = method(text, timeout=SECONDS)
        except TimeoutError:
            raise SlowPatternError(self.source, text) from None
        return found


def timed(written: str, source: str, flags: re.RegexFlag) -> TimedRegex:
    """The regex `written`, of our making, with `flags` as in `re`; `source` is what the schema has."""
    import regex  # noqa: PLC0415 - few schemas need it

    return TimedRegex(source, regex.compile(written, int(flags)))


def strangers(source: str, flags: re.RegexFlag) -> TimedRegex:
    """The regex `source` of a schema, with the `flags` of `re`.

    Raises:
        PatternError: it does not compile, or is too large to try.
    """
    import regex  # noqa: PLC0415 - few schemas need it

    if len(source) > _LONGEST or _size(source) > _LARGEST:
        raise PatternError(f"the regex /{source[:_HEAD]}…/ is too large")
    try:
        return TimedRegex(f"/{source}/", regex.compile(source, int(flags)))
    except regex.error as error:
        raise PatternError(f"the regex /{source}/ has a fault: {error}") from None
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise PatternError(f"the regex /{source}/ cannot be read: {error}") from None


def has_own_letters(source: str) -> bool:
    """Whether a letter of the regex stands for itself: not in a class, an escape or a group's name."""
    return any(char.isalpha() for char in _NOT_OWN.sub("", source))


def _size(source: str) -> int:
    """About how many atoms a regex has with its repetitions written out."""
    totals, last = [0], 0
    for piece in _PIECE.finditer(source):
        if piece["open"]:
            totals.append(0)
            continue
        if piece["close"]:
            last = totals.pop() + 1
            totals = totals or [0]
        elif piece["least"] is not None:
            times = max(int(bound[:9]) for bound in (piece["least"], piece["most"] or "", "1") if bound)
            totals[-1] -= last
            last *= times
        else:
            last = 1
        totals[-1] += last
    return sum(totals)
