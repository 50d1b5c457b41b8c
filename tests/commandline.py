"""The `retrolint` command as a user runs it: a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
POST = ROOT / "tests" / "documents" / "2024-11-08-camp-w4.md"

TBU = "- **did**: TBU\n"
"""The smallest document with one finding, an error."""

Finding = dict[str, Any]


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def findings(self) -> list[Finding]:
        """What `--output-format json` printed."""
        found: list[Finding] = json.loads(self.out)["diagnostics"]
        return found

    @property
    def rules(self) -> list[str]:
        return [finding["rule"] for finding in self.findings]


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment without what would change a result, and with `changes`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RETROLINT_", "PYTHON", "GIT_", "LC_", "COLUMNS", "COVERAGE"))
    }
    return kept | {"PYTHONIOENCODING": "utf-8"} | dict(changes or {})


def execute(
    *command: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: str | bytes = b"",
) -> Result:
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment(env),
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        check=False,
    )
    return Result(
        done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    )


def run(
    *args: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: str | bytes = b"",
) -> Result:
    return execute(BIN / "retrolint", *args, cwd=cwd, env=env, stdin=stdin)


def check_json(
    *args: str | Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: str | bytes = b"",
) -> Result:
    return run("check", "--output-format", "json", *args, cwd=cwd, env=env, stdin=stdin)


def install(folder: Path, name: str, module: str) -> dict[str, str]:
    """Lay a distribution with the module `<name>_rules` into `folder`, as pip would.

    Returns the environment in which its rules are installed.
    """
    package = f"{name.replace('-', '_')}_rules"
    metadata = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    metadata.mkdir(parents=True)
    (folder / f"{package}.py").write_text(module, encoding="utf-8")
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[retrolint.rules]\n{name} = {package}:RULES\n")
    return {"PYTHONPATH": str(folder)}
