"""What is installed: retrolint, Python, libraries, rules."""

import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, requires, version

from packaging.requirements import Requirement

from retrolint.checkup.part import Part
from retrolint.registry import GROUP, PluginError, load_rules
from retrolint.version import __version__

_OWN = f"retrolint {__version__}"
_IN_A_ROW = 4


def installation() -> Iterator[Part]:
    """The program itself, and what it runs on."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    yield Part("retrolint", (f"{__version__}, in {here}",))
    python = f"{platform.python_version()} ({platform.python_implementation()}), {sys.executable}"
    yield Part("python", (python,))
    yield Part("platform", (platform.platform(),))
    yield _libraries()
    yield rules()


def rules() -> Part:
    """The rules of each distribution; one whose rules cannot be used says why."""
    lines: list[str] = []
    faults: list[str] = []
    points = sorted(entry_points(group=GROUP), key=lambda point: (_origin(point) != _OWN, _origin(point)))
    for point in points:
        try:
            count = len(load_rules([point]))
        except PluginError as error:
            faults.append(str(error))
            lines.append(f"none of {_origin(point)}: they cannot be used")
        else:
            lines.append(f"{count} of {_origin(point)}")
    if not faults:
        # What is right by itself may take a name that is taken.
        try:
            load_rules()
        except PluginError as error:
            faults.append(str(error))
    return Part("rules", tuple(lines) or ("none",), tuple(faults))


def _origin(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def _libraries() -> Part:
    try:
        required = [Requirement(text) for text in requires("retrolint") or ()]
    except PackageNotFoundError:
        return Part("libraries", ("unknown",), ("retrolint is not installed: pip install it",))
    lines: list[str] = []
    faults: list[str] = []
    for each in required:
        if each.marker and not each.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(each.name)
        except PackageNotFoundError:
            faults.append(f"{each.name} is not installed: pip install '{each}'")
            continue
        lines.append(f"{each.name} {found}")
        if not each.specifier.contains(found, prereleases=True):
            faults.append(f"{each.name} {found} is installed, and {each} is needed")
    rows = (", ".join(lines[at : at + _IN_A_ROW]) for at in range(0, len(lines), _IN_A_ROW))
    return Part("libraries", tuple(rows), tuple(faults))
