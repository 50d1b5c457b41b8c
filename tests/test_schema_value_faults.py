"""What a schema may not say of values, keys, rules, the series and variants."""

from pathlib import Path

from schemafiles import assert_said, blocks, checked

CASES = r"""
sections:
  - {heading: A, content: lists}
>> 3:18 "content": "lists" is no content: did you mean "list"?

sections:
  - {heading: A, columns: {a: b}}
>> 3:18 "columns": a list or a mapping, where a text is wanted

sections:
  - {heading: A, length: 50.. word}
>> 3:18 "length": "word" is no unit of length: did you mean "words"?

sections:
  - {heading: A, length: 50 .. 60}
>> 3:18 "length": ".. 60" is no unit of length: write one of chars, words, sentences

sections:
  - {heading: A, length: long}
>> 3:18 "length": "long" is no range: write n, a..b, a.. or ..b

sections:
  - {heading: A, unique: yes}
>> 3:18 "unique": "yes" is neither true nor false

sections:
  - {heading: A, items: list}
>> 3:18 "items" is no list of "key: value" lines

sections:
  - {heading: A, items: {tpe: int}}
>> 3:26 unknown key "tpe"; did you mean "type"?

sections:
  - {heading: A, items: {items: {items: {typ: int}}}}
>> 3:42 unknown key "typ"; did you mean "type"?

sections:
  - {heading: A, type: strin}
>> 3:18 "type": "strin" is no type: did you mean "string"?

sections:
  - {heading: A, timezone: yes}
>> 3:18 "timezone": "yes" is not 'required'

sections:
  - {heading: A, rules: off}
>> 3:18 "rules": no rules: write {rule: severity} or {rule: {option: value}}

sections:
  - {heading: A, rules: {placeholdr: off}}
>> 3:26 there is no rule "placeholdr"; did you mean "placeholder"?

sections:
  - {heading: A, rules: {unchecked-task: {grce: 7d}}}
>> 3:26 "unchecked-task" has no option "grce"; did you mean "grace"?

sections:
  - {heading: A, rules: {unchecked-task: {grace: [7d]}}}
>> 3:26 "grace" of "unchecked-task" cannot be "['7d']": write a number, such as 7, or days, as 7d

sections:
  - {heading: A, rules: {missing-section: {a: 1}}}
>> 3:26 "missing-section" has no option "a"; it has none

sections:
  - {heading: A, rules: {sections: off}}
>> 3:26 there is no rule "sections"; did you mean "too-few-sections"?

sections:
  - {heading: A, rules: {"*": {also: [x]}}}
>> 3:26 "*" is all rules, which have no option in common: write a severity

sections:
  - {heading: A, rules: {placeholder: [off]}}
>> 3:26 "placeholder": a list or a mapping, where a text is wanted

sections:
  - {heading: A, rules: {placeholder: {severity: high}}}
>> 3:26 "placeholder": "high" is no severity: write one of error, warning, info, off

level: 7
>> 2:1 "level": "7" is no heading level: write one of 1, 2, 3, 4, 5, 6

level: two
>> 2:1 "level": "two" is no heading level: write one of 1, 2, 3, 4, 5, 6

unknown-sections: no
>> 2:1 "unknown-sections": "no" is not 'allow' or 'forbid'

unknown-sections: forbit
>> 2:1 "unknown-sections": "forbit" is not 'allow' or 'forbid'

section-order: free
>> 2:1 "section-order": "free" is not 'any' or 'strict'

exact: 1
>> 2:1 "exact": "1" is neither true nor false

path: '{a'
>> 2:1 "path": "{a" has a lone "{"; for a brace, write it twice

path: []
>> 2:1 "path" has no value

series: 7d
>> 2:1 "series" is no list of "key: value" lines

series: {every: 7}
>> 2:10 "every": "7" is no period: write a number of days, such as 7d

series: {every: weekly}
>> 2:10 "every": "weekly" is no period: write a number of days, such as 7d

series: {every: 0d}
>> 2:10 "every": "0d" is no period: write a number of days, such as 7d

series: {week-starts: Monday}
>> 2:10 "week-starts": "Monday" is no day of the week: did you mean "monday"?

series: {week-starts: mon}
>> 2:10 "week-starts": "mon" is no day of the week: did you mean "monday"?

series: {breaks: [2024-13-01]}
>> 2:19 "breaks": "2024-13-01" is no day and no range of days: write 2024-09-16 or 2024-09-16..2024-09-18

series: {breaks: 2024-09-01..2024-08-01}
>> 2:10 "2024-09-01..2024-08-01" ends before it starts

series: {breaks: []}
>> 2:10 "breaks" has no value

series: {numbr: x}
>> 2:10 unknown key "numbr"; did you mean "number"?

series: {number: x}
>> 2:10 nothing is called "x": no key, and no capture

front-matter: {keys: {title: strin}}
>> 2:23 "type": "strin" is no type: did you mean "string"?

front-matter: {keys: {title: {typ: int}}}
>> 2:31 unknown key "typ"; did you mean "type"?

front-matter: {keys: [title, date]}
>> 2:16 "keys" is no list of "key: value" lines

front-matter: {keys: {a: {keys: {b: {typ: int}}}}}
>> 2:38 unknown key "typ"; did you mean "type"?

front-matter:
  keys:
    date: {timezone: optional}
>> 4:12 "timezone": "optional" is not 'required'

front-matter: {format: xml}
>> 2:16 "format": "xml" is not 'yaml', 'toml', 'json', 'toml-fence' or 'lines'

front-matter: {kes: {a: int}}
>> 2:16 unknown key "kes"; did you mean "keys"?

front-matter: [title]
>> 2:1 "front-matter" is no list of "key: value" lines

front-matter: {required: maybe}
>> 2:16 "required": "maybe" is neither true nor false

front-matter: {forbids: {regex: '['}}
>> 2:16 "forbids": the regex /[/ has a fault: unterminated character set at position 1

variants: {before: 2020}
>> 2:1 "variants" is no list

variants: [{befor: 2020-01-01}]
>> 2:13 unknown key "befor"; did you mean "before"?

variants: [{before: soon}]
>> 2:13 "before": "soon" is neither a date, such as 2024-09-01, nor a number

variants: [{before: 2020-02-31}]
>> 2:13 "before": "2020-02-31" is neither a date, such as 2024-09-01, nor a number

variants: [{before: 5}]
>> 2:13 a number, and the series has none: say what numbers it, or write a date

variants: [{when: {a: }}]
>> 2:13 "when": the condition names no value for "a"

variants: [{rules: {"*": off}}]
>> 2:12 warning: it holds for every document: give it "since", "before" or "when"

variants: [{name: x, before: 2020-01-01}]
>> 2:13 unknown key "name"; known here: …

variants: [{before: 2020-01-01, series: {number: x}}]
>> 2:33 unknown key "series"; known here: …

variants: [before]
>> 2:12 "variants" is no list of "key: value" lines

variants: [{before: 2020-01-01, change: {Bb: {required: false}}}]
sections: [Bbb]
>> 2:42 there is no section "Bb" to change

template: [a]
>> 2:1 "template" is no text

template: no.md
>> 2:1 "template": no.md cannot be used: no such file or directory

template: .
>> 2:1 "template": . cannot be used: is a directory

front-matter: {json-schema: no.json}
>> 2:16 "json-schema": no.json cannot be used: no such file or directory

field-style: "**label**"
>> 2:1 "field-style": "**label**" is no way of writing a field: write it as "**label**: value"

field-style: "value: label"
>> 2:1 "field-style": "value: label" is no way of writing a field: write it as "**label**: value"
"""

AT_THE_PART = r"""
sections:
  - {heading: A, content: {list: x}}
>> 3:28 "list": "x" is no range: write n, a..b, a.. or ..b

sections:
  - {heading: A, content: {lst: 1}}
>> 3:28 "content": "lst" is no content: did you mean "list"?

sections:
  - {heading: A, rules: {placeholder: fatal}}
>> 3:26 "placeholder": "fatal" is no severity: write one of error, warning, info, off

sections:
  - {heading: A, rules: {placeholder: }}
>> 3:26 "placeholder" has no value
"""


def test_an_option_that_cannot_have_a_value_is_told(tmp_path: Path) -> None:
    text = "name: a\nrules: {unchecked-task: {grace: soon}}\n"
    (said,) = checked(tmp_path, [text])[0]
    assert said.startswith('2:9 "grace" of "unchecked-task" cannot be "soon": ')


def test_a_mistake_is_told_where_it_is(tmp_path: Path) -> None:
    assert_said(tmp_path, blocks(CASES))


def test_a_mistake_in_a_mapping_is_told_at_its_part(tmp_path: Path) -> None:
    assert_said(tmp_path, blocks(AT_THE_PART))
