"""Posts with one fault each: what a tool must find for its time to count as equal work."""

import re
from collections.abc import Callable
from pathlib import Path

from bench import posts

WEEK = 5
LABEL = "- **felt**: "


def replace(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def drop(pattern: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, "", text, count=1, flags=re.MULTILINE)


def swap(first: str, second: str) -> Callable[[str], str]:
    """Exchange two headings; what stands under them stays."""
    return lambda text: second.join(part.replace(second, first) for part in text.split(first, maxsplit=1))


FAULTS: dict[str, Callable[[str], str]] = {
    "a key is missing": drop(r"^categories: .*\n"),
    "a list of the front matter is empty": replace("[camp, review, backend, database]", "[]"),
    "the title has no week number": replace(f"title: 캠프 {WEEK}주차 회고", "title: 회고"),
    "the date has no time zone": replace(" +0900", ""),
    "a section is missing": drop(r"^### \*\*\[-\]\*\* Negative\n(- .*\n)+\n"),
    "a top section and all in it is missing": drop(r"^## 주간 회고\n(.*\n)+"),
    "all events are missing": drop(r"^### \(\d(.*\n)+?(?=\n\n## )"),
    "two sections are exchanged": swap("### **[+]** Positive", "### **[-]** Negative"),
    "a section is empty": drop(r"(?<=Takeaway\n)- .*\n"),
    "a field is missing": drop(r"^- \*\*felt\*\*: .*\n"),
    "a field is a placeholder": lambda text: re.sub(
        re.escape(LABEL) + ".*", LABEL + "TBU", text, count=1
    ),
    "a task is not ticked": replace("- [x]", "- [ ]"),
    "a link leads to a file that is not there": replace("https://example.com/notes/5/1", "no.md"),
    "a link leads to a heading that is not there": replace("https://example.com/notes/5/1", "#no"),
    "a link leads nowhere": replace("https://example.com/notes/5/1", ""),
    "a reference is not defined": replace("(https://example.com/notes/5/1)", "[no]"),
}


def write(folder: Path) -> dict[str, Path]:
    """A folder for each fault, holding one post that has it."""
    good = posts.post(WEEK)
    folders: dict[str, Path] = {}
    for number, (fault, spoil) in enumerate(FAULTS.items()):
        bad = spoil(good)
        if bad == good:
            raise AssertionError(f"nothing was spoilt: {fault}")
        home = folder / f"fault-{number}"
        (home / "_posts").mkdir(parents=True)
        (home / "_posts" / posts.name(WEEK)).write_text(bad, encoding="utf-8", newline="\n")
        folders[fault] = home
    return folders
