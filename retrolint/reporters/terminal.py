"""What output goes to: how wide it is, and whether it shows colours and links."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from retrolint.diagnostics import Severity

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
_DIFFERENCES = (("---", "1"), ("+++", "1"), ("@@", "36"), ("-", "31"), ("+", "32"))
_LEAST_WIDTH = 40
_LINKING = ("WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM", "VTE_VERSION", "WEZTERM_PANE")
_LINKING_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby"})
"""What terminals that show links say of themselves in the environment."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What the output goes to: how wide it is, and whether it shows colours and links."""

    width: int = 100
    colours: bool = False
    links: bool = False

    def severity(self, severity: Severity, text: str) -> str:
        """`text`, which has no control characters, in the colour of `severity`."""
        return self._styled(_COLOURS[severity], text)

    def faint(self, text: str) -> str:
        """`text` in a less conspicuous colour."""
        return self._styled("2", text)

    def strong(self, text: str) -> str:
        """`text` in bold."""
        return self._styled("1", text)

    def difference(self, line: str) -> str:
        """A line of a unified diff."""
        for mark, code in _DIFFERENCES:
            if line.startswith(mark):
                return self._styled(code, line)
        return line

    def link(self, path: str, text: str) -> str:
        """`text`, which opens the file at `path` where the terminal can do that."""
        if not self.links:
            return text
        from pathlib import Path  # noqa: PLC0415 - few terminals are asked for it

        return f"\x1b]8;;{Path(path).absolute().as_uri()}\x1b\\{text}\x1b]8;;\x1b\\"

    def _styled(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colours and text else text


def screen_of(stream: TextIO, choice: str, environment: Mapping[str, str]) -> Screen:
    """The screen that `stream` is; `choice` of colours is `auto`, `always` or `never`.

    For `auto`, NO_COLOR forbids colours, FORCE_COLOR and CLICOLOR_FORCE ask for them, and without any of
    them a terminal that is not `dumb` has them. FORCE_HYPERLINK says the same of links.
    """
    is_terminal = stream.isatty()
    colours = choice == "always"
    if choice == "auto" and not environment.get("NO_COLOR"):
        forced = [environment.get(name) for name in ("FORCE_COLOR", "CLICOLOR_FORCE")]
        asked = [value for value in forced if value]
        colours = asked[0] != "0" if asked else is_terminal and environment.get("TERM") != "dumb"
    forced_links = environment.get("FORCE_HYPERLINK")
    links = forced_links != "0" if forced_links else is_terminal and colours and _shows_links(environment)
    return Screen(_width(stream, environment), colours, links)


def _shows_links(environment: Mapping[str, str]) -> bool:
    return environment.get("TERM_PROGRAM") in _LINKING_PROGRAMS or any(
        name in environment for name in _LINKING
    )


def _width(stream: TextIO, environment: Mapping[str, str]) -> int:
    """How many cells a line has: what COLUMNS says, else the terminal; 100 where nobody knows."""
    told = environment.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return max(int(told), _LEAST_WIDTH)
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    return max(columns or 100, _LEAST_WIDTH)
