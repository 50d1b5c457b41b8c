"""`retrolint doctor`: what a bug report must say, and what is wrong with the set-up."""

import click

from retrolint.checkup.folder import folder
from retrolint.checkup.installation import installation
from retrolint.checkup.part import Part, without_home
from retrolint.checkup.surroundings import surroundings
from retrolint.commands import USAGE, show
from retrolint.text import printable

_WIDTH = 15


@click.command("doctor", short_help="Say what is installed and counts here, for a bug report.")
def command() -> int:
    """Say what is installed, what counts in this folder, and what is wrong with it.

    The output is made to be pasted into a bug report: it holds no secret, and ~ for your home folder.

    The exit code is 2 when something keeps retrolint from working.
    """
    parts = [*installation(), *folder(), *surroundings()]
    for part in parts:
        _show_part(part)
    faults = [fault for part in parts for fault in part.faults]
    doubts = [doubt for part in parts for doubt in part.doubts]
    show("")
    for mark, messages in (("error", faults), ("warning", doubts)):
        for message in messages:
            show(without_home(printable(f"{mark}: {message}")))
    if not faults:
        show("retrolint can work here." if doubts else "Nothing is wrong.")
    return USAGE if faults else 0


def _show_part(part: Part) -> None:
    for number, line in enumerate(part.lines):
        name = "" if number else part.name
        show(without_home(printable(f"{name:{_WIDTH}}{line}")))
