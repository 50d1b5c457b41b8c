"""What a check says of itself on standard error, and its statistics."""

import json
from collections import Counter
from collections.abc import Iterator

from retrolint.baseline import Baseline
from retrolint.commands import say
from retrolint.config.run import Run
from retrolint.discovery import Found
from retrolint.fixing.wanted import Wanted
from retrolint.report import Report
from retrolint.reporters import HUMAN
from retrolint.reporters.wording import amounts
from retrolint.roots import display_path
from retrolint.text import printable


def say_what_was_done(
    report: Report, baselines: list[Baseline], found: Found, run: Run, shown: str
) -> None:
    """The run in a few lines; with a machine's format `shown`, only what must not go unnoticed."""
    for other, counted in run.shadowed():
        say(f"{display_path(other)} is not read: {display_path(counted)} beside it counts")
    if not report.paths:
        say(f"nothing was checked: {', '.join(_left_out(found)) or 'there are no files'}")
        return
    for baseline in baselines:
        if baseline.stale:
            gone = number(len(baseline.stale), "finding is", "findings are")
            file = display_path(baseline.file)
            say(f'{gone} in {file} but not found any more: "retrolint baseline prune" takes them out')
    if shown and shown not in HUMAN:
        return
    for name, reason, count in report.schemas:
        documents = "1 document" if count == 1 else f"{count} documents, in the first"
        say(f"schema {name} recognised in {documents}: {reason}")
    files = number(len(report.paths), "file")
    hidden = _hidden(report)
    found_nothing = "nothing new" if "baseline" in hidden else "nothing found"
    counts = amounts(Counter(diagnostic.severity for diagnostic in report.counted))
    say(f"{counts or found_nothing} in {files}{hidden}")
    more = hint(report, run)
    if more:
        say(more)


def hint(report: Report, run: Run) -> str:
    """How many findings can be fixed, and by which command; empty where none can."""
    every, safe = (
        sum(wanted.fix_of(diagnostic) is not None for diagnostic in report.counted)
        for wanted in (
            Wanted(lambda path: run.settings(path).fixable, unsafe=unsafe) for unsafe in (True, False)
        )
    )
    more = every - safe
    if not safe:
        return f'{more} can be fixed with "retrolint fix --unsafe": see what with --diff' if more else ""
    return f'{safe} can be fixed with "retrolint fix"' + (f", {more} more with --unsafe" if more else "")


def number(count: int, one: str, many: str = "") -> str:
    """`1 file` or `2 files`."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def statistics(report: Report, shown: str) -> Iterator[str]:
    """How many findings there are of each rule, the most first; `*` where some can be fixed."""
    found = Counter(diagnostic.rule for diagnostic in report.counted)
    fixable = Counter(diagnostic.rule for diagnostic in report.counted if diagnostic.fixes)
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    if shown in {"json", "json-lines"}:
        rows = [{"rule": rule, "count": count, "fixable": fixable[rule]} for rule, count in ranked]
        yield json.dumps(rows)
        return
    width = max((len(str(count)) for _, count in ranked), default=0)
    for rule, count in ranked:
        mark = f"  [{fixable[rule]} can be fixed]" if fixable[rule] else ""
        yield printable(f"{count:>{width}}  {rule}{mark}")


def _hidden(report: Report) -> str:
    kinds = Counter(each.suppressed.kind == "baseline" for each in report.diagnostics if each.suppressed)
    words = [f"{kinds[False]} suppressed"] if kinds[False] else []
    words += [f"{kinds[True]} in the baseline"] if kinds[True] else []
    return f" ({', '.join(words)})" if words else ""


def _left_out(found: Found) -> Iterator[str]:
    for kind, reasons in (("folder", found.folders), ("file", found.files)):
        for reason, count in sorted(reasons.items()):
            verb = "is" if count == 1 else "are"
            yield f"{number(count, kind)} {verb} {reason}"
