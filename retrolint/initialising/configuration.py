"""The text of a first configuration, with comments that teach."""

import json
from collections.abc import Iterator

from retrolint.initialising.patterns import Kind
from retrolint.initialising.survey import Survey

FILE = ".retrolint.toml"
SCHEMA = "https://raw.githubusercontent.com/retrolint/retrolint/main/docs/retrolint-config.schema.json"
_WIDEST = 100
_HEAD = f"""
#:schema {SCHEMA}
# What retrolint checks in this folder and below; "retrolint config show" prints what counts here.
# Patterns are those of a .gitignore, from this folder; what git ignores is left out anyway.
""".strip()
_DOCUMENTS = """
# Which documents are of which schema; the first entry that fits a path decides. "retrolint schema list"
# prints the built-in schemas, and a path such as "schemas/standup.yaml" names one of your own.
""".strip()
_NONE = """
# Which documents are of which schema. Until something is said here, each is recognised by its headings:
# [[documents]]
# schema = "weekly-retro"               # "retrolint schema list" prints them
# paths = ["_posts/*-w[0-9]*.md"]
""".strip()
_MORE = """
# More that can be said, above the first [[documents]]:
# ignore = ["missing-key"]              # rules that do not run; "retrolint rule" lists them
# severity = { placeholder = "warning" }
# fail-on = "warning"                   # what fails a run: error, unless given
""".strip()


def config_text(found: Survey) -> str:
    """The configuration that fits what was found."""
    parts = [_HEAD]
    if found.exclude:
        parts.append(
            f"# Not yours, or there to be filled in: left out.\n{_assigned('exclude', found.exclude)}"
        )
    parts.append(_MORE)
    if found.kinds:
        parts += [_DOCUMENTS, *map(_entry, found.kinds)]
    else:
        parts.append(_NONE)
    return "\n\n".join(parts) + "\n"


def _entry(kind: Kind) -> str:
    lines = [f"# {comment}" for comment in _comments(kind)]
    lines += ["[[documents]]", f"schema = {_quoted(kind.schema)}", _assigned("paths", kind.patterns)]
    return "\n".join(lines)


def _comments(kind: Kind) -> Iterator[str]:
    count = len(kind.hits)
    yield f"{count} document{'' if count == 1 else 's'} here today."
    if kind.others:
        yield f"Fitting, but not recognised: {_some(kind.others)}. Unfinished, or not of this kind?"
    if kind.missed:
        yield f"Recognised, but without a schema now: {_some(kind.missed)}. Add a pattern that fits."


def _some(paths: tuple[str, ...]) -> str:
    return f"{paths[0]} and {len(paths) - 1} more" if len(paths) > 1 else paths[0]


def _assigned(key: str, values: tuple[str, ...]) -> str:
    line = f"{key} = [{', '.join(map(_quoted, values))}]"
    if len(line) <= _WIDEST:
        return line
    return "\n".join([f"{key} = [", *(f"  {_quoted(value)}," for value in values), "]"])


def _quoted(text: str) -> str:
    """`text`, which is printable, as TOML writes it: most that JSON says, TOML says alike."""
    return json.dumps(text, ensure_ascii=False)
