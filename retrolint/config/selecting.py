"""Which rules run: what the command line says, and what a configuration says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from retrolint.config.model import Config
from retrolint.diagnostics import Severity
from retrolint.registry import installed_rules, rule_names, select_rules
from retrolint.rule import AnyRule

NEVER = "never"

Rules = Mapping[str, type[AnyRule]]


@dataclass(frozen=True, slots=True)
class Selection:
    """What the command line says; `select` stands for all that a configuration selects and ignores."""

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def default_config(selection: Selection) -> Config:
    """What counts where there is no configuration.

    Raises:
        UnknownRuleError: the command line names a rule that there is not.
    """
    return Config(rules=selected(installed_rules(), {}, selection))


def threshold(level: str) -> Severity | None:
    """The severity called `level`; None for `never`."""
    return None if level == NEVER else Severity(level)


def selected(rules: Rules, data: Mapping[str, Any], selection: Selection) -> tuple[AnyRule, ...]:
    """The rules that the command line selects, else the `data` of a configuration."""
    if selection.select is not None:
        return select_rules(rules, selection.select, selection.ignore, selection.extend)
    ignore = (*data.get("ignore", ()), *selection.ignore)
    chosen = select_rules(rules, data.get("select"), ignore, data.get("extend-select", ()))
    if not selection.extend:
        return chosen
    names = {rule.name for rule in chosen} | rule_names(rules, selection.extend)
    return select_rules(rules, sorted(names), selection.ignore)
