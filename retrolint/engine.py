"""One document: match it, run the rules on it, take its facts."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from retrolint.config.model import Settings
from retrolint.diagnostics import Diagnostic, Severity
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.options import with_options
from retrolint.overrides import Overrides, overrides_of
from retrolint.patterns.pattern import SlowPatternError
from retrolint.registry import distribution_of, installed_rules
from retrolint.rule import AnyRule, Facts, LinkFact, Project, ProjectRule, Rule, SuppressionRule
from retrolint.suppress import Suppression, Suppressions, suppressions_of
from retrolint.text import Span

_LOCAL_TARGET = re.compile(r"(?![a-zA-Z][a-zA-Z0-9+.-]*:|[/#?\\]|$)")
_MEDIA_KEYS = ("media_subpath", "img_path")
_LOCAL_LINK = re.compile(rf"\]\(\s*<?{_LOCAL_TARGET.pattern}")


class RuleCrashError(Exception):
    """A rule raised: a bug of the rule's, with what to report."""

    def __init__(self, rule: AnyRule, path: str) -> None:
        """The rule, and the document it was looking at."""
        super().__init__(f'the rule "{rule.name}" crashed on {path}')
        self.distribution = distribution_of(type(rule))


@dataclass(frozen=True, slots=True)
class FileResult:
    """What one document gave; plain data, the same whatever the day."""

    path: str
    schema: str
    """The name of the schema it was checked against, or an empty string."""
    diagnostics: tuple[Diagnostic, ...]
    facts: Facts
    suppressions: Suppressions


def check_document(match: Match, settings: Settings) -> FileResult:
    """The findings of the document rules of `settings`, and the facts for the others.

    Raises:
        RuleCrashError: a rule raised.
    """
    document = match.document
    overrides = overrides_of(match)
    found: list[Diagnostic] = []
    for rule in settings.rules:
        if isinstance(rule, Rule):
            try:
                findings = _found(rule, match, overrides, settings.severities.get(rule.name))
                found.extend(_sound(rule, each) for each in findings)
            except SlowPatternError:
                raise
            except (Exception, SystemExit) as error:
                raise RuleCrashError(rule, document.path) from error
    name = match.schema.name if match.schema else ""
    facts = facts_of(document, overrides)
    return FileResult(document.path, name, tuple(found), facts, _suppressions(document))


def _suppressions(document: Document) -> Suppressions:
    families = {name: rule.family for name, rule in installed_rules().items()}
    return suppressions_of(document, families)


def too_slow(document: Document, error: SlowPatternError) -> FileResult:
    """What a document gives that a pattern of its schema takes too long on: that, and nothing else.

    Either may be to blame: a pattern with many ways to fit, or a text made to have many.
    """
    fault = Diagnostic(
        rule="invalid-schema",
        family="configuration",
        severity=Severity.ERROR,
        message=f"the document was not checked: {error}",
        help="write the pattern so that it has fewer ways to fit, or shorten the text",
        path=document.path,
        place=document.place(Span(0, 0), ()),
        subject=str(error),
    )
    facts = facts_of(document, Overrides())
    return FileResult(document.path, "", (fault,), facts, _suppressions(document))


def _found(
    rule: Rule, match: Match, overrides: Overrides, severity: Severity | None
) -> Iterator[Diagnostic]:
    """The findings of a rule, with what the configuration and, before it, the schema say of it."""
    # What is merely unfinished weighs little in a draft, whoever says otherwise.
    is_mild = rule.is_unfinished and match.document.is_draft
    for options in ({}, *overrides.options(rule.name)):
        configured = with_options(rule, options)
        if isinstance(configured, Rule):
            found = configured.check(match.document, match)
            weighed = found if is_mild else _weighed(found, severity)
            yield from overrides.applied(rule.name, options, weighed, is_mild=is_mild)


def _sound(rule: AnyRule, found: object) -> Diagnostic:
    """What a rule yielded, if it is a finding that can be told, with such fixes as the rule declares.

    Raises:
        TypeError: it is none.
    """
    texts: tuple[object, ...] = (found.message, found.help) if isinstance(found, Diagnostic) else ()
    if not isinstance(found, Diagnostic) or not all(isinstance(text, str) for text in texts):
        message = f"{found!r} is no finding"
        raise TypeError(message)
    for fix in found.fixes:
        parts: tuple[object, ...] = (fix.edits, fix.changes, *(edit.text for edit in fix.edits))
        if list(map(type, parts)) != [tuple, frozenset, *[str] * len(fix.edits)]:
            message = f"its fix has other edits or changes than a tuple and a frozenset: {fix!r}"
            raise TypeError(message)
    undeclared = {fix.applicability for fix in found.fixes} - {*rule.fixable}
    if undeclared:
        message = f"its fix is {undeclared.pop()}, which its `fixable` does not declare"
        raise TypeError(message)
    return found


def _weighed(found: Iterable[Diagnostic], severity: Severity | None) -> Iterable[Diagnostic]:
    return (replace(each, severity=severity) for each in found) if severity else found


def check_project(project: Project, settings: Mapping[str, Settings]) -> Iterator[Diagnostic]:
    """The findings of the project rules; `settings` are those of each document, by path.

    Raises:
        RuleCrashError: a rule raised.
    """
    overrides = {facts.path: facts.overrides for facts in project.facts}
    rules: dict[str, ProjectRule] = {}
    for of_path in {id(each): each for each in settings.values()}.values():
        rules |= {rule.name: rule for rule in of_path.rules if isinstance(rule, ProjectRule)}
    for name, rule in sorted(rules.items()):
        try:
            every = [_sound(rule, each) for each in rule.check(project)]
            found = [each for each in every if rule in settings[each.path].rules]
        except (Exception, SystemExit) as error:
            raise RuleCrashError(rule, "the project") from error
        for each in found:
            weighed = _weighed([each], settings[each.path].severities.get(name))
            yield from overrides[each.path].applied(name, {}, weighed)


def check_suppressions(
    suppressions: Suppressions, used: Collection[Suppression], settings: Settings
) -> list[Diagnostic]:
    """What is wrong with the suppressions of a document, those that suppress it left out.

    Raises:
        RuleCrashError: a rule raised.
    """
    own = {rule.name: rule for rule in settings.rules if isinstance(rule, SuppressionRule)}
    ran = {rule.name for rule in settings.rules} - own.keys()
    found: list[Diagnostic] = []
    problems = [*suppressions.problems, *suppressions.unused(used, ran)]
    for name, rule in own.items():
        of_rule = [problem for problem in problems if problem.rule == name]
        try:
            found.extend(_weighed(rule.check(of_rule), settings.severities.get(name)))
        except (Exception, SystemExit) as error:
            raise RuleCrashError(rule, suppressions.path) from error
    return suppressions.apply(found)[0]


def facts_of(document: Document, overrides: Overrides) -> Facts:
    """What project rules will need to know of `document`."""
    header = document.front_matter
    # Chirpy looks for the images of such a post in the folder that the key names.
    elsewhere = header is not None and any(map(header.get, _MEDIA_KEYS))
    links = (
        LinkFact(link.kind, link.target, document.place(link.span))
        for link in document.links(_LOCAL_LINK)
        if is_local(link.target) and not (elsewhere and link.kind == "image")
    )
    return Facts(document.path, tuple(links), overrides)


def is_local(target: str) -> bool:
    """Whether a link's target is a path from its document: no address, no anchor, no template."""
    return _LOCAL_TARGET.match(target) is not None and "{" not in target
