"""XML that is written tag by tag, in ASCII: so it is the same whatever the encoding of the output."""

import re

from retrolint.text import printable

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'

_NO_CHARACTER = re.compile("[\ufffe\uffff]")
_SPECIAL = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def start(name: str, /, **attributes: object) -> str:
    """The tag that opens an element."""
    return f"<{name}{_attributes(attributes)}>"


def empty(name: str, /, **attributes: object) -> str:
    """An element without content."""
    return f"<{name}{_attributes(attributes)}/>"


def end(name: str) -> str:
    """The tag that closes an element."""
    return f"</{name}>"


def content(text: str) -> str:
    """`text` between two tags or in an attribute; what XML cannot hold is written as an escape."""
    held = _NO_CHARACTER.sub(lambda found: ascii(found[0])[1:-1], printable(text))
    return held.translate(_SPECIAL).encode("ascii", "xmlcharrefreplace").decode("ascii")


def _attributes(attributes: dict[str, object]) -> str:
    return "".join(f' {name}="{content(str(value))}"' for name, value in attributes.items())
