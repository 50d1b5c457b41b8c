"""Mistakes that other linters made, by their numbers in the list that this project works from.

Those of formats, baselines, configurations, the command and the writing of files stand in the tests of
these.
"""

import os
import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from commandline import ROOT, TBU, Result, check_json, install, run
from inside import run_inside
from mending import IDLE, MENDED

from retrolint.commands import group
from retrolint.registry import load_rules

BAD_RULE = '''
from retrolint.rule import Rule
from retrolint.text import Span


class TeamMood(Rule):
    """A mood is written."""

    name = "team-mood"
    family = "fields"

    def check(self, document, match):
        {body}


RULES = (TeamMood,)
'''


@pytest.mark.parametrize("make", ["link", "gone", "loop", "folder", "latin", "huge"])
def test_trap_15_files_of_all_kinds_are_read_or_told(tmp_path: Path, make: str) -> None:
    post = tmp_path / "post.md"
    match make:
        case "link":
            (tmp_path / "real.txt").write_text(TBU, encoding="utf-8")
            post.symlink_to("real.txt")
        case "gone" | "loop":
            post.symlink_to("gone.md" if make == "gone" else "post.md")
        case "folder":
            post.mkdir()
        case "latin":
            post.write_bytes("café".encode("latin-1"))
        case "huge":
            with post.open("wb") as file:
                file.truncate(50_000_000)
    expected = {
        "link": ["placeholder"],
        "gone": ["unreadable-file"],
        "loop": ["unreadable-file"],
        "folder": [],
        "latin": ["invalid-encoding"],
        "huge": ["oversized-file"],
    }
    result = check_json(cwd=tmp_path)
    assert (result.code, result.rules) == (int(make != "folder"), expected[make])


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A project with all that may change what counts: configurations, suppressions, a baseline."""
    texts = {
        "blog/.git/HEAD": "",
        "blog/.retrolint.toml": 'exclude = ["old/"]\nper-file-ignores = {"b.md" = ["unchecked-task"]}\n',
        "blog/a.md": "- TBU\n- [ ] one\n",
        "blog/b.md": "- TBU <!-- retrolint-disable-line placeholder: quoted -->\n- [ ] one\n",
        "blog/old/c.md": "- TBU\n",
        "blog/notes/retrolint.toml": '[severity]\nplaceholder = "info"\n',
        "blog/notes/회고.md": "- TBU\n- TBD\n",
        "blog/notes/known.md": "- TBU\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    run("baseline", "create", cwd=tmp_path / "blog" / "notes")
    (tmp_path / "blog" / "notes" / "회고.md").write_text("- TBU\n- TBD\n- TODO\n", encoding="utf-8")
    return tmp_path / "blog"


def seen(*args: str | Path, cwd: Path, stdin: str = "") -> set[tuple[str, ...]]:
    """The findings as path below the project, rule, severity, fingerprint, and why they do not count."""
    found = check_json(*args, "--force-exclude", cwd=cwd, stdin=stdin).findings
    return {
        (
            os.path.realpath(cwd / finding["path"]),
            finding["rule"],
            finding["severity"],
            finding["fingerprint"],
            str(finding["suppressed"]),
            str(finding["range"]),
        )
        for finding in found
    }


def test_trap_16_the_same_from_anywhere_in_any_order_and_in_any_batches(blog: Path) -> None:
    everything = seen(cwd=blog)
    assert len(everything) == 7
    files = sorted(path for path in blog.rglob("*.md"))
    random.shuffle(files)
    assert seen(*files, cwd=blog) == everything
    assert (
        seen(*(os.path.relpath(file, blog / "notes") for file in files), cwd=blog / "notes") == everything
    )
    assert set().union(*(seen(file, cwd=blog) for file in files)) == everything
    assert seen(blog, cwd=Path("/")) == everything
    assert seen("..", cwd=blog / "notes") == everything
    by_name = (
        seen("-", "--stdin-filename", file, cwd=blog, stdin=file.read_text("utf-8")) for file in files
    )
    assert set().union(*by_name) == everything


@pytest.fixture
def mendable(tmp_path: Path) -> Path:
    """A project with documents to mend, and all that may say that they are not to be."""
    blog = tmp_path / "blog"
    texts = {
        "posts/known.md": IDLE,
        "posts/회고 5주차.md": f"\ufeff{IDLE}{IDLE}".replace("\n", "\r\n"),
        "a.md": f"{IDLE}- **felt**: TBU\n",
        "b.md": IDLE,
        "good.md": MENDED,
        "old/c.md": IDLE,
        "notes/d.md": IDLE,
        "notes/retrolint.toml": 'unfixable = ["suppressions"]\n',
        ".retrolint.toml": 'exclude = ["old/"]\nper-file-ignores = {"b.md" = ["suppressions"]}\n',
        ".git/HEAD": "",
    }
    for number, (name, text) in enumerate(texts.items()):
        (blog / name).parent.mkdir(parents=True, exist_ok=True)
        (blog / name).write_bytes(text.encode())
        if number == 0:
            run_inside("baseline", "create", cwd=blog)
    return blog


def documents(blog: Path) -> dict[str, tuple[bytes, int]]:
    """What all files are by their names: their bytes, and when they were written."""
    files = (file for file in blog.rglob("*") if file.is_file())
    return {str(file.relative_to(blog)): (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


def test_trap_12_fixing_and_checking_agree(mendable: Path) -> None:
    def findings(*args: str) -> Result:
        return run_inside(*args, "--output-format", "json", cwd=mendable)

    before = documents(mendable)
    fixed = findings("fix")
    once = documents(mendable)
    assert {name for name in once if once[name] != before[name]} == {"a.md", "posts/회고 5주차.md"}
    assert fixed.rules == ["placeholder", "unused-suppression", "unused-suppression"]
    assert findings("check").findings == fixed.findings
    assert findings("fix") == findings("check", "--fix") == findings("check") == fixed
    assert run_inside("fix", "--check", cwd=mendable).code == 0
    assert documents(mendable) == once


def test_trap_12_where_nothing_is_found_nothing_is_written(mendable: Path) -> None:
    args = ("good.md", "b.md", "posts/known.md", "--fail-on", "info", "--unsafe")
    before = documents(mendable)
    assert run_inside("check", *args[:-1], cwd=mendable).code == 0
    assert run_inside("check", "--fix", *args, cwd=mendable).code == 0
    assert documents(mendable) == before


@pytest.mark.parametrize("kind", ["gone", "loop", "folder", "pipe", "latin", "huge"])
def test_trap_15_what_is_no_document_is_not_written(tmp_path: Path, kind: str) -> None:
    post = tmp_path / "post.md"
    match kind:
        case "gone" | "loop":
            post.symlink_to("gone.md" if kind == "gone" else "post.md")
        case "folder":
            post.mkdir()
        case "pipe":
            os.mkfifo(post)
        case "latin":
            post.write_bytes(f"café\n\n{IDLE}".encode("latin-1"))
        case "huge":
            post.write_text(IDLE * 200_000)
    (tmp_path / "good.md").write_text(IDLE)
    before = post.lstat()
    result = run_inside("fix", "post.md", "good.md", cwd=tmp_path)
    after = post.lstat()
    assert (after.st_ino, after.st_mode, after.st_mtime_ns) == (
        before.st_ino,
        before.st_mode,
        before.st_mtime_ns,
    )
    assert (result.code, sorted(os.listdir(tmp_path))) == (int(kind != "folder"), ["good.md", "post.md"])
    assert (tmp_path / "good.md").read_text() == MENDED


def test_trap_16_fixed_the_same_from_anywhere_in_any_order_and_in_any_batches(
    mendable: Path, tmp_path: Path
) -> None:
    files = [str(file.relative_to(mendable)) for file in mendable.rglob("*.md")]
    random.shuffle(files)

    def fixed(*batches: list[str | Path], cwd: str) -> dict[str, bytes]:
        blog = shutil.copytree(mendable, tmp_path / "copy")
        for batch in batches or [list[str | Path]()]:
            run_inside("fix", "--force-exclude", *batch, cwd=blog / cwd)
        found = {name: data for name, (data, _) in documents(blog).items()}
        shutil.rmtree(blog)
        return found

    expected = fixed(cwd=".")
    assert sum(expected[name] != (mendable / name).read_bytes() for name in expected) == 2
    absolute = [tmp_path / "copy" / file for file in files]
    assert fixed(list(files), cwd=".") == expected
    assert fixed(*[list[str | Path]([file]) for file in files], cwd=".") == expected
    assert fixed([os.path.relpath(file, "notes") for file in files], cwd="notes") == expected
    assert fixed([".."], cwd="notes") == expected
    assert fixed(list(absolute), cwd="..") == fixed([tmp_path / "copy"], cwd="/") == expected
    for file in files:
        given = (mendable / file).read_bytes()
        result = run_inside("fix", "-", "--stdin-filename", file, cwd=mendable, stdin=given)
        assert result.out.encode() == expected[file]


def test_trap_17_suppressions_in_every_place() -> None:
    text = """\
---
title: 5주차
retrolint: {ignore: {unchecked-task: kept open on purpose}}
---

- [ ] one

```markdown
<!-- retrolint-disable-file placeholder: this one is in code -->
```

- TBU <!-- retrolint-disable-line placeholder: a reason -->

<!-- retrolint-disable-line no-such-rule -->
<!-- retrolint-disable-line byte-order-mark: not selected, and so not unused -->
<!-- retrolint-disable placeholder: never ended -->
- TBD
- TBA <!-- retrolint-disable-line placeholder: on the last line -->"""
    result = check_json("-", stdin=text)
    told = [(finding["rule"], finding["range"]["start"]["line"]) for finding in result.findings]
    assert told == [
        ("unchecked-task", 6),
        ("placeholder", 12),
        ("unknown-suppression", 14),
        ("unclosed-suppression", 16),
        ("placeholder", 17),
        ("placeholder", 18),
    ]
    reasons = {finding["range"]["start"]["line"]: finding["suppressed"] for finding in result.findings}
    assert reasons == {
        6: {"kind": "front-matter", "reason": "kept open on purpose"},
        12: {"kind": "comment", "reason": "a reason"},
        14: None,
        16: None,
        17: {"kind": "comment", "reason": "never ended"},
        18: {"kind": "comment", "reason": "on the last line"},
    }
    assert result.code == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("yield self.report(document, Span(10**9, 10**9), 'm', help='h')", "does not lie in the text"),
        ("yield self.report(document, Span(3, 1), 'm', help='h')", "does not lie in the text"),
        ("yield self.report(document, Span(-3, -1), 'm', help='h')", "does not lie in the text"),
        ("yield 'a mood is missing'", "'a mood is missing' is no finding"),
        ("yield self.report(document, Span(0, 1), None, help='h')", "is no finding"),
        ("return 5", "'int' object is not iterable"),
        ("raise RecursionError", "RecursionError"),
    ],
)
def test_trap_18_a_plugin_that_goes_wrong_is_named(tmp_path: Path, body: str, said: str) -> None:
    (tmp_path / "post.md").write_text(TBU, encoding="utf-8")
    env = install(tmp_path / "site", "team", BAD_RULE.format(body=body))
    result = run("check", "post.md", cwd=tmp_path, env=env)
    assert (result.code, result.out) == (3, "")
    assert said in result.err
    assert 'the rule "team-mood" crashed on post.md' in result.err
    assert "This is a bug in team, not in your documents." in result.err


def test_trap_19_no_configuration_runs_code_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
    (tmp_path / "post.md").write_text(TBU, encoding="utf-8")
    for line in ('plugins = ["rules.py"]', 'load = "rules"', "[plugins]\npaths = ['rules.py']"):
        (tmp_path / "retrolint.toml").write_text(f"{line}\n", encoding="utf-8")
        result = run("check", cwd=tmp_path)
        assert (result.code, result.out) == (2, "")
        assert "unknown key" in result.err


def test_trap_19_no_socket_is_opened(tmp_path: Path) -> None:
    text = f"[x](https://example.com/a.md) ![](http://example.com/b.png)\n{TBU}"
    (tmp_path / "post.md").write_text(text, encoding="utf-8")
    guard = (
        "import sys\n\n\ndef refuse(event, _args):\n"
        "    if event.startswith('socket.'):\n        raise SystemExit(9)\n\n\nsys.addaudithook(refuse)\n"
    )
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(guard, encoding="utf-8")
    env = {"PYTHONPATH": str(tmp_path / "site")}
    assert check_json("post.md", cwd=tmp_path, env=env).rules == ["placeholder"]


def test_trap_21_every_rule_has_a_page_and_is_in_the_index() -> None:
    index = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
    for name, rule in load_rules().items():
        assert f"[{name}](retrolint_rules/" in index
        page = CliRunner().invoke(group, ["rule", name], standalone_mode=False).stdout
        assert page.startswith(f"# {name}\n\nFamily {rule.family}, ")
