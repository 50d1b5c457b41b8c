"""Which fixes are applied: what the command line and the configuration say."""

from collections.abc import Callable
from dataclasses import dataclass

from retrolint.diagnostics import Applicability, Diagnostic, Fix


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which fixes are to be applied."""

    fixable: Callable[[str], frozenset[str] | None]
    """The rules whose fixes are applied in the document at a path; None for all."""
    unsafe: bool = False
    """Those that are not safe, too."""

    def fix_of(self, diagnostic: Diagnostic) -> Fix | None:
        """The first of the finding's fixes that is to be applied, if there is one."""
        if not diagnostic.fixes or diagnostic.suppressed:
            return None
        rules = self.fixable(diagnostic.path)
        if rules is not None and diagnostic.rule not in rules:
            return None
        kinds = {Applicability.SAFE, Applicability.UNSAFE} if self.unsafe else {Applicability.SAFE}
        return next((fix for fix in diagnostic.fixes if fix.applicability in kinds), None)
