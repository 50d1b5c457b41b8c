"""Rounds of fixes, until nothing changes: in memory, so that all is planned before a file is written."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from retrolint.contents import Refusal
from retrolint.diagnostics import Diagnostic, Severity
from retrolint.fixing.edits import Chosen
from retrolint.fixing.wanted import Wanted
from retrolint.fixing.work import BrokenFix, Work
from retrolint.project import Checker, read
from retrolint.report import Report
from retrolint.text import Span


@dataclass(frozen=True, slots=True)
class Fixed:
    """A document of which fixes made another text."""

    path: str
    before: bytes
    after: bytes
    rules: tuple[str, ...]
    """The rules of the findings that were mended, in order."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What fixing came to; what remains to be done, the checker knows. Nothing is written yet."""

    fixed: tuple[Fixed, ...]
    fights: tuple[Diagnostic, ...]
    """Findings that fixes undo each other."""
    broken: tuple[BrokenFix, ...]
    unsettled: tuple[str, ...]
    """Documents that were others when they should have been fixed than when they were checked."""


def fix_documents(checker: Checker, report_of: Callable[[], Report], wanted: Wanted) -> Outcome:
    """Fix what `checker` found; `report_of` gives its report, in which known findings are marked.

    What was fixed is given to the checker's contents; no file is written.

    Raises:
        SchemaError: the schema of a document cannot be used.
        RuleCrashError: a rule raised.
    """
    return _Fixer(checker, report_of, wanted).run()


class _Fixer:
    def __init__(self, checker: Checker, report_of: Callable[[], Report], wanted: Wanted) -> None:
        self._checker = checker
        self._report_of = report_of
        self._wanted = wanted
        self._works: dict[str, Work] = {}
        self._names: dict[str, list[str]] = {}
        """All paths of each file, by its real path: it is fixed once, under the first of them."""
        self._unsettled: dict[str, None] = {}

    def run(self) -> Outcome:
        report = self._report_of()
        # A name that is a link comes last: whoever reads of the file should be told its own.
        for path in sorted(
            report.paths, key=lambda path: os.path.abspath(path) != os.path.realpath(path)
        ):
            self._names.setdefault(os.path.realpath(path), []).append(path)
        while changed := self._round(report):
            later = self._report_of()
            before, after = _by_path(report), _by_path(later)
            failed = [
                path
                for path in changed
                if not self._works[path].holds(before.get(path, []), after.get(path, []))
            ]
            for path in failed:
                self._check(path)
            report = self._report_of() if failed else later
        found, works = _by_path(report), sorted(self._works.items())
        return Outcome(
            tuple(_fixed(works)),
            tuple(_fight(found.get(path, []), work) for path, work in works if work.fighting),
            tuple(each for _, work in works for each in work.broken),
            tuple(self._unsettled),
        )

    def _round(self, report: Report) -> list[str]:
        """Apply what can be applied at once, in each document; those that are others now."""
        changed: list[str] = []
        every = _by_path(report)
        for path, found in self._fixable(report).items():
            work = self._works.get(path) or self._started(path, len(every[path]))
            if work and work.step(found):
                changed.append(path)
                self._check(path)
        return changed

    def _fixable(self, report: Report) -> dict[str, list[Chosen]]:
        """The findings with a fix that is wanted, by path."""
        found: dict[str, list[Chosen]] = {}
        for diagnostic in report.diagnostics:
            fix = self._wanted.fix_of(diagnostic)
            if fix and self._names[os.path.realpath(diagnostic.path)][0] == diagnostic.path:
                found.setdefault(diagnostic.path, []).append(Chosen(diagnostic, fix))
        return found

    def _started(self, path: str, findings: int) -> Work | None:
        """The work on a document with so many findings to mend; None where it is another meanwhile."""
        data = self._checker.contents.read(path)
        if isinstance(data, Refusal) or not self._checker.has_read(path, data):
            self._unsettled[path] = None
            return None
        self._checker.contents.given[path] = data
        document = read(path, self._checker.contents)
        self._works[path] = Work.start(document, data, self._wanted, findings)
        return self._works[path]

    def _check(self, path: str) -> None:
        """Check a document as it is now, under all its names."""
        work = self._works[path]
        for name in self._names[os.path.realpath(path)]:
            self._checker.contents.given[name] = work.data
            self._checker.check(name, work.document if name == path else None)


def _fixed(works: Iterable[tuple[str, Work]]) -> Iterator[Fixed]:
    for path, work in works:
        if work.data != work.original:
            yield Fixed(path, work.original, work.data, work.mended)


def _by_path(report: Report) -> dict[str, list[Diagnostic]]:
    """The findings that count, by path."""
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in report.counted:
        found.setdefault(diagnostic.path, []).append(diagnostic)
    return found


def _fight(found: Iterable[Diagnostic], work: Work) -> Diagnostic:
    """The finding that the fixes of some rules undo each other."""
    names = sorted(work.fighting)
    places = (each.place for each in found if each.rule in work.fighting)
    document = work.document
    return Diagnostic(
        rule="fix-cycle",
        family="fixing",
        severity=Severity.ERROR,
        message=f"the fixes of {' and '.join(names)} undo each other, so that none was applied"
        if names[1:]
        else f"the fixes of {names[0]} come to no end, so that none was applied",
        help=f"mend it by hand, or leave out one of the rules: --ignore {names[0]}",
        path=document.path,
        place=next(places, document.place(Span(0, 0), ())),
        subject=" ".join(names),
    )
