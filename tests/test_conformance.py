"""The schema language does what its reference says: every case of `tests/conformance`."""

import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import retrolint
from retrolint.diagnostics import Diagnostic
from retrolint.document.reader import read_text
from retrolint.matching.alignment import align
from retrolint.matching.match import Match
from retrolint.schema.loading import SchemaError, load_schema, parse_schema

ROOT = Path(__file__).parent
REFERENCE = (ROOT.parent / "docs" / "schema-reference.md").read_text("utf-8")
FAMILIES = {"front-matter", "sections", "fields", "placeholders"}
TODAY = date(2026, 1, 15)

_CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_ID = re.compile(r"\[([a-z]+(?:-[a-z0-9]+)+)\](?!\()")
_KEYS = {
    "name",
    "covers",
    "schema",
    "other_files",
    "path",
    "document",
    "matches",
    "diagnostics",
    "invalid",
}


def _load() -> dict[str, dict[str, Any]]:
    cases: dict[str, dict[str, Any]] = {}
    for file in sorted((ROOT / "conformance").glob("*.yaml")):
        for case in yaml.safe_load(file.read_text("utf-8")):
            name = f"{file.stem}: {case['name']}"
            assert name not in cases, name
            cases[name] = case
    return cases


CASES = _load()
CHECKED = {name: case for name, case in CASES.items() if "invalid" not in case}
REFUSED = {name: case for name, case in CASES.items() if "invalid" in case}


def _written(case: dict[str, Any], folder: Path) -> str | None:
    """The path of the case's schema, with the files it speaks of beside it."""
    for name, text in case.get("other_files", {}).items():
        (folder / name).write_text(text, "utf-8")
    if "schema" not in case:
        return None
    path = folder / "schema.yaml"
    path.write_text(case["schema"], "utf-8")
    return str(path)


def _at(diagnostic: Diagnostic) -> str:
    start = diagnostic.place.range.start
    return f"{start.line}:{start.column}"


def _shown(diagnostic: Diagnostic, expected: dict[str, str]) -> dict[str, str]:
    """As much of `diagnostic` as `expected` speaks of."""
    shown = {
        "rule": diagnostic.rule,
        "at": _at(diagnostic),
        "schema": diagnostic.schema.path if diagnostic.schema else "",
        "severity": str(diagnostic.severity),
    }
    said = f"{diagnostic.message}; {diagnostic.help}"
    wanted = expected.get("says", "")
    shown["says"] = wanted if wanted in said else said
    return {key: value for key, value in shown.items() if key in expected or key in {"rule", "at"}}


def _found(match: Match) -> dict[str, list[int]]:
    """The lines where each entry was found, by its path in the schema."""
    source = match.document.source
    found: defaultdict[str, list[int]] = defaultdict(list)
    for section_match in match.sections:
        section = section_match.section
        if section and section.heading and section_match.entry.path:
            line = source.position(section.heading.span().start).line
            found[section_match.entry.path].append(line)
        for field_match in section_match.fields.found:
            line = source.position(field_match.field.label_span.start).line
            found[field_match.entry.path].append(line)
    for key, entry in match.keys:
        found[key.path].append(source.position(entry.key_span.start).line)
    return {path: sorted(lines) for path, lines in found.items()}


@pytest.mark.parametrize("name", CHECKED)
def test_a_document_is_judged_as_the_reference_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CHECKED[name]
    monkeypatch.chdir(tmp_path)
    schema = _written(case, tmp_path)
    path, document = case.get("path", "document.md"), case["document"]
    diagnostics = [
        diagnostic
        for diagnostic in retrolint.lint(document, schema=schema, path=path, today=TODAY)
        if diagnostic.family in FAMILIES
    ]
    expected = case["diagnostics"]
    pairs = zip(diagnostics, [*expected, *({} for _ in diagnostics)], strict=False)
    assert [_shown(diagnostic, wanted) for diagnostic, wanted in pairs] == expected
    if "matches" in case:
        assert schema
        found = _found(align(read_text(path, document), load_schema(schema)))
        assert {place: found.get(place, []) for place in case["matches"]} == case["matches"]


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_schema_is_refused_where_the_reference_says(name: str, tmp_path: Path) -> None:
    case = REFUSED[name]
    schema = _written(case, tmp_path)
    assert schema
    with pytest.raises(SchemaError) as raised:
        load_schema(schema)
    assert sorted(map(_at, raised.value.diagnostics)) == sorted(case["invalid"])


def test_every_case_is_whole() -> None:
    for name, case in CASES.items():
        assert case.keys() <= _KEYS, name
        assert isinstance(case["name"], str), name
        assert case["covers"], name
        wanted = {"schema", "invalid"} if "invalid" in case else {"document", "diagnostics"}
        assert wanted <= case.keys(), name
        assert not ("invalid" in case and "document" in case), name
        for expected in case.get("diagnostics", ()):
            assert {"rule", "at"} <= expected.keys() <= {"rule", "at", "schema", "severity", "says"}, name


def test_every_sentence_of_the_reference_has_its_own_id_and_a_case() -> None:
    prose = _CODE.sub("", REFERENCE)
    *sentences, rest = _ID.split(prose)
    ids = sentences[1::2]
    assert [(id_, count) for id_, count in Counter(ids).items() if count > 1] == []
    # Each sentence with a "must" ends with an id, and nothing else has one.
    for text, id_ in zip(sentences[::2], ids, strict=True):
        assert len(re.findall(r"\bmust\b", text)) == 1, (id_, text)
    assert not re.search(r"\bmust\b", rest)
    covered = {id_ for case in CASES.values() for id_ in case["covers"]}
    assert (sorted(set(ids) - covered), sorted(covered - set(ids))) == ([], [])


def test_every_schema_in_the_reference_is_one() -> None:
    examples = re.findall(r"^```yaml\n(.*?)^```$", REFERENCE, re.DOTALL | re.MULTILINE)
    assert examples
    for example in examples:
        head = "" if example.startswith("name:") else "name: example\n"
        parse_schema("example.yaml", head + example)
