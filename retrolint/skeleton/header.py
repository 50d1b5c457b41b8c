"""The front matter of a skeleton, in the dialect of its schema."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from datetime import date
from itertools import islice, repeat
from typing import Any

from retrolint.document.dates import parse_date
from retrolint.patterns.examples import UNWRITTEN
from retrolint.patterns.pattern import Pattern
from retrolint.schema.constraints import Constraints
from retrolint.schema.model import Header, KeyEntry, KeyList

Example = Callable[[Iterable[Pattern], MutableMapping[str, str]], str | None]
Tree = dict[str, "str | list[str] | Tree"]

_PLAIN = re.compile(r"[^\W_](?:[\w ./+@()<>-]|,(?= )|:(?=\S))*")
_BARE_KEY = re.compile("[A-Za-z0-9_-]+")
_TOML_SCALAR = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?|\d{4}-\d\d-\d\d(?: 00:00:00 \+0000)?|true|false")
_JSON_SCALAR = re.compile(r"0|[1-9]\d{0,15}|true|false")
_NOT_TEXT = re.compile(r"[\d.]+|\d{4}-\d\d-\d\d.*|true|false", re.IGNORECASE)
_SURELY_TEXT = re.compile(
    r"(?!(?:y|n|yes|no|on|off|true|false|null)\Z)[^\W\d].*|.*[^\W\d\x00-\x7f].*", re.IGNORECASE
)
_SURELY_NOT = re.compile(r"0|-?[1-9]\d{0,15}(?:\.\d+)?|\d{4}-\d\d-\d\d|true|false", re.ASCII)
"""What every reader takes for a number, a date or a boolean."""
_UNWRITTEN = (UNWRITTEN, "TBD", "TBA")
_EXAMPLES = {
    "int": "1",
    "number": "1",
    "boolean": "false",
    "url": "https://example.com/",
    "email": "name@example.com",
}


class HeaderWriter:
    """Writes a header; what its keys are given is in `variables` then."""

    def __init__(
        self, example: Example, variables: MutableMapping[str, str], today: date, *, optional: bool
    ) -> None:
        """`example` makes a text that one of some patterns matches; `optional` keys are written too."""
        self._example = example
        self._variables = variables
        self._today = today
        self._optional = optional

    def prepare(self, keys: KeyList, prefix: str = "") -> None:
        """Give the keys their values that can have but some, before others are made of them."""
        for key in keys.entries:
            name = f"{prefix}{key.name}"
            if key.keys:
                self.prepare(key.keys, f"{name}.")
            first = key.constraints.patterns[:1] if key.constraints else ()
            if first and first[0].is_literal and self._is_wanted(key):
                self._variables[name] = self._example(first, self._variables) or ""

    def write(self, header: Header) -> str:
        """The header in the dialect of its schema; nothing where no key is wanted."""
        tree = self._tree(header.keys, "")
        is_asked = header.required is not None and header.required.holds(as_values(self._variables))
        return _written(tree, header.dialect) if tree or is_asked else ""

    def _tree(self, keys: KeyList, prefix: str) -> Tree:
        tree: Tree = {}
        for key in keys.entries:
            # An optional key that differs from one above in case alone is another way to write that.
            is_again = key.name.casefold() in {name.casefold() for name in tree}
            if not self._is_wanted(key) or (
                is_again and not key.required.holds(as_values(self._variables))
            ):
                continue
            name = f"{prefix}{key.name}"
            if key.keys:
                tree[key.name] = self._tree(key.keys, f"{name}.")
                continue
            value = self._value(key, name)
            tree[key.name] = value
            if isinstance(value, str):
                self._variables[name] = value
        return tree

    def _is_wanted(self, key: KeyEntry) -> bool:
        values = as_values(self._variables)
        return key.allowed.holds(values) and (self._optional or key.required.holds(values))

    def _value(self, key: KeyEntry, name: str) -> str | list[str]:
        constraints = key.constraints
        types = constraints.types if constraints else ()
        if constraints and (types[:1] == ("list",) or (constraints.items and not constraints.patterns)):
            return self._items(constraints)
        known = self._variables.get(name, "")
        if known and constraints and constraints.patterns and constraints.fits(known):
            return known
        made = self._example(constraints.patterns, self._variables) if constraints else None
        if made:
            return made
        type_ = types[0] if types else "string"
        if type_ in {"date", "datetime"}:
            return f"{parse_date(known) or self._today}{' 00:00:00 +0000' * (type_ == 'datetime')}"
        return known or _EXAMPLES.get(type_) or key.hint or UNWRITTEN

    def _items(self, constraints: Constraints) -> list[str]:
        items = constraints.items.patterns if constraints.items else ()
        wanted = [*constraints.contains[:1], *items[:1]]
        made = (self._example([pattern], self._variables) for pattern in wanted)
        texts = list(dict.fromkeys(text for text in made if text)) or [UNWRITTEN]
        least = constraints.count.least if constraints.count else 1
        # A list of which no item may stand twice is filled with other words for the same.
        others = islice(_UNWRITTEN, len(texts), None) if constraints.unique else repeat(texts[-1])
        return [*texts, *islice(others, max(least - len(texts), 0))]


def key_text(key: str, dialect: str) -> str:
    """What stands before a value in its line, in YAML or TOML."""
    return f"{_text(key)}: " if dialect == "yaml" else f"{_bare(key)} = "


def value_text(text: str, dialect: str, *, is_text: bool) -> str:
    """A single value as YAML or TOML writes it.

    Where it `is_text`, no reader takes it for a number, a date or a boolean.
    """
    if not is_text and _SURELY_NOT.fullmatch(text):
        return text
    return _text(text) if dialect == "yaml" else json.dumps(text, ensure_ascii=False)


def as_values(variables: Mapping[str, str]) -> dict[str, tuple[str]]:
    """Variables as conditions see them."""
    return {name: (text,) for name, text in variables.items()}


def _written(tree: Tree, dialect: str) -> str:
    if dialect == "json":
        return json.dumps(_json(tree), ensure_ascii=False, indent=2)
    if dialect == "lines":
        return "\n".join(f"- {key}: {_line(value)}" for key, value in tree.items())
    if dialect in {"toml", "toml-fence"}:
        opening, closing = ("+++", "+++") if dialect == "toml" else ("```toml", "```")
        return "\n".join([opening, *_toml(tree), closing])
    return "\n".join(["---", *_yaml(tree, ""), "---"])


def _json(tree: Tree) -> Any:
    """The tree with numbers and booleans as JSON has them."""
    return {
        key: _json(value)
        if isinstance(value, dict)
        else json.loads(value)
        if isinstance(value, str) and _JSON_SCALAR.fullmatch(value)
        else value
        for key, value in tree.items()
    }


def _yaml(tree: Tree, indent: str) -> Iterator[str]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield f"{indent}{_quoted(key)}:"
            yield from _yaml(value, indent + "  ")
        else:
            yield f"{indent}{_quoted(key)}: {_inline(value)}"


def _line(value: "str | list[str] | Tree") -> str:
    """A value where there is nothing but text: a list of any kind is one with commas."""
    return (
        value
        if isinstance(value, str)
        else ", ".join(map(_line, value.values() if isinstance(value, dict) else value))
    )


def _inline(value: "str | list[str] | Tree") -> str:
    if isinstance(value, list):
        return f"[{', '.join(_quoted(item) for item in value)}]"
    return value if not isinstance(value, str) or _NOT_TEXT.fullmatch(value) else _quoted(value)  # type: ignore[return-value]


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and "," not in text else json.dumps(text, ensure_ascii=False)


def _text(text: str) -> str:
    """`text` as YAML writes what no reader takes for anything else."""
    return _quoted(text) if _SURELY_TEXT.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _toml(tree: Tree, within: str = "") -> Iterator[str]:
    nested = {key: value for key, value in tree.items() if isinstance(value, dict)}
    for key, value in tree.items():
        if isinstance(value, list):
            yield f"{_bare(key)} = {json.dumps(value, ensure_ascii=False)}"
        elif isinstance(value, str):
            bare = _TOML_SCALAR.fullmatch(value)
            moment = value.replace(" 00:00:00 +0000", "T00:00:00Z")
            yield f"{_bare(key)} = {moment if bare else json.dumps(value, ensure_ascii=False)}"
    for key, inner in nested.items():
        path = f"{within}{_bare(key)}"
        yield f"[{path}]"
        yield from _toml(inner, f"{path}.")


def _bare(key: str) -> str:
    """A key as TOML writes it."""
    return key if _BARE_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)
