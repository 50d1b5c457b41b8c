"""The workflow that checks documents in GitHub Actions."""

import os
import re

from retrolint.precommit import REVISION
from retrolint.schema.files import FileError, read_text_file

FOLDER = ".github/workflows"
FILE = f"{FOLDER}/retrolint.yml"
_REMOTE = re.compile(r"^\s*url\s*=\s*\S*github\.com[:/]", re.MULTILINE | re.IGNORECASE)
_USE = re.compile(r"\buses:\s*['\"]?retrolint/retrolint@|\bretrolint check\b", re.IGNORECASE)
TEXT = f"""\
# Checks the documents of each pull request and each push; findings show beside their lines.
name: retrolint
on: [push, pull_request]

permissions:
  contents: read

jobs:
  retrolint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # all commits, to tell what changed
      - uses: retrolint/retrolint@{REVISION}
"""


def is_on_github(folder: str) -> bool:
    """Whether the repository with the top `folder` is one of GitHub's: by its remotes, or its files."""
    if os.path.isdir(os.path.join(folder, ".github")):
        return True
    try:
        return _REMOTE.search(read_text_file(os.path.join(folder, ".git", "config"))) is not None
    except FileError:  # a work tree keeps it elsewhere, and a folder has none
        return False


def existing_workflow(folder: str) -> str:
    """The workflow that runs retrolint already, relative to `folder`; empty if there is none."""
    try:
        names = sorted(os.listdir(os.path.join(folder, FOLDER)))
    except OSError:
        return ""
    for name in names:
        try:
            text = read_text_file(os.path.join(folder, FOLDER, name))
        except FileError:
            continue
        if name.endswith((".yml", ".yaml")) and _USE.search(text):
            return f"{FOLDER}/{name}"
    return ""
