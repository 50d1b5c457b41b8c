"""What holds for every document that is fixed, however it was broken: see `mutations`."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from commandline import ROOT
from fixes import Result, fixed
from hypothesis import HealthCheck, given, settings
from mutations import FAULTY, GOOD, Good

from retrolint.document.fields import labelled
from retrolint.document.model import Document
from retrolint.document.reader import read_text
from retrolint.registry import load_rules, select_rules

RULES = select_rules(load_rules())
REAL = sorted((*ROOT.glob("examples/blog/_posts/*.md"), *ROOT.glob("tests/documents/*.md")))

pytestmark = pytest.mark.filterwarnings("error")
often = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=False
)


def fix(good: Good, *, unsafe: bool) -> Result:
    return fixed(good.text, *RULES, unsafe=unsafe, schema=good.schema, path=good.path)


def headings(document: Document) -> Iterator[str]:
    return (section.title for section in document.sections)


def values(document: Document) -> Iterator[str]:
    for section in document.root.walk():
        yield from (field.text for field in labelled(section))


def targets(document: Document) -> Iterator[str]:
    return (link.target for link in document.links(re.compile("")))


def tasks(document: Document) -> Iterator[str]:
    return (f"{task.done} {task.text}" for task in document.tasks)


def code(document: Document) -> Iterator[str]:
    source = document.source
    for block in document.blocks:
        if block.kind == "code":
            yield source.slice(source.lines_span(block.first_line, block.last_line)).strip()


PARTS: tuple[Callable[[Document], Iterator[str]], ...] = (headings, values, targets, tasks, code)


def lost(part: Callable[[Document], Iterator[str]], before: str, after: str) -> Counter[str]:
    """What was in one of the documents, and is not in the other."""
    old, new = (Counter(part(read_text("a.md", text))) for text in (before, after))
    return old - new


def header(text: str) -> object:
    """The front matter as another reader gets it, without what it says to this tool."""
    document = read_text("a.md", text)
    if not document.front_matter or document.front_matter.dialect != "yaml":
        return None
    data = yaml.safe_load(document.source.slice(document.front_matter.span))
    return {key: data[key] for key in data if key != "retrolint"} if isinstance(data, dict) else data


def ends_of(text: str) -> tuple[bool, bool, str]:
    """The byte-order mark, and how a text ends."""
    return text.startswith("\ufeff"), text.endswith(("\n", "\r")), text[len(text.rstrip()) :][-2:]


def agrees(good: Good, result: Result, *, unsafe: bool) -> None:
    """What holds for every fix."""
    assert not result.broken
    assert not result.outcome.fights
    again = fix(good._replace(text=result.text), unsafe=unsafe)
    assert again.text == result.text
    assert not again.outcome.fixed
    assert again.found == result.left
    assert ends_of(result.text)[:2] == ends_of(good.text)[:2]
    if "\n" not in good.text.replace("\r\n", ""):
        assert "\n" not in result.text.replace("\r\n", "")
    if result.text == good.text:
        assert not result.outcome.fixed


@pytest.mark.parametrize("good", GOOD, ids=lambda good: good.schema.name)
def test_a_good_document_is_good(good: Good) -> None:
    result = fix(good, unsafe=True)
    assert (result.text, set(result.remaining) - {"unchecked-task"}) == (good.text, set())


@often
@given(FAULTY)
def test_safe_fixes_of_any_document(good: Good) -> None:
    result = fix(good, unsafe=False)
    agrees(good, result, unsafe=False)
    by_rule = [Counter(rule for rule, _ in found.elements()) for found in (result.found, result.left)]
    assert not by_rule[1] - by_rule[0]
    for part in PARTS:
        if part is not tasks:
            assert not lost(part, good.text, result.text)
            assert not lost(part, result.text, good.text)
    try:
        was = header(good.text)
    except (yaml.YAMLError, ValueError):
        return
    assert header(result.text) == was


@often
@given(FAULTY)
def test_unsafe_fixes_of_any_document(good: Good) -> None:
    result = fix(good, unsafe=True)
    agrees(good, result, unsafe=True)
    for part in (values, targets, code):
        # A weekday beside a date may be another one.
        was, now = (re.sub("[(][월화수목금토일][)]", "", text) for text in (good.text, result.text))
        assert not lost(part, was, now)


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_real_documents(file: Path, *, unsafe: bool) -> None:
    good = Good(str(file.relative_to(ROOT)), file.read_text("utf-8"), GOOD[0].schema)
    agrees(good, fix(good, unsafe=unsafe), unsafe=unsafe)
