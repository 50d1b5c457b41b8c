"""The events of a YAML text, bounded in depth: composing recurses in C, and 30,000 brackets kill it."""

from collections.abc import Iterator

import yaml


class TooDeepError(Exception):
    """A value nested deeper than allowed; `offset` is where the first of them starts."""

    def __init__(self, offset: int) -> None:
        """Where, in code points."""
        super().__init__("nested too deep")
        self.offset = offset


def shallow_events(text: str, most: int) -> Iterator[yaml.Event]:
    """The events of `text`, whose values are at most `most` deep.

    Raises:
        TooDeepError: one is deeper.
        yaml.MarkedYAMLError: it is no YAML.
    """
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > most:
                raise TooDeepError(event.start_mark.index if event.start_mark else 0)
            yield event
    except yaml.MarkedYAMLError as error:
        if "nesting depth" not in (error.problem or "") or not error.problem_mark:
            raise
        # Newer versions of libyaml have a bound of their own, which its scanner meets first.
        yield from shallow_events(text[: error.problem_mark.index], most)
