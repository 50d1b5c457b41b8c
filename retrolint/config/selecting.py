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
    fixable: tuple[str, ...] | None = None
    """Stands for what a configuration says of that."""
    unfixable: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All rules and families that it names."""
        return (
            *(self.select or ()),
            *self.extend,
            *self.ignore,
            *(self.fixable or ()),
            *self.unfixable,
        )


def default_config(selection: Selection) -> Config:
    """What counts where there is no configuration.

    Raises:
        UnknownRuleError: the command line names a rule that there is not.
    """
    rules = installed_rules()
    return Config(rules=selected(rules, {}, selection), fixable=fixable(rules, {}, selection))


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


def fixable(rules: Rules, data: Mapping[str, Any], selection: Selection) -> frozenset[str] | None:
    """The rules whose fixes the command line wants, else the `data` of a configuration; None for all."""
    only = data.get("fixable") if selection.fixable is None else selection.fixable
    never = (*data.get("unfixable", ()), *selection.unfixable)
    if only is None and not never:
        return None
    chosen = rules.keys() if only is None else rule_names(rules, only)
    return frozenset(chosen - rule_names(rules, never))
