"""One set of documents with findings of all kinds, and what consumers read in an output about them."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from markdown_it import MarkdownIt

from retrolint.contents import Contents
from retrolint.diagnostics import (
    Applicability,
    Diagnostic,
    Edit,
    Fix,
    Place,
    Related,
    SchemaPlace,
    Severity,
    Suppressed,
    numbered,
)
from retrolint.report import Report
from retrolint.reporters import find_reporter
from retrolint.reporters.terminal import Screen
from retrolint.text import SourceText, Span

ROOT = Path(__file__).parents[1]
SCHEMAS = {
    "json": ROOT / "docs" / "output.schema.json",
    "json-lines": ROOT / "docs" / "output.schema.json",
    "rdjson": ROOT / "tests" / "reporters" / "schemas" / "rdjson.json",
    "sarif": ROOT / "tests" / "reporters" / "schemas" / "sarif-2.1.0.json",
}

STRANGE = "posts/5주차,a:100% #1&<b>.md"
DOCUMENTS = {
    STRANGE: (
        "# 5주차 회고\n\n## 🎉🎉 주요 이벤트\n\n"
        "- **느낀 점**: 🙂 cafe\u0301 TBU\n- [ ] 👩\u200d💻 고치기\n"
    ).encode(),
    "posts/crlf.md": b"# Week 5\r\n\r\n## Actions\r\n\r\n-\t[ ] write it up\r\n- **felt**:\r\n\r\nend",
    "posts/mark.md": "\ufeffTBU 한글 TBU\n".encode(),
    "posts/nothing.md": "# 아무 일도 없다\n".encode(),
}
CONTENTS = Contents(dict(DOCUMENTS))


def source(path: str) -> SourceText:
    return SourceText(DOCUMENTS[path].decode())


def place(path: str, text: str, *section: str, nth: int = 0) -> Place:
    """Where `text` stands in a document."""
    document = source(path)
    start = [found.start() for found in re.finditer(re.escape(text), document.text)][nth]
    return Place(document.range(Span(start, start + len(text))), section, text)


def finding(path: str, where: Place, message: str, **changes: Any) -> Diagnostic:
    found = Diagnostic(
        rule="placeholder",
        family="placeholders",
        severity=Severity.ERROR,
        message=message,
        help="write it, or remove the event",
        path=path,
        place=where,
        subject=where.text,
    )
    return replace(found, **changes)


def findings() -> Iterable[Diagnostic]:
    titles = ("5주차 회고", "🎉🎉 주요 이벤트")
    felt = SchemaPlace("weekly-retro", "sections[0].fields[2]")
    yield finding(STRANGE, place(STRANGE, "TBU", *titles), '"느낀 점" still says TBU', schema=felt)
    yield finding(
        STRANGE,
        place(STRANGE, "[ ]", *titles),
        'the task "👩‍💻 고치기" is not ticked',
        rule="unchecked-task",
        family="tasks",
        severity=Severity.WARNING,
        suppressed=Suppressed("comment", "다음 주에 한다"),
    )
    crlf = "posts/crlf.md"
    box, text = place(crlf, "[ ]", "Week 5", "Actions"), place(crlf, " write it up", "Week 5", "Actions")
    tick = (Edit(box.range, "[x]"), Edit(text.range, " wrote it up"))
    yield finding(
        crlf,
        box,
        'the task "write it up" is not ticked',
        rule="unchecked-task",
        family="tasks",
        severity=Severity.WARNING,
        help="tick it, or remove it",
        related=(Related("of this section", place(crlf, "## Actions").range),),
        fixes=(
            Fix("tick it", Applicability.SAFE, tick),
            Fix(
                "remove it",
                Applicability.UNSAFE,
                (Edit(place(crlf, "-\t[ ] write it up\r\n").range, ""),),
            ),
            Fix("think about it", Applicability.MANUAL, tick[:1]),
        ),
    )
    yield finding(
        crlf,
        place(crlf, "- **felt**:\r\n", "Week 5", "Actions"),
        'the field "felt" is empty, | see [this](1) @team #1',
        rule="empty-field",
        family="fields",
        severity=Severity.INFO,
    )
    mark = "posts/mark.md"
    old = Suppressed("baseline")
    yield finding(mark, place(mark, "TBU"), "it still says TBU", suppressed=old)
    yield finding(mark, place(mark, "TBU", nth=1), "it still says TBU", help="")


def report_of(found: Iterable[Diagnostic], paths: Iterable[str] = ()) -> Report:
    ordered = sorted(found, key=lambda diagnostic: diagnostic.sort_key)
    return Report(tuple(numbered(ordered, lambda path: path)), tuple(sorted(paths)))


def printed(name: str, report: Report, screen: Screen | None = None) -> list[str]:
    return list(find_reporter(name)(report, CONTENTS, screen or Screen()))


@cache
def _validator(name: str) -> Validator:
    schema = json.loads(SCHEMAS[name].read_text("utf-8"))
    return validator_for(schema)(schema)


def _valid(name: str, text: str) -> Any:
    """The JSON of `text`, which is what the schema of the format says."""
    value = json.loads(text)
    _validator(name).validate(value)
    return value


def _results(text: str) -> list[Any]:
    (run,) = _valid("sarif", text)["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    results: list[Any] = run["results"]
    return results


def _uri(result: Any) -> str:
    uri: str = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?!/)([A-Za-z0-9._~/-]|%[0-9A-F]{2})*", uri)
    return unquote(uri, errors="surrogatepass")


def _commands(pattern: str, escapes: dict[str, str], text: str) -> list[tuple[str, str]]:
    """Path and message of each line that is a command."""

    def plain(value: str) -> str:
        for escape, char in escapes.items():
            value = value.replace(escape, char)
        return value

    return [(plain(path), plain(message)) for path, message in re.findall(pattern, text, re.MULTILINE)]


_GITHUB = {"%0A": "\n", "%0D": "\r", "%3A": ":", "%2C": ",", "%25": "%"}
_AZURE = {"%0A": "\n", "%0D": "\r", "%3B": ";", "%5D": "]", "%AZP25": "%"}


class _Tables(HTMLParser):
    """Rows of a summary, with the heading above them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, str]] = []
        self._cells: list[str] = []
        self._text = ""
        self._heading = ""

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag in {"h3", "td"}:
            self._text = ""
        elif tag == "br":
            self._text += "\n"

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "h3":
            self._heading = self._text
        elif tag == "td":
            self._cells.append(self._text)
        elif tag == "tr" and self._cells:
            _, told = self._cells
            self.rows.append((self._heading, told.partition(": ")[2]))
            self._cells = []


def _rows(text: str) -> list[tuple[str, str]]:
    tables = _Tables()
    tables.feed(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))
    return tables.rows


def _junit(text: str) -> list[tuple[str, str]]:
    root = ET.fromstring(text)  # noqa: S314 - our own
    return [
        (case.get("classname", ""), case[0].text or "") for case in root.iter("testcase") if len(case)
    ]


def _checkstyle(text: str) -> list[tuple[str, str]]:
    files = ET.fromstring(text)  # noqa: S314 - our own
    return [(file.get("name", ""), error.get("message", "")) for file in files for error in file]


def _json_lines(text: str) -> list[tuple[str, str]]:
    found = [_valid("json-lines", line) for line in text.splitlines()]
    return [(item["path"], item["message"]) for item in found]


READERS: dict[str, Callable[[str], list[tuple[str, str]]]] = {
    "json": lambda text: [
        (item["path"], item["message"]) for item in _valid("json", text)["diagnostics"]
    ],
    "json-lines": _json_lines,
    "github": lambda text: _commands(r"^::(?:error|warning|notice) file=(.*?),.*?::(.*)$", _GITHUB, text),
    "gitlab": lambda text: [(item["location"]["path"], item["description"]) for item in json.loads(text)],
    "sarif": lambda text: [(_uri(item), item["message"]["text"]) for item in _results(text)],
    "junit": _junit,
    "rdjson": lambda text: [
        (item["location"]["path"], item["message"]) for item in _valid("rdjson", text)["diagnostics"]
    ],
    "azure": lambda text: _commands(
        r"^##vso\[task\.logissue type=.*?;sourcepath=(.*?);[^\]]*\](.*)$", _AZURE, text
    ),
    "checkstyle": _checkstyle,
    "markdown": _rows,
}
"""What a machine reads in an output: the path and the message of each finding."""
