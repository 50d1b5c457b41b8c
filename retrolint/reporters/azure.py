"""Logging commands of Azure Pipelines, which it shows as issues of the build."""

from collections.abc import Iterator

from retrolint.contents import Contents
from retrolint.diagnostics import Diagnostic, Severity
from retrolint.report import Report
from retrolint.reporters.log import plain
from retrolint.reporters.paths import repository_paths
from retrolint.reporters.terminal import Screen
from retrolint.reporters.wording import sentence
from retrolint.text import printable

_DATA = {"%": "%AZP25", "\r": "%0D", "\n": "%0A"}
_ESCAPES = str.maketrans(_DATA)
_PROPERTY_ESCAPES = str.maketrans(_DATA | {";": "%3B", "]": "%5D"})


def lines(report: Report, _contents: Contents, _screen: Screen) -> Iterator[str]:
    """An issue for each error and warning; Azure has none for `info`, which is a plain line."""
    path_of = repository_paths(_property)
    for diagnostic in report.counted:
        if diagnostic.severity is Severity.INFO:
            yield plain(diagnostic)
        else:
            yield _issue(diagnostic, path_of(diagnostic))


def _issue(diagnostic: Diagnostic, path: str) -> str:
    start = diagnostic.place.range.start
    where = f"sourcepath={path};linenumber={start.line};columnnumber={start.column}"
    head = f"type={diagnostic.severity};{where};code={_property(diagnostic.rule)}"
    return f"##vso[task.logissue {head}]{sentence(diagnostic).translate(_ESCAPES)}"


def _property(text: str) -> str:
    return printable(text.translate(_PROPERTY_ESCAPES))
