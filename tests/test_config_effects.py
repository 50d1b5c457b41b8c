"""What a configuration does to a check."""

import json
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from commandline import TBU, check_json, run
from configfiles import MILD, found, listed, make, write

KINDS = """
[[documents]]
paths = ["_posts/*-w*.md", "!_posts/*-draft.md"]
schema = "shared/week.yaml"
[[documents]]
paths = ["_posts/"]
schema = "shared/post.yaml"
"""
WEEK = "name: week\nsections: [Done]\n"
POST = "name: post\nsections: [Words]\n"
KPT = "## Keep\n\n- a\n\n## Problem\n\n- b\n\n## Try\n\n- c\n"


def schemas(folder: Path, *args: str, stdin: str = "") -> dict[str, str]:
    """The schema that asks for something, by document."""
    findings = check_json(*args, cwd=folder, stdin=stdin).findings
    return {finding["path"]: finding["schema"]["name"] for finding in findings if finding["schema"]}


def make_posts(folder: Path, *names: str, text: str = "Text.\n") -> None:
    make(folder, own=KINDS)
    write(folder / "shared" / "week.yaml", WEEK)
    write(folder / "shared" / "post.yaml", POST)
    for name in names:
        write(folder / name, text)


def test_a_document_gets_the_schema_of_the_first_kind_that_fits(tmp_path: Path) -> None:
    make_posts(
        tmp_path, "_posts/1-w1.md", "_posts/1-w1-draft.md", "_posts/a.md", "a-w1.md", "x/_posts/b.md"
    )
    expected = {
        "_posts/1-w1.md": "week",
        "_posts/1-w1-draft.md": "post",
        "_posts/a.md": "post",
        "x/_posts/b.md": "post",
    }
    assert schemas(tmp_path) == expected
    assert {f"../{path}": name for path, name in expected.items()} == schemas(tmp_path / "shared", "..")
    assert schemas(tmp_path, "-", "--stdin-filename", "_posts/2-w2.md", stdin="Text.\n") == {
        "_posts/2-w2.md": "week"
    }


def test_with_any_kind_no_document_is_recognised(tmp_path: Path) -> None:
    make(tmp_path)
    write(tmp_path / "kpt.md", KPT.replace("## Try\n\n- c\n", ""))
    assert schemas(tmp_path) == {"kpt.md": "kpt"}
    write(tmp_path / ".retrolint.toml", '[[documents]]\npaths = ["none.md"]\nschema = "til"\n')
    assert schemas(tmp_path) == {}
    write(tmp_path / ".retrolint.toml", "documents = []\n")
    assert schemas(tmp_path) == {"kpt.md": "kpt"}


def test_what_the_front_matter_names_comes_before_it_and_the_command_line_before_both(
    tmp_path: Path,
) -> None:
    make_posts(tmp_path, "_posts/1-w1.md", text="---\nretrolint: {schema: kpt}\n---\n\nText.\n")
    assert schemas(tmp_path) == {"_posts/1-w1.md": "kpt"}
    assert schemas(tmp_path, "--schema", "shared/post.yaml") == {"_posts/1-w1.md": "post"}


def test_a_schema_of_a_nested_configuration_is_relative_to_it(tmp_path: Path) -> None:
    kind = '[[documents]]\npaths = ["*.md"]\nschema = "s.yaml"\n'
    make(tmp_path, own=kind)
    write(tmp_path / "s.yaml", POST)
    write(tmp_path / "sub" / ".config" / "retrolint.toml", kind)
    write(tmp_path / "sub" / ".config" / "s.yaml", WEEK)
    for name in ("a.md", "sub/a.md"):
        write(tmp_path / name, "Text.\n")
    assert schemas(tmp_path) == {"a.md": "post", "sub/a.md": "week"}
    assert schemas(tmp_path / "sub", ".") == {"a.md": "week"}


def test_the_schema_of_a_base_is_relative_to_the_base(tmp_path: Path) -> None:
    make(tmp_path)
    write(tmp_path / "shared" / "base.toml", '[[documents]]\npaths = ["/*.md"]\nschema = "s.yaml"\n')
    write(tmp_path / "shared" / "s.yaml", POST)
    write(tmp_path / "sub" / "pyproject.toml", '[tool.retrolint]\nextend = "../shared/base.toml"\n')
    write(tmp_path / "sub" / "a.md", "Text.\n")
    assert schemas(tmp_path) == {"sub/a.md": "post"}


def test_a_file_may_be_called_like_a_built_in_schema(tmp_path: Path) -> None:
    kind = '[[documents]]\npaths = ["/*.md"]\nschema = "{}"\n'
    make(tmp_path, own=kind.format("kpt"))
    write(tmp_path / "kpt", POST)
    write(tmp_path / "a.md", "Text.\n")
    assert schemas(tmp_path) == {"a.md": "kpt"}
    make(tmp_path, own=kind.format("./kpt"))
    assert schemas(tmp_path) == {"a.md": "post"}


def test_a_schema_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    make(tmp_path, "a.md", own='[[documents]]\npaths = ["*.md"]\nschema = "s.yaml"\n')
    write(tmp_path / "s.yaml", "#" * (1 << 21))
    result = run("check", cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        's.yaml:1:1: error[invalid-schema] schema "s.yaml" cannot be read: larger than a mebibyte\n'
    )


FILES = ("a.md", "b.txt", "docs/c.md", "docs/deep/d.md", "_drafts/e.md", "sub/_drafts/f.md")


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("", ["_drafts/e.md", "a.md", "docs/c.md", "docs/deep/d.md", "sub/_drafts/f.md"]),
        ('include = ["*.txt", "/*.md"]', ["a.md", "b.txt"]),
        ('include = ["docs/"]', ["docs/c.md", "docs/deep/d.md"]),
        ('include = ["docs/*.md"]', ["docs/c.md"]),
        ('include = ["docs/**/*.md", "!d.md"]', ["docs/c.md"]),
        ("include = []", []),
        ('exclude = ["_drafts/"]', ["a.md", "docs/c.md", "docs/deep/d.md"]),
        ('exclude = ["/_drafts/", "docs"]', ["a.md", "sub/_drafts/f.md"]),
        ('exclude = ["docs/*", "!docs/c.md"]', ["_drafts/e.md", "a.md", "docs/c.md", "sub/_drafts/f.md"]),
        ('exclude = ["*", "!/a.md"]', ["a.md"]),
    ],
)
def test_documents_are_what_is_included_and_not_excluded(
    config: str, expected: list[str], tmp_path: Path
) -> None:
    make(tmp_path, *FILES, own=f"{config}\n")
    assert listed(tmp_path) == expected
    assert listed(tmp_path, tmp_path) == expected
    named = [name for name in FILES if config or name.endswith(".md")]
    assert listed(tmp_path, "--force-exclude", *named) == expected
    assert listed(tmp_path, *named) == sorted(named)
    folder = tmp_path / "docs"
    assert listed(folder, "..") == sorted(
        name.removeprefix("docs/") if name.startswith("docs/") else f"../{name}" for name in expected
    )


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_of_hangul_fit_however_the_file_system_takes_them_apart(
    form: Literal["NFC", "NFD"], tmp_path: Path
) -> None:
    name = unicodedata.normalize(form, "회고/각오.md")
    make(tmp_path, name, "a.md", own='include = ["회고/*오.md"]\n')
    assert len(listed(tmp_path)) == 1
    assert len(listed(tmp_path, "--force-exclude", name, "a.md")) == 1


def test_names_may_hold_what_is_special_in_patterns(tmp_path: Path) -> None:
    names = ("[a].md", "#b.md", "!c.md", "d e.md", "a.md")
    make(tmp_path, *names, own=r"""exclude = ['\[a].md', '\#b.md', '\!c.md', "d e.md"]""")
    assert listed(tmp_path) == ["a.md"]


def test_what_git_ignores_can_be_wanted(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "sub/b.md", own="respect-gitignore = false\n")
    write(tmp_path / ".gitignore", "*.md\n")
    assert listed(tmp_path) == ["a.md", "sub/b.md"]
    write(tmp_path / "sub" / "retrolint.toml", "respect-gitignore = true\n")
    assert listed(tmp_path) == ["a.md"]


TEXT = "# TBU\n\n- [](gone.md)\n- [x] \n- [a](gone.md)\n"


@pytest.mark.parametrize(
    ("config", "args", "rules"),
    [
        ("", (), {"broken-link", "empty-task", "placeholder"}),
        ('select = ["links"]', (), {"broken-link"}),
        ('select = ["links", "placeholder"]\nignore = ["links"]', (), {"placeholder"}),
        ('ignore = ["links", "tasks"]', (), {"placeholder"}),
        ('ignore = ["links"]\nextend-select = ["broken-link"]', (), {"empty-task", "placeholder"}),
        ('select = []\nextend-select = ["tasks"]', (), {"empty-task"}),
        ("select = []", (), set()),
        ('select = ["links"]\nignore = ["links"]', ("--select", "links"), {"broken-link"}),
        ('select = ["links"]', ("--select", "tasks,links", "--ignore", "links"), {"empty-task"}),
        ('select = ["links"]', ("--extend-select", "tasks"), {"broken-link", "empty-task"}),
        ('ignore = ["tasks", "links"]', ("--extend-select", "tasks"), {"empty-task", "placeholder"}),
        ('extend-select = ["tasks"]', ("--ignore", "tasks"), {"broken-link", "placeholder"}),
        ('select = ["links"]', ("--extend-select", "tasks", "--ignore", "links"), {"empty-task"}),
    ],
)
def test_the_command_line_comes_before_what_is_selected(
    config: str, args: tuple[str, ...], rules: set[str], tmp_path: Path
) -> None:
    make(tmp_path, own=f"{config}\n")
    write(tmp_path / "a.md", TEXT)
    assert set(check_json(*args, cwd=tmp_path).rules) == rules


def test_rules_can_be_ignored_for_some_files(tmp_path: Path) -> None:
    make(
        tmp_path,
        own='[per-file-ignores]\n"/old/" = ["links", "tasks"]\n"*-draft.md" = ["placeholder"]\n',
    )
    for name in ("a.md", "old/a.md", "sub/old/a.md", "old/a-draft.md"):
        write(tmp_path / name, TEXT)
    found_rules = {
        name: {rule.split(" ")[2] for rule in found(tmp_path, name)}
        for name in ("a.md", "old/a.md", "sub/old/a.md", "old/a-draft.md")
    }
    every = {"broken-link", "empty-task", "placeholder"}
    assert found_rules == {
        "a.md": every,
        "old/a.md": {"placeholder"},
        "sub/old/a.md": every,
        "old/a-draft.md": set(),
    }
    shown = run("config", "show", "old/a-draft.md", cwd=tmp_path).out
    assert "# not for this file, by per-file-ignores: broken-image, broken-link, empty-task, " in shown


def test_a_rule_comes_before_its_family(tmp_path: Path) -> None:
    make(tmp_path, "a.md", own='[severity]\nplaceholder = "info"\nplaceholders = "warning"\n')
    assert found(tmp_path) == ["a.md info placeholder"]
    make(tmp_path, own='[severity]\nplaceholders = "warning"\n')
    assert found(tmp_path) == ["a.md warning placeholder"]


def test_findings_across_documents_have_the_severity_of_their_own(tmp_path: Path) -> None:
    link = "[a](gone.md)\n"
    make(tmp_path)
    write(tmp_path / "a.md", link)
    write(tmp_path / "sub" / "a.md", link)
    write(tmp_path / "off" / "a.md", link)
    write(tmp_path / "sub" / "retrolint.toml", '[severity]\nlinks = "info"\n')
    write(tmp_path / "off" / "retrolint.toml", 'ignore = ["links"]\n')
    assert found(tmp_path) == ["a.md error broken-link", "sub/a.md info broken-link"]


def with_schema(folder: Path, config: str, rules: str, text: str, name: str = "a.md") -> list[str]:
    make(folder, own=f'{config}\n[[documents]]\npaths = ["*.md"]\nschema = "s.yaml"\n')
    write(folder / "s.yaml", f"name: s\nrules: {rules}\nsections: [{{heading: A, required: false}}]\n")
    write(folder / name, text)
    return [line.partition(" ")[2] for line in found(folder)]


def test_what_a_schema_says_of_rules_comes_before_it(tmp_path: Path) -> None:
    mild = 'severity.placeholder = "info"'
    assert with_schema(tmp_path, mild, "{placeholder: warning}", TBU) == ["warning placeholder"]
    assert with_schema(tmp_path, mild, "{'*': warning}", TBU) == ["warning placeholder"]
    assert with_schema(tmp_path, mild, "{placeholder: off}", TBU) == []
    assert with_schema(tmp_path, mild, "{links: warning}".replace("links", "broken-link"), TBU) == [
        "info placeholder"
    ]
    assert with_schema(tmp_path, 'ignore = ["placeholder"]', "{placeholder: error}", TBU) == []


def test_a_draft_is_weighed_as_one_whatever_is_said(tmp_path: Path) -> None:
    draft = f"---\ndraft: true\n---\n\n{TBU}"
    loud = 'severity.placeholder = "error"'
    assert with_schema(tmp_path, loud, "{}", draft) == ["info placeholder"]
    assert with_schema(tmp_path, loud, "{placeholder: error}", draft) == ["info placeholder"]


def test_within_its_grace_a_finding_is_mild_whatever_is_said(tmp_path: Path) -> None:
    make(tmp_path, own='[severity]\nplaceholder = "error"\n[rules.placeholder]\ngrace = "7d"\n')
    write(tmp_path / "2024-09-06-a.md", f"---\ndate: 2024-09-06\n---\n\n{TBU}")
    for today, severity in (("2024-09-13", "info"), ("2024-09-14", "error")):
        assert found(tmp_path, "--today", today) == [f"2024-09-06-a.md {severity} placeholder"]


def test_options_of_a_rule_are_those_of_the_configuration_and_a_schema_adds_its_own(
    tmp_path: Path,
) -> None:
    both = "- **did**: N/A\n- **felt**: none\n"
    config = 'rules.placeholder.also = ["N/A"]'
    assert with_schema(tmp_path, config, "{}", both) == ["error placeholder"]
    assert with_schema(tmp_path, "", "{placeholder: {also: [none]}}", both) == ["error placeholder"]
    findings = check_json(cwd=tmp_path).findings
    assert [finding["range"]["start"]["line"] for finding in findings] == [2]
    # What a schema says of an option stands for what the configuration says of that option.
    with_schema(tmp_path, config, "{placeholder: {also: [none]}}", both)
    findings = check_json(cwd=tmp_path).findings
    assert [finding["range"]["start"]["line"] for finding in findings] == [2]
    with_schema(tmp_path, config, "{placeholder: {grace: 7d}}", both)
    findings = check_json(cwd=tmp_path).findings
    assert [finding["range"]["start"]["line"] for finding in findings] == [1]


@pytest.mark.parametrize(
    ("config", "args", "code"),
    [
        (MILD, (), 0),
        (f'fail-on = "info"\n{MILD}', (), 1),
        (f'fail-on = "warning"\n{MILD}', (), 0),
        ('fail-on = "never"\n', (), 0),
        ('fail-on = "never"\n', ("--fail-on", "error"), 1),
        (f'fail-on = "info"\n{MILD}', ("--fail-on", "warning"), 0),
        (MILD, ("--fail-on", "info"), 1),
        ("", ("--fail-on", "never"), 0),
        ("", ("--exit-zero",), 0),
    ],
)
def test_the_command_line_comes_before_what_fails_a_run(
    config: str, args: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    make(tmp_path, "a.md", own=config)
    result = check_json(*args, cwd=tmp_path)
    assert (result.code, result.rules) == (code, ["placeholder"])


def test_each_file_fails_a_run_as_its_own_configuration_says(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "sub/b.md", own='fail-on = "never"\n')
    assert check_json(cwd=tmp_path).code == 0
    write(tmp_path / "sub" / "retrolint.toml", f'fail-on = "info"\n{MILD}')
    assert check_json(cwd=tmp_path).code == 1
    assert check_json("a.md", cwd=tmp_path).code == 0


def test_each_configuration_has_a_baseline_of_its_own(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "sub/b.md", own='baseline = "known/all.json"\n')
    (tmp_path / "known").mkdir()
    write(tmp_path / "sub" / "retrolint.toml", "")
    assert run("baseline", "create", cwd=tmp_path).code == 0
    paths = {
        file: [known["path"] for known in json.loads((tmp_path / file).read_text("utf-8"))["findings"]]
        for file in ("known/all.json", "sub/.retrolint-baseline.json")
    }
    assert paths == {"known/all.json": ["a.md"], "sub/.retrolint-baseline.json": ["b.md"]}
    for folder in (tmp_path, tmp_path / "sub"):
        assert check_json(tmp_path, cwd=folder).code == 0
        assert check_json(tmp_path, "--no-baseline", cwd=folder).code == 1
    write(tmp_path / "sub" / "c.md", TBU)
    assert found(tmp_path) == ["sub/c.md error placeholder"]
