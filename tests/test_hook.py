"""The pre-commit hook, as pre-commit installs and runs it."""

from pathlib import Path

from checkout import IDENTITY, commit_all, copy_to
from commandline import BIN, POST, Result, execute

TITLE = "---\ntitle: Notes\n---\n\n"


def test_the_hook_fails_on_a_broken_post_and_passes_a_corrected_one(tmp_path: Path) -> None:
    source = copy_to(tmp_path / "retrolint")
    commit_all(source)
    blog = tmp_path / "blog"
    (blog / "_posts").mkdir(parents=True)
    broken = blog / "_posts" / POST.name
    broken.write_text(POST.read_text(encoding="utf-8"), encoding="utf-8")
    (blog / "_posts" / "notes.md").write_text(f"{TITLE}- [x] done\n", encoding="utf-8")
    (blog / "script.txt").write_text("- TBU\n", encoding="utf-8")
    commit_all(blog)

    def hook() -> Result:
        env = IDENTITY | {"PRE_COMMIT_HOME": str(tmp_path / "home"), "RETROLINT_TODAY": "2024-11-08"}
        return execute(
            BIN / "pre-commit", "try-repo", source, "retrolint", "--all-files", cwd=blog, env=env
        )

    failed = hook()
    assert failed.code == 1, failed.err
    assert "exit code: 1" in failed.out
    assert 'error[placeholder] the field "felt" still says TBU' in failed.out
    assert f"--> _posts/{POST.name}:41:13" in failed.out
    assert "3 errors, 2 info in 2 files" in failed.out
    broken.write_text(
        POST.read_text(encoding="utf-8").replace(": TBU\n", ": 해냈다.\n"), encoding="utf-8"
    )
    passed = hook()
    assert (passed.code, "Passed" in passed.out) == (0, True), passed.out + passed.err
