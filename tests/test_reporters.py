"""The output formats: whole outputs, what their consumers read in them, and what must never get out.

`UPDATE_CASES=1 pytest tests/test_reporters.py` writes the files in `tests/reporters/` anew; read the
difference before it is committed.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from junitparser import JUnitXml
from reporting import (
    DOCUMENTS,
    READERS,
    SCHEMAS,
    STRANGE,
    finding,
    findings,
    place,
    printed,
    report_of,
    source,
)

import retrolint
from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic, Severity, Suppressed
from retrolint.registry import load_rules
from retrolint.report import Report
from retrolint.reporters import HUMAN, REPORTERS, find_reporter, sarif
from retrolint.reporters.cells import cells
from retrolint.reporters.terminal import Screen
from retrolint.rule import ProjectRule

GOLDEN = Path(__file__).parent / "reporters"
EXTENSIONS = {
    "json": "json",
    "json-lines": "jsonl",
    "gitlab": "json",
    "sarif": "json",
    "rdjson": "json",
    "junit": "xml",
    "checkstyle": "xml",
    "markdown": "md",
}
MACHINES = sorted(set(REPORTERS) - HUMAN)
WITH_SUPPRESSED = ("json", "json-lines", "sarif")
RAW = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
HOSTILE = (
    "a\nb\r::error::c ]]> \x1b[31m \u202e \ud800 \0 \ufffe ##[add-mask]x ##vso[task.complete]y --> <b>"
)


class Placeholder(ProjectRule):
    """Nothing is left that a template says.

    It is read as if it were meant.

    Bad: `TBU`

    Good: `done`
    """

    name = "placeholder"
    family = "placeholders"

    def check(self, _project: object) -> Iterator[Diagnostic]:
        yield from ()


@pytest.fixture(autouse=True)
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working directory is the folder `blog` of a repository; version and rules stay as they are."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "blog").mkdir()
    monkeypatch.chdir(tmp_path / "blog")
    monkeypatch.setattr(retrolint, "__version__", "1.2.3")
    monkeypatch.setattr(sarif, "installed_rules", lambda: {"placeholder": Placeholder})


@pytest.fixture
def report() -> Report:
    return report_of(findings(), DOCUMENTS)


def many(*severities: Severity) -> Report:
    """A report with a finding of each of the severities."""
    where = place("posts/mark.md", "TBU")
    found = [
        finding("posts/mark.md", where, f"finding {number}", severity=severity)
        for number, severity in enumerate(severities)
    ]
    return report_of(found, ["posts/mark.md"])


def read(name: str, report: Report) -> list[tuple[str, str]]:
    return READERS[name]("\n".join(printed(name, report)))


def whole(name: str, report: Report) -> Any:
    return json.loads("\n".join(printed(name, report)))


def results(report: Report) -> list[Any]:
    found: list[Any] = whole("sarif", report)["runs"][0]["results"]
    return found


@pytest.mark.parametrize("name", REPORTERS)
def test_the_whole_output_is_as_expected(name: str, report: Report) -> None:
    file = GOLDEN / f"{name}.{EXTENSIONS.get(name, 'txt')}"
    text = "".join(f"{line}\n" for line in printed(name, report))
    if os.environ.get("UPDATE_CASES"):
        file.write_text(text, "utf-8", newline="\n")
    assert text == file.read_text("utf-8")


def test_every_format_for_machines_has_a_reader_here() -> None:
    assert sorted(READERS) == MACHINES


def test_trap_20_the_published_schema_of_json_wants_every_field(report: Report) -> None:
    schema = Draft202012Validator(json.loads(SCHEMAS["json"].read_text("utf-8")))
    Draft202012Validator.check_schema(schema.schema)
    output = whole("json", report)
    assert schema.is_valid(output)
    for field in output["diagnostics"][0]:
        first = {name: value for name, value in output["diagnostics"][0].items() if name != field}
        assert not schema.is_valid(output | {"diagnostics": [first]}), field


@pytest.mark.parametrize("name", MACHINES)
def test_only_json_and_sarif_have_findings_that_do_not_count(name: str, report: Report) -> None:
    expected = report.diagnostics if name in WITH_SUPPRESSED else tuple(report.counted)
    without_info = sum(diagnostic.severity is not Severity.INFO for diagnostic in expected)
    assert len(read(name, report)) == (without_info if name == "azure" else len(expected))


@pytest.mark.parametrize("name", REPORTERS)
def test_nothing_found_is_one_whole_document(name: str) -> None:
    for paths in ((), DOCUMENTS):
        empty = report_of((), paths)
        if name in HUMAN:
            assert printed(name, empty) == []
        else:
            assert read(name, empty) == []


@pytest.mark.parametrize("name", MACHINES)
def test_findings_without_documents_are_printed(name: str) -> None:
    fault = finding("posts/mark.md", place("posts/mark.md", "TBU"), "no key has this name")
    lost = replace(fault, rule="invalid-config", family="configuration", path="../.retrolint.toml")
    found = [replace(lost, message=f"{lost.message} {number}") for number in range(2)]
    # As they come: nobody has numbered them.
    assert len(read(name, Report(tuple(found)))) == 2


@pytest.mark.parametrize("name", MACHINES)
def test_trap_10_file_names_are_escaped_in_every_format(name: str) -> None:
    paths = [
        STRANGE,
        "a;b].md",
        "c:d.md",
        "%0A?.md",
        "*e*_f_`g`.md",
        "h | i.md",
        "@j #1.md",
        " k.md",
        "한글.md",
    ]
    where = place(STRANGE, "TBU")
    found = read(name, report_of(finding(path, where, "it says TBU") for path in paths))
    told = sorted(path.strip() if name == "markdown" else path for path in paths)
    above = "blog/" if name in {"github", "gitlab", "sarif", "azure"} else ""
    assert sorted(path.removeprefix(above) for path, _ in found) == told


@pytest.mark.parametrize("name", REPORTERS)
def test_trap_11_nothing_of_a_document_gets_out_raw(name: str) -> None:
    where = replace(place(STRANGE, "TBU"), section=(HOSTILE,))
    hostile = finding(
        f"::error file=x::{HOSTILE}",
        where,
        HOSTILE,
        help=HOSTILE,
        suppressed=None,
        severity=Severity.INFO,
    )
    found = [replace(hostile, severity=severity) for severity in Severity]
    lines = printed(name, report_of(found * 20))
    assert not any(RAW.search(line) for line in lines)
    if name in {"github", "azure"}:
        commands = [line for line in lines if re.match(r"\s*::|##vso\[", line)]
        assert all(
            re.match(r"::\w+ (file=[^,:]*,|title=retrolint::)|##vso\[task\.logissue ", line)
            for line in commands
        )
        others = [line for line in lines if line not in commands]
        assert len(others) == (20 if name == "azure" else 31)
        assert not any(re.search(r"##\[|##vso\[", line) for line in others)
        assert all(line.startswith("./::error") for line in others)


@pytest.mark.parametrize("name", MACHINES)
def test_trap_11_a_message_is_read_as_it_was_written(name: str) -> None:
    message = (
        r'a | "b" <i>c</i> & `d` *e* _f_ ~~g~~ [h](1) @i #2 :j: https://k.org %0A %25 ]]> :: \n 한 🙂'
    )
    found = finding(STRANGE, place(STRANGE, "TBU"), message, help="")
    ((_, told),) = read(name, report_of([found]))
    expected = re.sub(r"([\\\[\]])", r"\\\1", message) if name == "sarif" else message
    assert told.rpartition("[placeholder] ")[2] == expected


def test_trap_20_sarif_says_all_there_is_to_say(report: Report) -> None:
    strange, ignored, task, _, old, _ = results(report)
    location = strange["locations"][0]
    artifact = location["physicalLocation"]["artifactLocation"]
    assert unquote(artifact["uri"]) == f"blog/{STRANGE}"
    assert artifact["uriBaseId"] == "%SRCROOT%"
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "5주차 회고 › 🎉🎉 주요 이벤트"
    assert ignored["suppressions"] == [{"kind": "inSource", "justification": "다음 주에 한다"}]
    assert old["suppressions"] == [{"kind": "external"}]
    assert "suppressions" not in strange
    assert [fix["description"]["text"] for fix in task["fixes"]] == ["tick it", "remove it"]
    assert [related["id"] for related in task["relatedLocations"]] == [1]
    for result in results(report):
        path = unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        region = result["locations"][0]["physicalLocation"]["region"]
        document = source(path.removeprefix("blog/"))
        start = document.line_start(region["startLine"]) + region["startColumn"] - 1
        end = document.line_start(region["endLine"]) + region["endColumn"] - 1
        assert (region["charOffset"], region["charLength"]) == (start, end - start)


def test_sarif_describes_the_rules_that_are_installed(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "installed_rules", load_rules)
    rules = whole("sarif", report)["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["empty-field", "placeholder", "unchecked-task"]
    for rule in rules:
        assert "Bad" in rule["help"]["markdown"]
        assert "Bad" not in rule["fullDescription"]["text"]
        assert rule["properties"]["tags"] == [load_rules()[rule["id"]].family]


def test_trap_20_junit_is_read_by_others(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "junit.xml"
    file.write_text("\n".join(printed("junit", report)), "utf-8")
    suites = list(JUnitXml.fromfile(str(file)))
    assert [(suite.name, suite.tests, suite.failures) for suite in suites] == [
        (STRANGE, 1, 1),
        ("posts/crlf.md", 2, 0),
        ("posts/mark.md", 1, 1),
        ("posts/nothing.md", 1, 0),
    ]
    root = ET.parse(file).getroot()  # noqa: S314 - our own
    cases = list(root.iter("testcase"))
    assert int(root.get("tests", "")) == len(cases)
    assert int(root.get("failures", "")) == len(list(root.iter("failure")))


def test_junit_names_every_test_once_and_fails_as_the_run_does() -> None:
    report = replace(many(*[Severity.WARNING] * 3), thresholds={"posts/mark.md": Severity.WARNING})
    root = ET.fromstring("\n".join(printed("junit", report)))  # noqa: S314 - our own
    assert len({case.get("name") for case in root.iter("testcase")}) == 3
    assert root.get("failures") == "3"


@pytest.mark.parametrize(
    ("counts", "shown", "last"),
    [
        ((10, 10, 10), (10, 10, 10), None),
        ((200, 0, 0), (10, 0, 0), "::error title=retrolint::191 more errors: "),
        (
            (200, 30, 11),
            (10, 10, 10),
            "::error title=retrolint::191 more errors, 20 more warnings, 1 more info: ",
        ),
        ((3, 12, 0), (3, 10, 0), "::warning title=retrolint::3 more warnings: "),
        ((0, 0, 11), (0, 0, 10), "::notice title=retrolint::2 more info: "),
    ],
)
def test_trap_20_github_with_200_findings_ends_with_a_summary(
    counts: tuple[int, int, int], shown: tuple[int, int, int], last: str | None
) -> None:
    severities = [
        severity for severity, count in zip(Severity, counts, strict=True) for _ in range(count)
    ]
    lines = printed("github", many(*reversed(severities)))
    levels = [line.split(" ")[0] for line in lines if line.startswith("::")]
    assert tuple(Counter(levels)[level] for level in ("::error", "::warning", "::notice")) == shown
    assert len(lines) == sum(counts) + (last is not None)
    if last is None:
        assert levels == sorted(levels, key=["::error", "::warning", "::notice"].index)
    else:
        assert lines[-1].startswith(last)
        assert levels[:-1] == sorted(levels[:-1], key=["::error", "::warning", "::notice"].index)


def test_trap_9_columns_are_what_each_consumer_counts(report: Report) -> None:
    found = whole("rdjson", report)["diagnostics"]
    for item, diagnostic in zip(found, report.counted, strict=True):
        lines = DOCUMENTS[diagnostic.path].split(b"\n")
        start, end = item["location"]["range"]["start"], item["location"]["range"]["end"]
        line = lines[start["line"] - 1]
        text = line[start["column"] - 1 :] + b"\n"
        if end["line"] == start["line"]:
            text = line[start["column"] - 1 : end["column"] - 1]
        assert text.decode() == diagnostic.place.text
    assert found[-1]["location"]["range"]["start"] == {"line": 1, "column": 3 + 3 + 1 + 6 + 1 + 1}


def test_rdjson_makes_one_suggestion_of_the_edits_of_a_fix(report: Report) -> None:
    (task,) = (item for item in whole("rdjson", report)["diagnostics"] if "suggestions" in item)
    ends = {"start": {"line": 5, "column": 3}, "end": {"line": 5, "column": 18}}
    assert task["suggestions"] == [{"range": ends, "text": "[x] wrote it up"}]


def test_rdjson_tells_the_line_where_it_cannot_count_bytes(report: Report) -> None:
    broken = Contents({"posts/crlf.md": b"# Week 5\r\n\r\n## Actions\r\n\r\n\xff\t[ ] write it up\r\n"})
    found = json.loads("\n".join(find_reporter("rdjson")(report, broken, Screen())))["diagnostics"]
    assert [item["location"]["range"] for item in found] == [
        {"start": {"line": line}} for line in (5, 5, 6, 1)
    ]
    assert not any("suggestions" in item for item in found)


def test_trap_6_fingerprints_for_gitlab_are_unique(report: Report) -> None:
    twice = replace(report, diagnostics=tuple(found for found in report.diagnostics for _ in range(3)))
    found = whole("gitlab", twice)
    assert len({item["fingerprint"] for item in found}) == len(found) == 12
    assert {item["location"]["lines"]["end"] for item in found} == {1, 5, 6}


def test_the_summary_of_a_job_fits() -> None:
    long = finding("a.md", place("posts/mark.md", "TBU"), "|" * 1000)
    report = report_of([replace(long, message=f"{long.message}{number}") for number in range(400)])
    lines = printed("markdown", report)
    assert sum(len(line.encode()) + 1 for line in lines) < 1024 * 1024
    assert lines[0] == "**400 errors**"
    told = re.fullmatch(r"\*\*(\d+) more\*\*: see the log of the job", lines[-1])
    assert told
    assert int(told[1]) + len(READERS["markdown"]("\n".join(lines))) == 400


@pytest.mark.parametrize("name", sorted(HUMAN))
def test_colours_and_links_are_around_whole_words(name: str, report: Report) -> None:
    bright = printed(name, report, Screen(width=40, colours=True, links=True))
    plain = printed(name, report, Screen(width=40))
    assert any("\x1b[1;31m" in line for line in bright)
    assert any("\x1b]8;;file:///" in line for line in bright)
    stripped = [re.sub("\x1b\\]8;;[!-~]*\x1b\\\\|\x1b\\[[0-9;]*m", "", line) for line in bright]
    assert stripped == plain
    assert all(cells(line) <= 40 for line in plain if "|" in line[:6])


def test_groups_are_apart_and_aligned(report: Report) -> None:
    lines = printed("grouped", report)
    assert [line for line in lines if line and line[0] != " "] == [
        STRANGE,
        "posts/crlf.md",
        "posts/mark.md",
    ]
    assert lines.count("") == 2
    assert lines[-1]
    tasks = [line for line in lines if "[unchecked-task]" in line or "[empty-field]" in line]
    assert len({line.index("the ") for line in tasks}) == 1


ANY = (
    st.text(st.characters(exclude_categories=()))
    | st.text("::%,;]|<&`*_[](@#\x1b\n\r\t\ud800\ufffe /.")
    | st.just(HOSTILE)
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ANY, ANY, ANY, ANY, st.sampled_from(Severity)), max_size=4))
def test_any_text_is_parsed_again(texts: list[tuple[str, str, str, str, Severity]]) -> None:
    where = place(STRANGE, "TBU")
    found = [
        finding(
            path,
            replace(where, section=(title,)),
            message,
            help=hint,
            rule=message,
            severity=severity,
            suppressed=Suppressed("comment", hint) if hint == title else None,
        )
        for path, message, hint, title, severity in texts
    ]
    report = report_of(found, {path for path, *_ in texts})
    for name in MACHINES:
        lines = printed(name, report)
        assert not any(RAW.search(line) for line in lines), name
        counted = report.diagnostics if name in WITH_SUPPRESSED else tuple(report.counted)
        counted = tuple(one for one in counted if name != "azure" or one.severity is not Severity.INFO)
        assert len(READERS[name]("\n".join(lines))) == len(counted), name
