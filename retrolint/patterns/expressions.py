"""Patterns that are regexes, for where text with holes will not do: `{regex: '…'}` in a schema.

They are in the language of the library `regex`, and their named groups capture.
"""

import re
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from retrolint.patterns.folding import bare, composed, one_spaced, original_span, places
from retrolint.patterns.pattern import Capture, Pattern
from retrolint.patterns.regexes import has_own_letters, strangers
from retrolint.patterns.searching import find_expression
from retrolint.text import Span


@dataclass(frozen=True, slots=True)
class Expression(Pattern):
    """A pattern that is a regex. It sees a text in NFC, not folded: the regex says what may be left out.

    A name is also tried without emoji and square brackets, as they do not count in names.
    """

    @property
    def is_regex(self) -> bool:
        """It is."""
        return True

    @property
    def shown(self) -> str:
        """The regex between slashes."""
        return f"/{self.source}/"

    def fits(self, text: str) -> bool:
        """Whether `text` matches."""
        return self.match(text) is not None

    def is_loosely(self, text: str) -> bool:
        """As a pattern's; full-width marks are what they are."""
        return self.fits(text) and not _exact_regex(self.source).fits(one_spaced(text))

    def match_folded(self, text: str, folded: str) -> dict[str, Capture] | None:  # noqa: ARG002 - as a pattern's
        """What its named groups take of `text`; None where it does not match the whole of it."""
        for reading in self._readings(text):
            found = self._regex.fullmatch(reading) if self._regex else None
            if not found:
                continue
            index = places(text, reading) if self.types else []
            captures: dict[str, Capture] = {}
            for name, type_ in self.types:
                group = found.span(name)
                if group[0] >= 0:
                    span = original_span(text, index, group)
                    captures[name] = Capture(type_, text[span.start : span.end], span)
            return captures
        return None

    def find(self, text: str, variables: Mapping[str, str]) -> Span | None:  # noqa: ARG002 - it has no holes
        """The first part of `text` that matches; `^` and `$` are the ends of any line."""
        return find_expression(self.source, text)

    def example(
        self,
        variables: MutableMapping[str, str],  # noqa: ARG002 - as a pattern's
        today: date,  # noqa: ARG002
        *,
        is_korean: bool = False,  # noqa: ARG002
    ) -> str | None:
        """None: nothing can be made of a regex."""
        return None

    def _readings(self, text: str) -> Iterator[str]:
        written, _ = composed(text)
        if not self.is_name:
            yield written.strip()
            return
        written = one_spaced(written)
        yield written
        without = bare(written)
        if without != written:
            yield without


def compile_regex(source: str, *, is_name: bool) -> Pattern:
    """The pattern that is the regex `source`, in the language of the library `regex`.

    Raises:
        PatternError: it does not compile, or is too large to try.
    """
    flags = re.IGNORECASE if is_name else re.NOFLAG
    compiled = strangers(source, flags)
    types = tuple((name, "text") for name in compiled.compiled.groupindex)
    has_words = has_own_letters(source)
    return Expression(source, is_name, types, int(has_words), has_words, "", compiled)


@lru_cache(maxsize=512)
def _exact_regex(source: str) -> Pattern:
    return compile_regex(source, is_name=False)
