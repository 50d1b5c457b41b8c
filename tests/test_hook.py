"""The pre-commit hooks, as pre-commit installs and runs them.

They run from a configuration, as a user's do: `try-repo` installs them each time, and knows no `args`.
"""

import re
from pathlib import Path

import pytest
import yaml
from checkout import commit_all, git
from commandline import BIN, POST, ROOT, TBU, execute
from hooked import Blog, install
from mending import IDLE, MENDED
from once import once

HOOKS = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
}
GOOD = "---\ntitle: Notes\n---\n\n- [x] done\n"
CONCISE = ["--output-format", "concise"]


@pytest.fixture
def blog(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Blog:
    blog = Blog(tmp_path / "blog", once(tmp_path_factory, "hooks", install))
    blog.configure(retrolint=[], retrolint_repo=[])
    return blog


def test_pre_commit_takes_the_manifest() -> None:
    done = execute(BIN / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    assert done.code == 0, done.out
    assert list(HOOKS) == ["retrolint", "retrolint-fix", "retrolint-repo"]


@pytest.mark.parametrize("hook", HOOKS.values(), ids=list(HOOKS))
def test_a_hook_is_one_process_with_its_options_where_no_user_replaces_them(
    hook: dict[str, object],
) -> None:
    assert (hook["require_serial"], hook["args"]) == (True, [])
    assert ("--force-exclude" in str(hook["entry"])) == hook.get("pass_filenames", True)
    assert "exit code 1 means findings" in str(hook["description"])


def test_the_hook_fails_on_a_broken_post_and_passes_a_corrected_one(blog: Blog) -> None:
    text = POST.read_text("utf-8")
    blog.write(f"_posts/{POST.name}", text)
    blog.write("_posts/notes.md", GOOD)
    blog.write("page.mdx", GOOD)
    blog.write("script.txt", TBU)
    commit_all(blog.folder)
    failed = blog.run("retrolint", "--all-files")
    assert failed.code == 1
    assert "exit code: 1" in failed.out
    assert 'error[placeholder] the field "felt" still says TBU' in failed.out
    assert f"--> _posts/{POST.name}:41:13" in failed.out
    assert "3 errors, 2 info in 3 files" in failed.out
    blog.write(f"_posts/{POST.name}", text.replace(": TBU\n", ": 해냈다.\n"))
    passed = blog.run("retrolint", "--all-files")
    assert (passed.code, "Passed" in passed.out) == (0, True), passed.out


def test_more_documents_than_a_command_line_holds_are_checked_once_each(blog: Blog) -> None:
    names = [f"posts/{number:04}-{'long-' * 20}name.md" for number in range(1500)]
    assert sum(map(len, names)) > 128 * 1024
    for name in (*names, "posts/left-out.md"):
        blog.write(name, TBU)
    blog.write("retrolint.toml", 'exclude = ["**/left-out.md"]\n')
    blog.configure(retrolint=CONCISE)
    commit_all(blog.folder)
    failed = blog.run("retrolint", "--all-files")
    assert sorted(re.findall(r"^(posts/\S+?):\d+", failed.out, re.MULTILINE)) == names
    batches = re.findall(r"^.*\bin (\d+) files", failed.out, re.MULTILINE)
    assert len(batches) > 1
    assert (failed.code, sum(map(int, batches))) == (1, 1500)

    for name in names[1:]:
        blog.write(name, GOOD)
    first_only = blog.run("retrolint", "--all-files")
    assert re.findall(r"^(posts/\S+?):\d+", first_only.out, re.MULTILINE) == names[:1]
    assert (first_only.code, len(re.findall(r"\bin \d+ files", first_only.out))) == (1, len(batches))

    blog.write(names[0], GOOD)
    assert blog.run("retrolint", "--all-files").code == 0


def test_nothing_is_left_of_a_commit_of_excluded_documents(blog: Blog) -> None:
    blog.write("drafts/new.md", TBU)
    blog.write("retrolint.toml", 'exclude = ["drafts/"]\n')
    commit_all(blog.folder)
    assert blog.run("retrolint", "--files", "drafts/new.md").code == 0
    blog.write("retrolint.toml", "")
    assert blog.run("retrolint", "--files", "drafts/new.md").code == 1


def test_the_whole_repository_is_checked_where_only_the_configuration_changed(blog: Blog) -> None:
    blog.write("drafts/old.md", TBU)
    blog.write("retrolint.toml", 'exclude = ["drafts/"]\n')
    commit_all(blog.folder)
    assert blog.run("retrolint-repo", "--all-files").code == 0
    blog.write("retrolint.toml", "")
    git(blog.folder, "add", "retrolint.toml")
    documents = blog.run("retrolint")
    assert (documents.code, "Skipped" in documents.out) == (0, True), documents.out
    everything = blog.run("retrolint-repo")
    assert (everything.code, "drafts/old.md" in everything.out) == (1, True), everything.out


def test_the_whole_repository_is_not_checked_where_only_a_program_changed(blog: Blog) -> None:
    blog.write("old.md", TBU)
    commit_all(blog.folder)
    blog.write("main.py", "")
    git(blog.folder, "add", "main.py")
    assert "Skipped" in blog.run("retrolint-repo").out


def test_documents_that_are_not_in_the_commit_count_for_those_that_are(blog: Blog) -> None:
    blog.write("old.md", f"{GOOD}\n[new](new.md)\n")
    blog.write("new.md", GOOD)
    commit_all(blog.folder)
    git(blog.folder, "mv", "new.md", "newer.md")
    assert blog.run("retrolint").code == 0
    everything = blog.run("retrolint-repo")
    assert (everything.code, "error[broken-link]" in everything.out) == (1, True), everything.out
    assert "--> old.md:7:" in everything.out


@pytest.mark.parametrize(
    "name",
    [
        "a.md",
        "_posts/글.MD",
        "a.markdown",
        "docs/a.mdx",
        "retrolint.toml",
        ".retrolint.toml",
        "blog/.config/retrolint.toml",
        "pyproject.toml",
        "schemas/standup.yaml",
        "standup.yml",
        "front-matter.schema.json",
        ".retrolint-baseline.json",
        "blog/.gitignore",
    ],
)
def test_the_whole_repository_is_checked_for_what_documents_are_judged_by(name: str) -> None:
    assert re.search(HOOKS["retrolint-repo"]["files"], name)


@pytest.mark.parametrize("name", ["main.py", "Cargo.toml", "not-retrolint.toml", "a.md.txt", "README"])
def test_the_whole_repository_is_not_checked_for_anything_else(name: str) -> None:
    assert not re.search(HOOKS["retrolint-repo"]["files"], name)


@pytest.mark.parametrize("hook", ["retrolint", "retrolint-repo"])
def test_users_give_options_of_their_own(blog: Blog, hook: str) -> None:
    blog.write("page.md", f"{GOOD}- [] open\n")
    commit_all(blog.folder)
    assert blog.run(hook, "--all-files").code == 0
    blog.configure(**{hook.replace("-", "_"): [*CONCISE, "--fail-on", "warning"]})
    strict = blog.run(hook, "--all-files")
    assert (strict.code, "page.md:" in strict.out) == (1, True), strict.out


def test_the_hook_that_fixes_fails_once_and_passes_what_it_has_fixed(blog: Blog) -> None:
    blog.configure(retrolint_fix=[])
    commit_all(blog.folder)
    for name in ("idle.md", "회고 5주차.md", "old/idle.md"):
        blog.write(name, IDLE)
    blog.write("unsafe.md", "- [x] done\n- [] open\n")
    blog.write("good.md", GOOD)
    blog.write("not-added.md", IDLE)
    blog.write("retrolint.toml", 'exclude = ["old/"]\n')
    git(blog.folder, "add", "--all", ":!not-added.md")
    failed = blog.run("retrolint-fix")
    assert (failed.code, "files were modified by this hook" in failed.out) == (1, True)
    assert "retrolint: fixed idle.md: 1 unused-suppression\n" in failed.out
    assert "retrolint: fixed 2 findings in 2 files\n" in failed.out
    assert blog.read("idle.md") == blog.read("회고 5주차.md") == MENDED
    assert blog.read("old/idle.md") == blog.read("not-added.md") == IDLE
    assert blog.read("unsafe.md") == "- [x] done\n- [] open\n"
    git(blog.folder, "add", "--update")
    passed = blog.run("retrolint-fix")
    assert (passed.code, "Passed" in passed.out) == (0, True), passed.out


def test_the_hook_that_fixes_fails_as_long_as_something_is_left(blog: Blog) -> None:
    blog.configure(retrolint_fix=CONCISE)
    blog.write("idle.md", f"{IDLE}- **felt**: TBU\n")
    commit_all(blog.folder)
    for _ in range(2):
        failed = blog.run("retrolint-fix", "--all-files")
        assert (failed.code, "exit code: 1" in failed.out) == (1, True), failed.out
        assert 'idle.md:2:13: error[placeholder] "felt" still says TBU\n' in failed.out
    assert "retrolint: fixed" not in failed.out


def test_the_hook_that_fixes_leaves_alone_what_is_not_to_be_committed(blog: Blog) -> None:
    blog.configure(retrolint_fix=[])
    blog.write("notes.md", f"{IDLE}\n# More\n\nnotes\n\n# Last\n")
    commit_all(blog.folder)
    staged = f"{IDLE}\n# More\n\nmore notes\n\n# Last\n"
    blog.write("notes.md", staged)
    git(blog.folder, "add", "notes.md")
    blog.write("notes.md", f"{staged}\nnot to be committed\n")
    assert blog.run("retrolint-fix").code == 1
    assert blog.read("notes.md") == f"{staged}\nnot to be committed\n".replace(IDLE, MENDED)
    assert git(blog.folder, "show", ":notes.md") == staged


def test_a_hook_that_fixes_all_is_for_those_who_say_so(blog: Blog) -> None:
    blog.configure(retrolint_fix=["--unfixable", "suppressions", "--unsafe"])
    blog.write("idle.md", IDLE)
    commit_all(blog.folder)
    assert blog.run("retrolint-fix", "--all-files").code == 0
    assert blog.read("idle.md") == IDLE
