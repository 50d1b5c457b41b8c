"""One document: match it, run the rules on it, take its facts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from retrolint.diagnostics import Diagnostic, Severity
from retrolint.document.model import Document
from retrolint.matching.match import Match
from retrolint.options import with_options
from retrolint.overrides import Overrides, overrides_of
from retrolint.patterns.pattern import SlowPatternError
from retrolint.registry import distribution_of
from retrolint.rule import AnyRule, Facts, LinkFact, Project, ProjectRule, Rule
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


def check_document(match: Match, rules: Iterable[AnyRule]) -> FileResult:
    """The findings of the document rules among `rules`, and the facts for the others.

    Raises:
        RuleCrashError: a rule raised.
    """
    document = match.document
    overrides = overrides_of(match)
    found: list[Diagnostic] = []
    for rule in rules:
        if isinstance(rule, Rule):
            try:
                found.extend(
                    _found(rule, match, overrides)
                    if overrides.regions
                    else rule.check(match.document, match)
                )
            except SlowPatternError:
                raise
            except (Exception, SystemExit) as error:
                raise RuleCrashError(rule, document.path) from error
    name = match.schema.name if match.schema else ""
    return FileResult(document.path, name, tuple(found), facts_of(document, overrides))


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
    return FileResult(document.path, "", (fault,), facts_of(document, Overrides()))


def _found(rule: Rule, match: Match, overrides: Overrides) -> Iterator[Diagnostic]:
    """The findings of a rule, with the options and severities that the schema sets."""
    for options in ({}, *overrides.options(rule.name)):
        configured = with_options(type(rule), options) if options else rule
        if isinstance(configured, Rule):
            found = configured.check(match.document, match)
            is_mild = rule.is_unfinished and match.document.is_draft
            yield from overrides.applied(rule.name, options, found, is_mild=is_mild)


def check_project(project: Project, rules: Iterable[AnyRule]) -> list[Diagnostic]:
    """The findings of the project rules among `rules`.

    Raises:
        RuleCrashError: a rule raised.
    """
    found: list[Diagnostic] = []
    overrides = {facts.path: facts.overrides for facts in project.facts}
    for rule in rules:
        if isinstance(rule, ProjectRule):
            try:
                for diagnostic in rule.check(project):
                    found += overrides[diagnostic.path].applied(rule.name, {}, [diagnostic])
            except (Exception, SystemExit) as error:
                raise RuleCrashError(rule, "the project") from error
    return found


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
