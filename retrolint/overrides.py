"""What a schema's entries say of rules there and inside them: severities and options.

The innermost entry that says anything of a rule decides; there a rule's own name comes before `*`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from retrolint.diagnostics import Diagnostic, Severity
from retrolint.matching.match import Match
from retrolint.schema.constraints import Setting
from retrolint.schema.model import Entry, Schema

_ALL = "*"


class Region(NamedTuple):
    """An entry that says something of rules, and where in the document it is."""

    path: str
    start: int
    end: int
    """-1 for an entry that nothing stands for."""
    settings: tuple[Setting, ...]

    def holds(self, diagnostic: Diagnostic) -> bool:
        """Whether the finding is about this entry, or about something inside it."""
        asked = diagnostic.schema.path if diagnostic.schema else ""
        if asked and self.path:
            return asked == self.path or asked.startswith((f"{self.path}.", f"{self.path}["))
        return self.start <= diagnostic.place.range.start.offset < self.end


@dataclass(frozen=True, slots=True)
class Overrides:
    """The regions of a document, the innermost first."""

    regions: tuple[Region, ...] = ()

    def setting(self, rule: str, diagnostic: Diagnostic) -> Setting | None:
        """What counts for a finding of `rule`."""
        for region in self.regions:
            if region.holds(diagnostic):
                for name in (rule, _ALL):
                    for setting in region.settings:
                        if setting.rule == name:
                            return setting
        return None

    def options(self, rule: str) -> list[Mapping[str, Any]]:
        """All the options that are set of `rule`, each once."""
        found: list[Mapping[str, Any]] = []
        for region in self.regions:
            for setting in region.settings:
                if setting.rule == rule and setting.options and setting.options not in found:
                    found.append(setting.options)
        return found

    def applied(
        self,
        rule: str,
        options: Mapping[str, Any],
        found: Iterable[Diagnostic],
        *,
        is_mild: bool = False,
    ) -> Iterator[Diagnostic]:
        """Of what a rule found with `options`, what was found where they count, with its severity.

        `is_mild` keeps severities as they are, as in a draft.
        """
        if not self.regions:
            yield from found
            return
        for diagnostic in found:
            setting = self.setting(rule, diagnostic)
            if (setting.options if setting else {}) != options:
                continue
            severity = setting.severity if setting else None
            if severity is None or (is_mild and severity != "off"):
                yield diagnostic
            elif severity != "off":
                yield replace(diagnostic, severity=Severity(severity))


def overrides_of(match: Match) -> Overrides:
    """The regions of the document of `match`."""
    if not match.schema or not match.root or not entries_with_rules(match.schema):
        return Overrides()
    regions = list(_standing(match))
    paths = {region.path for region in regions}
    absent = (entry for entry in entries_with_rules(match.schema) if entry.path not in paths)
    regions += [Region(entry.path, -1, -1, entry.rules) for entry in absent]
    return Overrides(tuple(sorted(regions, key=_depth, reverse=True)))


@cache
def entries_with_rules(schema: Schema) -> tuple[Entry, ...]:
    """The entries of `schema` that say anything of rules."""
    return tuple(entry for entry in schema.entries() if entry.rules)


def _standing(match: Match) -> Iterator[Region]:
    """The sections and fields in the document whose entries say anything of rules."""
    source = match.document.source
    for found in match.sections:
        section = found.section
        if section and found.entry.rules:
            start, end = section.span if section.heading else (0, len(source.text) + 1)
            yield Region(found.entry.path, start, end, found.entry.rules)
        for entry, field, *_ in found.fields.found:
            if entry.rules:
                last = field.blocks[-1].last_line if field.blocks else 0
                end = max(field.text_span.end, source.line_start(last + 1))
                yield Region(entry.path, field.label_span.start, end, entry.rules)


def _depth(region: Region) -> int:
    return region.path.count(".") + bool(region.path)
