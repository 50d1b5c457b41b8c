"""Documents as people leave them: a good one, and what happens to it between copying and publishing."""

import re
from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st

from retrolint.schema.loading import load_schema, parse_schema
from retrolint.schema.model import Schema

RETRO = """\
---
title: 캠프 5주차 회고
date: 2024-09-06 18:30:00 +0900
categories: [Activities, Camp]
tags: [camp, review]
---

## Main Events

### (240902 월) 캐시 이야기

- **cue**: 조원들과 [발표](https://example.com/a)를 들었다.
- **did**: 정리했다.
  - 두 번 읽었다: 천천히
  - [x] 그림을 그렸다
- **felt**: 재미있었다.
- **action plan**: 다시 본다.

### (240903-4 화-수) Index design

- **cue**: the notes
- **did**: drew it

  with a pencil
- **felt**: 어려웠다 😅
- **action plan**
  - [x] read: all of it
  - [ ] write

## 주간 회고

### **[+]** Positive
- 끝까지 해냈다.

### **[-]** Negative
- 늦게 잤다.

### **[!]** To Try
- 일찍 잔다.

### [.] Takeaway
- 쉬는 것도 일이다.
"""

PROPOSAL = """\
---
# what it is
title: A shorter queue   # in one line
status: Draft
created: 2024-09-06
authors:
  - Hana
  - "Kim, Dal"
reviewers: [Sol]
---
# A shorter queue

Abstract
--------

Less waiting.

---

Motivation
----------

It is *long*, see [the figures](https://example.com/figures).

1. first
2. second

## Design ##

```python
# no heading
- **cost**: nothing
```

- **cost**: two days
- **risk**: none, see [ref]

| a | b |
| - | - |
| 1 | x |

[ref]: https://example.com/risk

## Open Questions

- [ ] who pays?
- [x] who decides?
"""

STRICT = parse_schema(
    "proposal.yaml",
    """
name: proposal
heading: "{title}"
front-matter:
  key-order: strict
  keys:
    title: string
    status: {is: [Draft, Final]}
    created: {type: date}
    authors: {type: list}
    reviewers: {type: list, required: false}
sections:
  - Abstract
  - {heading: Motivation, was: [Background]}
  - heading: Design
    field-style: "**label**: value"
    fields: [cost, risk, {label: gain, required: false}]
  - Open Questions
""",
)


class Good(NamedTuple):
    """A document without a fault, and its schema."""

    path: str
    text: str
    schema: Schema | None

    def __repr__(self) -> str:
        return f"Good({self.path!r}, {self.text!r}, {self.schema and self.schema.name})"


GOOD = (
    Good("_posts/2024-09-06-camp-w5.md", RETRO, load_schema("weekly-retro")),
    Good("proposals/2024-09-06-queue.md", PROPOSAL, STRICT),
)

SNIPPETS = (
    "",
    "",
    "---",
    "some words: and more",
    "# Another",
    "### (240905 목) TBU",
    "#### deeper",
    "- **felt**: TBU",
    "- felt: 괜찮다",
    "- **acton plan**: later",
    "- **Did:** it all",
    "- [] call",
    "- [v] called",
    "- [ ] buy",
    "-[ ] glued",
    "* star: item",
    "1. one",
    "  - nested",
    "    code",
    "```",
    "> **cue**: quoted",
    "<!-- retrolint-disable-next-line placeholder: seen -->",
    "<!-- retrolint-disable missing-field -->",
    "<!-- a comment -->",
    "<div>",
    "| a | b |",
    "**cue**: bold paragraph",
    "2024-09-06 (목)",
    "title: twice",
    "status: Draft",
    "tags: [camp, review]",
    "retrolint: {ignore: {empty-field: later}}",
    "\tafter a tab",
    "Setext",
    "===",
    "{: .class}",
    "[^1]: a note",
)

Mutation = Callable[[list[str], int, int], None]


def _slip(lines: list[str], line: int, where: int) -> None:
    """Two letters of a label or a heading change places."""
    named = [number for number, text in enumerate(lines) if re.match(r"#|\s*- \*\*|\w+:", text)]
    if named:
        number = named[line % len(named)]
        text = lines[number]
        at = where % max(len(text.partition(":")[0]) - 1, 1)
        lines[number] = text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def _level(lines: list[str], line: int, where: int) -> None:
    headings = [number for number, text in enumerate(lines) if text.startswith("#")]
    if headings:
        number = headings[line % len(headings)]
        marks, _, title = lines[number].partition(" ")
        lines[number] = f"{'#' * max(len(marks) + (-1, 1, 2)[where % 3], 1)} {title}"


def _move(lines: list[str], line: int, where: int) -> None:
    """Some lines go elsewhere."""
    start = line % len(lines)
    size = 1 + where % 9
    moved = lines[start : start + size]
    del lines[start : start + size]
    at = (line * 7 + where) % (len(lines) + 1)
    lines[at:at] = moved


def _section(lines: list[str], line: int, where: int) -> None:
    """A heading and what is below it changes places with another."""
    starts = [number for number, text in enumerate(lines) if re.match("##+ ", text)]
    if len(starts) > 1:
        ends = [*starts[1:], len(lines)]
        one, other = sorted((line % len(starts), where % len(starts)))
        first, second = lines[starts[one] : ends[one]], lines[starts[other] : ends[other]]
        if one != other:
            between = lines[ends[one] : starts[other]]
            lines[starts[one] : ends[other]] = [*second, *between, *first]


def _drop(lines: list[str], line: int, where: int) -> None:
    start = line % len(lines)
    del lines[start : start + 1 + where % 2]


def _twice(lines: list[str], line: int, _where: int) -> None:
    start = line % len(lines)
    lines.insert(start, lines[start])


def _unmark(lines: list[str], line: int, where: int) -> None:
    labels = [number for number, text in enumerate(lines) if "**" in text]
    if labels:
        number = labels[line % len(labels)]
        text = lines[number]
        lines[number] = (
            text.replace("**", ""),
            text.replace("**", "__"),
            text.replace("**:", ":**"),
            text.replace(":", "：", 1),
            text.replace("[", "").replace("]", ""),
        )[where % 5]


def _insert(lines: list[str], line: int, where: int) -> None:
    lines.insert(line % (len(lines) + 1), SNIPPETS[where % len(SNIPPETS)])


def _weekday(lines: list[str], line: int, where: int) -> None:
    dated = [number for number, text in enumerate(lines) if re.search(r"\d [월화수목금토일]", text)]
    if dated:
        number = dated[line % len(dated)]
        lines[number] = re.sub("(?<= )[월화수목금토일]", "월화수목금토일"[where % 7], lines[number])


MUTATIONS: tuple[Mutation, ...] = (
    _slip,
    _level,
    _move,
    _section,
    _drop,
    _twice,
    _unmark,
    _insert,
    _insert,
    _weekday,
)

SAVED: tuple[Callable[[str], str], ...] = (
    str,
    str,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("\n", "\r"),
    lambda text: "\ufeff" + text,
    lambda text: text.removesuffix("\n"),
    lambda text: text + "\n\n",
    lambda text: text.replace("\n\n", "\n"),
    lambda text: text.replace("\n- ", "\n\n- "),
)


def mutated(good: Good, steps: list[tuple[int, int, int]], saved: int) -> Good:
    """The document after the steps: which mutation, and two numbers that say where."""
    lines = good.text.removesuffix("\n").split("\n")
    for kind, line, where in steps:
        if lines:
            MUTATIONS[kind](lines, line, where)
    return good._replace(text=SAVED[saved]("\n".join([*lines, ""])))


NUMBERS = st.integers(0, 997)
FAULTY = st.builds(
    mutated,
    st.sampled_from(GOOD),
    st.lists(st.tuples(st.integers(0, len(MUTATIONS) - 1), NUMBERS, NUMBERS), min_size=1, max_size=6),
    st.integers(0, len(SAVED) - 1),
)
"""A document with a few faults, saved in one way or another."""
