"""Rules with options: what a schema or a configuration says of a rule, as the rule itself."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from retrolint.rule import AnyRule

_INT = re.compile(r"-?\d{1,9}")
_DAYS = re.compile(r"(\d{1,4})d")


class OptionError(ValueError):
    """An option that a rule does not have, or a value that it cannot have; `option` is its name."""

    def __init__(self, message: str, option: str) -> None:
        """`message` is one line in lower case."""
        super().__init__(message)
        self.option = option


def with_options(rule: AnyRule, options: Mapping[str, Any]) -> AnyRule:
    """The rule with these options laid over its own, written as text, lists or mappings; `7d` is 7 days.

    Raises:
        OptionError: it has no such option, or the value is none for it.
    """
    if not options:
        return rule
    # A rule without options is a plain class.
    fields = getattr(rule, "__dataclass_fields__", {})
    known = {name: field.type for name, field in fields.items()}
    values = {
        name.replace("-", "_"): _value(rule, known, name, written) for name, written in options.items()
    }
    configured: AnyRule = replace(rule, **values)  # type: ignore[type-var]
    return configured


def _value(rule: AnyRule, known: Mapping[str, Any], name: str, written: Any) -> Any:
    if name.replace("-", "_") not in known:
        close = difflib.get_close_matches(name, known, n=1)
        if not known:
            hint = "it has none"
        else:
            hint = f'did you mean "{close[0]}"?' if close else f"it has {', '.join(known)}"
        raise OptionError(f'"{rule.name}" has no option "{name}"; {hint}', name)
    if isinstance(written, str) and "tuple" in str(known[name.replace("-", "_")]):
        raise OptionError(f'"{name}" of "{rule.name}" is a list: write ["{written}"]', name)
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - few schemas set options

    days = _DAYS.fullmatch(written) if isinstance(written, str) else None
    if known[name.replace("-", "_")] in {int, "int"} and not days and not _INT.fullmatch(str(written)):
        reason = "write a number, such as 7, or days, as 7d"
        raise OptionError(f'"{name}" of "{rule.name}" cannot be "{written}": {reason}', name)
    try:
        adapter: TypeAdapter[Any] = TypeAdapter(known[name.replace("-", "_")])
        return adapter.validate_python(days[1] if days else written)
    except ValidationError as error:
        message = f'"{name}" of "{rule.name}" cannot be "{written}": {error.errors()[0]["msg"].lower()}'
        raise OptionError(message, name) from error
