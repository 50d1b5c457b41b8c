"""YAML that keeps characters for itself, and YAML that is none."""

from pathlib import Path

import pytest
from schemafiles import Case, assert_said, blocks, checked

CASES = r"""
sections:
  - Day #{n}
>> 3:5 put "Day #{n}" in quotes: a # starts a comment

sections:
  - heading: Day #{n}
    required: false
>> 3:14 put "Day #{n}" in quotes: a # starts a comment

sections:
  - !To Try
>> 3:5 put "!To Try" in quotes: YAML keeps ! for itself

sections:
  - [!] To Try
>> 3:5 put "[!] To Try" in quotes: YAML keeps brackets and braces for itself

sections:
  - [+] Positive
>> 3:5 put "[+] Positive" in quotes: YAML keeps brackets and braces for itself

sections:
  - heading: [+] Positive
    content: list
>> 3:14 put "[+] Positive" in quotes: YAML keeps brackets and braces for itself

sections:
  - {name} events
>> 3:5 put "{name} events" in quotes: YAML keeps brackets and braces for itself

path: {date:date}-{*}.md
>> 2:7 put "{date:date}-{*}.md" in quotes: YAML keeps brackets and braces for itself

path: {*}.md
>> 2:7 put "{*}.md" in quotes: YAML keeps brackets and braces for itself

sections:
  - *a
>> 3:5 an alias (*), which a schema does not need

sections:
  - Note: read this
>> 3:5 unknown key "Note"; known here: …

sections:
  - Why? Because: this
>> 3:5 unknown key "Why? Because"; known here: …

sections:
  - ? Question
>> 3:7 unknown key "Question"; did you mean "sections"?

sections:
  - [?] Question
>> 3:5 put "[?] Question" in quotes: YAML keeps brackets and braces for itself

sections:
  - "[?] Question
  - B
>> 5:1 no YAML: found unexpected end of stream

sections:
  - `code`
>> 3:5 put "`code`" in quotes: YAML keeps ` for itself

sections:
  - % done
>> 3:5 put "% done" in quotes: YAML keeps % for itself

sections:
  - > quoted
>> 3:7 no YAML: did not find expected comment or line break

sections:
  - | piped
>> 3:7 no YAML: did not find expected comment or line break

sections:
  - & more
>> 3:6 no YAML: did not find expected alphabetic or numeric character

sections:
	- A
>> 3:1 no YAML: found character that cannot start any token

front-matter: {keys: {title: {is: {*}}}}
>> 2:37 no YAML: did not find expected alphabetic or numeric character

front-matter:
  keys:
    title: {is: {week:int} x}
>> 4:12 put "{is: {week:int} x}" in quotes: YAML keeps brackets and braces for itself

front-matter:
  keys:
    title: {is: [{week:int}]}
>> 4:18 put "{week:int}" in quotes: YAML keeps brackets and braces for itself

  b: c
>> 2:4 no YAML: mapping values are not allowed in this context

description: 'b
>> 3:1 no YAML: found unexpected end of stream

description: &a x
hint: *a
>> 3:7 an alias (*), which a schema does not need

<<: {a: b}
>> 2:1 unknown key "<<"; known here: …

? [b]
: c
>> 2:3 a key that is no text: put it in quotes

description: "\d"
>> 2:15 no YAML: found unknown escape character

sections:
  - {regex: "\d+"}
>> 3:14 no YAML: found unknown escape character

sections:
  - {regex: '\d+'
>> 4:1 no YAML: did not find expected ',' or '}'

sections: [A, B
level: 2
>> 3:6 no YAML: did not find expected ',' or ']'

sections: ["A" B]
>> 2:16 no YAML: did not find expected ',' or ']'

sections:
  - heading: A
   required: false
>> 4:4 no YAML: did not find expected '-' indicator

sections:
  - A:
>> 3:5 unknown key "A"; known here: …

sections:
  - A: B
>> 3:5 unknown key "A"; known here: …

sections:
  - heading: A
    required:false
>> 5:1 no YAML: could not find expected ':'

hint: A text: more
>> 2:7 put "A text: more" in quotes: a colon and a space make a mapping

hint: see #{n}
>> 2:7 put "see #{n}" in quotes: a # starts a comment
"""

LACKING_QUOTES = r"""
sections: [Day #{n}]
>> 2:12 put "Day #{n}" in quotes: a # starts a comment

sections:
  - ! To Try
>> 3:5 put "! To Try" in quotes: YAML keeps ! for itself

sections:
  - {heading: [+] Positive, content: list}
>> 3:15 put "[+] Positive" in quotes: YAML keeps brackets and braces for itself

sections:
  - {name}
>> 3:5 put "{name}" in quotes: YAML keeps brackets and braces for itself

sections:
  - heading: {name}
>> 3:14 put "{name}" in quotes: YAML keeps brackets and braces for itself

sections: [{name}, B]
>> 2:12 put "{name}" in quotes: YAML keeps brackets and braces for itself

path: *.md
>> 2:7 put "*.md" in quotes: YAML keeps * for itself

sections:
  - heading: Goals: ours
>> 3:14 put "Goals: ours" in quotes: a colon and a space make a mapping

sections:
  - @home
>> 3:5 put "@home" in quotes: YAML keeps @ for itself

description: !!python/object:os.system x
>> 2:14 put "!!python/object:os.system x" in quotes: YAML keeps ! for itself
"""

BOUNDS = [
    ("name: " + "[" * 60, ["1:56 nested more than 50 deep"]),
    ("name: " + "[" * 60_000, ["1:56 nested more than 50 deep"]),
    ("name: a\nname: b\n", ['2:1 the key "name" stands twice']),
    ("name: a\nfront-matter:\n  keys: {a: int, a: int}\n", ['3:18 the key "a" stands twice']),
    ("name: a\n---\nname: b\n", ["2:1 no YAML: but found another document"]),
    ("name: a\x00b\n", ["1:8 no YAML: a character that it does not allow, U+0000"]),
]


def test_what_yaml_takes_for_its_own_is_told(tmp_path: Path) -> None:
    assert_said(tmp_path, blocks(CASES))


@pytest.mark.parametrize("case", blocks(LACKING_QUOTES), ids=lambda case: case[1][0])
def test_a_text_that_lacks_its_quotes_is_told(case: Case, tmp_path: Path) -> None:
    assert_said(tmp_path, [case])


def test_what_could_exhaust_a_reader_is_refused(tmp_path: Path) -> None:
    assert_said(tmp_path, BOUNDS)


def test_texts_need_no_quotes_where_yaml_sees_something_else(tmp_path: Path) -> None:
    names = ["No", "2024", "on", "1.0", "0x1F", "2024-01-01", ".5", "=", "Why?", "a:b", "a#b", "-x", "C#"]
    text = "name: a\nsections:\n" + "".join(f"  - {name}\n" for name in names)
    assert checked(tmp_path, [text]) == [[]]
