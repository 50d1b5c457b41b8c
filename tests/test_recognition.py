"""Which schema a document gets: the one asked for, the one it names, or the built-in that it fits."""

from pathlib import Path

import pytest
from commandline import run

from retrolint.document.reader import read_text
from retrolint.matching.recognition import index_of, recognise
from retrolint.schema.loading import builtin_names, load_schema
from retrolint.schema.model import Schema

KPT = "## Keep\n\na\n\n## Problem\n\nb\n\n## Try\n\nc\n"
OWN = "name: own\nsections: [Alpha, Beta]\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a schema in it, and one outside."""
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    (root / "notes").mkdir()
    for place in (tmp_path / "outside.yaml", root / "own.yaml", root / "notes" / "own.yaml"):
        place.write_text(OWN, "utf-8")
    monkeypatch.chdir(root)
    return root


def chosen(text: str, *words: str) -> str:
    """The first line of the explanation of the document `notes/x.md`."""
    Path("notes/x.md").write_text(text, "utf-8")
    result = run("explain", "notes/x.md", *words)
    assert result.code == 0, result.err
    return result.out.splitlines()[0].removeprefix("notes/x.md: ")


def named(schema: str, body: str = KPT) -> str:
    return f"---\nretrolint: {{schema: {schema}}}\n---\n{body}"


def test_the_schema_that_was_asked_for_comes_first() -> None:
    assert chosen(named("kpt"), "--schema", "own.yaml") == "schema own, which was asked for"
    assert chosen(KPT, "--schema", "4ls") == "schema 4ls, which was asked for"


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("4ls", "4ls"),
        ("own.yaml", "own"),
        ("./own.yaml", "own"),
        ("../own.yaml", "own"),
        ("../notes/own.yaml", "own"),
    ],
)
def test_the_schema_that_the_document_names_comes_next(schema: str, name: str) -> None:
    assert chosen(named(schema)) == f"schema {name}, which its front matter names"


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ("kppt", 'there is no schema "kppt"; did you mean "kpt"?'),
        ("zzz", f'there is no schema "zzz"; built in: {", ".join(builtin_names())}'),
        ("no.yaml", 'schema "notes/no.yaml" cannot be read: no such file or directory'),
    ],
)
def test_a_name_that_there_is_not_is_a_finding_of_the_document(schema: str, said: str) -> None:
    assert chosen(named(schema)) == f"no schema; {said}"
    result = run("check", "--output-format", "concise", "notes/x.md")
    assert result.code == 1
    said = said.partition(";")[0]
    assert result.out.startswith(f"notes/x.md:2:21: error[disallowed-value] {said}")


@pytest.mark.parametrize(
    "reference",
    [
        "../../outside.yaml",
        "{folder}/../outside.yaml",
    ],
)
def test_nothing_outside_the_repository_is_read(reference: str, folder: Path) -> None:
    assert chosen(named(reference.format(folder=folder))).startswith("no schema; ")


@pytest.mark.parametrize(
    "verb",
    [
        "explain",
        "check",
    ],
)
def test_a_broken_schema_is_no_finding_of_the_document(verb: str) -> None:
    Path("notes/own.yaml").write_text("name: a\nnam: b\n", "utf-8")
    Path("notes/x.md").write_text(named("own.yaml"), "utf-8")
    result = run(verb, "notes/x.md")
    assert (result.code, result.out) == (2, "")
    assert 'notes/own.yaml:2:1: error[invalid-schema] unknown key "nam"' in result.err


def headings(outline: str) -> str:
    """Headings from `2Main_Events 3x`: a level and a title each."""
    lines = (f"{'#' * int(part[0])} {part[1:].replace('_', ' ')}\n\n" for part in outline.split())
    return "".join(lines)


@pytest.mark.parametrize(
    ("outline", "name"),
    [
        ("2Keep 2Problem 2Try", "kpt"),
        ("2Try 2Keep", "kpt"),  # 2 of 3, in any order
        ("2Keep", None),  # 1 of 3
        ("2회고 3Keep 3Problem 3Try", "kpt"),  # the other way of its one-of
        ("2Main_Events 2주간_회고 3[+]_Positive 3[-]_Negative 3[!]_To_Try", "weekly-retro"),
        ("2Main_Events 2주간_회고", None),  # 2 of 7
        ("2Positive 2Negative", None),
        ("1Title 2Some_event", None),
        ("1Keep_a_promise 2Trying", None),
        ("2Keep 2Problem 2Try 2Liked 2Learned 2Lacked 2Longed_for", None),  # of two kinds at once
        ("", None),
    ],
)
def test_a_document_is_recognised_by_more_than_half_of_its_sections(
    outline: str, name: str | None
) -> None:
    found = recognise(read_text("x.md", headings(outline)))
    schema = found.match.schema if found else None
    assert (schema.name if schema else None) == name


def test_why_it_was_recognised_is_told() -> None:
    assert chosen(headings("2Keep 2Problem")) == "schema kpt, 2 of its 3 required sections are there"
    assert run("check", "notes/x.md").err.startswith(
        "retrolint: schema kpt recognised in 1 document: 2 of its 3 required sections are there\n"
    )


EVENTS = "## Main Events\n\n### (240902 월) x\n\n## 주간 회고\n\n### [+] Positive\n\n### [-] Negative\n"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("", "weekly-retro"),
        ("---\ntitle: a\ndate: b\n---\n", "weekly-retro"),  # 2 of 4 keys
        ("---\ntitle: a\nlayout: b\n---\n", None),  # 1 of 4
        ("---\nlayout: b\n---\n", None),
    ],
)
def test_half_of_its_keys_must_be_there_if_there_is_a_header(header: str, name: str | None) -> None:
    found = recognise(read_text("x.md", header + EVENTS))
    schema = found.match.schema if found else None
    assert (schema.name if schema else None) == name


def schemas() -> dict[str, Schema]:
    return {name: load_schema(name) for name in builtin_names()}


def test_the_index_knows_every_built_in_by_what_it_requires() -> None:
    index = index_of(schemas().values())
    assert list(index) == list(builtin_names())
    assert index["weekly-retro"]["keys"] == ["title", "date", "categories", "tags"]
    (way,) = index["weekly-retro"]["sections"]
    assert way["sections[0]"] == {"names": ["main events", "주요 이벤트"], "words": []}
    # A capture is no word of its own.
    assert way["sections[0].sections[0]"] == {"names": [], "words": []}
    assert len(index["kpt"]["sections"]) == 2


@pytest.mark.parametrize("name", [name for name in builtin_names() if name != "keep-a-changelog"])
def test_a_built_in_is_recognised_by_its_own_headings(name: str) -> None:
    """One of which no section is required, as a change log, is found by being named."""
    (way, *_) = index_of([load_schema(name)])[name]["sections"]
    assert sum(map(bool, way.values())) >= 2
