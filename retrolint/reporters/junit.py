"""The XML of JUnit: a suite for each file, a test for each finding."""

from collections import Counter
from collections.abc import Iterator

from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic
from retrolint.report import Report
from retrolint.reporters.concise import line
from retrolint.reporters.terminal import Screen
from retrolint.reporters.wording import by_file
from retrolint.reporters.xml import DECLARATION, content, empty, end, start


def lines(report: Report, _contents: Contents, _screen: Screen) -> Iterator[str]:
    """A suite for each file that was checked; a finding that fails the run is a test that failed.

    Any other finding is a test that passed and says something. A file without findings is one that
    passed.
    """
    files = by_file(report)
    tests = sum(max(len(found), 1) for found in files.values())
    failures = sum(map(report.fails, report.counted))
    yield DECLARATION
    yield start("testsuites", name="retrolint", tests=tests, failures=failures, errors=0)
    for path, found in files.items():
        yield from _suite(path, found, report)
    yield end("testsuites")


def _suite(path: str, found: list[Diagnostic], report: Report) -> Iterator[str]:
    failures = sum(map(report.fails, found))
    yield start("testsuite", name=path, tests=max(len(found), 1), failures=failures, errors=0)
    if not found:
        yield empty("testcase", classname=path, name="nothing found")
    seen = Counter[str]()
    for diagnostic in found:
        name = _name(diagnostic)
        seen[name] += 1
        unique = name if seen[name] == 1 else f"{name} ({seen[name]})"
        yield start("testcase", classname=path, name=unique)
        yield from _outcome(diagnostic, is_failure=report.fails(diagnostic))
        yield end("testcase")
    yield end("testsuite")


def _name(diagnostic: Diagnostic) -> str:
    place = diagnostic.place.range.start
    return f"{diagnostic.rule} at {place.line}:{place.column}"


def _outcome(diagnostic: Diagnostic, *, is_failure: bool) -> Iterator[str]:
    tag = start("system-out")
    if is_failure:
        tag = start("failure", message=diagnostic.message, type=diagnostic.severity)
    text = f"{tag}{content(line(diagnostic, Screen()))}"
    if diagnostic.help:
        yield text
        text = f"help: {content(diagnostic.help)}"
    yield f"{text}{end('failure' if is_failure else 'system-out')}"
