"""What a schema of 30 sections costs: checking documents against it, beside parsing them."""

import time
from datetime import date

from markdown_it import MarkdownIt

from retrolint.config.model import Settings
from retrolint.document.reader import read_text
from retrolint.engine import check_document
from retrolint.matching.alignment import align
from retrolint.registry import load_rules, select_rules
from retrolint.schema.loading import parse_schema

SECTIONS = 30
_KINDS = (
    "type: string",
    "length: 20..",
    "content: paragraph",
    "contains: step",
    "forbids: nothing of it",
)
_TEXT = (
    "The {} step of the plan was taken by two of us on the second day, and it took longer than we had "
    "thought: the tool did not say what it wanted, and *nobody* had written down what `run` does.\n\n"
    "- **owner**: the one who found it\n- **next**: write it down, and tell the [others](https://example.com)\n"
)


def schema() -> str:
    """Thirty sections, each with two fields and a constraint, and headers with a pattern."""
    lines = [
        "name: bench",
        "front-matter:",
        "  keys:",
        '    title: {is: "Plan {number:int}"}',
        "    date: date",
    ]
    lines += ["unknown-sections: forbid", "sections:"]
    for number in range(SECTIONS):
        name = f"Step {number} of the plan" if number % 3 else f"{{day:date}} Step {number}"
        kind = _KINDS[number % len(_KINDS)]
        lines.append(f'  - {{heading: "{name}", fields: [owner, next], {kind}}}')
    return "\n".join(lines)


def document(number: int) -> str:
    parts = [f"---\ntitle: Plan {number}\ndate: 2024-09-06\n---\n"]
    for section in range(SECTIONS):
        name = f"Step {section} of the plan" if section % 3 else f"2024-09-06 Step {section}"
        parts.append(f"## {name}\n\n{_TEXT.format(number)}\n")
    return "\n".join(parts)


def ratio(documents: int = 100, runs: int = 5) -> tuple[float, float]:
    """How many times the processor time of parsing it takes to check the parsed documents.

    Against markdown-it-py, which parses them whole, and against our reader, which parses blocks alone.
    """
    compiled = parse_schema("bench.yaml", schema())
    # Its finding is taken back when the day is known.
    asked = Settings(select_rules(load_rules(), ignore=["future-date"]), date(2024, 9, 10))
    data = [document(number) for number in range(documents)]
    parser = MarkdownIt("commonmark").enable("table")
    whole = blocks = checking = float("inf")
    for _ in range(runs):
        start = time.process_time()
        for text in data:
            parser.parse(text.split("\n---\n", maxsplit=1)[1])
        parsed_whole = time.process_time()
        parsed = [read_text(f"{number}.md", text) for number, text in enumerate(data)]
        parsed_blocks = time.process_time()
        found = [check_document(align(each, compiled), asked).diagnostics for each in parsed]
        end = time.process_time()
        whole = min(whole, parsed_whole - start)
        blocks = min(blocks, parsed_blocks - parsed_whole)
        checking = min(checking, end - parsed_blocks)
        if any(found):
            message = f"a finding in a document without faults: {found[0]}"
            raise RuntimeError(message)
    return checking / whole, checking / blocks


if __name__ == "__main__":
    print(
        "checking against {} sections: {:.2f} × markdown-it-py, {:.2f} × our reader".format(
            SECTIONS, *ratio()
        )
    )
