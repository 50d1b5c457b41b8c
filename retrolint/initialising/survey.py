"""What Markdown is in a folder, and of which built-in schema each document is."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from retrolint.config.choosing import match_document
from retrolint.config.globs import Globs
from retrolint.config.model import Settings
from retrolint.contents import Contents
from retrolint.initialising.patterns import Kind, is_writable, kinds_of, path_pattern
from retrolint.initialising.sites import Site, content_folders, excluded, site_in
from retrolint.patterns.pattern import SlowPatternError
from retrolint.project import read
from retrolint.roots import path_below
from retrolint.schema.loading import SchemaError

_TEMPLATE = re.compile(r"(^|/)[^/\d]*(template|템플릿)[^/\d]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Survey:
    """What is in a folder; all paths are relative to it."""

    site: Site
    content: tuple[str, ...]
    """The folders in which the site keeps its documents."""
    exclude: tuple[str, ...]
    """Patterns of what is not the author's, or is there to be filled in."""
    documents: tuple[str, ...]
    kinds: tuple[Kind, ...]
    """The schemas that were recognised, with the patterns that tell their documents."""

    def folders(self) -> list[tuple[str, int]]:
        """The folders of the documents and how many are in each, most first; `.` is the top."""
        counts = Counter(path.rpartition("/")[0] or "." for path in self.documents)
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    def hooked(self) -> str:
        """The regex of the paths that a hook should be given: the site's documents, or all."""
        outside = [
            path
            for kind in self.kinds
            for path in kind.hits
            if not path.startswith(tuple(f"{folder}/" for folder in self.content))
        ]
        if outside or not self.content:
            return ""
        folders = "|".join(self.content)
        return f"^({folders})/" if len(self.content) > 1 else f"^{folders}/"


def survey(folder: str, documents: Iterable[str], settings: Settings) -> Survey:
    """What the absolute `folder` holds; `documents` are in it, relative to the working directory."""
    site = site_in(folder)
    patterns = excluded(folder, site)
    schemas: dict[str, str] = {}
    templates: list[str] = []
    for document in documents:
        path = path_below(folder, document)
        if Globs(patterns).fit(path) or not is_writable(path):
            continue
        schema = _schema_of(document, settings)
        if schema and _TEMPLATE.search(path.rpartition(".")[0]):
            templates.append(path_pattern(path))
        elif schema is not None:
            schemas[path] = schema
    kinds = kinds_of(schemas)
    content = content_folders(folder, site)
    return Survey(site, content, (*patterns, *templates), tuple(schemas), kinds)


def _schema_of(document: str, settings: Settings) -> str | None:
    """The built-in schema that a document is recognised by; empty for none, None where it names one."""
    try:
        choice = match_document(read(document, Contents()), settings)
    except (SchemaError, SlowPatternError):
        return None
    if not choice.match.schema:
        return ""
    return choice.match.schema.name if choice.is_recognised else None
