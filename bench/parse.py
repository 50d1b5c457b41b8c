"""markdown-it-py alone: read the posts of a folder and parse them: `parse.py blocks|whole DIR`."""

import sys
from pathlib import Path

from markdown_it import MarkdownIt


def main() -> None:
    part, folder = sys.argv[1:]
    parser = MarkdownIt("commonmark").enable("table")
    if part == "blocks":
        parser.core.ruler.enableOnly(["normalize", "block"])
    for path in sorted(Path(folder).iterdir()):
        text = path.read_text(encoding="utf-8")
        parser.parse(text.split("\n---\n", maxsplit=1)[1])


if __name__ == "__main__":
    main()
