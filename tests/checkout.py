"""The checkout as somebody else gets it."""

import shutil
import subprocess
from pathlib import Path

from commandline import ROOT, environment

IDENTITY = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
    "GIT_AUTHOR_NAME": "Theo",
    "GIT_AUTHOR_EMAIL": "theo@example.com",
    "GIT_COMMITTER_NAME": "Theo",
    "GIT_COMMITTER_EMAIL": "theo@example.com",
}


def git(folder: Path, *args: str) -> str:
    done = subprocess.run(
        ["git", *args], cwd=folder, env=environment(IDENTITY), check=True, capture_output=True, text=True
    )
    return done.stdout


def commit_all(folder: Path) -> None:
    """Make a repository of `folder`, with everything in it committed."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All of it")


def copy_to(folder: Path) -> Path:
    """Copy the files that git knows or would take, changes that are not committed included."""
    names = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, names):
        source, target = ROOT / name, folder / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    return folder
