"""What YAML complains of, told in words that an author can act on, and at the place to act on.

libyaml points behind the fault more often than at it, and speaks of tokens and nodes.
"""

import re

import yaml

_NO_SPACE = re.compile(r"^[\w-]+:(?=[^\s/:])[^\r\n]*", re.MULTILINE)

_COMMENTED = re.compile(r"[\[{][^\]}\n]*#")
_HASH = "write it without #, or in quotes"

_REASONS = (
    ("quoted scalar", "a quote that is not closed", "close the quote"),
    ("expected alphabetic or numeric", "a value that starts with * or &", "put the value in quotes"),
    ("undefined alias", "a value that starts with *", "put the value in quotes"),
    ("whitespace or line break", "a value that starts with !", "put the value in quotes"),
    ("cannot start any token", "a value that starts with a character of YAML's own", "put it in quotes"),
    (
        "flow sequence",
        "a list that is not closed, or goes on after its end",
        "close the list with ], or put all of it in quotes",
    ),
    (
        "flow mapping",
        "a mapping that is not closed, or goes on after its end",
        "close it with }, or put all of it in quotes",
    ),
    ("mapping values are not allowed", 'a second ": " in one line', "put the whole value in quotes"),
    (
        "find expected ':'",
        'a line that is no "key: value"',
        'write "key: value", or put a # before a note',
    ),
    (
        "find expected key",
        "text after a closing quote or bracket, or a line indented unlike the others",
        "put the whole value in quotes, or indent the line as the others",
    ),
)
"""A sign in libyaml's words, what it means, and what to do."""

_AT_CONTEXT = ("quoted scalar", "flow sequence", "flow mapping", "find expected ':'")
"""Where the place that libyaml had in mind when it went wrong is the better one."""


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str, int]:
    """What is wrong with `text`, what to do about it, and the offset where."""
    problem = f"{error.context or ''} {error.problem or ''}"
    mark, context = error.problem_mark, error.context_mark
    offset = mark.index if mark else 0
    glued = no_space(text)
    if glued:
        return glued
    if text[offset : offset + 1] == "\t":
        return "a tab where YAML wants spaces", "indent with spaces", offset
    line_start = text.rfind("\n", 0, offset) + 1
    if "mapping values are not allowed" in problem and _is_only_colon(text, line_start):
        start = line_start + len(text[line_start:]) - len(text[line_start:].lstrip())
        return "a line indented unlike the others", "start it at the first column", start
    flow = _COMMENTED.search(text)
    if "flow node" in problem and flow:
        return "a # starts a comment, so that the list is never closed", _HASH, flow.start()
    for sign, reason, cure in _REASONS:
        if sign in problem:
            if sign in _AT_CONTEXT and context:
                offset = context.index
            return reason, cure, min(offset, len(text.rstrip()) - 1)
    return problem.strip(), 'write "key: value" lines between two lines "---"', offset


def no_space(text: str) -> tuple[str, str, int] | None:
    """The same for a first line such as `title:Week 5`, if there is one."""
    glued = _NO_SPACE.search(text)
    if not glued:
        return None
    key, _, value = glued[0].partition(":")
    return "no space after a colon", f'write "{key}: {value}"', glued.start()


def _is_only_colon(text: str, line_start: int) -> bool:
    """Whether the line is indented and has but one key, so that the fault is not a second one."""
    line = text[line_start:].partition("\n")[0]
    return line[:1] == " " and len(re.findall(r":(?:\s|$)", line)) == 1
