from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.rule import Project, ProjectRule


class BrokenLink(ProjectRule):
    """A link to a file of the same repository has its target.

    Posts are renamed, and the links in older ones stay as they were.

    Only relative paths to files are looked at (`../notes/plan.md`, `slides.pdf`). A path that ends in
    no suffix or in that of a web page may be an address that the site's engine makes.

    Bad, where there is no such file:

    ```markdown
    [last week](2024-08-30-week-4.md)
    ```

    Good:

    ```markdown
    [last week](2024-08-30-week-04.md)
    ```
    """

    name = "broken-link"
    family = "links"

    def check(self, project: Project) -> Iterator[Diagnostic]:
        """Report each link or reference definition without its file, at the target."""
        for facts in project.facts:
            for link in facts.links:
                if link.kind != "image" and project.is_missing(facts.path, link.file):
                    yield self.at(
                        facts.path,
                        link.place,
                        f"there is no file {quoted(link.file, 80)}",
                        help=_help(project, facts.path, link.file),
                    )


def _help(project: Project, path: str, file: str) -> str:
    if file.startswith("www."):
        return f"did you mean https://{file}?"
    close = project.closest(path, file)
    return f'did you mean "{close}"?' if close else "correct the path, or remove the link"
