"""What a JSON Schema finds wrong with a header: apart from the library that finds it, which is heavy."""

from typing import NamedTuple

from retrolint.text import Span


class HeaderFault(NamedTuple):
    """What a JSON Schema does not allow in a header, for the rule of that name."""

    rule: str
    span: Span
    message: str
    help: str
