"""The tables and the lines on what is reached."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.measure import Sample
from bench.sections import SECTIONS
from bench.tools import BARE, RETROLINT, WHOLE

MOST_OF_PARSING = 1.0  # of the processor time that markdown-it-py takes for the same posts
MOST_OF_BARE = 20.0  # of the processor time of a bare Python, for one post
MOST_OF_SECTIONS = 1.0  # of the processor time that markdown-it-py takes for the same document
MOST_GROWTH = 1.1  # of the peak memory at a tenth of the posts: a list of paths fits, no posts do

NONE = "–"
Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Results:
    """Samples by name of the tool, for one post, a tenth of the posts, and all."""

    posts: int
    some: int
    one: dict[str, Sample]
    tenth: dict[str, Sample]
    all: dict[str, Sample]
    found: dict[str, str]
    sections: tuple[float, float]
    """Checking against a schema of many sections, beside markdown-it-py and beside our reader."""

    def net(self, name: str) -> float:
        """Seconds of processor time for each further post."""
        return (self.all[name].cpu - self.one[name].cpu) / (self.posts - 1)

    def net_peak(self, name: str) -> float:
        """Kilobytes of peak memory for each further post."""
        return (self.all[name].peak - self.tenth[name].peak) / (self.posts - self.some)

    def growth(self, name: str) -> float:
        return self.all[name].peak / self.tenth[name].peak


@dataclass(frozen=True, slots=True)
class Reach:
    text: str
    ratio: float | None
    most: float

    def __str__(self) -> str:
        if self.ratio is None:
            return f"not measured  {self.text}"
        word = "reached" if self.ratio <= self.most else "not reached"
        return f"{word:13} {self.text}: {self.ratio:.2f} × (at most {self.most:g})"


def ratio(samples: dict[str, Sample], name: str, base: str) -> float | None:
    if name not in samples or base not in samples:
        return None
    return samples[name].cpu / samples[base].cpu


def times(value: float | None) -> str:
    return NONE if value is None else f"{value:.2f}"


def milliseconds(seconds: float, digits: int = 1) -> str:
    return f"{seconds * 1000:,.{digits}f} ms"


def megabytes(kilobytes: int) -> str:
    return f"{kilobytes / 1024:,.1f} MB"


def tables(results: Results) -> str:
    return "\n\n".join((one_post(results), all_posts(results), memory(results)))


def one_post(results: Results) -> str:
    rows = [
        (
            name,
            milliseconds(sample.cpu),
            times(ratio(results.one, name, BARE)),
            milliseconds(sample.wall),
            results.found.get(name, NONE),
        )
        for name, sample in results.one.items()
    ]
    return table(("one post", "processor", "× bare Python", "wall", "faults found"), rows)


def all_posts(results: Results) -> str:
    rows = [
        (
            name,
            milliseconds(sample.cpu),
            milliseconds(results.net(name), digits=2),
            times(ratio(results.all, name, WHOLE)),
            times(ratio(results.all, RETROLINT, name)),
            milliseconds(sample.wall),
        )
        for name, sample in results.all.items()
    ]
    head = ("processor", "net, each post", "× markdown-it-py whole", "retrolint × it", "wall")
    return table((f"{results.posts:,} posts", *head), rows)


def memory(results: Results) -> str:
    bare = (BARE, megabytes(results.one[BARE].peak), *[NONE] * 4)
    rows = [
        (
            name,
            megabytes(results.one[name].peak),
            megabytes(results.tenth[name].peak),
            megabytes(sample.peak),
            times(results.growth(name)),
            f"{results.net_peak(name):.1f} KB",
        )
        for name, sample in results.all.items()
    ]
    head = ("peak memory", "1 post", f"{results.some:,} posts", f"{results.posts:,} posts")
    return table((*head, "growth ×", "net, each post"), [bare, *rows])


def table(head: Row, rows: Sequence[Row]) -> str:
    """A Markdown table: names to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(line(row, widths) for row in (head, rule, *rows))


def line(row: Row, widths: Sequence[int]) -> str:
    first = row[0].ljust(widths[0])
    others = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
    return "| " + " | ".join((first, *others)) + " |"


def reaches(results: Results) -> list[Reach]:
    growth = results.growth(RETROLINT) if RETROLINT in results.all else None
    posts = f"{results.posts:,} posts"
    return [
        Reach(
            f"{posts}, processor time against markdown-it-py alone",
            ratio(results.all, RETROLINT, WHOLE),
            MOST_OF_PARSING,
        ),
        Reach(
            "one post, processor time against a bare Python",
            ratio(results.one, RETROLINT, BARE),
            MOST_OF_BARE,
        ),
        Reach(
            f"a schema of {SECTIONS} sections, checking against markdown-it-py alone",
            results.sections[0],
            MOST_OF_SECTIONS,
        ),
        Reach(f"{posts}, peak memory against {results.some:,}", growth, MOST_GROWTH),
    ]
