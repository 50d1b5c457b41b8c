"""Where the output goes, and what the environment says."""

import locale
import os
import sys
from collections.abc import Iterator, Mapping

from retrolint.checkup.part import Part
from retrolint.reporters.terminal import screen_of

_VARIABLES = (
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR_FORCE",
    "FORCE_HYPERLINK",
    "COLUMNS",
    "TERM",
    "RETROLINT_TODAY",
    "GITHUB_ACTIONS",
    "PRE_COMMIT",
    "PYTHONUTF8",
    "PYTHONIOENCODING",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
)
"""What changes the output; nobody keeps a secret in one of them."""


def surroundings() -> Iterator[Part]:
    """The terminal, the encoding of what is printed, and the variables that change either."""
    screen = screen_of(sys.stdout, "auto", os.environ)
    kind = "a terminal" if sys.stdout.isatty() else "no terminal"
    colours = "colours" if screen.colours else "no colours"
    why = _why(os.environ, is_terminal=sys.stdout.isatty())
    yield Part("terminal", (f"{kind}, {screen.width} columns, {colours} ({why})",))
    yield _encoding()
    said = tuple(f"{name}={os.environ[name]}" for name in _VARIABLES if name in os.environ)
    yield Part("environment", said or ("nothing that matters",))


def _why(environment: Mapping[str, str], *, is_terminal: bool) -> str:
    """What decides on colours, in the order in which `screen_of` asks."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        if environment.get(name):
            return f"{name} is set"
    if not is_terminal:
        return "the output goes elsewhere"
    return "TERM is dumb" if environment.get("TERM") == "dumb" else "as on any terminal"


def _encoding() -> Part:
    output, files = sys.stdout.encoding.lower(), sys.getfilesystemencoding()
    told = (
        f"{output} for output, {files} for names of files, {locale.getencoding().lower()} by the locale"
    )
    try:
        "회고".encode(output)
    except UnicodeEncodeError:
        doubt = f"the output is {output}, and shows Korean as escapes: set PYTHONUTF8=1"
        return Part("encoding", (told,), doubts=(doubt,))
    return Part("encoding", (told,))
