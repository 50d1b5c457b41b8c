"""What is wrong with a configuration, or a file that one names."""

from retrolint.diagnostics import Diagnostic

RULE = "invalid-config"
"""What such a finding is called; no rule of that name can be selected."""


class ConfigError(Exception):
    """A configuration that cannot be used; `diagnostics` say what is wrong in its file."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """At least one diagnostic."""
        super().__init__(diagnostics[0].message)
        self.diagnostics = diagnostics
