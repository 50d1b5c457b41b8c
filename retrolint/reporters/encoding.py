"""JSON that is written piece by piece."""

import json
import re
from collections.abc import Iterable, Iterator

_SURROGATE = re.compile("[\ud800-\udfff]")


def items(objects: Iterable[object]) -> Iterator[str]:
    """The objects as items of an array, each in a line; characters beyond ASCII are escaped."""
    waiting = ""
    for item in objects:
        if waiting:
            yield f"{waiting},"
        waiting = json.dumps(item)
    if waiting:
        yield waiting


def opening(head: dict[str, object], array: str) -> str:
    """The object `head` up to the first item of its last member, the array called `array`."""
    return f'{json.dumps(head)[:-1]}{", " if head else ""}"{array}": ['


def well_formed(text: str) -> str:
    """`text` with an escape for each half of a surrogate pair, which strict readers of JSON refuse."""
    return _SURROGATE.sub(lambda found: ascii(found[0])[1:-1], text)
