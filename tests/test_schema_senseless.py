"""What a schema may say, and cannot mean: what nothing reaches, and what nothing meets."""

from pathlib import Path

from commandline import run
from schemafiles import SCHEMAS, assert_said, blocks

from retrolint.schema.loading import builtin_names

CASES = r"""
sections: [{heading: '{*}', repeat: 1..}, {heading: '{x}', repeat: 1..}]
>> 2:43 warning: nothing reaches it: "{*}" before it takes every heading

sections: [A, a]
>> 2:15 warning: "a" is also a name of "A"

sections: [A, A]
>> 2:15 a second "A" in this list: give it another name, or an id

sections: [[A, B], [C, b]]
>> 2:20 warning: "b" is also a name of "A"

sections: [{heading: A, fields: [x, x]}]
>> 2:37 a second "x" in this list: give it another name, or an id

sections: [{heading: A, fields: [x, {label: y, id: x}]}]
>> 2:37 a second "x" in this list: give it another name, or an id

sections: [{heading: A, requires: B}]
>> 2:25 there is no section "B"

sections: [{heading: A, requires: A}]
>> 2:25 "requires" names the section itself

sections: [{heading: A, conflicts: A}]
>> 2:25 "conflicts" names the section itself

sections: [{heading: A, conflicts: B}, B]
>> 2:25 "A" and "B" must both be there: make one of them optional

sections: [{heading: A, requires: B, conflicts: B}, B]
>> 2:38 "B" is in "requires" too: both cannot be met
>> 2:38 "A" and "B" must both be there: make one of them optional

sections: [{heading: A, fields: [{label: x, requires: y}]}]
>> 2:45 unknown key "requires"; did you mean "required"?

sections: [{heading: A, fields: [{label: x, requires: y}, y]}]
>> 2:45 unknown key "requires"; did you mean "required"?

sections: [{heading: A, fields: [{label: x, conflicts: B}]}, B]
>> 2:45 unknown key "conflicts"; known here: …

path: ['{*}', '{a}.md']
>> 2:1 warning: nothing reaches "{a}.md": "{*}" before it matches everything

front-matter: {keys: {a: {is: ['{*}', B]}}}
>> 2:27 warning: nothing reaches "B": "{*}" before it matches everything

front-matter: {keys: {a: {type: int, is: [Draft]}}}
>> 2:38 "Draft" is of no type that is listed: int

front-matter: {keys: {a: {type: string, count: 1..}}}
>> 2:41 "count" is about the items of a list, and the type is "string"

front-matter: {keys: {a: {type: string, items: {is: x}}}}
>> 2:41 "items" is about the items of a list, and the type is "string"

front-matter: {keys: {a: {type: string, unique: true}}}
>> 2:41 "unique" is about the items of a list, and the type is "string"

front-matter: {keys: {a: {type: string, timezone: required}}}
>> 2:41 "timezone" is about a date, and the type is "string"

front-matter: {keys: {a: {type: list, keys: {b: int}}}}
>> 2:39 "keys" are those of a mapping, and the type is "list"

front-matter: {keys: {a: {type: string, keys: {b: int}}}}
>> 2:41 "keys" are those of a mapping, and the type is "string"

front-matter: {keys: {a: {content: list}}}
>> 2:27 unknown key "content"; did you mean "count"?

sections: [{heading: A, was: A}]
>> 2:25 warning: "A" is a name of today, and no old one

sections: [{heading: A, was: B}, B]
>> 2:25 warning: "B" is what "B" is called, and goes there

front-matter: {unknown-keys: forbid, keys: {a: int}}
sections: [{heading: A, required: {b: x}}]
>> 3:25 nothing is called "b": no key, and no capture

front-matter: {keys: {status: {is: [Draft, Final]}}}
sections: [{heading: A, required: {stats: Final}}]
>> 3:25 warning: nothing is called "stats"; did you mean "status"?

front-matter: {keys: {status: string, x: {when: {stats: Final}}}}
>> 2:43 warning: nothing is called "stats"; did you mean "status"?

sections: [{heading: A, level: 1, sections: [{heading: B, level: 1}]}]
>> 2:59 it lies inside a section at level 1, so that it must be deeper

level: 6
sections: [{heading: A, sections: [B]}]
>> 3:36 it lies 7 levels deep, and headings go to 6

level: 1
heading: T
sections: [A]
>> 2:1 "level" is 1 and there is a title: the top sections lie below it, at 2 or deeper

sections: [{heading: A, content: {table: 0}, columns: [a]}]
>> 2:46 "columns" are those of a table, and "content" allows none

sections: [{heading: A, repeat: 0}]
>> 2:25 "repeat" lets it never be there: leave the whole entry out

sections: [{heading: A, repeat: ..0}]
>> 2:25 "repeat" lets it never be there: leave the whole entry out

sections: [{one-of: [A]}]
>> 2:13 warning: a choice of one: list the section itself

sections: [{one-of: []}]
>> 2:13 "one-of" lists nothing to choose from

sections: [{any-of: []}]
>> 2:13 "any-of" lists nothing to choose from

sections: [{sections: []}]
>> 2:13 "sections" lists nothing to choose from

sections: [{one-of: [A, A]}]
>> 2:25 a second "A" in this list: give it another name, or an id

sections: [{one-of: [A, B]}, A]
>> 2:30 a second "A" in this list: give it another name, or an id

sections: [{any-of: [A, B]}, A]
>> 2:30 a second "A" in this list: give it another name, or an id

unknown-keys: forbid
>> 2:1 unknown key "unknown-keys"; did you mean "unknown-fields"?

series: {number: week, date: when}
front-matter: {keys: {week: int}}
>> 2:24 nothing is called "when": no key, and no capture

series: {number: weekk}
front-matter: {keys: {week: int}}
>> 2:10 nothing is called "weekk"; did you mean "week"?

front-matter: {keys: {date: date}}
variants: [{before: 2020-01-01, since: 2021-01-01}]
>> 3:13 no document is both since 2021-01-01 and before 2020-01-01

variants: [{before: 2020-01-01, front-matter: {keys: {a: {type: string, count: 1}}}}]
front-matter: {keys: {a: list}}
>> 2:73 "count" is about the items of a list, and the type is "string"

sections: ['']
>> 2:12 nothing of the name "" counts, so that it names nothing

sections: ['[]']
>> 2:12 nothing of the name "[]" counts, so that it names nothing

sections: [' ']
>> 2:12 nothing of the name " " counts, so that it names nothing
"""

IN_A_VARIANT = r"""
variants: [{before: 2020-01-01, sections: [A, A]}]
>> 2:47 a second "A" in this list: give it another name, or an id
"""

UNKNOWN_RULE_IN_A_VARIANT = r"""
variants: [{when: {b: c}, rules: {placeholdr: off}}]
>> 2:35 there is no rule "placeholdr"; did you mean "placeholder"?
"""

SENSIBLE = r"""
sections: ['{*}', A]

sections: ['{x}', '{y}', A]

path: ['{*}.md', '{a}.md']

sections: [{heading: A, required: {b: x}}]

level: 2
sections: [{heading: A, level: 1}]

sections: [{heading: A, content: code, columns: [a]}]

sections: [{heading: A, count: 0}]

sections: [{one-of: [{sections: [A, B]}, {sections: [A, C]}]}]

sections: [{heading: A, requires: B, sections: [B]}]

sections: [{heading: A, conflicts: B}, {heading: B, required: false}]

sections: [{one-of: [{heading: A, conflicts: B}, B]}]

series: {number: n}
sections: [{heading: '{n:int}', repeat: 1..}]

front-matter: {keys: {week: int}}
series: {number: week}
variants: [{since: 5, before: 10}, {since: 2024-01-01, before: 2024-06-01}, {since: 10}]
"""


def test_what_cannot_be_meant_is_told(tmp_path: Path) -> None:
    assert_said(tmp_path, blocks(CASES))


def test_what_can_be_meant_is_not(tmp_path: Path) -> None:
    assert_said(tmp_path, blocks(SENSIBLE))


def test_a_fault_of_a_variant_is_told_in_the_variant(tmp_path: Path) -> None:
    assert_said(tmp_path, blocks(IN_A_VARIANT))


def test_a_rule_that_a_variant_names_exists(tmp_path: Path) -> None:
    assert_said(tmp_path, blocks(UNKNOWN_RULE_IN_A_VARIANT))


def test_nothing_is_wrong_with_the_schemas_that_are_shipped() -> None:
    result = run("schema", "check", *builtin_names(), *SCHEMAS)
    assert (result.code, result.out) == (0, "")
