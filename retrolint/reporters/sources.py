"""The texts of documents once more: a report keeps none of those it is about."""

from retrolint.contents import Contents
from retrolint.text import SourceText


class Sources:
    """Reads texts again, and keeps the last one: findings come sorted by path."""

    def __init__(self, contents: Contents) -> None:
        """Read through `contents`."""
        self._contents = contents
        self._path: str | None = None
        self._source = SourceText("")

    def __getitem__(self, path: str) -> SourceText:
        """The text of `path`; an empty one where it cannot be read."""
        if path != self._path:
            data = self._contents.read(path)
            text = data.decode("utf-8", "replace") if isinstance(data, bytes) else ""
            self._path, self._source = path, SourceText(text)
        return self._source
