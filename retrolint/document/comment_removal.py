"""How a comment is taken out of a document so that all around it is read as before.

A comment alone in its line parts what stands above it from what stands below: where the two would run
into each other, an empty line is left in its place. Where that cannot be told, the comment stays.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from retrolint.diagnostics import Edit
from retrolint.document.model import Document
from retrolint.text import Span

_MARKS = re.compile(r"(?:[\s>|#]|[-*+](?=\s)|\d+[.)](?=\s)|\[[ xX]\](?=\s)|<!--(?:(?!-->).)*-->)*")
"""What a line may start with that says nothing."""
_WORD = re.compile(r"\w")
_DEFINITION = re.compile(r"\s*\[[^\]]*\]:")
_HEADING = re.compile(r"#{1,6}[ \t]")
_IN_LIST = re.compile(r"(?:[-*+]|\d+[.)])[ \t]+\S|[ \t]+\S")
_BULLET = re.compile(r"[-*+][ \t]+\S")
_NUMBERED = re.compile(r"\d+[.)][ \t]")
_MDX = re.compile(r"\{/\*(?:(?!\*/).)*\*/\}\s*", re.DOTALL)
_ATTACHED = re.compile(r"[ \t{:=]")
"""What may belong to whatever is above it."""
_TOP = re.compile(r"(?:\s|<!--(?:(?!-->).)*-->|\{/\*(?:(?!\*/).)*\*/\})*", re.DOTALL)
_LIKE_HEADER = re.compile(r"---|\+\+\+|\{|[A-Za-z][\w -]*:")


class CommentRemoval:
    """Takes comments out of one document: those of HTML, and those of MDX alone in their lines."""

    def __init__(self, document: Document) -> None:
        """Nothing is looked at before it is asked for."""
        self._document = document
        self._source = document.source

    def edits(self, comments: Sequence[Span]) -> tuple[Edit, ...]:
        """What takes the comments, which are in order, out; nothing where one of them must stay."""
        text = self._source.text
        # The end of one comment may be that of another, which is open above it.
        is_paired = text.count("<!--") == text.count("-->")
        edits = [self._edit(comment) for comment in self._joined(comments)] if is_paired else []
        may_go = all(edits) and not self._is_header_near
        return tuple(edit for edit in edits if edit) if may_go else ()

    def _joined(self, comments: Sequence[Span]) -> Iterator[Sequence[Span]]:
        """The comments, those together that have nothing between them."""
        start = 0
        for index, comment in enumerate(comments):
            following = comments[index + 1 : index + 2]
            if not following or self._source.text[comment.end : following[0].start].strip():
                yield comments[start : index + 1]
                start = index + 1

    def _edit(self, comments: Sequence[Span]) -> Edit | None:
        span = Span(comments[0].start, comments[-1].end)
        if all(self._lines(comment) in self._alone for comment in comments):
            return self._without_lines(span, *self._lines(span))
        return self._without_end(span)

    def _lines(self, span: Span) -> tuple[int, int]:
        return self._source.position(span.start).line, self._source.position(span.end).line

    @cached_property
    def _alone(self) -> set[tuple[int, int]]:
        """The first and the last line of each comment that is in no list, and alone in its lines."""
        found: set[tuple[int, int]] = set()
        for section in (self._document.root, *self._document.sections):
            for block in section.blocks:
                lines = (block.first_line, block.last_line)
                written = self._source.slice(self._source.lines_span(*lines))
                is_mdx = block.kind == "paragraph" and _MDX.fullmatch(written)
                if is_mdx or (block.kind == "comment" and written.count("<!--") == 1):
                    found.add(lines)
        return found

    @cached_property
    def _is_header_near(self) -> bool:
        """Whether the start of the document is no header, but could be one without a comment."""
        start = None if self._document.front_matter else _TOP.match(self._source.text)
        return start is not None and _LIKE_HEADER.match(self._source.text, start.end()) is not None

    @cached_property
    def _heading_lines(self) -> set[int]:
        """The lines of headings that have several: white space at their ends is a part of the text."""
        found: set[int] = set()
        for section in self._document.sections:
            if section.heading and "\n" in section.heading.raw:
                first = section.heading.first_line
                found.update(range(first, first + section.heading.raw.count("\n") + 1))
        return found

    def _without_end(self, comment: Span) -> Edit | None:
        """The edit for a comment behind something else in a line, which it ends.

        The character before it is written anew, so that what ends with the comment is changed by it.
        """
        source, (first, last) = self._source, self._lines(comment)
        before = source.text[source.line_start(first) : comment.start].rstrip()
        behind = source.text[comment.end : source.line_start(last + 1)].strip()
        marks = _MARKS.match(before)
        is_said = _WORD.search(before, marks.end() if marks else 0) is not None
        is_odd = before.endswith(("\\", "}", "#")) or _DEFINITION.match(before)
        # What comments in several lines kept apart would meet.
        may_meet = first != last and source.line(last + 1).strip() != ""
        is_last = not behind or (behind == "|" and before.lstrip().startswith("|"))
        if (
            first in self._heading_lines
            or not is_said
            or is_odd
            or may_meet
            or not is_last
            or not source.text.startswith("<!--", comment.start)
        ):
            return None
        end = source.line_start(first) + len(before)
        return self._document.edit(end - 1, comment.end, before[-1])

    def _without_lines(self, comment: Span, first: int, last: int) -> Edit | None:
        """The edit for a comment that stands in the lines from `first` to `last`, alone there."""
        source = self._source
        above, below = first - 1, last + 1
        while above and not source.line(above).strip():
            above -= 1
        while below <= source.line_count and not source.line(below).strip():
            below += 1
        if below > source.line_count:
            start = source.line_start(above) + len(source.line(above)) if above else 0
            return self._document.edit(start, comment.end, "")
        over, under = source.line(above) if above else "", source.line(below)
        if _ATTACHED.match(under):
            return None
        if _NUMBERED.match(under) and above and not _HEADING.match(over):
            # It could go on with another number.
            return None
        start = source.line_start(first)
        is_near = (above > 0 and above == first - 1, below == last + 1)
        if is_near == (False, False):
            return self._document.edit(start, source.line_start(last + 2), "")
        may_meet = _HEADING.match(over) or (_IN_LIST.match(over) and _BULLET.match(under))
        if is_near == (True, True) and not may_meet:
            return self._document.edit(start, comment.end, "")
        return self._document.edit(start, source.line_start(last + 1), "")
