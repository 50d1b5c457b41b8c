"""A configuration, compiled, and what it amounts to for one document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from retrolint.config.globs import Globs
from retrolint.diagnostics import Severity
from retrolint.roots import path_below
from retrolint.rule import AnyRule
from retrolint.schema.model import Schema

BASELINE = ".retrolint-baseline.json"
"""The file with the findings that are known, unless a configuration names another."""

DEFAULT_INCLUDE = ("*.md", "*.markdown", "*.mdx")
"""What is a document, unless a configuration says."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Documents of one schema: the first kind that fits a document decides."""

    paths: Globs
    schema: str
    """A built-in's name, or a file: relative to the working directory, as messages show it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is asked of one document; the same settings and document give the same result."""

    rules: tuple[AnyRule, ...]
    today: date
    schema: Schema | None = None
    """The schema that the command line names, for every document."""
    kinds: tuple[Kind, ...] = ()
    """With any, no document gets a schema by being recognised."""
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """What the configuration says of rules, by name."""
    fail_on: Severity | None = Severity.ERROR
    root: str = ""
    """The folder of the project, absolute; empty where no configuration says it."""
    baseline: str = ""
    """The file with the findings that are known, from the project's root; empty for none."""
    fixable: frozenset[str] | None = None
    """The rules whose fixes are applied; None for all."""


@dataclass(frozen=True, slots=True)
class Config:
    """What one configuration says, or what counts without any: `file` is empty then."""

    rules: tuple[AnyRule, ...]
    file: str = ""
    """The path, relative to the working directory."""
    root: str = ""
    """The folder, absolute, from which its paths are taken; empty without a file."""
    include: Globs = field(default_factory=lambda: Globs(DEFAULT_INCLUDE))
    exclude: Globs = field(default_factory=lambda: Globs(()))
    respect_gitignore: bool = True
    kinds: tuple[Kind, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    per_file_ignores: tuple[tuple[Globs, frozenset[str]], ...] = ()
    fail_on: Severity | None = Severity.ERROR
    baseline: str = BASELINE
    fixable: frozenset[str] | None = None

    def ignored(self, path: str) -> frozenset[str]:
        """The names of rules that do not count for the document `path`."""
        if not self.per_file_ignores:
            return frozenset()
        below = path_below(self.root, path)
        return frozenset().union(*(rules for globs, rules in self.per_file_ignores if globs.fit(below)))
