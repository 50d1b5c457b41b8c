"""Whole documents against whole schemas, whatever they are: nothing crashes, nothing is lost."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from commandline import ROOT
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from retrolint.document.model import Section
from retrolint.document.reader import read_text
from retrolint.matching import assignment, costs
from retrolint.matching.alignment import align
from retrolint.matching.match import Match
from retrolint.matching.matched import SectionMatch
from retrolint.patterns.nearness import slips
from retrolint.schema.loading import SchemaError, builtin_names, load_schema, parse_schema
from retrolint.schema.model import Schema

NAMES = ["alpha", "alphb", "beta", "gamma section", "gamma", "{x}", "{n:int}", "day {n:int}", "{*}"]
TITLES = [
    "alpha",
    "alphx",
    "beta",
    "gamma section",
    "Gamma-section",
    "5",
    "day 5",
    "zz",
    "",
    "old",
    "👍 [beta]",
]
MODEST = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def insides(draw: st.DrawFn, depth: int = 0) -> dict[str, Any]:
    """What a section or a schema says of its sections."""
    inside: dict[str, Any] = {"sections": draw(st.lists(members(depth), max_size=3))}
    if draw(st.booleans()):
        inside["section-order"] = "any"
    if draw(st.booleans()):
        inside["unknown-sections"] = "forbid"
    return inside


@st.composite
def members(draw: st.DrawFn, depth: int) -> dict[str, Any]:
    """A section, or a group of them, as a schema writes it."""
    kind = draw(st.sampled_from(["section"] * 6 + ["any-of", "one-of", "sections"]))
    if kind != "section" and depth < 3:
        return {kind: draw(st.lists(members(depth + 1), min_size=1, max_size=2))}
    entry: dict[str, Any] = {
        "heading": draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True))
    }
    optional = {
        "was": st.just(["old"]),
        "required": st.just(value=False),
        "repeat": st.sampled_from(["0..1", "1..", "..2", "2.."]),
        "level": st.integers(1, 4),
        "fields": st.just(["did", "felt"]),
        "exact": st.just(value=True),
    }
    entry |= draw(st.fixed_dictionaries({}, optional=optional))
    if depth < 3 and draw(st.booleans()):
        entry |= draw(insides(depth + 1))
    return entry


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    data: dict[str, Any] = {"name": "tree", "description": "", **draw(insides())}
    data |= draw(
        st.fixed_dictionaries(
            {}, optional={"heading": st.sampled_from(["{*}", "alpha", "false"]), "level": st.just(2)}
        )
    )
    number = iter(range(1_000))

    def named(part: Any) -> Any:
        if isinstance(part, list):
            return [named(one) for one in part]
        if not isinstance(part, dict):
            return part
        given_ = {"id": f"id{next(number)}"} if "heading" in part and "name" not in part else {}
        return given_ | {key: named(value) for key, value in part.items()}

    try:
        return parse_schema("tree.yaml", json.dumps(named(data)))
    except SchemaError:  # levels that cannot be
        assume(condition=False)
        raise


HEADINGS = st.tuples(
    st.integers(1, 6), st.sampled_from(TITLES), st.sampled_from(["", "- did: x\n", "- felt:\n- dit: y\n"])
)
DOCUMENTS = st.lists(HEADINGS, max_size=9).map(
    lambda parts: "".join(f"{'#' * level} {title}\n{text}" for level, title, text in parts)
)


def placed(root: SectionMatch) -> Counter[int]:
    """How often each section stands in the match: beside an entry, or as unknown to its list."""
    found: Counter[int] = Counter()
    for part in root.walk():
        found.update(id(child.section) for child in part.children if child.section)
        found.update(id(unknown.section) for unknown in part.unknown if not unknown.entry)
    return found


def listed(match: Match) -> Iterator[Section]:
    """The sections that lie in a list: right below what has an entry with one."""
    assert match.root
    owners = {id(part.section): part.entry for part in match.root.walk() if part.section}
    tops = match.document.root.children
    if not match.root.entry.is_free:
        yield from (section for section in tops if section is not match.title)
        yield from match.title.children if match.title else ()
    for section in match.document.sections:
        owner = owners.get(id(section))
        if owner and not owner.is_free:
            yield from section.children


def summary(part: SectionMatch) -> list[Any]:
    """All that a match says, as plain data."""
    return [
        part.entry.path,
        part.section.title if part.section else None,
        {name: capture.text for name, capture in part.captures.items()},
        part.misnamed,
        part.misplaced,
        [missing.path for missing in part.missing],
        [unknown.section.title for unknown in part.unknown],
        [(child.entry.path, first.entry.path) for child, first in part.surplus],
        [(last.entry.path, number) for last, number in part.too_few],
        [([section.title for section in shift.sections], shift.expected) for shift in part.shifts],
        [(clash.section.title, clash.wanted) for clash in part.clashes],
        [(found.entry.path, found.field.label) for found in part.fields.found],
        [summary(child) for child in part.children],
    ]


@MODEST
@given(schemas(), DOCUMENTS)
def test_every_section_of_a_list_has_one_place(schema: Schema, text: str) -> None:
    match = align(read_text("a.md", text), schema)
    assert match.root
    found = placed(match.root)
    assert set(found.values()) <= {1}
    assert all(found[id(section)] for section in listed(match))


@MODEST
@given(schemas(), DOCUMENTS)
def test_what_is_found_stands_in_order(schema: Schema, text: str) -> None:
    root = align(read_text("a.md", text), schema).root
    assert root
    for part in root.walk():
        starts = [child.section.span.start for child in part.children if child.section]
        assert starts == sorted(starts)
        missing = {entry.path for lost in part.missing for entry in lost.entries}
        assert not missing & {child.entry.path for child in part.children if child.section}


@MODEST
@given(schemas(), DOCUMENTS)
def test_twice_is_the_same(schema: Schema, text: str) -> None:
    first, second = (align(read_text("a.md", text), schema).root for _ in range(2))
    assert first
    assert second
    assert summary(first) == summary(second)


@MODEST
@given(st.sampled_from(builtin_names()), DOCUMENTS | st.text(max_size=60))
def test_no_document_is_too_strange_for_a_built_in(name: str, text: str) -> None:
    assert align(read_text("2024-09-06-a.md", text), load_schema(name)).root


SHAKEN = """
import sys
sys.path.insert(0, "tests")
from test_alignment_trees import summary
from retrolint.document.reader import read_text
from retrolint.matching.alignment import align
from retrolint.schema.loading import parse_schema
schema = parse_schema("a.yaml", '''
name: a
sections:
  - any-of: [alphaa, alphab, {heading: alphac, was: [old]}]
  - {heading: alphad, sections: [beta, {heading: "{x}", repeat: 1..}]}
  - one-of: [gamma, delta]
''')
text = "# alphax\\n# beta\\n# old\\n# delta\\n## alphad\\n### gamma\\n# alphax\\n# deltb\\n"
print(summary(align(read_text("a.md", text), schema).root))
"""


def test_the_order_of_hashes_makes_no_difference() -> None:
    printed = set()
    for seed in ("0", "1", "42"):
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}:{ROOT / 'rules'}", "PATH": ""}
        done = subprocess.run(
            [sys.executable, "-c", SHAKEN],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        printed.add(done.stdout)
    assert len(printed) == 1


@pytest.mark.parametrize("number", [1, 8, 40])
def test_the_ways_that_are_tried_are_bounded(number: int) -> None:
    """However many headings could be either of two sections, few hundred ways are weighed."""
    names = [f"alphabet {letter}{other}" for letter in "abcd" for other in "klmn"]
    schema = parse_schema("ways.yaml", json.dumps({"name": "ways", "sections": names}))
    text = "".join(f"## alphabet {letter}x\n" for letter in ("abcd" * number)[:number])
    with patch.object(assignment, "cost", wraps=costs.cost) as weighed:
        align(read_text("a.md", text), schema)
    assert weighed.call_count <= 256


def test_of_equal_titles_the_names_are_compared_once() -> None:
    schema = parse_schema(
        "equal.yaml", json.dumps({"name": "equal", "sections": ["alphabet", "alphabed"]})
    )
    with patch.object(assignment, "slips", wraps=slips) as compared:
        align(read_text("a.md", "## alphabex\n" * 500), schema)
    assert compared.call_count <= 2 * len(schema.root.sections)


def test_a_document_in_order_compares_no_letters() -> None:
    names = ["alpha", "beta", "gamma"]
    schema = parse_schema("order.yaml", json.dumps({"name": "order", "sections": names}))
    with patch.object(assignment, "slips", wraps=slips) as compared:
        align(read_text("a.md", "".join(f"## {name}\n" for name in names)), schema)
    assert not compared.called
