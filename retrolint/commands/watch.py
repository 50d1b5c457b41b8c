"""`retrolint check --watch`: check again whenever a document, a schema or a configuration changes."""

import subprocess
import sys
from datetime import datetime

from retrolint.commands import UsageFailure, say
from retrolint.discovery import SKIPPED_FOLDERS, SUFFIXES

_WATCHED = (*SUFFIXES, ".toml", ".yaml", ".yml", ".json", ".gitignore")
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def watch(paths: tuple[str, ...], arguments: list[str]) -> int:
    """Run the command with these `arguments` now and after every change, until somebody interrupts it.

    Each run is a process of its own, which has not read anything yet. Returns the last exit code.

    Raises:
        UsageFailure: what watches files is not installed, or standard input is asked for.
    """
    if "-" in paths:
        raise UsageFailure("standard input cannot be watched")
    try:
        import watchfiles  # noqa: PLC0415 - an extra that few have
    except ImportError as error:
        raise UsageFailure("--watch needs one more package: pip install 'retrolint[watch]'") from error

    def is_watched(_change: watchfiles.Change, path: str) -> bool:
        return path.endswith(_WATCHED) and SKIPPED_FOLDERS.isdisjoint(path.split("/"))

    again = [argument for argument in arguments if argument != "--watch"]
    code = _check(again)
    for _ in watchfiles.watch(*(paths or (".",)), watch_filter=is_watched, raise_interrupt=False):
        code = _check(again)
    return code


def _check(arguments: list[str]) -> int:
    if sys.stdout.isatty():
        sys.stdout.write(_CLEAR)
        sys.stdout.flush()
    # -P: nothing is imported from the working directory.
    code = subprocess.run([sys.executable, "-P", "-m", "retrolint", *arguments], check=False).returncode  # noqa: S603
    say(f"checked at {datetime.now().astimezone():%H:%M:%S}; waiting for changes, Ctrl-C ends it")
    return code
