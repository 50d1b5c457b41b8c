"""SARIF 2.1.0, which GitHub and other code hosts read as results of an analysis."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import retrolint
from retrolint.contents import Contents
from retrolint.diagnostics import Applicability, Diagnostic, Edit, Fix, Place, Severity, Suppressed
from retrolint.registry import installed_rules
from retrolint.report import Report
from retrolint.reporters.encoding import items, opening, well_formed
from retrolint.reporters.paths import repository_paths
from retrolint.reporters.terminal import Screen
from retrolint.reporters.wording import HOMEPAGE, sentence
from retrolint.rule import AnyRule
from retrolint.text import Range, printable

Record = dict[str, object]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LITERAL = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]"})


def lines(report: Report, _contents: Contents, _screen: Screen) -> Iterator[str]:
    """One run, a line for each result; findings that are suppressed are among them, and say so."""
    names = sorted({diagnostic.rule for diagnostic in report.diagnostics})
    numbers = {name: number for number, name in enumerate(names)}
    uri_of = repository_paths(relative_uri)
    head = opening({"tool": {"driver": _driver(names)}, "columnKind": "unicodeCodePoints"}, "results")
    yield opening({"$schema": SCHEMA, "version": "2.1.0"}, "runs")
    yield head
    yield from items(_result(found, numbers[found.rule], uri_of) for found in report.diagnostics)
    yield "]}]}"


def relative_uri(path: str) -> str:
    """`path` as a relative reference; a colon in it can start no scheme, as it is encoded, too."""
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = path.encode("utf-8", "surrogatepass")
    return quote(data.lstrip(b"/"))


def _driver(names: list[str]) -> Record:
    rules = installed_rules()
    return {
        "name": "retrolint",
        "version": retrolint.__version__,
        "semanticVersion": retrolint.__version__,
        "informationUri": HOMEPAGE,
        "rules": [_rule(rules[name]) if name in rules else {"id": printable(name)} for name in names],
    }


def _rule(rule: type[AnyRule]) -> Record:
    page = rule.page()
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary()},
        "fullDescription": {"text": page.partition("\n\nBad")[0]},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family]},
    }


def _result(diagnostic: Diagnostic, number: int, uri_of: Callable[[Diagnostic], str]) -> Record:
    uri = uri_of(diagnostic)
    result: Record = {
        "ruleId": printable(diagnostic.rule),
        "ruleIndex": number,
        "level": _LEVELS[diagnostic.severity],
        "message": _message(sentence(diagnostic, "\n")),
        "locations": [_location(uri, diagnostic.place)],
        "partialFingerprints": {"retrolint/v1": diagnostic.fingerprint},
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {
                "id": number,
                **_physical(uri, related.range),
                "message": _message(printable(related.message)),
            }
            for number, related in enumerate(diagnostic.related, 1)
        ]
    # Twice the same would not be valid.
    fixes = [_fix(uri, fix) for fix in dict.fromkeys(diagnostic.fixes) if _is_offered(fix)]
    if fixes:
        result["fixes"] = fixes
    if diagnostic.suppressed:
        result["suppressions"] = [_suppression(diagnostic.suppressed)]
    return result


def _message(text: str) -> Record:
    """A message in which nothing is a link: SARIF reads `[a](b)` as one."""
    return {"text": text.translate(_LITERAL) if "](" in text else text}


def _location(uri: str, place: Place) -> Record:
    location = _physical(uri, place.range)
    if place.section:
        titles = [printable(title) for title in place.section]
        location["logicalLocations"] = [
            {"name": titles[-1], "fullyQualifiedName": " › ".join(titles), "kind": "section"}
        ]
    return location


def _physical(uri: str, range_: Range) -> Record:
    return {"physicalLocation": {"artifactLocation": _artifact(uri), "region": _region(range_)}}


def _artifact(uri: str) -> Record:
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _region(range_: Range) -> Record:
    start, end = range_.start, range_.end
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": start.offset,
        "charLength": end.offset - start.offset,
    }


def _is_offered(fix: Fix) -> bool:
    return fix.applicability is not Applicability.MANUAL and bool(fix.edits)


def _fix(uri: str, fix: Fix) -> Record:
    change = {
        "artifactLocation": _artifact(uri),
        "replacements": [_replacement(edit) for edit in fix.edits],
    }
    return {"description": _message(printable(fix.title)), "artifactChanges": [change]}


def _replacement(edit: Edit) -> Record:
    replacement: Record = {"deletedRegion": _region(edit.range)}
    if edit.text:
        replacement["insertedContent"] = {"text": well_formed(edit.text)}
    return replacement


def _suppression(suppressed: Suppressed) -> Record:
    suppression: Record = {"kind": "external" if suppressed.kind == "baseline" else "inSource"}
    if suppressed.reason:
        suppression["justification"] = printable(suppressed.reason)
    return suppression
