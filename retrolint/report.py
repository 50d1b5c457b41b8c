"""What a run found, as reporters see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from retrolint.diagnostics import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found, settled and sorted."""

    diagnostics: tuple[Diagnostic, ...]
    """By path, start and rule; those that are suppressed or in the baseline are among them."""
    paths: tuple[str, ...] = ()
    """The documents that were checked, sorted."""
    schemas: tuple[tuple[str, str, int], ...] = ()
    """Each schema that was recognised: its name, why for the first document, how many documents."""
    thresholds: Mapping[str, Severity | None] = field(default_factory=dict)
    """For paths the mildest severity that fails the run, None for none; else it is `error`."""

    @property
    def counted(self) -> Iterator[Diagnostic]:
        """The findings that are neither suppressed nor in the baseline."""
        return (diagnostic for diagnostic in self.diagnostics if not diagnostic.suppressed)

    def fails(self, diagnostic: Diagnostic) -> bool:
        """Whether the finding makes the run fail."""
        threshold = self.thresholds.get(diagnostic.path, Severity.ERROR)
        if diagnostic.suppressed or threshold is None:
            return False
        return diagnostic.severity.reaches(threshold)
