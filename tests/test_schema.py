"""Schema files: what is refused and where; and documents beside a schema."""

import pytest

from retrolint.document.reader import read_text
from retrolint.schema.alignment import align
from retrolint.schema.loading import (
    SchemaError,
    UnknownSchemaError,
    builtin_names,
    builtin_source,
    load_schema,
    parse_schema,
)
from retrolint.schema.match import Match, SectionMatch
from retrolint.schema.recognition import recognise
from retrolint.schema.source import read_yaml
from retrolint.schema.validating import schema_faults

KNOWN = (
    "known here: sections, section-order, unknown-sections, fields, content, level, name, description,"
    " path, series, front-matter"
)
TYPES = "string, int, number, boolean, date, datetime, url, email, list, mapping"
KINDS = "list, tasks, table, code, image, link, quote, paragraph"


def faults(text: str) -> list[str]:
    """`line:column message; hint` of each fault."""
    try:
        parse_schema("s.yaml", text)
    except SchemaError as error:
        shown = []
        for fault in error.diagnostics:
            assert (fault.rule, fault.family, fault.path) == ("invalid-schema", "configuration", "s.yaml")
            start = fault.place.range.start
            shown.append(f"{start.line}:{start.column} {fault.message}; {fault.help}")
        return shown
    return []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", '1:1 "name" is missing; '),
        ("# only a note\n", '1:1 "name" is missing; '),
        ("- a\n", '1:1 "schema": no list of "key: value" lines; '),
        ("text\n", '1:1 "schema": no list of "key: value" lines; '),
        ("name:\n", '1:1 "name" has no value; '),
        ("name: [a]\n", '1:1 "name" is no text; '),
        ("description: a\nnam: b\n", '2:1 unknown key "nam"; did you mean "name"?'),
        ("name: a\nzzz: b\n", f'2:1 unknown key "zzz"; {KNOWN}'),
        ("\ufeffname: 회고\r\nzzz: b\r\n", f'2:1 unknown key "zzz"; {KNOWN}'),
        ("name: a\nsections: Foo\n", '2:1 "sections" is no list; '),
        (
            "name: a\nsections:\n  - Foo\n  - headin: B\n",
            '4:5 unknown key "headin"; did you mean "heading"?',
        ),
        ("name: a\nsections:\n  - heading:\n", '3:5 "heading" has no value; '),
        ("name: a\nsections:\n  - heading: []\n", '3:5 "heading" has no value; '),
        ("name: a\nsections:\n  - required: false\n", '3:5 "heading" is missing; '),
        (
            "name: a\nsections:\n  - {heading: A, required: maybe}\n",
            '3:18 "required": "maybe" is neither true nor false; ',
        ),
        (
            "name: a\nsections:\n  - {heading: A, repeat: 3..1}\n",
            '3:18 "repeat": "3..1" ends before it starts; ',
        ),
        (
            "name: a\nsections:\n  - {heading: A, repeat: many}\n",
            '3:18 "repeat": "many" is no range: write n, a..b, a.. or ..b; ',
        ),
        (
            "name: a\nsections:\n  - {heading: A, repeat: ..}\n",
            '3:18 "repeat": ".." is no range: write n, a..b, a.. or ..b; ',
        ),
        (
            "name: a\nsections:\n  - 'A {'\n",
            '3:5 "heading": "A {" has a lone "{"; for a brace, write it twice; ',
        ),
        (
            "name: a\nsections:\n  - '{a:dat}'\n",
            '3:5 "heading": "{a:dat}" has a hole of the unknown type "dat"; did you mean "date"?; ',
        ),
        (
            "name: a\nsections:\n  - heading: A\n    fields: [did, 'a } b']\n",
            '4:19 "label": "a } b" has a lone "}"; for a brace, write it twice; ',
        ),
        (
            "name: a\nsections:\n  - {heading: A, content: lists}\n",
            f'3:18 "content": "lists" is no content: write one of {KINDS}; ',
        ),
        ("name: a\nlevel: 7\n", '2:1 "level": "7" is no heading level: write one of 1, 2, 3, 4, 5, 6; '),
        (
            "name: a\nunknown-sections: no\n",
            "2:1 \"unknown-sections\": \"no\" is not 'allow' or 'forbid'; ",
        ),
        (
            "name: a\nfront-matter: {keys: {title: strin}}\n",
            f'2:23 "type": "strin" is no type: write one of {TYPES}; ',
        ),
        (
            "name: a\nfront-matter: {keys: {title: {typ: int}}}\n",
            '2:31 unknown key "typ"; did you mean "type"?',
        ),
        (
            "name: a\nfront-matter:\n  keys:\n    date: {timezone: optional}\n",
            '4:12 "timezone": "optional" is not \'required\'; ',
        ),
        (
            "name: a\nseries: {every: 7}\n",
            '2:10 "every": "7" is no period: write a number of days, such as 7d; ',
        ),
        ("name: a\npath: '{a'\n", '2:1 "path": "{a" has a lone "{"; for a brace, write it twice; '),
        ("name: a\nname: b\n", '2:1 the key "name" stands twice; '),
        ("name: a\nfront-matter:\n  keys: {a: int, a: int}\n", '3:18 the key "a" stands twice; '),
        ("name: a\n  b: c\n", "2:4 no YAML: mapping values are not allowed in this context; "),
        ("name: a\ndescription: 'b\n", "3:1 no YAML: found unexpected end of stream; "),
        ("name: a\n---\nname: b\n", "2:1 no YAML: but found another document; "),
        ("name: &a x\ndescription: *a\n", "2:14 an alias (*), which a schema does not need; "),
        ("name: " + "[" * 60, "1:56 nested more than 50 deep; "),
        ("name: " + "[" * 60_000, "1:56 nested more than 50 deep; "),
        ("name: a\n? [b]\n: c\n", "2:3 a key that is no text: put it in quotes; "),
        ("name: a" + " " * 1024 * 1024, "1:1 the file is larger than a mebibyte; "),
    ],
)
def test_a_mistake_is_told_where_it_is(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_all_mistakes_are_told_at_once() -> None:
    assert faults("nam: a\nlevel: 0\nsections:\n  - {heading: A, repeat: x}\n  - {headin: B}\n") == [
        '1:1 unknown key "nam"; did you mean "name"?',
    ]
    assert faults("name: a\nlevel: 0\nsections:\n  - {heading: A, repeat: x}\n  - {headin: B}\n") == [
        '4:18 "repeat": "x" is no range: write n, a..b, a.. or ..b; ',
        '5:6 unknown key "headin"; did you mean "heading"?',
        '2:1 "level": "0" is no heading level: write one of 1, 2, 3, 4, 5, 6; ',
    ]


@pytest.mark.parametrize(
    "text",
    [
        "name: a\n",
        "name: No\ndescription: 2024\n",
        "name: a\nsections:\n",
        "name: a\nsections: [A, [B, C], {heading: D, sections: []}]\n",
        "name: a\nsections: [Yes, 2024, '{*}', '[+] A']\n",
        "name: a\nfront-matter: {keys: {title: , date: [date, datetime], b: {is: [c, 'd {e}']}}}\n",
        "name: a\nseries: {number: n, every: 14d, week-starts: sunday, date: d}\n",
        "%YAML 1.1\n---\nname: a\n...\n",
    ],
)
def test_what_the_language_knows_is_accepted(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize("name", builtin_names())
def test_a_built_in_schema_is_right_and_called_like_its_file(name: str) -> None:
    assert schema_faults(f"{name}.yaml", read_yaml(builtin_source(name))) == ()
    assert load_schema(name).name == name


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("weekly", 'there is no schema "weekly"; did you mean "weekly-retro"?'),
        ("zzz", f'there is no schema "zzz"; built in: {", ".join(builtin_names())}'),
        ("no/s.yaml", 'schema "no/s.yaml" cannot be read: no such file or directory'),
        ("s.yml", 'schema "s.yml" cannot be read: no such file or directory'),
    ],
)
def test_a_schema_that_is_not_there_is_an_error(reference: str, message: str) -> None:
    with pytest.raises(UnknownSchemaError) as raised:
        load_schema(reference)
    assert str(raised.value) == message


# A document beside its schema.


def matched(schema: str, text: str) -> Match:
    return align(read_text("x.md", text), parse_schema("s.yaml", f"name: s\n{schema}"))


def shown(match: Match) -> str:
    """The sections found: `a` one in its place, `~a` misplaced, `?a` not there but its inside."""
    assert match.root
    return _inside(match.root)


def _inside(found: SectionMatch) -> str:
    parts = []
    for child in found.children:
        mark = "~" if child.misplaced else "" if child.section else "?"
        inside = _inside(child)
        name = child.section.title if child.section else child.entry.name
        parts.append(f"{mark}{name}{f'({inside})' if inside else ''}")
    return " ".join(parts)


def missing(match: Match) -> list[str]:
    return [entry.name for found in match.sections for entry in found.missing]


def unknown(match: Match) -> list[str]:
    return [section.title for found in match.sections for section in found.unknown]


def headings(outline: str) -> str:
    """Headings from `1a 2b`: a level and a title each."""
    return "".join(f"{'#' * int(part[0])} {part[1:]}\n\n" for part in outline.split())


@pytest.mark.parametrize(
    ("outline", "found", "lacking", "others"),
    [
        ("2a 2b 2c", "a b c", [], []),
        ("1a 1b 1c", "a b c", [], []),
        ("1title 2a 2b 2c", "a b c", [], []),
        ("1title 3a 3b 3c", "a b c", [], []),
        ("1a 2b 2c", "a", ["b", "c"], []),
        ("2a 2c", "a c", ["b"], []),
        ("2a 2x 2b 2c", "a b c", [], ["x"]),
        ("2a 2A 2b 2c", "a b c", [], ["A"]),
        ("2c 2a 2b", "~c a b", [], []),
        ("2b 2c 2a", "b c ~a", [], []),
        ("2c 2b 2a", "~c ~b a", [], []),
        ("2b 2a 2c", "~b a c", [], []),
        ("", "", ["a", "b", "c"], []),
        ("1title 1a 2b", "a", ["b", "c"], ["title"]),
    ],
)
def test_sections_are_found_missing_unknown_or_misplaced(
    outline: str, found: str, lacking: list[str], others: list[str]
) -> None:
    match = matched("sections: [a, b, c]", headings(outline))
    assert (shown(match), missing(match), unknown(match)) == (found, lacking, others)


def test_in_any_order_nothing_is_misplaced() -> None:
    match = matched("section-order: any\nsections: [a, b, c]", headings("2c 2b 2a"))
    assert shown(match) == "c b a"


@pytest.mark.parametrize(
    ("outline", "after", "before"),
    [("2b 2c 2a", None, "b"), ("2c 2a 2b", "b", None), ("2a 2c 2b 2d", "b", "d")],
)
def test_a_misplaced_section_knows_its_neighbours(
    outline: str, after: str | None, before: str | None
) -> None:
    match = matched("sections: [a, b, c, d]", headings(outline))
    (between,) = [found.misplaced for found in match.sections if found.misplaced]
    assert (between.after, between.before) == (after, before)


NESTED = "sections: [{heading: a, sections: [b, c]}, {heading: d, sections: [e]}]"


@pytest.mark.parametrize(
    ("outline", "found", "lacking"),
    [
        ("2a 3b 3c 2d 3e", "a(b c) d(e)", []),
        ("2a 4b 3c 2d 5e", "a(b c) d(e)", []),
        ("3b 3c 2d 3e", "d(e) ?a(b c)", ["a"]),
        ("2x 3b 3c 2d 3e", "d(e)", ["a"]),
        ("2a 3b 3c 3e", "a(b c) ?d(e)", ["d"]),
        ("2a 3b 2d 3e", "a(b) d(e)", ["c"]),
        ("2d 3e", "d(e)", ["a"]),
    ],
)
def test_subsections_of_a_missing_section_are_taken_as_if_it_stood_there(
    outline: str, found: str, lacking: list[str]
) -> None:
    match = matched(NESTED, headings(outline))
    assert (shown(match), missing(match)) == (found, lacking)


@pytest.mark.parametrize(
    ("schema", "found", "others"),
    [
        ("[{heading: '{x}', repeat: 1..}]", "a b c", []),
        ("[{heading: '{x}', repeat: 1.., fields: [f]}]", "b c", ["a"]),
        ("[{heading: '{x}', repeat: 1.., fields: [{label: f, required: false}]}]", "a b c", []),
        ("[{heading: '{x}', repeat: 1.., fields: [f]}, a]", "~a b c", []),
        ("[a, {heading: '{x}', repeat: 1.., fields: [f, g]}]", "a b c", []),
        ("['{x}', '{x:word}', c]", "~a b c", []),
        ("['{*}']", "a", ["b", "c"]),
    ],
)
def test_a_section_goes_to_the_most_particular_entry_that_it_fits(
    schema: str, found: str, others: list[str]
) -> None:
    match = matched(f"sections: {schema}", "## a\n\n## b\n- f: x\n\n## c\n- **f**\n  - y\n")
    assert (shown(match), unknown(match)) == (found, others)


def test_a_section_with_every_field_has_none_missing() -> None:
    text = "## e\n- **did**: x\n- [ ] felt：y\n- **액션 플랜**\n  - z\n- other: w\n\n> - cue: quoted\n"
    match = matched("sections: [{heading: e, fields: [cue, did, felt, [action plan, 액션 플랜]]}]", text)
    (found,) = match.sections[1:]
    assert [field.entry.name for field in found.fields] == ["did", "felt", "action plan"]
    assert [entry.name for entry in found.missing_fields] == ["cue"]


def test_captures_are_kept_with_their_section() -> None:
    match = matched(
        "sections: [{heading: '({when:dates} {day:weekdays}) {event}', repeat: 1..}]",
        "### **(240902 월)** NLP\n\n### (240903-4, 화-수) [CV](cv.md)\n",
    )
    texts = [{key: one.text for key, one in found.captures.items()} for found in match.sections[1:]]
    assert texts[0] == {"when": "240902", "day": "월", "event": "NLP"}
    assert [found.kind for found in match.sections[1:]] == ["event"] * len(texts)


@pytest.mark.parametrize(
    ("outline", "fits"),
    [
        ("2Main_Events 2주간_회고 3Positive", False),
        ("2Main_Events 2주간_회고 3+_Positive 3-_Negative 3!_To_Try 3._Takeaway", True),
        ("2주간_회고 3+_Positive 3-_Negative 3!_To_Try", True),
        ("2Positive 2Negative", False),
        ("1Title", False),
        ("", False),
    ],
)
def test_a_document_is_recognised_by_half_of_its_sections(outline: str, fits: bool) -> None:  # noqa: FBT001
    document = read_text("x.md", headings(outline).replace("_", " "))
    assert (recognise(document, [load_schema("weekly-retro")]) is not None) is fits


def test_a_document_that_fits_two_schemas_is_of_neither() -> None:
    document = read_text("x.md", headings("2Alpha 2Beta"))
    schemas = [parse_schema("s.yaml", f"name: {name}\nsections: [Alpha, Beta]") for name in "ab"]
    assert recognise(document, schemas) is None
    assert recognise(document, schemas[:1]) is not None
