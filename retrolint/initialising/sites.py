"""Which engine makes a site of a folder, told by its files."""

import os
from typing import NamedTuple


class Site(NamedTuple):
    """An engine, the files that give it away, where its documents lie, and what nobody wrote there."""

    name: str
    signs: tuple[str, ...]
    content: tuple[str, ...] = ()
    made: tuple[str, ...] = ()


_SITES = (
    Site(
        "Docusaurus",
        ("docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"),
        ("docs", "blog"),
        ("build",),
    ),
    Site(
        "Astro",
        ("astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.mts"),
        ("src/content",),
        ("dist",),
    ),
    Site("MkDocs", ("mkdocs.yml", "mkdocs.yaml"), ("docs",), ("site",)),
    Site(
        "Hugo",
        ("hugo.toml", "hugo.yaml", "hugo.json", "config/_default", "archetypes", "content/_index.md"),
        ("content",),
        # An archetype is a template of what is yet to be written.
        ("themes", "archetypes", "public"),
    ),
    # Before Jekyll, whose configuration is called alike.
    Site("Hexo", ("_config.landscape.yml", "scaffolds"), ("source",), ("themes", "scaffolds", "public")),
    Site("Jekyll", ("_config.yml", "_config.yaml", "_config.toml"), ("_posts", "_drafts"), ("vendor",)),
)
_PLAIN = Site("", ())
_OTHERS = ("vendor", "third_party", ".github")
"""Folders of anybody's repository with Markdown that is not its author's, or is there to be filled in."""


def site_in(folder: str) -> Site:
    """The engine that makes a site of `folder`; one without a name for none that is known."""
    return next((site for site in _SITES if _has_any(folder, site.signs)), _PLAIN)


def content_folders(folder: str, site: Site) -> tuple[str, ...]:
    """The folders of the site's documents that are there."""
    return tuple(name for name in site.content if os.path.isdir(os.path.join(folder, name)))


def excluded(folder: str, site: Site) -> tuple[str, ...]:
    """Patterns of what is there and not its author's."""
    names = dict.fromkeys((*site.made, *_OTHERS))
    return tuple(f"/{name}/" for name in names if os.path.isdir(os.path.join(folder, name)))


def _has_any(folder: str, names: tuple[str, ...]) -> bool:
    return any(os.path.lexists(os.path.join(folder, name)) for name in names)
