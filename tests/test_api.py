"""`retrolint.lint`, for other programs."""

from datetime import date

import pytest

import retrolint
from retrolint.diagnostics import Severity
from retrolint.schema.loading import UnknownSchemaError

TASK = "---\ntitle: Week 5\ndate: 2024-09-06 13:40:00 +0900\n---\n- [ ] tidy up\n"


def test_a_text_is_checked_without_a_file() -> None:
    (found,) = retrolint.lint("- **did**: TBU\n")
    assert (found.rule, found.path, found.place.range.start.column) == ("placeholder", "document.md", 12)


def test_schema_path_and_day_are_what_they_are_said_to_be() -> None:
    found = retrolint.lint(
        TASK, schema="weekly-retro", path="2024-09-13-week-5.md", today=date(2024, 9, 13)
    )
    severities = {finding.rule: finding.severity for finding in found}
    assert severities["filename-mismatch"] is Severity.ERROR
    assert severities["unchecked-task"] is Severity.INFO


def test_an_unknown_schema_is_refused() -> None:
    with pytest.raises(UnknownSchemaError, match='did you mean "weekly-retro"'):
        retrolint.lint("", schema="weekly-rtro")


def test_a_lone_surrogate_is_no_text() -> None:
    (found,) = retrolint.lint("week \ud800")
    assert found.rule == "invalid-encoding"
