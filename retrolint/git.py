"""Git, asked in a stranger's repository.

It can be told to run programs. Those that the files of a tree can name are switched off, and git itself
is never taken from the working directory. What `.git/config` names, such as filters, is the user's own.
"""

import os
import re
import subprocess
from collections.abc import Sequence
from io import BytesIO

from retrolint.text import printable

_SETTINGS = (
    # What would run a program, or find a repository that lies in the tree as files.
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "safe.bareRepository=explicit",
    # What would write the index, whatever GIT_OPTIONAL_LOCKS says, while somebody else uses it.
    "diff.autoRefreshIndex=false",
    # What would change the output; what has an option is given as one.
    "diff.interHunkContext=0",
    "diff.relative=false",
)
_OPTIONS = ("--no-pager", *(word for setting in _SETTINGS for word in ("-c", setting)))
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # A partial clone would fetch what it lacks.
    "GIT_NO_LAZY_FETCH": "1",
}
# The first of them overrules --unified. GIT_DIR and GIT_INDEX_FILE stay: a hook means them.
_DROPPED = frozenset({"GIT_DIFF_OPTS", "GIT_EXTERNAL_DIFF", "GIT_LITERAL_PATHSPECS"})
_DIFF = ("diff", "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
_PATCH = (
    *_DIFF,
    "--patch",
    "--unified=0",
    "--find-renames",
    "--diff-algorithm=myers",
    "--indent-heuristic",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    # Neither what is deleted nor conflicts, whose names git would print as they are.
    "--diff-filter=ACMRT",
)
_RAW = (*_DIFF, "--raw", "-z", "--no-abbrev", "--no-renames")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_LETTERS = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}
_REGULAR = (b"100644", b"100755")


class GitError(Exception):
    """Git cannot answer; the message says why, in one line."""


def version() -> str:
    """The version of git.

    Raises:
        GitError: there is none that can be run.
    """
    return _git(".", "--version").decode("utf-8", "replace").removeprefix("git version ").strip()


def top_folder(folder: str) -> str:
    """The top of the work tree that `folder` is in, absolute and without links.

    Raises:
        GitError: it is in none.
    """
    out = _git(folder, "rev-parse", "--show-toplevel")
    return os.path.realpath(os.fsdecode(out.removesuffix(b"\n")))


def patch(folder: str, against: str) -> bytes:
    """A patch from the commit `against` to the work tree; for `--cached`, from HEAD to the index.

    It has no context, and tells renames, but neither deleted files nor submodules.

    Raises:
        GitError: git cannot tell.
    """
    return _git(folder, *_PATCH, against, "--")


def new_names(folder: str) -> list[bytes]:
    """The files in the work tree that git neither knows nor ignores, from its top.

    Raises:
        GitError: git cannot tell.
    """
    out = _git(folder, "ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", ":/")
    return [name for name in out.split(b"\0") if name]


def base_commit(folder: str, ref: str) -> str:
    """The last commit that the branch of `folder` shares with `ref`, or that of `ref` if there is none.

    Raises:
        GitError: there is no such commit.
    """
    # No revision starts with a hyphen, and git would take it for an option.
    names = () if ref.startswith("-") else (f"{ref}^{{commit}}",)
    found = _run(folder, "rev-parse", "--verify", "--quiet", *names)
    if found.returncode:
        raise GitError(
            f'git knows no commit "{printable(ref)}"; if it is elsewhere, fetch it, such as with'
            ' "git fetch origin main", or in CI with "fetch-depth: 0"'
        )
    commit = found.stdout.decode().strip()
    # A shallow clone may have no ancestor of both, and a branch without commits has no HEAD.
    shared = _run(folder, "merge-base", commit, "HEAD")
    return commit if shared.returncode else shared.stdout.decode().strip()


def differing_objects(folder: str) -> dict[bytes, bytes]:
    """The regular files that may be something else on disk than in the index, by names from the top.

    With each comes the object in the index. A file that was only touched may be among them.

    Raises:
        GitError: git cannot tell.
    """
    out = _git(folder, *_RAW, "--").split(b"\0")
    found: dict[bytes, bytes] = {}
    for entry, name in zip(out[::2], out[1::2], strict=False):
        mode, _, identifier, _, _ = entry.removeprefix(b":").split(b" ")
        if mode in _REGULAR:
            found[name] = identifier
    return found


def read_objects(folder: str, identifiers: Sequence[bytes]) -> list[bytes]:
    """What is in the objects, in their order.

    Raises:
        GitError: one is not there.
    """
    if not identifiers:
        return []
    asked = b"".join(identifier + b"\n" for identifier in identifiers)
    answer = BytesIO(_git(folder, "cat-file", "--batch", given=asked))
    return [_next_object(answer) for _ in identifiers]


def unquoted(name: bytes) -> bytes:
    """A name in a patch, which git quotes as C does where anything in it is unusual."""
    if not name.startswith(b'"'):
        return name
    return _ESCAPE.sub(_unescaped, name[1:-1])


def _unescaped(escape: re.Match[bytes]) -> bytes:
    what = escape[1]
    return bytes([int(what, 8) & 0xFF]) if what.isdigit() else _LETTERS.get(what, what)


def _next_object(answer: BytesIO) -> bytes:
    head = answer.readline()
    if not head.rpartition(b" ")[2].strip().isdigit():  # "... missing"
        raise GitError(f"git cannot read what is staged: {printable(head.decode().strip())}")
    data = answer.read(int(head.rpartition(b" ")[2]))
    answer.readline()
    return data


def _git(folder: str, *args: str, given: bytes = b"") -> bytes:
    """What git prints; raises GitError where it fails."""
    done = _run(folder, *args, given=given)
    if done.returncode:
        # Warnings stand before it.
        said = done.stderr.decode("utf-8", "replace").rpartition("fatal: ")[2]
        reason = " ".join(said.split()) or f"exit code {done.returncode}"
        raise GitError(f"git cannot tell what changed: {printable(reason)}")
    return done.stdout


def _run(folder: str, *args: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    command = (_program(), *_OPTIONS, "-C", folder, *args)
    try:
        return subprocess.run(  # noqa: S603 - no shell; see the top for what is switched off
            command, input=given, env=kept | _ENVIRONMENT, capture_output=True, check=False
        )
    except (OSError, ValueError) as error:  # a null character in an argument, say
        raise GitError(f"git cannot be run: {printable(str(error))}") from error


def _program() -> str:
    """The path of git, which Windows would seek in the working directory first."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.get_exec_path():
        path = os.path.join(folder, name)
        if os.path.isabs(folder) and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    raise GitError("git is not installed, or not on the PATH")
