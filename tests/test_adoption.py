"""A blog owner with old posts takes retrolint in, and from then on only new mistakes fail."""

import shutil
from pathlib import Path

import pytest
from checkout import commit_all, git
from commandline import ROOT, Result, execute, run
from hooked import TODAY, Blog, install
from once import once

POSTS = ROOT / "examples" / "blog"
NEW = "_posts/2024-10-11-camp-w7.md"


@pytest.fixture
def blog(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Blog:
    """A Jekyll blog with posts that have mistakes, committed."""
    blog = Blog(tmp_path / "blog", once(tmp_path_factory, "hooks", install))
    shutil.copytree(POSTS, blog.folder)
    commit_all(blog.folder)
    git(blog.folder, "branch", "--move", "main")
    git(blog.folder, "remote", "add", "origin", "git@github.com:theo/blog.git")
    return blog


def commit(blog: Blog, message: str) -> Result:
    execute("git", "add", "--all", cwd=blog.folder, env=blog.env)
    return execute("git", "commit", "--message", message, cwd=blog.folder, env=blog.env)


def test_only_new_mistakes_fail_a_commit_and_a_pull_request(blog: Blog) -> None:
    made = run("init", cwd=blog.folder, env=blog.env)
    assert (made.code, made.err) == (0, "")
    for name in (".retrolint.toml", ".pre-commit-config.yaml", ".github/workflows/retrolint.yml"):
        assert f"wrote {name}\n" in made.out
    adopted = run("baseline", "create", cwd=blog.folder, env=blog.env)
    assert adopted.code == 0, adopted.err
    assert blog.pre_commit("install").code == 0
    done = commit(blog, "Check the posts")
    assert done.code == 0, done.out + done.err

    good = (blog.folder / "_posts/2024-09-13-camp-w3.md").read_text("utf-8")
    post = good.replace("2024-09-13", "2024-10-11").replace("3주차", "7주차").replace("240913", "241011")
    blog.write(NEW, f"{post}\n- TBU\n")
    git(blog.folder, "switch", "--quiet", "--create", "week-7")
    refused = commit(blog, "Week 7")
    assert refused.code == 1
    assert f"--> {NEW}:" in refused.err
    assert "still says TBU" in refused.err
    assert "2024-09-27-camp-w5.md" not in refused.err

    forced = execute("git", "commit", "--no-verify", "--message", "Week 7", cwd=blog.folder, env=blog.env)
    assert forced.code == 0
    request = {"GITHUB_ACTIONS": "true", "RETROLINT_TODAY": TODAY}
    checked = run("check", cwd=blog.folder, env=request)
    assert checked.code == 1
    assert all(f"file={NEW}," in line for line in checked.out.splitlines())
    assert run("check", "--since", "main", cwd=blog.folder, env=request).out == checked.out

    blog.write(NEW, post)
    mended = commit(blog, "Write week 7")
    assert mended.code == 0, mended.out + mended.err
    assert run("check", cwd=blog.folder, env=request).code == 0
