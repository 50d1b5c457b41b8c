"""Output formats: one a file, each a function from a report to lines."""

from collections.abc import Callable, Iterator

from retrolint.contents import Contents
from retrolint.project import Report
from retrolint.reporters import concise, full, json

Reporter = Callable[[Report, Contents], Iterator[str]]

REPORTERS: dict[str, Reporter] = {
    "full": full.lines,
    "concise": concise.lines,
    "json": json.lines,
}
