"""What is imported, and by whom: a hook starts on every commit."""

import sys

import pytest
from commandline import POST, execute

HEAVY = {"pydantic", "markdown_it", "yaml", "click"}


def imported(*arguments: str) -> set[str]:
    """The top-level modules that `python *arguments` imports."""
    result = execute(sys.executable, "-X", "importtime", *arguments)
    lines = (line for line in result.err.split("\n") if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def test_the_version_waits_for_nothing() -> None:
    assert imported("-m", "retrolint", "--version") & HEAVY == {"click"}


def test_few_documents_wait_for_what_few_schemas_need() -> None:
    rare = {"jsonschema", "rapidfuzz", "regex", "tomllib", "pydantic"}
    assert imported("-m", "retrolint", "check", str(POST)) & rare == set()


def test_checking_by_a_builtin_schema_does_not_wait_for_pydantic() -> None:
    for arguments in ((), ("--schema", "weekly-retro"), ("--output-format", "json")):
        assert imported("-m", "retrolint", "check", str(POST), *arguments) & HEAVY == HEAVY - {"pydantic"}


@pytest.mark.parametrize(
    "module",
    [
        "retrolint",
        "retrolint.rule",
        "retrolint.matching.match",
        "retrolint.diagnostics",
        "retrolint_rules",
    ],
)
def test_a_plugin_waits_for_no_library(module: str) -> None:
    assert imported("-c", f"import {module}") & HEAVY == set()
