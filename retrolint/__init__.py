"""The linter for documents written from a template."""

__version__ = "0.1.0"
