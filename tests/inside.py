"""The `retrolint` command in this process: quick, where a process of its own adds nothing to a test."""

import gc
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

import pytest
from commandline import Result, environment, install

from retrolint.commands import main
from retrolint.registry import installed_rules


def run_inside(
    *args: str | Path, cwd: Path, env: Mapping[str, str] | None = None, stdin: str | bytes = b""
) -> Result:
    """What `commandline.run` would give; what is no text is escaped, and a bug is raised."""
    given = BytesIO(stdin.encode() if isinstance(stdin, str) else stdin)
    out, err = BytesIO(), BytesIO()
    # Kept to the end: whatever was written is gone with them.
    streams = [TextIOWrapper(each, "utf-8", write_through=True) for each in (given, out, err)]
    with (
        _in_folder(cwd),
        patch.dict(os.environ, environment(env), clear=True),
        patch.multiple(sys, argv=["retrolint", *map(str, args)], excepthook=sys.excepthook),
        patch.object(sys, "stdin", streams[0]),
        redirect_stdout(streams[1]),
        redirect_stderr(streams[2]),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    gc.enable()
    shown, said = (each.getvalue().decode("utf-8", "surrogateescape") for each in (out, err))
    return Result(int(ended.value.code or 0), shown, said)


@contextmanager
def installed(folder: Path, name: str, module: str) -> Iterator[None]:
    """Have a distribution as `commandline.install` lays it, here."""
    install(folder, name, module)
    installed_rules.cache_clear()
    try:
        with patch.object(sys, "path", [str(folder), *sys.path]):
            yield
    finally:
        installed_rules.cache_clear()
        sys.modules.pop(f"{name}_rules", None)


@contextmanager
def _in_folder(folder: Path) -> Iterator[None]:
    before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
