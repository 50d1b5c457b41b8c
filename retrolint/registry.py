"""The rules installed: entry points of the group `retrolint.rules`, each a tuple of rule classes."""

import difflib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from retrolint.rule import FAMILIES, AnyRule, ProjectRule, Rule, SuppressionRule

GROUP = "retrolint.rules"


class PluginError(Exception):
    """A distribution whose rules cannot be used; the message says why."""

    def __init__(self, message: str, distribution: str = "retrolint") -> None:
        """The message, and whose bug it is."""
        super().__init__(message)
        self.distribution = distribution


class UnknownRuleError(Exception):
    """A rule or a family that no installed distribution has; the message suggests one."""


def load_rules(points: Iterable[EntryPoint] | None = None) -> dict[str, type[AnyRule]]:
    """All installed rule classes by name, sorted.

    Raises:
        PluginError: one cannot be loaded, is no rule, or takes a name that is taken; or there are
            none at all, which means that retrolint itself is not installed.
    """
    rules: dict[str, type[AnyRule]] = {}
    for point in sorted(points or entry_points(group=GROUP), key=_rank):
        for rule in _load(point):
            if rule.name in rules:
                message = f'{_source(point)} has a second rule named "{rule.name}"'
                raise PluginError(message, _distribution(point))
            rules[rule.name] = rule
    if not rules:
        raise PluginError("no rules are installed: install retrolint with pip, also to work on it")
    return dict(sorted(rules.items()))


@cache
def installed_rules() -> dict[str, type[AnyRule]]:
    """All installed rule classes, looked for once; raises as `load_rules`."""
    return load_rules()


def select_rules(
    rules: Mapping[str, type[AnyRule]],
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    extend: Iterable[str] = (),
) -> tuple[AnyRule, ...]:
    """The rules named in `select` and `extend` and not in `ignore`, with their default options.

    All take names of rules and of families. Without `select`, it is all that run by default.

    Raises:
        UnknownRuleError: a name that is neither.
    """
    default = (name for name, rule in rules.items() if rule.is_default)
    wanted = set(default) if select is None else rule_names(rules, select)
    wanted |= rule_names(rules, extend)
    wanted -= rule_names(rules, ignore)
    return tuple(rule() for name, rule in rules.items() if name in wanted)


def find_rule(rules: Mapping[str, type[AnyRule]], name: str) -> type[AnyRule]:
    """The rule called `name`.

    Raises:
        UnknownRuleError: there is none.
    """
    if name in rules:
        return rules[name]
    raise UnknownRuleError(_unknown(name, rules))


def rule_names(rules: Mapping[str, type[AnyRule]], names: Iterable[str]) -> set[str]:
    """The names of the rules that `names`, of rules and of families, stand for.

    Raises:
        UnknownRuleError: a name that is neither.
    """
    found: set[str] = set()
    for name in names:
        family = {rule.name for rule in rules.values() if rule.family == name}
        if name not in rules and name not in FAMILIES:
            raise UnknownRuleError(_unknown(name, (*rules, *FAMILIES)))
        found |= family or ({name} & rules.keys())
    return found


def distribution_of(rule: type[AnyRule]) -> str:
    """The distribution that a rule came with, for whoever must report a bug of it."""
    package = rule.__module__.partition(".")[0]
    points = (point for point in entry_points(group=GROUP) if point.module.partition(".")[0] == package)
    return next((_distribution(point) for point in points), package)


def _unknown(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    hint = f'did you mean "{close[0]}"?' if close else '"retrolint rule" lists them'
    return f'there is no rule "{name}"; {hint}'


def _load(point: EntryPoint) -> tuple[type[AnyRule], ...]:
    try:
        rules = tuple(point.load())
    except (Exception, SystemExit) as error:
        message = f"{_source(point)} cannot be loaded: {error!r}"
        raise PluginError(message, _distribution(point)) from error
    for rule in rules:
        reason = _fault(rule)
        if reason:
            raise PluginError(f"{_source(point)} offers {rule!r}, {reason}", _distribution(point))
    return rules


def _fault(rule: object) -> str:
    """What keeps `rule` from being one, or an empty string."""
    if not isinstance(rule, type) or not issubclass(rule, Rule | ProjectRule | SuppressionRule):
        return "which is no subclass of retrolint.rule.Rule or ProjectRule"
    if not isinstance(getattr(rule, "name", None), str):
        return "which has no name"
    if getattr(rule, "family", None) not in FAMILIES:
        return f"whose family is none of {', '.join(FAMILIES)}"
    if not rule.summary():
        return "which has no docstring"
    return ""


def _source(point: EntryPoint) -> str:
    return f'the plugin "{_distribution(point)}" ({point.value})'


def _rank(point: EntryPoint) -> tuple[bool, str, str]:
    """Our own rules come first, so that a name taken twice is the other's fault."""
    distribution = _distribution(point)
    return distribution != "retrolint", distribution, point.name


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.name
