"""`python -m bench.fixing`: what fixing costs, as multiples of checking the same posts.

A fix run checks, fixes, proves what it did, and checks again; it writes the files, too. Posts without
findings are only checked.
"""

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import posts
from bench.faults import drop, replace
from bench.measure import Sample, Tool, run
from bench.tools import POSTS, RETROLINT, program

MOST_OF_CHECK = 3.0  # where every post has faults
MOST_WITHOUT_FINDINGS = 1.1  # where none has
CODES = frozenset({0, 1})

Spoil = Callable[[str], str]


def many(*spoils: Spoil) -> Spoil:
    def spoil(text: str) -> str:
        for each in spoils:
            text = each(text)
        return text

    return spoil


SPOILT: dict[str, tuple[Spoil, str, float]] = {
    "no post has a fault": (str, "", MOST_WITHOUT_FINDINGS),
    "a misspelt label in each post": (replace("**action plan**", "**acton plan**"), "", MOST_OF_CHECK),
    "five faults in each post, with --unsafe": (
        many(
            replace("**action plan**", "**acton plan**"),
            replace("## Main Events", "## Main Evnets"),
            drop(r"^- \*\*felt\*\*: .*\n"),
            drop(r"^### \*\*\[-\]\*\* Negative\n(- .*\n)+\n"),
            lambda text: re.sub(r"- \[x\]", "- [X ]", text, count=1),
        ),
        "--unsafe",
        MOST_OF_CHECK,
    ),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.fixing", description=__doc__)
    parser.add_argument("--posts", type=int, default=500, metavar="N", help="default: 500")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="the best counts; default: 3")
    options = parser.parse_args()
    path = program(RETROLINT, None)
    if path is None:
        print("retrolint is not installed", file=sys.stderr)
        return 1
    for name, (spoil, flag, most) in SPOILT.items():
        check = Tool("check", (path, "check", POSTS, "--output-format", "concise"), CODES)
        fix = Tool("fix", (path, "fix", POSTS, "--output-format", "concise", *flag.split()), CODES)
        ratio = best(fix, spoil, options) / best(check, spoil, options)
        word = "reached" if ratio <= most else "not reached"
        print(f"{word:13} {options.posts} posts, {name}: {ratio:.2f} × check (at most {most:g})")
    return 0


def best(tool: Tool, spoil: Spoil, options: argparse.Namespace) -> float:
    """The best processor time of some runs, each on posts that nothing has been done to."""
    samples: list[Sample] = []
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory(prefix="retrolint-bench-") as folder:
            home = Path(folder) / "posts"
            write(home, options.posts, spoil)
            samples.append(run(tool, home)[0])
            shutil.rmtree(home)
    return min(sample.cpu for sample in samples)


def write(folder: Path, count: int, spoil: Spoil) -> None:
    posts.write(folder, count)
    for file in (folder / POSTS).iterdir():
        good = file.read_text(encoding="utf-8")
        bad = spoil(good)
        if bad == good and spoil is not str:
            raise AssertionError(f"nothing was spoilt in {file.name}")
        file.write_text(bad, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
