from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.rule import Rule
from retrolint.text import Span


class ByteOrderMark(Rule):
    """A document does not start with a byte-order mark.

    It is read past in silence, here and by Jekyll. Some tools take the three bytes for text: they see no
    `---` in the first line, and so no front matter.

    Off unless it is selected.

    Bad: a post saved as "UTF-8 with BOM".

    Good: the same post saved as "UTF-8".
    """

    name = "byte-order-mark"
    family = "source"
    is_default = False

    def check(self, document: Document, match: Match) -> Iterator[Diagnostic]:
        """Report the mark at the start of the file."""
        if document.source.bom and document.is_readable:
            yield self.report(
                document,
                Span(0, 0),
                "the file starts with a byte-order mark",
                help='save it as UTF-8 without one ("UTF-8", not "UTF-8 with BOM")',
                section=(),
            )
