"""What else a fix of a header changes where the header is a part of the body."""

from retrolint.diagnostics import Part
from retrolint.document.model import Document

_ALSO = {"toml-fence": Part.CODE, "lines": Part.LABELS}


def changes_in(document: Document, part: Part) -> frozenset[Part]:
    """What a fix declares that changes `part` of a header, in whatever dialect that is written."""
    dialect = document.front_matter.dialect if document.front_matter else ""
    return frozenset({part, _ALSO.get(dialect, part)})
