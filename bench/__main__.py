"""`python -m bench`: retrolint beside other tools on the same posts, as ratios from one run."""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from bench import faults, posts, sections
from bench.measure import Sample, Tool, ToolError, best, run
from bench.report import Results, reaches, tables
from bench.tools import BARE, installed

SCHEMA = Path(__file__).with_name("mdsmith.yml")


def main() -> int:
    options = arguments()
    if not hasattr(os, "wait4"):
        return complain("this needs wait4, which this system does not have")
    tools, missing = installed(options.retrolint)
    for line in missing:
        print(line, file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="retrolint-bench-") as folder:
        try:
            results = measure(tools, Path(folder), options)
        except ToolError as failure:
            return complain(str(failure))
    print(setting(tools, options), tables(results), sep="\n\n", end="\n\n")
    print(*reaches(results), sep="\n")
    if options.json:
        options.json.write_text(machine(tools, results), encoding="utf-8")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--posts", type=count(10), default=2000, metavar="N", help="default: 2000")
    parser.add_argument(
        "--runs",
        type=count(1),
        metavar="N",
        help="how often to run each, the best counts; default: 5 for one post, else 3",
    )
    parser.add_argument(
        "--retrolint", type=Path, metavar="PATH", help="default: the one beside this Python"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there too")
    return parser.parse_args()


def count(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"a number from {least}, not {text!r}")
        return int(text)

    return number


def complain(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


def measure(tools: list[Tool], folder: Path, options: argparse.Namespace) -> Results:
    found = {tool.name: faults_found(tool, folder / tool.name) for tool in tools if tool.equal_work}
    readers = [tool for tool in tools if tool.name != BARE]
    some = options.posts // 10
    one = sized(tools, folder, 1, options.runs or 5)
    tenth = sized(readers, folder, some, options.runs or 3)
    every = sized(readers, folder, options.posts, options.runs or 3)
    return Results(options.posts, some, one, tenth, every, found, sections.ratio())


def sized(tools: list[Tool], folder: Path, size: int, runs: int) -> dict[str, Sample]:
    print(f"measuring {size:,} post{'s' if size > 1 else ''} …", file=sys.stderr)
    home = folder / f"posts-{size}"
    if not home.exists():
        posts.write(home, size)
        shutil.copy(SCHEMA, home / f".{SCHEMA.name}")
    return best(tools, home, runs)


def faults_found(tool: Tool, folder: Path) -> str:
    """How many of the faults the tool finds; standard error names those it does not."""
    good = folder / "good"
    posts.write(good, 1)
    folders = faults.write(folder)
    for home in (good, *folders.values()):
        shutil.copy(SCHEMA, home / f".{SCHEMA.name}")
    usual = findings(tool, good)
    if usual:
        print(f"{tool.name} has {usual} findings in a post without faults", file=sys.stderr)
    faulty = replace(tool, codes=tool.codes | {1})
    unseen = [fault for fault, home in folders.items() if findings(faulty, home) <= usual]
    for fault in unseen:
        print(f"{tool.name} does not find this: {fault}", file=sys.stderr)
    return f"{len(folders) - len(unseen)} of {len(folders)}"


def findings(tool: Tool, folder: Path) -> int:
    _, said = run(tool, folder)
    return sum(line.startswith("_posts") for line in said.splitlines())


def setting(tools: list[Tool], options: argparse.Namespace) -> str:
    named = [f"{tool.name.split(',')[0]} {tool.version}" for tool in tools if tool.version]
    versions = dict.fromkeys([f"Python {platform.python_version()}", *named])
    size = len(posts.post(1).encode())
    runs = f"best of {options.runs or 5} runs for one, {options.runs or 3} for more"
    return f"{os.cpu_count()} processors, {', '.join(versions)}.\nA post has {size:,} bytes; {runs}."


def machine(tools: list[Tool], results: Results) -> str:
    numbers = {
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "versions": {tool.name: tool.version for tool in tools if tool.version},
        **asdict(results),
        "reach": [asdict(reach) for reach in reaches(results)],
    }
    return json.dumps(numbers, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.exit(main())
