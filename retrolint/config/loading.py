"""Configuration files to `Config`: names in it must be those of rules, options and schemas."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from retrolint.config.errors import ConfigError
from retrolint.config.files import folder_of
from retrolint.config.globs import Globs
from retrolint.config.model import Config, Kind
from retrolint.config.reading import Part, Parts, is_outside, read_parts
from retrolint.config.selecting import Rules, Selection, fixable, selected, threshold
from retrolint.diagnostics import Diagnostic, Severity
from retrolint.options import OptionError, with_options
from retrolint.registry import UnknownRuleError, find_rule, installed_rules, rule_names
from retrolint.roots import is_below
from retrolint.schema.loading import builtin_names, unknown_schema


def load_config(file: str, selection: Selection) -> Config:
    """The configuration in `file`.

    Raises:
        ConfigError: it is no configuration, or names what there is not.
        UnknownRuleError: the command line names a rule that there is not.
    """
    rules = installed_rules()
    parts = read_parts(file)
    data = parts.data
    faults = tuple(_faults(parts, rules, folder_of(file)))
    if faults:
        raise ConfigError(faults)
    options = data.get("rules", {})
    default = Config(())
    return replace(
        default,
        file=parts.parts[0].file,
        root=folder_of(file),
        rules=tuple(
            with_options(rule, options.get(rule.name, {})) for rule in selected(rules, data, selection)
        ),
        include=Globs(tuple(data["include"])) if "include" in data else default.include,
        exclude=Globs(tuple(data.get("exclude", ()))),
        respect_gitignore=data.get("respect-gitignore", True),
        kinds=tuple(_kinds(parts)),
        severities=_severities(rules, data.get("severity", {})),
        per_file_ignores=tuple(
            (Globs((glob,)), frozenset(rule_names(rules, names)))
            for glob, names in data.get("per-file-ignores", {}).items()
        ),
        fail_on=threshold(data.get("fail-on", Severity.ERROR.value)),
        baseline=data.get("baseline", default.baseline),
        fixable=fixable(rules, data, selection),
    )


def _severities(rules: Rules, said: Mapping[str, str]) -> dict[str, Severity]:
    """What is said of each rule; what is said of a rule comes before what is said of its family."""
    levels: dict[str, Severity] = {}
    for name in sorted(said, key=lambda name: name in rules):
        levels |= dict.fromkeys(rule_names(rules, [name]), Severity(said[name]))
    return levels


def _kinds(parts: Parts) -> Iterator[Kind]:
    for kind in parts.data.get("documents", ()):
        file = kind["schema"]
        if file not in builtin_names():
            file = _beside(parts.part_of("documents").file, file)
            # The file "./kpt" is not the built-in of that name.
            file = f"./{file}" if file in builtin_names() else file
        yield Kind(Globs(tuple(kind["paths"])), file)


def _beside(config: str, file: str) -> str:
    """The path of `file`, which the file `config` names relative to itself."""
    return os.path.normpath(os.path.join(os.path.dirname(config), file)).replace(os.sep, "/")


def _faults(parts: Parts, rules: Rules, root: str) -> Iterator[Diagnostic]:
    """What is wrong with the names in a configuration, each at its place."""
    for part in parts.parts:
        data = part.source.data
        yield from _unknown_rules(part, rules)
        for name, options in data.get("rules", {}).items():
            for place, said in _wrong_options(rules, name, options):
                yield part.fault(("rules", *place), said)
        for index, kind in enumerate(data.get("documents", ())):
            said = _wrong_schema(part.file, kind["schema"])
            if said:
                yield part.fault(("documents", index, "schema"), said)
        baseline = data.get("baseline")
        known = os.path.join(root, baseline or "file")
        if not is_below(root, known) or is_outside(known, part.file):
            yield part.fault(("baseline",), f'"baseline": {baseline} lies outside of the project')


def _unknown_rules(part: Part, rules: Rules) -> Iterator[Diagnostic]:
    data = part.source.data
    places: list[tuple[tuple[str | int, ...], str]] = [
        ((key, index), name)
        for key in ("select", "extend-select", "ignore", "fixable", "unfixable")
        for index, name in enumerate(data.get(key, ()))
    ]
    places += [
        (("per-file-ignores", glob, index), name)
        for glob, names in data.get("per-file-ignores", {}).items()
        for index, name in enumerate(names)
    ]
    places += [(("severity", name, "[key]"), name) for name in data.get("severity", {})]
    for place, name in places:
        try:
            rule_names(rules, [name])
        except UnknownRuleError as error:
            yield part.fault(place, str(error))


def _wrong_options(
    rules: Rules, name: str, options: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], str]]:
    try:
        rule = find_rule(rules, name)()
    except UnknownRuleError as error:
        yield (name, "[key]"), str(error)
        return
    for option, value in options.items():
        try:
            with_options(rule, {option: value})
        except OptionError as error:
            yield (name, option), str(error)


def _wrong_schema(file: str, name: str) -> str:
    if name in builtin_names():
        return ""
    path = _beside(file, name)
    if os.path.isabs(name) or is_outside(path, file):
        return f'the schema "{name}" lies outside of the repository'
    if os.path.isfile(path):
        return ""
    if name.endswith((".yaml", ".yml")) or "/" in name:
        return f"there is no file {name}"
    return unknown_schema(name)
