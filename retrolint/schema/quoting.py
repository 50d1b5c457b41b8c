"""Text in a schema that YAML reads as something of its own, because its quotes were forgotten."""

import re

import yaml

_WORDS = {"[": "brackets and braces", "{": "brackets and braces"}
_VALUE = r"(?:^[ \t]*|-[ \t]+|[\[{,][ \t]*|:[ \t]+)"
"""What stands before a value."""
_BRACKETED = re.compile(
    r"[ \t]*(?:- )?(?:[\w-]+:[ \t]+)?(?P<text>[\[{][^\n]*[\]}][ \t]*[^\s,#\]}][^\n]*)"
)
_BRACKETED_INSIDE = re.compile(rf"{_VALUE}(?P<text>\[[^\[\]\n]*\][ \t]+[^\s,\]}}][^,\[\]{{}}\n]*)")
_RESERVED = re.compile(rf"{_VALUE}(?P<text>[*@`%&][^\s,\[\]{{}}][^,\[\]{{}}\n]*|%[ \t][^\n]*)")
_COMMENTED = re.compile(r"[\[{,:][ \t]*(?P<text>[^\[\]{},:'\"\n]*[^\s\[\]{},:'\"]\s#\{[^\],\n]*)")
_TWO_COLONS = re.compile(r"[ \t]*(?:- )*[\w-]+:[ \t]+(?P<text>[^'\"\[{|>#\s][^\n]*?:[ \t][^\n]*)")
_LONE_HOLE = re.compile(r"\{\s*[\w.-]+(?::\w+)?\s*\}")


def missing_quotes(error: yaml.MarkedYAMLError, text: str, offset: int) -> tuple[str, int] | None:
    """What to put in quotes, said in one line, and where it stands; None where that is not the fault."""
    line_start = text.rfind("\n", 0, offset) + 1
    line_end = text.find("\n", offset)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    opening = error.context_mark.index if error.context_mark else offset
    for pattern, start in (
        (_BRACKETED_INSIDE, None),
        (_BRACKETED, line_start),
        (_RESERVED, None),
        (_COMMENTED, None),
        (_TWO_COLONS, line_start),
    ):
        found = pattern.match(text, start) if start is not None else pattern.search(line)
        base = 0 if start is not None else line_start
        if not found and pattern is _COMMENTED:
            base = text.rfind("\n", 0, opening) + 1
            found = pattern.search(text[base:].partition("\n")[0])
        if found:
            return told(found["text"].rstrip(), pattern is _TWO_COLONS), base + found.start("text")
    return None


def lone_hole(node: yaml.MappingNode, text: str) -> bool:
    """Whether a mapping is nothing but a hole of a pattern: `{name}`."""
    return bool(node.flow_style) and _LONE_HOLE.fullmatch(text) is not None


def told(text: str, has_colon: bool = False) -> str:  # noqa: FBT001, FBT002 - one fact about the text
    """The advice to put `text` in quotes, and why."""
    if has_colon:
        why = "a colon and a space make a mapping"
    elif text[0] in "[{*@`%&!":
        why = f"YAML keeps {_WORDS.get(text[0], text[0])} for itself"
    else:
        why = "a # starts a comment"
    return f'put "{text}" in quotes: {why}'
