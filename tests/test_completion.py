"""What a shell is offered while a command is typed."""

from pathlib import Path

import pytest
from commandline import BIN, Result, execute, install, run


def complete(*words: str, env: dict[str, str] | None = None) -> Result:
    asked = {
        "_RETROLINT_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(("retrolint", *words)),
        "COMP_CWORD": str(len(words)),
    }
    return run(env=asked | (env or {}))


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["ini"], ["init"]),
        (["check", "--select", "missing-s"], ["missing-section"]),
        (["check", "--ignore", "fields,empty-f"], ["fields,empty-field"]),
        (["check", "--schema", "adr-m"], ["adr-madr"]),
        (["check", "--fail-on", "w"], ["warning"]),
        (["init", "--d"], ["--dry-run"]),
        (["completion", "z"], ["zsh"]),
        (["baseline", "pr"], ["prune"]),
    ],
)
def test_what_is_offered(words: list[str], offered: list[str]) -> None:
    result = complete(*words)
    lines = [line for line in result.out.split("\n") if line.startswith("plain,")]
    assert lines == [f"plain,{each}" for each in offered]
    assert (result.code, result.err) == (0, "")


def test_rules_are_offered_before_anything_is_typed() -> None:
    asked = {
        "_RETROLINT_COMPLETE": "bash_complete",
        "COMP_WORDS": "retrolint check --select ",
        "COMP_CWORD": "3",
    }
    offered = run(env=asked).out.split("\n")
    assert {"plain,placeholders", "plain,missing-section", "plain,broken-link"} <= {*offered}


def test_a_mistake_in_the_command_offers_nothing_and_says_nothing() -> None:
    result = complete("chekc", "--sel")
    assert (result.out, result.err) == ("", "")


def test_a_broken_plugin_leaves_no_traceback_in_the_middle_of_the_command(tmp_path: Path) -> None:
    env = install(tmp_path, "team", "raise ZeroDivisionError")
    result = complete("check", "--select", "missing-s", env=env)
    assert (result.out, result.err) == ("", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_asks_retrolint(shell: str) -> None:
    result = run("completion", shell)
    assert (result.code, result.err) == (0, "")
    assert f"_RETROLINT_COMPLETE={shell}_complete" in result.out
    assert "_retrolint_completion" in result.out


def test_a_real_bash_completes() -> None:
    script = """
        eval "$(retrolint completion bash)"
        COMP_WORDS=(retrolint check --select placeholders,missing-s) COMP_CWORD=3
        _retrolint_completion retrolint
        echo "${COMPREPLY[@]}"
        complete -p retrolint
    """
    path = f"{BIN}:/usr/bin:/bin"
    result = execute("bash", "--norc", "-c", script, env={"PATH": path})
    assert result.out == (
        "placeholders,missing-section\ncomplete -o nosort -F _retrolint_completion retrolint\n"
    )
    assert result.err == ""


def test_help_says_how_to_install_it_line_by_line() -> None:
    text = run("completion", "--help").out
    assert '  bash 4.4 or later, in ~/.bashrc:\n    eval "$(retrolint completion bash)"\n' in text
    assert "    retrolint completion fish > ~/.config/fish/completions/retrolint.fish\n" in text


def test_without_a_shell_or_with_another_it_is_a_mistake() -> None:
    result = run("completion")
    assert (result.code, result.out) == (2, "")
    assert result.err == "retrolint: say for which shell: bash, zsh, fish\n"
    assert run("completion", "csh").code == 2
