"""The commands that are compared. Each checks the posts of the folder it is started in."""

import importlib.util
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from bench.measure import Tool

BARE, BLOCKS, WHOLE = "bare Python", "markdown-it-py, blocks only", "markdown-it-py, whole"
RETROLINT, RUMDL, MDSMITH = "retrolint", "rumdl", "mdsmith"
POSTS = "_posts"
PARSE = Path(__file__).with_name("parse.py")


PROGRAMS = (
    Tool(
        RETROLINT,
        ("check", POSTS, "--output-format", "concise"),
        codes=frozenset({0, 1}),
        equal_work=True,
    ),
    Tool(RUMDL, ("check", "--no-cache", "--no-config", POSTS), codes=frozenset({0, 1})),
    Tool(MDSMITH, ("check", POSTS), equal_work=True),
)
HINTS = {
    RETROLINT: "pip install retrolint, or --retrolint PATH",
    RUMDL: "pip install 'retrolint[bench]'",
    MDSMITH: "pip install 'retrolint[bench]'",
}


def installed(retrolint: Path | None) -> tuple[list[Tool], list[str]]:
    """The tools that are there, and a line for each that is not."""
    tools = [Tool(BARE, (sys.executable, "-I", "-c", "pass"))]
    missing: list[str] = []
    if importlib.util.find_spec("markdown_it"):
        tools += [markdown_it(BLOCKS, "blocks"), markdown_it(WHOLE, "whole")]
    else:
        missing.append("markdown-it-py is not installed: pip install retrolint")
    for tool in PROGRAMS:
        if path := program(tool.name, retrolint if tool.name == RETROLINT else None):
            command = (path, *tool.command)
            tools.append(replace(tool, command=command, version=number(tool.name, path)))
        else:
            missing.append(f"{tool.name} is not installed: {HINTS[tool.name]}")
    return tools, missing


def markdown_it(name: str, part: str) -> Tool:
    command = (sys.executable, "-I", str(PARSE), part, POSTS)
    return Tool(name, command, version=version("markdown-it-py"))


def program(name: str, given: Path | None) -> str | None:
    """The program given, or the one beside this Python, or the one in PATH."""
    if given:
        return shutil.which(str(given.absolute()))
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def number(name: str, path: str) -> str:
    """The version that a program says it has: the last word of its answer."""
    ask = "version" if name == MDSMITH else "--version"
    answer = subprocess.run([path, ask], capture_output=True, text=True, check=False)
    words = answer.stdout.split()
    return words[-1].removeprefix("v") if words and answer.returncode == 0 else ""
