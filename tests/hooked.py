"""Repositories with our hooks, installed by pre-commit itself."""

import json
import os
from pathlib import Path

from checkout import IDENTITY, commit_all, copy_to, git
from commandline import BIN, Result, execute

from retrolint.version import __version__

REPOSITORY = "https://github.com/retrolint/retrolint"
TODAY = "2024-11-08"


class Blog:
    """A repository whose hooks come from a commit of the checkout, under the address that users know."""

    def __init__(self, folder: Path, installed: Path) -> None:
        self.folder = folder
        self.env = IDENTITY | {
            "PRE_COMMIT_HOME": str(installed / "home"),
            "RETROLINT_TODAY": TODAY,
            # What the hook is fetched from lies here.
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{installed / 'source'}.insteadOf",
            "GIT_CONFIG_VALUE_0": REPOSITORY,
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        }

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    def configure(self, **args: list[str]) -> None:
        """Use the hooks named, each with the `args` of a user who has any."""
        hooks = [
            {"id": name.replace("_", "-")} | ({"args": own} if own else {}) for name, own in args.items()
        ]
        config = {"repos": [{"repo": REPOSITORY, "rev": f"v{__version__}", "hooks": hooks}]}
        self.write(".pre-commit-config.yaml", json.dumps(config))

    def pre_commit(self, *args: str) -> Result:
        return execute(BIN / "pre-commit", *args, cwd=self.folder, env=self.env)

    def run(self, hook: str, *args: str) -> Result:
        result = self.pre_commit("run", hook, *args)
        assert result.code in {0, 1}, result.out + result.err
        return result


def install(folder: Path) -> None:
    source = copy_to(folder / "source")
    commit_all(source)
    git(source, "tag", f"v{__version__}")
    blog = Blog(folder / "blog", folder)
    blog.configure(retrolint=[], retrolint_repo=[])
    commit_all(blog.folder)
    done = blog.pre_commit("install-hooks")
    assert done.code == 0, done.out + done.err
