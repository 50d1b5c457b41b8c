"""What `retrolint init` finds, writes, asks and leaves alone."""

from pathlib import Path

import pytest
from checkout import git
from commandline import POST, Result, run
from terminal import at_a_terminal

from retrolint.config.globs import Globs

RETRO = POST.read_text("utf-8")
TIL = """\
---
title: TIL
date: 2024-09-05
---

## 오늘 배운 것

인덱스를 배웠다.

## 느낀 점

재미있다.
"""
PLAIN = "---\ntitle: About\n---\n\nA page.\n"
ADR = """\
# {0}. Use Postgres

Date: 2024-05-02

## Status

Accepted

## Context

We need a database.

## Decision

We will use it.

## Consequences

One more server.
"""
HEAD = """\
#:schema https://raw.githubusercontent.com/retrolint/retrolint/main/docs/retrolint-config.schema.json
# What retrolint checks in this folder and below; "retrolint config show" prints what counts here.
"""
HOOK = """\
  - repo: https://github.com/retrolint/retrolint
    rev: v0.1.0
    hooks:
      - id: retrolint
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def init(folder: Path, *args: str, env: dict[str, str] | None = None) -> Result:
    return run("init", *args, cwd=folder, env={"RETROLINT_TODAY": "2024-11-08"} | (env or {}))


def config(folder: Path) -> list[str]:
    """The lines of the configuration that are no comments."""
    text = (folder / ".retrolint.toml").read_text("utf-8")
    assert text.startswith(HEAD)
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def kinds(folder: Path) -> list[str]:
    return [line for line in config(folder) if not line.startswith("exclude")]


def checked(folder: Path) -> Result:
    """A check, which asks nothing and finds the configuration right."""
    result = run("check", cwd=folder, env={"RETROLINT_TODAY": "2024-11-08"})
    assert result.code in {0, 1}, result.err
    return result


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A blog on the Chirpy theme, of a boot camp."""
    posts = {f"_posts/2024-{month}-0{month[1]}-boostcamp-w{month[1]}.md": RETRO for month in ("08", "09")}
    posts |= {
        f"_posts/2024-09-{day}-til-{name}.md": TIL for day, name in (("05", "index"), ("06", "lock"))
    }
    return write(
        tmp_path / "blog",
        {
            "_config.yml": "theme: jekyll-theme-chirpy\n",
            **posts,
            "_posts/2024-09-01-hello-world.md": PLAIN,
            "_posts/2024-09-02-docker-tips.md": PLAIN,
            "_drafts/boostcamp-w10.md": RETRO,
            "_tabs/about.md": PLAIN,
            "vendor/bundle/theme/README.md": TIL,
        },
    )


def test_a_blog_gets_a_configuration_that_fits_its_posts(blog: Path) -> None:
    result = init(blog)
    assert (result.code, result.err) == (0, "")
    assert config(blog) == [
        'exclude = ["/vendor/"]',
        "[[documents]]",
        'schema = "til"',
        'paths = ["_posts/*-til-*.md"]',
        "[[documents]]",
        'schema = "weekly-retro"',
        'paths = ["_posts/*-w[0-9]*.md", "_drafts/*-w[0-9]*.md"]',
    ]
    lines = result.out.split("\n")
    assert lines[:6] == [
        "A site made by Jekyll with 8 Markdown files: 6 in _posts, 1 in _drafts, 1 in _tabs.",
        "  til: 2 documents, by _posts/*-til-*.md",
        "  weekly-retro: 3 documents, by _posts/*-w[0-9]*.md, _drafts/*-w[0-9]*.md",
        "",
        "wrote .retrolint.toml",
        "wrote .pre-commit-config.yaml",
    ]
    assert "not recognised" not in (blog / ".retrolint.toml").read_text()
    assert checked(blog).err.endswith(" in 8 files\n")


def test_it_says_how_much_is_found_and_what_comes_next(blog: Path) -> None:
    result = init(blog)
    found = checked(blog).err.split("retrolint: ")[-1].removesuffix(" in 8 files\n")
    assert result.out.endswith(
        f"\n\nFound today: {found}, in 4 of 8 files.\n"
        '"retrolint check" shows them, and "retrolint baseline create" adopts them,\n'
        "so that only new ones are reported from then on.\n"
        '"pre-commit install" switches the hook on, once in each clone.\n'
    )
    assert run("baseline", "create", cwd=blog, env={"RETROLINT_TODAY": "2024-11-08"}).code == 0
    assert checked(blog).code == 0
    again = init(blog)
    assert (again.code, again.out.endswith("Nothing is found today in 8 files.\n")) == (0, True)


def test_a_second_time_it_writes_nothing(blog: Path) -> None:
    init(blog, "--workflow")
    before = {path: path.read_bytes() for path in blog.rglob("*") if path.is_file()}
    result = init(blog, "--workflow")
    assert result.code == 0
    assert (
        ".retrolint.toml is there already\n"
        ".pre-commit-config.yaml has the hook already\n"
        ".github/workflows/retrolint.yml runs retrolint already\n"
    ) in result.out
    assert before == {path: path.read_bytes() for path in blog.rglob("*") if path.is_file()}


def test_a_dry_run_writes_nothing_and_prints_all(blog: Path) -> None:
    dry = init(blog, "--dry-run")
    assert dry.code == 0
    assert not (blog / ".retrolint.toml").exists()
    assert not (blog / ".pre-commit-config.yaml").exists()
    init(blog)
    for name in (".retrolint.toml", ".pre-commit-config.yaml"):
        lines = (blog / name).read_text("utf-8").split("\n")[:-1]
        indented = "\n".join(f"  {line}".rstrip() for line in lines)
        assert f"would write {name}:\n{indented}\n\n" in dry.out


def test_korean_names_with_spaces_and_special_characters(tmp_path: Path) -> None:
    names = [f"부스트 캠프 [7기]/2024-09-0{week} 회고 {week}주차.md" for week in range(1, 4)]
    write(tmp_path, {**dict.fromkeys(names, RETRO), "부스트 캠프 [7기]/2024-09-04 알고리즘.md": PLAIN})
    write(tmp_path, {"#1 [초안].md": RETRO})
    init(tmp_path)
    assert kinds(tmp_path) == [
        "[[documents]]",
        'schema = "weekly-retro"',
        'paths = ["부스트 캠프 \\\\[7기\\\\]/* [0-9]*주차.md", "/#1 \\\\[초안\\\\].md"]',
    ]
    checked(tmp_path)
    for name in (*names, "#1 [초안].md"):
        why = run("explain", name, cwd=tmp_path)
        assert "which the configuration says" in why.out, why.out + why.err


def test_a_hugo_site(tmp_path: Path) -> None:
    files = {f"content/retros/{year}/w{week}/index.md": RETRO for year in (2023, 2024) for week in (1, 2)}
    write(
        tmp_path, {**files, "hugo.toml": "", "content/about.md": PLAIN, "content/retros/_index.md": PLAIN}
    )
    write(
        tmp_path, {"archetypes/default.md": "---\ntitle: {{ .Name }}\n---\n", "themes/x/README.md": TIL}
    )
    result = init(tmp_path)
    assert result.out.startswith("A site made by Hugo with 6 Markdown files: ")
    assert config(tmp_path) == [
        'exclude = ["/themes/", "/archetypes/"]',
        "[[documents]]",
        'schema = "weekly-retro"',
        'paths = ["content/retros/[0-9]*/*/index.md"]',
    ]
    assert "        files: ^content/\n" in (tmp_path / ".pre-commit-config.yaml").read_text()
    checked(tmp_path)


def test_decision_records_and_their_template(tmp_path: Path) -> None:
    records = {f"docs/adr/000{number}-use-x.md": ADR.format(number) for number in (1, 2, 3)}
    write(
        tmp_path, {**records, "docs/adr/README.md": PLAIN, "docs/adr/template.md": ADR.format("NUMBER")}
    )
    write(tmp_path, {"README.md": "# Notes\n", "docs/guide.md": PLAIN})
    result = init(tmp_path)
    assert result.out.startswith("A folder with 6 Markdown files: 4 in docs/adr, ")
    assert config(tmp_path) == [
        'exclude = ["/docs/adr/template.md"]',
        "[[documents]]",
        'schema = "adr-nygard"',
        'paths = ["docs/adr/[0-9]*.md"]',
    ]
    assert (tmp_path / ".pre-commit-config.yaml").read_text().endswith(HOOK)
    checked(tmp_path)


def test_a_pattern_never_fits_more_others_than_documents(tmp_path: Path) -> None:
    own = [f"posts/{name}.md" for name in ("alpha", "beta", "gamma", "delta", "epsilon")]
    others = [f"posts/{name}.md" for name in ("zeta", "eta", "theta", "iota", "kappa", "lambda")]
    write(tmp_path, dict.fromkeys(own, RETRO) | dict.fromkeys(others, PLAIN))
    init(tmp_path)
    assert kinds(tmp_path) == []
    (tmp_path / ".retrolint.toml").unlink()
    for name in others[1:]:
        (tmp_path / name).unlink()
    init(tmp_path)
    assert kinds(tmp_path)[-1] == 'paths = ["posts/*.md"]'
    text = (tmp_path / ".retrolint.toml").read_text()
    assert "# Fitting, but not recognised: posts/zeta.md. Unfinished, or not of this kind?\n" in text


def test_an_empty_folder(tmp_path: Path) -> None:
    result = init(tmp_path)
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "A folder without Markdown files so far.\n"
        "\n"
        "wrote .retrolint.toml\n"
        "wrote .pre-commit-config.yaml\n"
        "\n"
        "There is nothing to check yet.\n"
        '"retrolint schema skeleton NAME" prints a document to start from.\n'
        '"pre-commit install" switches the hook on, once in each clone.\n'
    )
    assert config(tmp_path) == []
    assert (tmp_path / ".pre-commit-config.yaml").read_text().endswith(f"\nrepos:\n{HOOK}")
    assert checked(tmp_path).code == 0


def test_another_folder_is_named_in_all_that_is_said(blog: Path) -> None:
    result = init(blog.parent, "blog")
    assert "wrote blog/.retrolint.toml\n" in result.out
    assert 'In blog, "retrolint check" shows them, and ' in result.out
    assert init(blog.parent, "nowhere").err == 'retrolint: there is no folder "nowhere"\n'
    assert init(blog.parent, "nowhere").code == 2


@pytest.mark.parametrize("name", ["retrolint.toml", ".config/retrolint.toml"])
def test_a_configuration_that_is_there_is_left_alone(blog: Path, name: str) -> None:
    write(blog, {name: "# mine\n"})
    result = init(blog)
    assert (result.code, f"{name} is there already\n" in result.out) == (0, True)
    assert not (blog / ".retrolint.toml").exists()
    assert (blog / name).read_text() == "# mine\n"


def test_a_configuration_that_is_broken_is_2(blog: Path) -> None:
    write(blog, {".retrolint.toml": "nonsense = 1\n"})
    result = init(blog)
    assert result.code == 2
    assert result.err.startswith(".retrolint.toml:1:1: error[invalid-config] ")


def test_below_the_top_of_a_repository_only_the_configuration_is_written(blog: Path) -> None:
    git(blog.parent, "init", "--quiet")
    result = init(blog)
    assert 'the hook and the workflow belong in ..: "retrolint init .." writes them\n' in result.out
    assert not (blog / ".pre-commit-config.yaml").exists()
    assert "blog/_posts" not in (blog / ".retrolint.toml").read_text()


@pytest.mark.parametrize("name", [".retrolint.toml", ".pre-commit-config.yaml"])
def test_a_folder_where_a_file_should_be_is_2(blog: Path, name: str) -> None:
    (blog / name).mkdir()
    result = init(blog)
    assert result.code == 2
    assert result.err.startswith(f"retrolint: {name} is a folder, where a file should be\n")
    assert not [*blog.rglob("*.tmp")]


def test_a_workflow_that_cannot_be_written_is_2(blog: Path) -> None:
    (blog / ".github").write_text("")
    result = init(blog, "--workflow")
    assert result.code == 2
    assert result.err.startswith("retrolint: .github/workflows/retrolint.yml cannot be written: ")


WORKFLOW = """\
permissions:
  contents: read

jobs:
  retrolint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # all commits, to tell what changed
      - uses: retrolint/retrolint@v0.1.0
"""


def test_a_workflow_for_github(blog: Path) -> None:
    file = blog / ".github" / "workflows" / "retrolint.yml"
    git(blog, "init", "--quiet")
    git(blog, "remote", "add", "origin", "https://gitlab.com/theo/blog.git")
    init(blog)
    assert not file.exists()
    git(blog, "remote", "set-url", "origin", "git@github.com:theo/blog.git")
    assert "wrote .github/workflows/retrolint.yml\n" in init(blog).out
    assert file.read_text().endswith(WORKFLOW)


def test_another_workflow_that_runs_it_is_enough(blog: Path) -> None:
    write(blog, {".github/workflows/ci.yml": "steps:\n  - uses: retrolint/retrolint@v0.1.0\n"})
    assert ".github/workflows/ci.yml runs retrolint already\n" in init(blog).out
    assert not (blog / ".github" / "workflows" / "retrolint.yml").exists()


OTHER = "https://github.com/pre-commit/pre-commit-hooks"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            f"# mine\nrepos:\n- repo: {OTHER}  # theirs\n  hooks:\n  - id: a\n  # - id: b\n\n# end\n",
            f"# mine\nrepos:\n- repo: {OTHER}  # theirs\n  hooks:\n  - id: a\n  # - id: b\n@\n# end\n",
            id="comments stay where they are",
        ),
        pytest.param(
            f"repos:\n    - repo: {OTHER}\n      rev: v1\n      hooks: [{{id: a}}]\nci: {{skip: [a]}}",
            f"repos:\n    - repo: {OTHER}\n      rev: v1\n      hooks: [{{id: a}}]\n@ci: {{skip: [a]}}\n",
            id="what comes after the list",
        ),
        pytest.param(
            f"repos:\r\n  - repo: {OTHER}\r\n    rev: v1\r\n    hooks: [{{id: a}}]\r\n",
            f"repos:\r\n  - repo: {OTHER}\r\n    rev: v1\r\n    hooks: [{{id: a}}]\r\n@",
            id="line ends of Windows",
        ),
        pytest.param(
            f"repos:\n  - repo: {OTHER}\n    rev: v1\n    hooks: [{{id: a}}]",
            f"repos:\n  - repo: {OTHER}\n    rev: v1\n    hooks: [{{id: a}}]\n@",
            id="no line end at the end",
        ),
    ],
)
def test_the_hook_is_added_to_the_text(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / ".pre-commit-config.yaml"
    file.write_bytes(before.encode())
    assert "added the hook to .pre-commit-config.yaml\n" in init(tmp_path).out
    indent = len(before.partition("- repo")[0].rpartition("\n")[2])
    entry = "".join(f"{' ' * indent}{line[2:]}\n" for line in HOOK.split("\n")[:-1])
    wanted = after.replace("@", entry.replace("\n", "\r\n") if "\r\n" in before else entry)
    assert file.read_bytes().decode() == wanted
    assert ".pre-commit-config.yaml has the hook already\n" in init(tmp_path).out


@pytest.mark.parametrize(
    "text",
    [
        "repos: []\n",
        "",
        "repos: [{repo: x, rev: v1, hooks: [{id: a}]}]\n",
        "repos:\n- &a {repo: x}\n- *a\n",
        "a: [\n",
        "- x\n",
    ],
)
def test_what_cannot_be_extended_safely_is_shown_instead(tmp_path: Path, text: str) -> None:
    file = write(tmp_path, {".pre-commit-config.yaml": text}) / ".pre-commit-config.yaml"
    result = init(tmp_path)
    assert (result.code, file.read_text()) == (0, text)
    assert f"add this to its repos:\n{HOOK}" in result.out


@pytest.mark.parametrize(
    "entry",
    [
        "- repo: https://github.com/Retrolint/retrolint.git\n  hooks: [{id: retrolint-repo}]",
        "- repo: local\n  hooks: [{id: retrolint, entry: retrolint check}]",
    ],
)
def test_a_hook_that_is_there_is_left_alone(tmp_path: Path, entry: str) -> None:
    write(tmp_path, {".pre-commit-config.yaml": f"repos:\n{entry}\n"})
    assert ".pre-commit-config.yaml has the hook already\n" in init(tmp_path).out


def test_at_a_terminal_it_asks_before_each_file(blog: Path) -> None:
    code, seen = at_a_terminal("init", "--workflow", cwd=blog, answers="\nn\ny\n")
    assert code == 0
    assert "Write .retrolint.toml? [Y/n]: " in seen
    assert "wrote .retrolint.toml\n" in seen
    assert ".pre-commit-config.yaml is not written\n" in seen
    assert "wrote .github/workflows/retrolint.yml\n" in seen
    assert (blog / ".retrolint.toml").exists()
    assert not (blog / ".pre-commit-config.yaml").exists()


def test_with_yes_it_asks_nothing(blog: Path) -> None:
    code, seen = at_a_terminal("init", "--yes", cwd=blog)
    assert (code, "?" in seen.partition("Found")[0]) == (0, False)
    assert (blog / ".pre-commit-config.yaml").exists()


def test_who_ends_it_at_a_question_has_nothing_written(blog: Path) -> None:
    code, _ = at_a_terminal("init", cwd=blog, answers="\x04")
    assert code == 130
    assert not (blog / ".retrolint.toml").exists()


@pytest.mark.parametrize("name", ["a[1]?.md", "# x.md", "!x.md", "a\\b.md", "회고 *.md"])
def test_an_escaped_path_fits_itself_alone(name: str) -> None:
    from retrolint.initialising.patterns import path_pattern  # noqa: PLC0415

    globs = Globs((path_pattern(name),))
    assert globs.fit(name)
    assert not globs.fit("a1x.md")
    assert not globs.fit(f"below/{name}")
