"""What a search for documents finds, for tests."""

from datetime import date

from retrolint.config.run import Run
from retrolint.discovery import find_documents


def found(*paths: str, is_forced: bool = False) -> list[str]:
    """The documents that the paths name, where the clock says nothing."""
    run = Run(today=date(2024, 9, 10))
    return list(find_documents(paths, run.config_in, is_forced=is_forced).documents)
