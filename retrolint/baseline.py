"""Findings that are known: adopted today, mended later, and hidden until then.

A baseline holds fingerprints, so that a finding keeps its entry when lines move, and one that is new is
reported even where an old one of the same rule is gone. It has a line for each finding, sorted, so that
two branches merge.
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from retrolint.config.errors import RULE, ConfigError
from retrolint.config.model import Settings
from retrolint.diagnostics import Diagnostic, Severity, Suppressed
from retrolint.report import Report
from retrolint.roots import display_path, path_below, unconfigured_root
from retrolint.schema.faults import schema_fault
from retrolint.schema.files import FileError, read_text_file
from retrolint.text import SourceText, Span
from retrolint.writing import write_whole

VERSION = 1
_MAX_SIZE = 64 * 1024 * 1024
"""Bytes; some hundred thousand findings."""
_HEAD = f'{{"schema_version": {VERSION}, "findings": ['
_FIELDS = ("path", "rule", "message", "fingerprint")


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A finding that is known; what it says was said when it was adopted."""

    path: str
    """From the project's root, with `/`."""
    rule: str
    message: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known findings of a project."""

    file: str
    """Absolute."""
    root: str
    findings: tuple[Known, ...] = ()
    stale: tuple[Known, ...] = ()
    """Those that are not found any more; told of documents that were checked, or are gone."""
    found: tuple[Diagnostic, ...] = field(default=(), repr=False)
    """All that was found in the project and is not suppressed."""

    @property
    def present(self) -> tuple[Known, ...]:
        """All that was found, as known findings, sorted."""
        return tuple(sorted(map(_known, self.found)))


def apply_baselines(
    report: Report, settings_of: Callable[[str], Settings]
) -> tuple[Report, list[Baseline]]:
    """The report with known findings marked, and the baseline of each project, be it empty.

    Raises:
        ConfigError: a baseline cannot be read.
    """
    paths: dict[tuple[str, str], list[str]] = {}
    for path in report.paths:
        settings = settings_of(path)
        if settings.baseline:
            root = settings.root or unconfigured_root(path)
            paths.setdefault((os.path.join(root, settings.baseline), root), []).append(path)
    owners = {path: file for (file, _), members in paths.items() for path in members}
    baselines = {file: Baseline(file, root, read_baseline(file)) for file, root in paths}
    prints = {
        file: {known.fingerprint for known in baseline.findings} for file, baseline in baselines.items()
    }
    marked: list[Diagnostic] = []
    found: dict[str, list[Diagnostic]] = {file: [] for file in baselines}
    for diagnostic in report.diagnostics:
        file = owners.get(diagnostic.path, "")
        is_counted = file and not diagnostic.suppressed
        if is_counted:
            found[file].append(diagnostic)
        is_known = is_counted and prints[file] and diagnostic.fingerprint in prints[file]
        marked.append(replace(diagnostic, suppressed=Suppressed("baseline")) if is_known else diagnostic)
    return replace(report, diagnostics=tuple(marked)), [
        replace(
            baseline,
            found=tuple(found[file]),
            stale=tuple(
                _stale(baseline, found[file], _ran(paths[file, baseline.root], baseline, settings_of))
            ),
        )
        for file, baseline in baselines.items()
    ]


def read_baseline(file: str) -> tuple[Known, ...]:
    """The known findings in `file`; none where there is no such file.

    Raises:
        ConfigError: it is no baseline.
    """
    if not os.path.lexists(file):
        return ()
    text = ""
    try:
        text = read_text_file(file, _MAX_SIZE)
        data = json.loads(text)
        if data["schema_version"] != VERSION:
            raise _refusal(file, text, 0, f"its schema_version is not {VERSION}")
        return tuple(Known(*(_text(entry[name]) for name in _FIELDS)) for entry in data["findings"])
    except FileError as error:
        raise _refusal(file, error.before or "", len(error.before or ""), str(error)) from error
    except json.JSONDecodeError as error:
        is_conflict = "<<<<<<<" in text
        reason = "it has conflicts of a merge" if is_conflict else f"no JSON: {error.msg.lower()}"
        raise _refusal(file, text, error.pos, reason) from error
    except (KeyError, TypeError, RecursionError) as error:
        raise _refusal(file, text, 0, "it is no baseline") from error


def write_baseline(file: str, findings: Iterable[Known]) -> None:
    """Write the known findings, sorted, in place of what is there: all of it, or nothing.

    Raises:
        OSError: it cannot be written.
    """
    lines = [json.dumps({name: getattr(known, name) for name in _FIELDS}) for known in sorted(findings)]
    text = "\n".join([_HEAD, *(f"{line}," for line in lines[:-1]), *lines[-1:], "]}", ""])
    write_whole(file, text.encode())


def _ran(
    paths: list[str], baseline: Baseline, settings_of: Callable[[str], Settings]
) -> dict[str, set[str]]:
    """The rules that ran, for each document by its path in the project."""
    return {
        path_below(baseline.root, path): {rule.name for rule in settings_of(path).rules} for path in paths
    }


def _stale(baseline: Baseline, found: list[Diagnostic], ran: dict[str, set[str]]) -> Iterator[Known]:
    """What is known and was not found: in a document where its rule ran, or in one that is gone."""
    if not baseline.findings:
        return
    present = {diagnostic.fingerprint for diagnostic in found}
    for known in baseline.findings:
        is_gone = not os.path.lexists(os.path.join(baseline.root, known.path))
        if known.fingerprint not in present and (known.rule in ran.get(known.path, ()) or is_gone):
            yield known


def _known(diagnostic: Diagnostic) -> Known:
    path = diagnostic.project_path or diagnostic.path
    return Known(path, diagnostic.rule, diagnostic.message, diagnostic.fingerprint)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _refusal(file: str, text: str, offset: int, reason: str) -> ConfigError:
    fault = schema_fault(
        display_path(file),
        SourceText(text),
        Span(offset, offset),
        f"the baseline cannot be read: {reason}",
        'mend it, or delete it and run "retrolint baseline create"',
        severity=Severity.ERROR,
        rule=RULE,
    )
    return ConfigError((fault,))
