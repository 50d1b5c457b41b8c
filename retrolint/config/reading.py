"""Configuration files as data: read, validated, laid over what they extend."""

import os
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from retrolint.config.errors import RULE, ConfigError
from retrolint.config.files import PYPROJECT, has_table
from retrolint.config.models import ConfigModel
from retrolint.config.source import read_toml
from retrolint.diagnostics import Diagnostic
from retrolint.roots import REPOSITORY, display_path, project_root
from retrolint.schema.faults import fault_at_end, schema_fault
from retrolint.schema.files import FileError, read_text_file
from retrolint.schema.model_faults import model_faults
from retrolint.schema.source import DataSource, Location, SourceError
from retrolint.text import SourceText, Span
from retrolint.version import __version__

_MOST_BASES = 10
_MERGED = frozenset({"per-file-ignores", "severity", "rules"})
"""Tables of which each key comes from the closest file that has it; all else is taken whole."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a configuration: its path as it is shown, and what it says."""

    file: str
    source: DataSource

    def fault(self, location: Location, message: str, hint: str = "") -> Diagnostic:
        """A fault of what stands at `location`."""
        span = self.source.span(location)
        return schema_fault(self.file, self.source.source, span, message, hint, rule=RULE)


@dataclass(frozen=True, slots=True)
class Parts:
    """A configuration file and those that it extends, the closest first."""

    parts: tuple[Part, ...]
    data: dict[str, Any] = field(default_factory=dict)
    """What they say together."""

    def part_of(self, *location: str | int) -> Part:
        """The file that says what counts at `location`."""
        return next((part for part in self.parts if _has(part.source.data, location)), self.parts[0])


def read_parts(file: str) -> Parts:
    """The configuration in `file`, and in those that it extends.

    Raises:
        ConfigError: it is no configuration, or extends what is none.
    """
    parts: list[Part] = [_read(file)]
    while base := parts[-1].source.data.get("extend"):
        parts.append(_base(parts, base))
    data: dict[str, Any] = {}
    for part in reversed(parts):
        for key, value in part.source.data.items():
            data[key] = {**data.get(key, {}), **value} if key in _MERGED else value
    return Parts(tuple(parts), data)


def is_outside(path: str, file: str) -> bool:
    """Whether `path`, which `file` names, lies outside of the repository that `file` is in.

    Who proposes a change of a configuration may not have others' files read by it.
    """
    top = project_root(file, REPOSITORY)
    return top is not None and not os.path.join(os.path.realpath(path), "").startswith(
        os.path.join(os.path.realpath(top), "")
    )


def _base(parts: list[Part], base: str) -> Part:
    """The configuration that the last of `parts` extends."""
    part = parts[-1]
    path = os.path.normpath(os.path.join(os.path.dirname(part.file), base))
    reason = ""
    if os.path.isabs(base) or is_outside(path, part.file):
        reason = f"{base} lies outside of the repository"
    elif display_path(path) in [other.file for other in parts]:
        reason = f"{base} comes back to a configuration that extends it"
    elif len(parts) > _MOST_BASES:
        reason = f"more than {_MOST_BASES} configurations extend each other"
    elif not os.path.isfile(path):
        reason = f"there is no file {base}"
    if reason:
        raise ConfigError((part.fault(("extend",), f'"extend": {reason}'),))
    return _read(path)


def _read(file: str) -> Part:
    path = display_path(file)
    try:
        text = read_text_file(file)
    except FileError as error:
        message = f"the configuration cannot be read: {error}"
        raise ConfigError((fault_at_end(path, error.before or "", message, RULE),)) from error
    is_pyproject = os.path.basename(file) == PYPROJECT
    if is_pyproject and not has_table(text):
        raise ConfigError((fault_at_end(path, "", "there is no table [tool.retrolint]", RULE),))
    try:
        source = read_toml(text, ("tool", "retrolint") if is_pyproject else ())
    except SourceError as error:
        span = Span(error.offset, error.offset)
        raise ConfigError((schema_fault(path, SourceText(text), span, str(error), rule=RULE),)) from error
    part = Part(path, source)
    if not isinstance(source.data, dict):
        raise ConfigError((part.fault((), '"tool.retrolint" is no table'),))
    _check_version(part)
    try:
        ConfigModel.model_validate(source.data)
    except ValidationError as error:
        raise ConfigError(tuple(model_faults(path, source, error, RULE))) from error
    return part


def _check_version(part: Part) -> None:
    """Refuse what another version is required for, before anything that only that version knows."""
    wanted = part.source.data.get("required-version")
    if not isinstance(wanted, str):
        return
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 - few say it

    place = ("required-version",)
    try:
        fits = SpecifierSet(wanted).contains(__version__, prereleases=True)
    except InvalidSpecifier as error:
        message = f'"required-version": "{wanted}" is no range of versions'
        raise ConfigError((part.fault(place, message, 'write it as ">=0.1,<1"'),)) from error
    if not fits:
        message = f"retrolint {wanted} is required, and this is {__version__}"
        raise ConfigError((part.fault(place, message, f"pip install 'retrolint{wanted}'"),))


def _has(data: Any, location: Location) -> bool:
    for part in location:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True
