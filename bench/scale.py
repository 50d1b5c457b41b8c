"""`python -m bench.scale`: a tree of 100,000 files beside git, and 100,000 findings in every format."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.measure import Tool, run
from retrolint.config.run import Run
from retrolint.discovery import find_documents
from retrolint.reporters import REPORTERS

FILES = 100_000
FINDINGS = 100_000
REACH = 8.0
"""How many times the wall time of `git ls-files -co --exclude-standard` the discovery may take."""
BOUND = 300 * 1024
"""Kilobytes that 100,000 findings may take, with all that retrolint is."""
IGNORED = "*.log\nbuild/\n/dist\n.cache/\n*.tmp\nnode_modules/\n!keep.log\ndrafts/**/old\n"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="retrolint-bench-") as folder:
        ratio = discovery(Path(folder) / "tree")
        print(f"discovery of {FILES:,} files: {ratio:.1f} × git ls-files (reach: {REACH:g})")
        peaks = [findings(Path(folder) / "posts", name) for name in REPORTERS]
    print(f"{FINDINGS:,} findings: at most {max(peaks) / 1024:.0f} MiB (reach: {BOUND / 1024:.0f})")
    return int(ratio > REACH or max(peaks) > BOUND)


def discovery(top: Path) -> float:
    """How many times what git takes it takes to find the documents of a tree, half of which are some."""
    for number in range(FILES // 100):
        folder = top / f"year{number % 20}" / f"topic{number}"
        folder.mkdir(parents=True)
        for file in range(100):
            (folder / f"{file}.{'md' if file % 2 else 'png'}").touch()
    (top / ".gitignore").write_text(IGNORED)
    subprocess.run(("git", "init", "--quiet"), cwd=top, check=True)  # noqa: S607
    os.chdir(top)
    listing = ("git", "ls-files", "-co", "--exclude-standard")
    # They take turns, so a slow spell hits both.
    pairs = [
        (seconds(lambda: subprocess.run(listing, check=True, capture_output=True)), seconds(search))
        for _ in range(5)
    ]
    return min(ours for _, ours in pairs) / min(git for git, _ in pairs)


def search() -> None:
    found = find_documents(["."], Run(today=date(2024, 9, 10)).config_in)
    if len(found.documents) != FILES // 2:
        message = f"{len(found.documents)} documents found"
        raise RuntimeError(message)


def findings(folder: Path, name: str) -> int:
    """Print what 100,000 findings take in a format; the peak of memory in kilobytes."""
    posts = folder / "_posts"
    if not posts.exists():
        posts.mkdir(parents=True)
        for number in range(FINDINGS // 100):
            (posts / f"{number}.md").write_text("- **느낀 점**: TBU\n" * 100, encoding="utf-8")
    command = (sys.executable, "-m", "retrolint", "check", "--output-format", name, "--isolated")
    sample, _ = run(Tool(name, command, frozenset({1})), folder)
    print(f"  {name:11} {sample.wall:5.1f} s, {sample.peak / 1024:4.0f} MiB")
    return sample.peak


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
