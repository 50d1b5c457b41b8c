"""The `retrolint` command at a terminal."""

import os
import pty
import select
import subprocess
from collections.abc import Mapping
from pathlib import Path

from commandline import BIN, environment


def at_a_terminal(
    *args: str, cwd: Path, env: Mapping[str, str] | None = None, answers: str = ""
) -> tuple[int, str]:
    """The exit code, and what a person sees who gives these answers."""
    mine, theirs = pty.openpty()
    process = subprocess.Popen(
        [BIN / "retrolint", *args],
        cwd=cwd,
        env=environment({"TERM": "xterm", **(env or {})}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(mine, answers.encode())
    seen = b""
    while select.select([mine], [], [], 60)[0]:
        try:
            part = os.read(mine, 65536)
        except OSError:  # nobody holds the other end any more
            break
        if not part:
            break
        seen += part
    os.close(mine)
    return process.wait(), seen.decode().replace("\r\n", "\n")
