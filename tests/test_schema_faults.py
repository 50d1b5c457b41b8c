"""What a schema may not say of its sections and fields: each mistake, where it is, and what to do."""

from pathlib import Path

import pytest
from commandline import run
from schemafiles import assert_said, blocks

CASES = r"""
zzz: b
>> 2:1 unknown key "zzz"; known here: …

sections: Foo
>> 2:1 "sections" is no list

sections: {heading: Foo}
>> 2:1 "sections" is no list

sections:
  - Foo
  - headin: B
>> 4:5 unknown key "headin"; did you mean "heading"?

sections:
  - heading:
>> 3:5 "heading" has no value

sections:
  - heading: []
>> 3:5 "heading" has no value

sections:
  - required: false
>> 3:5 "heading" is missing

sections:
  -
>> 3:4 "heading" has no value

sections: [[]]
>> 2:12 "heading" has no value

sections: [{heading: {a: b}}]
>> 2:13 "heading": no pattern: write a text, or {regex: '…'}

sections:
  - {heading: A, required: maybe}
>> 3:18 "required": "maybe" is neither true nor false

sections:
  - {heading: A, required: [true]}
>> 3:18 "required": a list or a mapping, where a text is wanted

sections:
  - {heading: A, required: {}}
>> 3:18 "required": no condition: write {key: value}, {key: [value, value]} or {not: {key: value}}

sections:
  - {heading: A, required: {status: }}
>> 3:18 "required": the condition names no value for "status"

sections:
  - {heading: A, required: {status: {not: x}}}
>> 3:18 "required": no pattern: write a text, or {regex: '…'}

sections:
  - {heading: A, required: {not: x}}
>> 3:18 what is not to be is a condition of its own: write {not: {key: value}}

sections:
  - {heading: A, when: true}
>> 3:18 "when": no condition: write {key: value}, {key: [value, value]} or {not: {key: value}}

sections:
  - {heading: A, when: draft}
>> 3:18 "when": no condition: write {key: value}, {key: [value, value]} or {not: {key: value}}

sections:
  - {heading: A, repeat: 3..1}
>> 3:18 "repeat": "3..1" ends before it starts

sections:
  - {heading: A, repeat: many}
>> 3:18 "repeat": "many" is no range: write n, a..b, a.. or ..b

sections:
  - {heading: A, repeat: ..}
>> 3:18 "repeat": ".." is no range: write n, a..b, a.. or ..b

sections:
  - {heading: A, repeat: 1-3}
>> 3:18 "repeat": "1-3" is no range: write n, a..b, a.. or ..b

sections:
  - {heading: A, repeat: 1...3}
>> 3:18 "repeat": "1...3" is no range: write n, a..b, a.. or ..b

sections:
  - {heading: A, repeat: 0}
>> 3:18 "repeat" lets it never be there: leave the whole entry out

sections:
  - {heading: A, repeat: -1}
>> 3:18 "repeat": "-1" is no range: write n, a..b, a.. or ..b

sections:
  - 'A {'
>> 3:5 "heading": "A {" has a lone "{"; for a brace, write it twice

sections:
  - '{a:dat}'
>> 3:5 "heading": "{a:dat}" has a hole of the unknown type "dat"; did you mean "date"?

sections:
  - '{}'
>> 3:5 "heading": {} is no hole: write {name}, {name:type} or {*}

sections:
  - {regex: '('}
>> 3:5 "heading": the regex /(/ has a fault: missing ) at position 1

sections:
  - {heading: [A, {regex: '(a'}]}
>> 3:19 "heading": the regex /(a/ has a fault: missing ) at position 2

sections:
  - {heading: {regex: [a]}}
>> 3:6 "heading": no pattern: write a text, or {regex: '…'}

sections:
  - {heading: {regexp: 'a'}}
>> 3:6 "heading": no pattern: write a text, or {regex: '…'}

sections:
  - heading: A
    fields: [did, 'a } b']
>> 4:19 "label": "a } b" has a lone "}"; for a brace, write it twice

sections:
  - heading: A
    fields: [did, {labl: x}]
>> 4:20 unknown key "labl"; did you mean "label"?

sections:
  - heading: A
    fields: did
>> 4:5 "fields" is no list

change: {B: {required: false}}
sections: [A]
>> 2:10 there is no section "B" to change

change: {B: off}
sections: [A]
>> 2:10 "B" is no list of "key: value" lines

change: [A]
sections: [A]
>> 2:1 "change" is no list of "key: value" lines

hint: [a]
>> 2:1 "hint" is no text

sections: [{one-of: A}]
>> 2:13 "one-of" is no list

sections: [{one-of: []}]
>> 2:13 "one-of" lists nothing to choose from

sections: [{one-of: [A, B], requird: false}]
>> 2:29 unknown key "requird"; did you mean "required"?

sections: [{one-of: [A, B], heading: C}]
>> 2:29 unknown key "heading"; known here: …

sections: [{any-of: [A, B], required: false}]
>> 2:29 unknown key "required"; known here: …

sections: [{sections: [A, B], required: false}]
>> 2:12 "heading" is missing

sections: [{one-of: [A, {sections: [B, {headin: C}]}]}]
>> 2:41 unknown key "headin"; did you mean "heading"?

sections: [{one-of: [A, B], any-of: [C]}]
>> 2:29 unknown key "any-of"; did you mean "one-of"?

nam: b
level: 0
sections:
  - {heading: A, repeat: x}
  - {headin: B}
>> 2:1 unknown key "nam"; did you mean "name"?
>> 3:1 "level": "0" is no heading level: write one of 1, 2, 3, 4, 5, 6
>> 5:18 "repeat": "x" is no range: write n, a..b, a.. or ..b
>> 6:6 unknown key "headin"; did you mean "heading"?
"""

WHOLE = [
    ("", ['1:1 "name" is missing']),
    ("# only a note\n", ['1:1 "name" is missing']),
    ("- a\n", ['1:1 "schema" is no list of "key: value" lines']),
    ("text\n", ['1:1 "schema" is no list of "key: value" lines']),
    ("name:\n", ['1:1 "name" has no value']),
    ("name: [a]\n", ['1:1 "name" is no text']),
    ("name: {a: b}\n", ['1:1 "name" is no text']),
    ("name: ''\n", ['1:1 "name" is empty']),
    ("description: a\nnam: b\n", ['2:1 unknown key "nam"; did you mean "name"?']),
    ("\ufeffname: 회고\r\nzzz: b\r\n", ['2:1 unknown key "zzz"; known here: …']),
]


def test_a_mistake_is_told_where_it_is(tmp_path: Path) -> None:
    assert_said(tmp_path, blocks(CASES))


def test_what_is_no_schema_at_all_is_told(tmp_path: Path) -> None:
    assert_said(tmp_path, WHOLE)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = "name: a\nexact: 0\nsections:\n  - {heading: A, repeat: x}\n  - {headin: B}\n"
    (tmp_path / "s.yaml").write_text(text, "utf-8")
    result = run("schema", "check", "s.yaml", cwd=tmp_path)
    assert result.code == 2
    assert result.err == ""
    assert result.out.splitlines() == [
        's.yaml:2:1: error[invalid-schema] "exact": "0" is neither true nor false',
        's.yaml:4:18: error[invalid-schema] "repeat": "x" is no range: write n, a..b, a.. or ..b',
        's.yaml:5:6: error[invalid-schema] unknown key "headin"; did you mean "heading"?',
    ]


def test_the_known_keys_are_listed_where_none_is_close(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text("name: a\nsections: [{one-of: [A, B], zzz: C}]\n", "utf-8")
    result = run("schema", "check", "s.yaml", cwd=tmp_path)
    assert result.out == (
        's.yaml:2:29: error[invalid-schema] unknown key "zzz"; known here: one-of, required\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "name: a\n",
        "name: No\ndescription: 2024\n",
        "name: a\nsections:\n",
        "name: a\nsections: [A, [B, C], {heading: D, sections: []}, {regex: 'E+'}]\n",
        "name: a\nsections: [Yes, 2024, '[+] A', '{*}']\n",
        "name: a\nsections: [one, '{a b}', {one-of: [D, {sections: [E, F]}]}, {any-of: [G, [H, I]]}]\n",
        "name: a\nfront-matter: {keys: {title: , date: [date, datetime], b: {is: [c, 'd {e}']}}}\n",
        "name: a\nseries: {number: n, every: 14d, week-starts: sunday}\nsections: ['{n:int}']\n",
        "name: a\nlevel: 2\nheading: T\nsections: [{heading: A, level: 2, content: {table: 1..}}]\n",
        "name: a\nheading: false\nexact: true\npath:\n",
        "name: a\nsections: [{heading: A, rules: {'*': warning, unchecked-task: {grace: 7d}}}]\n",
        "%YAML 1.1\n---\nname: a\n...\n",
        "extends: weekly-retro\nchange: {Main Events: null}\n",
    ],
)
def test_what_the_language_knows_is_accepted(text: str, tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(text, "utf-8")
    result = run("schema", "check", "s.yaml", cwd=tmp_path)
    assert (result.code, result.out, result.err) == (0, "", "retrolint: nothing wrong in s.yaml\n")
