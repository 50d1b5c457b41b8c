"""A runner of GitHub's, as far as action.yml needs one: it runs the steps in a workspace of their own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from commandline import ROOT, execute

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
INSTALL, CHECK = ACTION["runs"]["steps"]

_BASH = ("/bin/bash", "--noprofile", "--norc", "-eo", "pipefail")
_EXPRESSION = re.compile(r"\$\{\{ (inputs|steps\.install\.outputs)\.([a-z-]+) \}\}")
# What Python would import, or pip would read, in place of what is meant.
_TRAPS = (
    *("struct.py", "sitecustomize.py", "usercustomize.py", "json.py", "shlex.py", "click.py", "setup.py"),
    *("pip/__init__.py", "pip/__main__.py", "venv/__init__.py", "ensurepip/__init__.py", "hatchling.py"),
    *("retrolint/__init__.py", "retrolint/__main__.py", "retrolint_rules/__init__.py", "typing.py"),
)
_LURES = {
    "pip.conf": "[global]\nindex-url = http://127.0.0.1:9/\n",
    "pyvenv.cfg": "home = /nowhere\n",
    "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "setup"\nbackend-path = ["."]\n',
}


@dataclass(frozen=True)
class Step:
    """What a step left."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str

    def annotations(self, level: str = "error") -> list[str]:
        return [line for line in self.log.split("\n") if line.startswith(f"::{level} ")]


@dataclass(frozen=True)
class Runner:
    """A job: its folder, with the workspace in it, and that of the action."""

    folder: Path
    action: Path
    python: str = ""
    """The interpreter that the first step gave."""
    env: dict[str, str] = field(default_factory=dict)

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    @property
    def temp(self) -> Path:
        return self.folder / "temp"

    def write(self, name: str, text: str) -> Path:
        file = self.workspace / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def lay_traps(self) -> None:
        """Fill the workspace, first in the path of modules, with files that leave a mark when run."""
        for name in _TRAPS:
            self.write(name, f"open({str(self.folder / 'pwned')!r}, 'a').write(__file__ + '\\n')\n")
        for name, text in _LURES.items():
            self.write(name, text)
        self.env["PYTHONPATH"] = str(self.workspace)

    def was_broken_into(self) -> bool:
        return any(self.folder.rglob("pwned"))

    def install(self, **inputs: str) -> Step:
        return self._run(INSTALL, inputs)

    def check(self, **inputs: str) -> Step:
        return self._run(CHECK, inputs)

    def _run(self, step: Mapping[str, Any], inputs: Mapping[str, str]) -> Step:
        for folder in (self.temp / "retrolint-action", self.workspace):
            folder.mkdir(parents=True, exist_ok=True)
        script, output, summary = (self.temp / name for name in ("step.sh", "output", "summary"))
        for file, text in ((script, step["run"]), (output, ""), (summary, "")):
            file.write_text(text, "utf-8")
        given = {name: each.get("default", "") for name, each in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        assert given.keys() == ACTION["inputs"].keys()
        env = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            "RETROLINT_TODAY": "2024-11-08",
            **{name: self._value(text, given) for name, text in step["env"].items()},
            **self.env,
        }
        done = execute(*_BASH, script, cwd=self.workspace, env=env)
        lines = output.read_text("utf-8").splitlines()
        outputs = {name: value for name, _, value in (line.partition("=") for line in lines)}
        return Step(done.code, done.out + done.err, outputs, summary.read_text("utf-8"))

    def _value(self, text: str, given: Mapping[str, str]) -> str:
        """What the expression of a variable stands for: an input, or an output of the first step."""
        found = _EXPRESSION.fullmatch(text)
        assert found, text
        return given[found[2]] if found[1] == "inputs" else {"python": self.python}[found[2]]
