"""Many documents: each is read and checked, then the rules that look across them."""

import difflib
import os
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import splitext
from unicodedata import normalize

from retrolint.config.choosing import match_document
from retrolint.config.model import Settings
from retrolint.contents import Contents, Refusal
from retrolint.diagnostics import Diagnostic, Severity, numbered
from retrolint.document.model import Document
from retrolint.document.reader import read_document, unreadable
from retrolint.engine import FileResult, check_document, check_project, check_suppressions, too_slow
from retrolint.patterns.pattern import SlowPatternError
from retrolint.report import Report
from retrolint.roots import REPOSITORY, SITE_FILES, path_below, project_root, unconfigured_root
from retrolint.rule import Facts

_STATIC_FOLDERS = ("", "static", "public", "assets", "docs", "content", "src", "source")
_FILE_SUFFIX = re.compile(r"\.[a-z][a-z0-9]*")
"""A version or a date at the end of an address, `v1.2`, is no suffix."""
_MADE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".php", ".asp", ".aspx", ".jsp", ".xml"})


def check_documents(
    paths: Iterable[str], settings_of: Callable[[str], Settings], contents: Contents
) -> Report:
    """The findings in the documents `paths`, which are sorted and relative to the working directory.

    Raises:
        SchemaError: the schema of a document cannot be used.
        RuleCrashError: a rule raised.
    """
    checker = Checker(settings_of, contents)
    for path in paths:
        checker.check(path)
    return checker.report()


class Checker:
    """Checks documents, and again those whose contents are others now; the rest it remembers."""

    def __init__(self, settings_of: Callable[[str], Settings], contents: Contents) -> None:
        """`settings_of` says what is asked of a path."""
        self.contents = contents
        self._settings_of = settings_of
        self._settings: dict[str, Settings] = {}
        self._results: dict[str, FileResult] = {}
        self._reasons: dict[str, str] = {}
        self._hashes: dict[str, int] = {}

    def check(self, path: str, document: Document | None = None) -> None:
        """Check the document at `path`, which is read unless it is given; paths come sorted at first.

        Raises:
            SchemaError: its schema cannot be used.
            RuleCrashError: a rule raised.
        """
        settings = self._settings.setdefault(path, self._settings_of(path))
        if document is None:
            data = self.contents.read(path)
            self._hashes[path] = hash(data)
            document = _document(path, data)
        try:
            choice = match_document(document, settings)
            self._results[path] = check_document(choice.match, settings)
        except SlowPatternError as error:
            self._results[path] = too_slow(document, error)
            return
        if choice.is_recognised:
            self._reasons[path] = choice.reason
        else:
            self._reasons.pop(path, None)

    def has_read(self, path: str, data: bytes) -> bool:
        """Whether `data` is what was read at `path`."""
        return self._hashes[path] == hash(data)

    def report(self) -> Report:
        """The findings in all that was checked.

        Raises:
            RuleCrashError: a rule raised.
        """
        results, settings = list(self._results.values()), self._settings
        roots = {path: asked.root or unconfigured_root(path) for path, asked in settings.items()}
        found = _settled([*_found(results, settings, roots)], settings)
        found += _suppress(results, found, settings)
        found.sort(key=lambda diagnostic: diagnostic.sort_key)
        return Report(
            tuple(numbered(found, lambda path: path_below(roots[path], path))),
            tuple(result.path for result in results),
            tuple(self._recognised()),
            {
                path: asked.fail_on
                for path, asked in settings.items()
                if asked.fail_on is not Severity.ERROR
            },
        )

    def _recognised(self) -> Iterator[tuple[str, str, int]]:
        """Each schema that was recognised: its name, why for the first document, how many documents."""
        counts = Counter(result.schema for result in self._results.values())
        reasons: dict[str, str] = {}
        for path, reason in self._reasons.items():
            reasons.setdefault(self._results[path].schema, reason)
        for name in sorted(reasons):
            yield name, reasons[name], counts[name]


def _found(
    results: list[FileResult], settings: Mapping[str, Settings], roots: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """What the document rules found, and what the project rules find, project by project."""
    projects: dict[str, list[FileResult]] = {}
    for result in results:
        yield from result.diagnostics
        projects.setdefault(roots[result.path], []).append(result)
    for members in projects.values():
        index = ProjectIndex(tuple(result.facts for result in members))
        yield from check_project(index, {result.path: settings[result.path] for result in members})


def _settled(found: list[Diagnostic], settings: Mapping[str, Settings]) -> list[Diagnostic]:
    """The findings as they weigh today."""
    return [
        diagnostic.settled(settings[diagnostic.path].today)
        for diagnostic in found
        if not diagnostic.is_over(settings[diagnostic.path].today)
    ]


def _suppress(
    results: list[FileResult], found: list[Diagnostic], settings: Mapping[str, Settings]
) -> list[Diagnostic]:
    """Mark in `found` what the documents suppress; the findings about their suppressions."""
    said = {result.path: result.suppressions for result in results if result.suppressions.path}
    if not said:
        return []
    by_path: dict[str, list[int]] = {path: [] for path in said}
    for number, diagnostic in enumerate(found):
        if diagnostic.path in said:
            by_path[diagnostic.path].append(number)
    more: list[Diagnostic] = []
    for path, suppressions in said.items():
        marked, used = suppressions.apply(found[number] for number in by_path[path])
        for number, diagnostic in zip(by_path[path], marked, strict=True):
            found[number] = diagnostic
        more += check_suppressions(suppressions, used, settings[path])
    return more


@dataclass(frozen=True, slots=True)
class ProjectIndex:
    """The facts of all documents, and the files around them."""

    facts: tuple[Facts, ...]

    def is_missing(self, path: str, file: str) -> bool:
        """Whether the `file` that `path` links to is surely not there.

        One without a suffix, or with one of a web page, may be the address of a page that the
        site's engine makes. In a site, a file may also lie where the engine takes it from.
        """
        suffix = splitext(file)[1].lower()
        if suffix in _MADE_SUFFIXES or not _FILE_SUFFIX.fullmatch(suffix) or "\0" in file:
            return False
        site = project_root(path, SITE_FILES)
        roots = [os.path.join(site, folder) for folder in _STATIC_FOLDERS] if site else []
        beside = os.path.dirname(path)
        top = site or project_root(path, REPOSITORY) or os.getcwd()
        if not _is_inside(os.path.join(beside, file), top):
            return False
        return not any(_exists(os.path.join(folder, file)) for folder in (beside, *roots))

    def closest(self, path: str, file: str) -> str | None:
        """The file most like `file` that lies in the same folder, for a suggestion."""
        folder, name = posixpath.split(file)
        try:
            names = os.listdir(os.path.join(os.path.dirname(path), folder) or ".")
        except (OSError, ValueError):
            return None
        same_suffix = [other for other in names if splitext(other)[1] == splitext(name)[1]]
        found = difflib.get_close_matches(name, same_suffix, n=1, cutoff=0.75)
        return posixpath.join(folder, found[0]) if found else None


def read(path: str, contents: Contents) -> Document:
    """The document at `path`; one that cannot be read says why."""
    return _document(path, contents.read(path))


def _document(path: str, data: bytes | Refusal) -> Document:
    if isinstance(data, Refusal):
        return unreadable(path, data.rule, data.reason)
    return read_document(path, data)


def _is_inside(path: str, top: str) -> bool:
    return os.path.abspath(path).startswith(os.path.join(top, ""))


def _exists(path: str) -> bool:
    """Whether `path` is there; a Mac writes names in another form of Unicode than the keyboard."""
    try:
        return any(os.path.exists(normalize(form, path)) for form in ("NFC", "NFD"))
    except (OSError, ValueError):
        return False
