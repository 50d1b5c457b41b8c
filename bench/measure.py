"""What a command costs: processor time, wall time and peak memory, of its process alone."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SPAWN = Path(__file__).with_name("spawn.py")
OURS = {"_posts", ".mdsmith.yml"}


@dataclass(frozen=True, slots=True)
class Sample:
    cpu: float  # seconds
    wall: float  # seconds
    peak: int  # kilobytes

    def best(self, other: "Sample") -> "Sample":
        return Sample(min(self.cpu, other.cpu), min(self.wall, other.wall), min(self.peak, other.peak))


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    command: tuple[str, ...]
    codes: frozenset[int] = frozenset({0})
    version: str = ""
    equal_work: bool = False  # it must find the faults of bench/faults.py


class ToolError(Exception):
    """A tool ended with an exit code that is not one of its own."""


def run(tool: Tool, folder: Path) -> tuple[Sample, str]:
    """One run in `folder`, as if it were the first: no cache is left from the one before."""
    home = folder.with_name(f"{folder.name}-home")
    clean(folder, home)
    output = home / "output"
    spawned = subprocess.run(
        [sys.executable, "-I", "-S", str(SPAWN), str(output), *tool.command],
        cwd=folder,
        env=environment(home),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    code, cpu, wall, peak = spawned.stdout.split()
    said = output.read_text(encoding="utf-8", errors="replace")
    if int(code) not in tool.codes:
        command = " ".join(tool.command)
        raise ToolError(f"{tool.name} ended with exit code {code}: {command}\n{said[-4000:]}")
    return Sample(float(cpu), float(wall), int(peak)), said


def best(tools: list[Tool], folder: Path, runs: int) -> dict[str, Sample]:
    """The best of several runs of each. They take turns, so a slow spell hits them all."""
    samples: dict[str, Sample] = {}
    for _ in range(runs):
        for tool in tools:
            sample, _ = run(tool, folder)
            samples[tool.name] = sample.best(samples.get(tool.name, sample))
    return samples


def clean(folder: Path, home: Path) -> None:
    for path in folder.iterdir():
        if path.name not in OURS:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()


def environment(home: Path) -> dict[str, str]:
    """Ours, without what would change how a tool runs."""
    foreign = ("PYTHON", "RETROLINT_", "RUMDL_", "MDSMITH_", "FORCE_COLOR", "XDG_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    # The series has a post a week and so reaches far beyond today: none is to be in the future.
    return {**kept, "HOME": str(home), "NO_COLOR": "1", "RETROLINT_TODAY": "2099-12-31"}
