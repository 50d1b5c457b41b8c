"""What `extends`, `variants` and `change` make of a schema, and which variants hold for a document."""

from pathlib import Path
from typing import Any

import pytest
from commandline import check_json, run

from retrolint.document.reader import read_text
from retrolint.matching.variants import of_document
from retrolint.schema.constraints import Setting
from retrolint.schema.loading import load_schema, parse_schema
from retrolint.schema.merging import MergeError, merge
from retrolint.schema.model import Schema
from retrolint.schema.source import read_yaml


def merged(base: str, patch: str) -> dict[str, Any]:
    return merge(read_yaml(base).data, read_yaml(patch).data)


@pytest.mark.parametrize(
    ("base", "patch", "result"),
    [
        # Mappings by name, lists and single values replaced, null removes.
        ("{path: [a, b], level: 2}", "{path: c}", "{path: c, level: 2}"),
        ("{sections: [A, B]}", "{sections: [C]}", "{sections: [C]}"),
        ("{series: {every: 7d, number: n}}", "{series: {every: 9d}}", "{series: {every: 9d, number: n}}"),
        ("{series: {every: 7d, number: n}}", "{series: {number: null}}", "{series: {every: 7d}}"),
        ("{series: {every: 7d}, hint: x}", "{series: null, level: null}", "{hint: x}"),
        ("{front-matter: {keys: {a: {is: x, type: int}}}}", "{front-matter: {keys: {a: {is: y}}}}",
         "{front-matter: {keys: {a: {is: y, type: int}}}}"),
        ("{front-matter: {keys: {a: int, b: int}}}", "{front-matter: {keys: {a: null, c: date}}}",
         "{front-matter: {keys: {b: int, c: date}}}"),
        # A type alone is short for a mapping with one, in the base and in the patch.
        ("{front-matter: {keys: {a: int}}}", "{front-matter: {keys: {a: {required: 'false'}}}}",
         "{front-matter: {keys: {a: {type: int, required: 'false'}}}}"),
        ("{front-matter: {keys: {a: [int, date]}}}", "{front-matter: {keys: {a: {hint: x}}}}",
         "{front-matter: {keys: {a: {type: [int, date], hint: x}}}}"),
        # Rules by name, but what is said of all replaces what was said of each.
        ("{rules: {a: error, b: 'off'}}", "{rules: {b: info}}", "{rules: {a: error, b: info}}"),
        ("{rules: {a: error, b: 'off'}}", "{rules: {'*': info, c: x}}", "{rules: {'*': info, c: x}}"),
        # One section of a list.
        ("{sections: [A, [B, C]]}", "{change: {B: {required: 'false'}}}",
         "{sections: [A, {heading: [B, C], required: 'false'}]}"),
        ("{sections: [A, {heading: B, id: x, hint: h}]}", "{change: {x: {hint: null, heading: C}}}",
         "{sections: [A, {heading: C, id: x}]}"),
        ("{sections: [A, B]}", "{change: {A: null}}", "{sections: [B]}"),
        ("{sections: [{heading: A, sections: [B, C]}]}", "{change: {A: {change: {C: {level: 4}}}}}",
         "{sections: [{heading: A, sections: [B, {heading: C, level: 4}]}]}"),
        ("{sections: [{one-of: [A, {sections: [B]}]}, {any-of: [C]}]}",
         "{change: {A: {hint: x}}}",
         "{sections: [{one-of: [{heading: A, hint: x}, {sections: [B]}]}, {any-of: [C]}]}"),
        ("{sections: [{any-of: [C]}]}", "{change: {C: {hint: y}}}",
         "{sections: [{any-of: [{heading: C, hint: y}]}]}"),
        ("{sections: [{regex: 'A+'}]}", "{change: {A+: {level: 2}}}",
         "{sections: [{heading: {regex: 'A+'}, level: 2}]}"),
        # `change` patches the list that the patch itself gives.
        ("{hint: y}", "{sections: [B], change: {B: {hint: x}}}",
         "{hint: y, sections: [{heading: B, hint: x}]}"),
    ],
)  # fmt: skip
def test_a_patch_is_laid_over_a_schema(base: str, patch: str, result: str) -> None:
    assert merged(base, patch) == read_yaml(result).data


def test_neither_is_changed() -> None:
    base = read_yaml("{front-matter: {keys: {a: int}}, sections: [A]}").data
    before = repr(base)
    merge(base, read_yaml("{front-matter: {keys: {a: {is: x}}}, change: {A: {level: 2}}}").data)
    assert repr(base) == before


@pytest.mark.parametrize(
    ("base", "patch", "message", "location"),
    [
        ("{sections: [A]}", "{change: {B: null}}", 'there is no section "B" to change', ("change", "B")),
        ("{sections: [{heading: A, sections: [B]}]}", "{change: {B: {level: 2}}}",
         'there is no section "B" to change', ("change", "B")),
        ("{sections: [{heading: A, sections: [B]}]}", "{change: {A: {change: {C: null}}}}",
         'there is no section "C" to change', ("change", "A", "change", "C")),
        ("{sections: [{one-of: [{sections: [A]}, {sections: [A]}]}]}", "{change: {A: null}}",
         'there are 2 sections "A": give one of them an id', ("change", "A")),
    ],
)  # fmt: skip
def test_only_what_is_there_is_changed(
    base: str, patch: str, message: str, location: tuple[str, ...]
) -> None:
    with pytest.raises(MergeError) as raised:
        merged(base, patch)
    assert (str(raised.value), raised.value.location) == (message, location)


def test_a_name_and_a_path_are_inherited(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text("extends: weekly-retro\nlevel: null\n", "utf-8")
    schema, base = load_schema(str(tmp_path / "s.yaml")), load_schema("weekly-retro")
    assert (schema.name, schema.root.level, base.root.level) == ("weekly-retro", None, 2)
    assert [path.source for path in schema.paths] == [path.source for path in base.paths]


VARIED = """
name: s
path: "{number:000}-{*}.md"
series: {number: number, date: created}
front-matter: {keys: {created: date, status: string, tags: list, meta: {keys: {owner: string}}}}
sections: [A, B]
rules: {placeholder: error, unchecked-task: off}
variants:
"""


def varied(variants: str, header: str, path: str = "007-x.md") -> Schema:
    document = read_text(path, f"---\n{header}\n---\n")
    return of_document(document, parse_schema("s.yaml", f"{VARIED}{variants}"))[1]


@pytest.mark.parametrize(
    ("condition", "header", "holds"),
    [
        ("since: 2024-01-01", "created: 2024-01-01", True),
        ("since: 2024-01-01", "created: 2023-12-31", False),
        ("before: 2024-01-01", "created: 2023-12-31", True),
        ("before: 2024-01-01", "created: 2024-01-01", False),
        ("before: 2024-01-01", "created: 2023-12-31 23:00:00 +0900", True),
        ("since: 2024-01-01", "status: x", False),
        ("before: 2024-01-01", "status: x", False),
        ("since: 7", "", True),
        ("since: 8", "", False),
        ("before: 8", "", True),
        ("before: 7", "", False),
        ("since: 5, before: 8", "", True),
        ("since: 5, before: 6", "", False),
        ("when: {status: Final}", "status: Final", True),
        ("when: {status: Final}", "status: final", False),
        ("when: {status: [Draft, 'Withdrawn ({*})']}", "status: Withdrawn (late)", True),
        ("when: {status: Final}", "created: 2024-01-01", False),
        ("when: {not: {status: Final}}", "status: Draft", True),
        ("when: {not: {status: Final}}", "created: 2024-01-01", True),
        ("when: {not: {status: Final}}", "status: Final", False),
        ("when: {status: Final, number: '7'}", "status: Final", False),
        ("when: {status: Final, number: '007'}", "status: Final", True),
        ("when: {not: {status: Final, number: '001'}}", "status: Final", True),
        ("when: {tags: b}", "tags: [a, b]", True),
        ("when: {tags: c}", "tags: [a, b]", False),
        ("when: {not: {tags: c}}", "tags: [a, b]", True),
        ("when: {meta.owner: me}", "meta: {owner: me}", True),
        ("when: {meta.owner: me}", "owner: me", False),
        ("when: {status: Final}, since: 2024-01-01", "status: Final\ncreated: 2023-01-01", False),
        ("when: {status: {regex: 'F.*'}}", "status: Final", True),
    ],
)  # fmt: skip
def test_a_variant_holds_for_some_documents(condition: str, header: str, holds: bool) -> None:  # noqa: FBT001
    schema = varied(f"  - {{{condition}, sections: [C]}}\n", header)
    assert [entry.id for entry in schema.root.sections] == (["C"] if holds else ["A", "B"])


def test_variants_are_laid_over_in_order() -> None:
    schema = varied("  - {since: 1, sections: [C], hint: a}\n  - {since: 2, hint: b}\n", "")
    assert [entry.id for entry in schema.root.sections] == ["C"]
    assert schema.root.hint == "b"


def test_a_variant_changes_what_an_earlier_one_brings() -> None:
    schema = varied("  - {since: 1, sections: [C]}\n  - {since: 2, change: {C: {hint: x}}}\n", "")
    assert [entry.hint for entry in schema.root.sections] == ["x"]


def test_all_rules_of_a_variant_replace_each() -> None:
    schema = varied('  - {since: 1, rules: {"*": warning}}\n', "")
    assert schema.root.rules == (Setting("*", "warning", {}),)


def test_variants_of_what_is_extended_hold_too(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(f"{VARIED}  - {{since: 1, sections: [C]}}\n", "utf-8")
    (tmp_path / "s.yaml").write_text("extends: t.yaml\nunknown-sections: forbid\n", "utf-8")
    (tmp_path / "007-x.md").write_text("## C\n\nText.\n\n## D\n", "utf-8")
    found = check_json("--schema", "s.yaml", "--select", "unknown-section", "007-x.md", cwd=tmp_path)
    assert [finding["message"] for finding in found.findings] == ['the schema has no section "D" here']


def test_variants_that_exclude_each_other_are_no_bug_of_ours(tmp_path: Path) -> None:
    variants = "  - {since: 1, change: {A: null}}\n  - {since: 2, change: {A: {required: false}}}\n"
    (tmp_path / "s.yaml").write_text(VARIED + variants, "utf-8")
    (tmp_path / "007-x.md").write_text("## B\n", "utf-8")
    assert run("check", "--schema", "s.yaml", "007-x.md", cwd=tmp_path).code in {1, 2}
