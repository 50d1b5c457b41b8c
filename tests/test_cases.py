"""Every rule on small documents: what it prints, and where it is silent.

A case is a folder `cases/<rule>/<case>/`: documents and what lies around them, at any path below it, and

- `expected.txt`: the exact standard output of `retrolint check . --output-format full`, or
- `clean`: nothing is printed, and one sentence says why;
- `safe.diff`: what `retrolint fix . --diff` prints, unless that is nothing;
- `unsafe.diff`: the same with `--unsafe`, where that is something else;
- `schema.yaml`: the schema of all its documents, if they need one, and what it names beside it;
- `arguments`: further arguments in one line. Without `--today` there, the day is 2024-09-10.

`UPDATE_CASES=1 pytest tests/test_cases.py` writes what is expected anew; read the difference before
it is committed. What cannot lie in a repository as a plain file is made below, in `MADE`.
"""

import os
import re
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from retrolint.commands import FINDINGS, group
from retrolint.contents import MAX_SIZE
from retrolint.registry import load_rules

CASES = Path(__file__).parent / "cases"
FOLDERS = sorted(path for path in CASES.glob("*/*") if path.is_dir())
TODAY = "2024-09-10"
NOT_COPIED = ("expected.txt", "clean", "safe.diff", "unsafe.diff", "schema.yaml", "arguments")

_REPORTED = re.compile(r"^(?:error|warning|info)\[([a-z-]+)\] ", re.MULTILINE)


@dataclass(frozen=True)
class Made:
    """A case whose documents are made by `make` in the folder that it is given."""

    id: str
    make: Callable[[Path], object]
    expected: str = ""
    arguments: tuple[str, ...] = ()


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "notes.md")


def _link(folder: Path) -> None:
    (folder / "notes.md").symlink_to("gone.md")


def _wrote(data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / "notes.md").write_bytes(data)


def _sized(size: int) -> Callable[[Path], object]:
    return _wrote(b"long\n\n".ljust(size, b"-"))


def _unreadable(reason: str) -> str:
    return f"""\
error[unreadable-file] the file cannot be read: {reason}
 --> notes.md:1:1
  = help: mend or remove it, or leave it out of the check

"""


def _byte_order_mark(line: str) -> str:
    return f"""\
error[byte-order-mark] the file starts with a byte-order mark
 --> notes.md:1:1
  |
1 | {line}
  | ^
  = help: save it as UTF-8 without one ("UTF-8", not "UTF-8 with BOM")

"""


MADE = (
    Made("unreadable-file/dangling-link", _link, _unreadable("it is a link to a file that is not there")),
    Made("unreadable-file/pipe", _pipe, _unreadable("not a regular file")),
    Made("unreadable-file/folder", lambda folder: (folder / "notes.md").mkdir()),
    Made(
        "invalid-encoding/cp949",
        _wrote("# Week 5\n\n긴 한 주였다.\n".encode("cp949")),
        """\
error[invalid-encoding] byte 0xB1 is not UTF-8 text
 --> notes.md:3:1
  |
3 | �� �� �ֿ���.
  | ^
  = help: it looks like CP949: open it as CP949, and save it as UTF-8

""",
    ),
    Made(
        "invalid-encoding/utf-16",
        _wrote(b"\xff\xfe" + "Week 5\n".encode("utf-16-le")),
        r"""error[invalid-encoding] byte 0xFF is not UTF-8 text
 --> notes.md:1:1
  |
1 | ��W\x00e\x00e\x00k\x00 \x005\x00
  | ^
  = help: it looks like UTF-16: open it as UTF-16, and save it as UTF-8

""",
    ),
    Made(
        "invalid-encoding/nul",
        _wrote(b"- **did**: notes\n- **felt**: \0\n"),
        r"""error[invalid-encoding] there is a NUL character, which no text has
 --> notes.md:2:13
  |
2 | - **felt**: \x00
  |             ^
  = help: save the file as UTF-8

""",
    ),
    Made(
        "byte-order-mark/selected",
        _wrote("\ufeff긴 한 주였다.\n".encode()),
        _byte_order_mark("긴 한 주였다."),
        ("--select", "byte-order-mark"),
    ),
    Made(
        "byte-order-mark/before-the-front-matter",
        _wrote("\ufeff---\ntitle: Week 5\n---\n".encode()),
        _byte_order_mark("---"),
        ("--select", "source"),
    ),
    Made("byte-order-mark/not-selected", _wrote("\ufeff---\ntitle: 5주차\n---\n".encode())),
    Made("byte-order-mark/none", _wrote(b"# Week 5\n"), arguments=("--select", "byte-order-mark")),
    Made("invalid-encoding/byte-order-mark", _wrote("\ufeff긴 한 주였다.\r\n".encode())),
    Made(
        "oversized-file/one-byte-too-many",
        _sized(MAX_SIZE + 1),
        """\
error[oversized-file] the file is 10.0 MiB: more than 10 MiB is not read
 --> notes.md:1:1
  = help: split it, or leave it out of the check

""",
    ),
    Made("oversized-file/as-large-as-allowed", _sized(MAX_SIZE)),
)


def check(folder: Path, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is printed for the documents in `folder`."""
    return run(folder, "check", "--output-format", "full", *arguments, monkeypatch=monkeypatch)


def run(folder: Path, verb: str, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command prints for the documents in `folder`."""
    # The project ends here, whatever lies above.
    (folder / ".git").mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    command = [verb, ".", *arguments]
    done = CliRunner(env={"COLUMNS": "100"}).invoke(
        group, command, standalone_mode=False, catch_exceptions=False
    )
    assert done.return_value in {0, FINDINGS}, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def difference(folder: Path, case: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> str:
    """What fixing would change in the documents of a case."""
    return run(folder, "fix", "--diff", *options, *arguments_of(case), monkeypatch=monkeypatch)


def arguments_of(case: Path) -> list[str]:
    file = case / "arguments"
    given = shlex.split(file.read_text(encoding="utf-8")) if file.exists() else []
    if "--today" not in given:
        given += ["--today", TODAY]
    if (case / "schema.yaml").exists():
        given += ["--schema", "../schema.yaml"]
    return given


def expected_of(case: Path) -> str:
    file = case / "expected.txt"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def copy(case: Path, to: Path) -> None:
    ignored = shutil.ignore_patterns(*NOT_COPIED)
    shutil.copytree(
        case, to, ignore=lambda path, names: ignored(path, names) if path == str(case) else []
    )
    # Beside the documents it would be one of the project's own files; and its path must be the same
    # wherever the tests run.
    for file in case.glob("*.*"):
        if file.is_file() and file.suffix != ".md":
            shutil.copy(file, to.parent)


def diffs_of(case: Path) -> list[Path]:
    return [*case.glob("*safe.diff")]


def contents_of(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*.md")}


def case_id(case: Path | Made) -> str:
    return case.id if isinstance(case, Made) else f"{case.parent.name}/{case.name}"


def own_rule_is_found(case: Path | Made, printed: str) -> bool:
    return case_id(case).partition("/")[0] in _REPORTED.findall(printed)


@pytest.mark.parametrize("case", FOLDERS, ids=case_id)
def test_case(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy(case, tmp_path / "case")
    printed = check(tmp_path / "case", *arguments_of(case), monkeypatch=monkeypatch)
    if (case / "clean").exists():
        assert not printed, (case / "clean").read_text(encoding="utf-8")
        return
    assert own_rule_is_found(case, printed), printed
    if os.environ.get("UPDATE_CASES"):
        (case / "expected.txt").write_text(printed, encoding="utf-8", newline="\n")
    assert printed == expected_of(case)


@pytest.mark.parametrize("case", FOLDERS, ids=case_id)
def test_what_is_fixed_in_a_case(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy(case, tmp_path / "case")
    shown = {"safe": difference(tmp_path / "case", case, monkeypatch)}
    shown["unsafe"] = difference(tmp_path / "case", case, monkeypatch, "--unsafe")
    if shown["unsafe"] == shown["safe"]:
        shown["unsafe"] = ""
    for kind, printed in shown.items():
        file = case / f"{kind}.diff"
        if os.environ.get("UPDATE_CASES"):
            file.unlink(missing_ok=True)
            if printed:
                file.write_text(printed, encoding="utf-8", newline="\n")
        assert printed == (file.read_bytes().decode() if file.exists() else "")


@pytest.mark.parametrize("case", MADE, ids=case_id)
def test_made_case(case: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case.make(tmp_path)
    printed = check(tmp_path, "--today", TODAY, *case.arguments, monkeypatch=monkeypatch)
    assert printed == case.expected
    assert not printed or own_rule_is_found(case, printed)


SAVED = (
    pytest.param(lambda data: data.replace(b"\n", b"\r\n"), id="crlf"),
    pytest.param(lambda data: b"\xef\xbb\xbf" + data, id="byte-order-mark"),
    pytest.param(lambda data: data.removesuffix(b"\n"), id="no-final-newline"),
)


def rewrite(folder: Path, rewritten: Callable[[bytes], bytes]) -> None:
    for document in folder.rglob("*.md"):
        document.write_bytes(rewritten(document.read_bytes().replace(b"\r\n", b"\n")))


@pytest.mark.parametrize("rewritten", SAVED)
@pytest.mark.parametrize("case", FOLDERS, ids=case_id)
def test_a_case_is_the_same_however_it_was_saved(
    case: Path,
    rewritten: Callable[[bytes], bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy(case, tmp_path / "case")
    rewrite(tmp_path / "case", rewritten)
    printed = check(tmp_path / "case", *arguments_of(case), monkeypatch=monkeypatch)
    assert printed == expected_of(case)


@pytest.mark.parametrize("rewritten", SAVED)
@pytest.mark.parametrize("case", [case for case in FOLDERS if diffs_of(case)], ids=case_id)
def test_a_case_is_fixed_the_same_however_it_was_saved(
    case: Path,
    rewritten: Callable[[bytes], bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy(case, tmp_path / "case")
    copy(case, tmp_path / "other" / "case")
    rewrite(tmp_path / "other" / "case", rewritten)
    for folder in (tmp_path / "case", tmp_path / "other" / "case"):
        run(folder, "fix", "--unsafe", *arguments_of(case), monkeypatch=monkeypatch)
    rewrite(tmp_path / "case", rewritten)
    assert contents_of(tmp_path / "other" / "case") == contents_of(tmp_path / "case")


@pytest.mark.parametrize("case", FOLDERS, ids=case_id)
def test_a_case_says_what_it_expects(case: Path) -> None:
    clean = case / "clean"
    assert clean.exists() != (case / "expected.txt").exists()
    assert not clean.exists() or re.fullmatch(r"[^\n]+\.\n", clean.read_text(encoding="utf-8"))
    assert clean.exists() or expected_of(case)
    assert list(case.rglob("*.md"))


def test_every_rule_has_failing_and_clean_cases() -> None:
    clean = {case.parent.name for case in FOLDERS if (case / "clean").exists()}
    failing = {case.parent.name for case in FOLDERS if not (case / "clean").exists()}
    for case in MADE:
        (failing if case.expected else clean).add(case.id.partition("/")[0])
    rules = set(load_rules())
    assert failing == rules
    assert clean == rules
