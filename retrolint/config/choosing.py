"""Which schema a document gets, and what a schema says of rules."""

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from retrolint.config.model import Settings
from retrolint.diagnostics import Diagnostic
from retrolint.document.header import OWN_KEY, Value
from retrolint.document.model import Document, Problem
from retrolint.matching.alignment import align, unmatched
from retrolint.matching.match import Match
from retrolint.matching.recognition import recognise
from retrolint.options import OptionError, with_options
from retrolint.overrides import entries_with_rules
from retrolint.registry import UnknownRuleError, find_rule, installed_rules
from retrolint.roots import REPOSITORY, path_below, project_root
from retrolint.schema.faults import fault_at_end, located_fault
from retrolint.schema.loading import (
    SchemaError,
    UnknownSchemaError,
    builtin_names,
    load_schema,
    unknown_schema,
)
from retrolint.schema.model import Schema
from retrolint.schema.varied import with_variants


class Choice(NamedTuple):
    """A document beside its schema, and why that one."""

    match: Match
    reason: str
    is_recognised: bool = False
    """Nobody has told which schema."""


def match_document(document: Document, settings: Settings) -> Choice:
    """`document` beside its schema.

    Raises:
        SchemaError: the schema that its front matter or the configuration names cannot be used.
    """
    if settings.schema:
        return Choice(align(document, settings.schema), "which was asked for")
    named = _named_schema(document)
    if named:
        return Choice(_match_named(document, named), "which its front matter names")
    if settings.kinds:
        return _match_kind(document, settings)
    recognition = recognise(document)
    if recognition is None:
        return Choice(unmatched(document), "it is of no built-in schema, or of several")
    reason = f"{recognition.found} of its {recognition.required} required sections are there"
    return Choice(recognition.match, reason, is_recognised=True)


def _match_kind(document: Document, settings: Settings) -> Choice:
    """`document` beside the schema of the first kind that its path fits."""
    path = path_below(settings.root, document.path)
    for kind in settings.kinds:
        if kind.paths.fit(path):
            return Choice(align(document, _of_kind(kind.schema)), "which the configuration says")
    return Choice(unmatched(document), "no [[documents]] of the configuration fits its path")


def _of_kind(reference: str) -> Schema:
    try:
        return _usable(reference)
    except UnknownSchemaError as error:
        # The file was there when the configuration was read.
        raise SchemaError((fault_at_end(reference, "", str(error)),)) from error


def usable_schema(reference: str) -> Schema:
    """The built-in schema of that name, or the schema in that file, whose rules are rules.

    Raises:
        UnknownSchemaError: there is neither.
        SchemaError: the file is no schema, or names rules or options that there are not.
    """
    schema = load_schema(reference)
    faults = tuple(rule_faults(schema))
    if faults:
        raise SchemaError(faults)
    return schema


def rule_faults(schema: Schema) -> Iterator[Diagnostic]:
    """What entries say of rules that there are not, and of options that these do not have."""
    forms = [schema, *(with_variants(schema, (index,)) for index in range(len(schema.variants)))]
    seen: set[tuple[str, str]] = set()
    for index, form in enumerate(forms):
        within = f"variants[{index - 1}]." if index else ""
        for path, message in _wrong_settings(form):
            if (path, message) not in seen:
                seen.add((path, message))
                yield located_fault(schema, f"{within}{path}", message)


def _wrong_settings(schema: Schema) -> Iterator[tuple[str, str]]:
    """What is wrong with what entries say of rules, each with its place in the schema."""
    entries = entries_with_rules(schema)
    rules = installed_rules() if entries else {}
    for entry in entries:
        prefix = f"{entry.path}." if entry.path else ""
        for setting in entry.rules:
            path = f"{prefix}rules.{setting.rule}"
            try:
                if setting.rule != "*":
                    with_options(find_rule(rules, setting.rule)(), setting.options)
            except (UnknownRuleError, OptionError) as error:
                yield path, str(error)


def _named_schema(document: Document) -> Value | None:
    """What the front matter says after `retrolint: {schema: …}`."""
    own = document.front_matter.get(OWN_KEY) if document.front_matter else None
    named = (entry.value for entry in own.value.entries if entry.key == "schema") if own else iter(())
    return next(named, None)


def _match_named(document: Document, named: Value) -> Match:
    """The match with the schema of that name: a built-in, or a file beside or below the document.

    A name that there is not is the author's mistake, and told like others; a broken schema is not.
    """
    reference = named.text
    if reference not in builtin_names():
        beside = os.path.normpath(os.path.join(os.path.dirname(document.path), reference))
        root = project_root(document.path, REPOSITORY) or os.getcwd()
        # A link may lead out of it.
        is_inside = os.path.realpath(beside).startswith(os.path.join(os.path.realpath(root), ""))
        if reference.endswith((".yaml", ".yml")) and not is_inside:
            message = f'the schema "{reference}" lies outside of the repository'
            return _without_schema(document, named, message)
        if not reference.endswith((".yaml", ".yml")):
            return _without_schema(document, named, unknown_schema(reference))
        reference = beside
    try:
        return align(document, _usable(reference))
    except UnknownSchemaError as error:
        return _without_schema(document, named, str(error))


def _without_schema(document: Document, named: Value, message: str) -> Match:
    problem = Problem("disallowed-value", named.span, message)
    return unmatched(replace(document, problems=(*document.problems, problem)))


def _usable(reference: str) -> Schema:
    return _usable_at(reference, os.path.abspath(reference))


@lru_cache(maxsize=64)
def _usable_at(reference: str, _path: str) -> Schema:
    """One that many documents name is read once; the same name in another folder is another."""
    return usable_schema(reference)
