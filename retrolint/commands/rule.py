"""`retrolint rule`: the list of rules, and the manual page of one."""

import click

from retrolint.commands import UsageFailure, show
from retrolint.registry import UnknownRuleError, find_rule, load_rules
from retrolint.rule import FAMILIES


@click.command("rule", short_help="List the rules, or explain one.")
@click.argument("name", required=False)
def command(*, name: str | None) -> None:
    """Print the manual page of the rule NAME, or all rules by family."""
    rules = load_rules()
    if name is None:
        _list()
        return
    try:
        rule = find_rule(rules, name)
    except UnknownRuleError as error:
        raise UsageFailure(str(error)) from error
    show(f"# {rule.name}\n\nFamily {rule.family}, {rule.severity} by default.\n")
    show(rule.page())


def _list() -> None:
    rules = load_rules().values()
    width = max(len(rule.name) for rule in rules)
    families = [family for family in FAMILIES if any(rule.family == family for rule in rules)]
    for number, family in enumerate(families):
        show(f"{'' if not number else chr(10)}{family}")
        for rule in rules:
            if rule.family == family:
                show(f"  {rule.name:{width}}  {rule.severity:7}  {rule.summary()}")
