"""What the formats `json` and `json-lines` print; `docs/output.schema.json` is made of it.

It is a contract: fields may be added, none is renamed or removed.
"""

from typing import Annotated, TypedDict

from retrolint.diagnostics import Applicability, Severity


class PositionRecord(TypedDict):
    """A place in a document, in code points; a byte-order mark is not counted."""

    line: Annotated[int, "from 1"]
    column: Annotated[int, "from 1"]
    offset: Annotated[int, "from 0"]


class RangeRecord(TypedDict):
    """A part of a document."""

    start: PositionRecord
    end: Annotated[PositionRecord, "exclusive"]


class SchemaRecord(TypedDict):
    """The part of a schema that asked for something."""

    name: str
    path: Annotated[str, "such as sections[0].fields[2]"]


class RelatedRecord(TypedDict):
    """A second place that a finding speaks of."""

    message: str
    range: RangeRecord


class EditRecord(TypedDict):
    """What a fix puts in the place of a range; an empty range inserts."""

    range: RangeRecord
    text: str


class FixRecord(TypedDict):
    """Edits that mend a finding."""

    title: Annotated[str, "what it does, as an order"]
    applicability: Annotated[
        Applicability, "whether it surely keeps the meaning, may not, or is only shown"
    ]
    edits: Annotated[list[EditRecord], "sorted, none within another"]


class SuppressedRecord(TypedDict):
    """Why a finding does not count."""

    kind: Annotated[str, "comment, front-matter or baseline"]
    reason: str


class FindingRecord(TypedDict):
    """One finding."""

    rule: Annotated[str, "its name, which is permanent"]
    family: str
    severity: Severity
    message: Annotated[str, "what is wrong"]
    help: Annotated[str, "what to write instead"]
    path: Annotated[str, "relative to the working directory, with /"]
    range: RangeRecord
    section: Annotated[list[str], "titles of the sections around it, the outermost first"]
    schema: SchemaRecord | None
    related: list[RelatedRecord]
    fixes: list[FixRecord]
    url: Annotated[str | None, "the page of the rule"]
    fingerprint: Annotated[str, "a name for it that survives moved lines"]
    suppressed: SuppressedRecord | None


class LineRecord(FindingRecord):
    """A line of the format json-lines."""

    schema_version: int


class ToolRecord(TypedDict):
    """What made the output."""

    name: str
    version: str


class HeadRecord(TypedDict):
    """What comes before the findings in the format json."""

    schema_version: int
    tool: ToolRecord
    files: Annotated[int, "how many documents were checked"]


class OutputRecord(HeadRecord):
    """The format json."""

    diagnostics: Annotated[list[FindingRecord], "sorted by path, start and rule"]
