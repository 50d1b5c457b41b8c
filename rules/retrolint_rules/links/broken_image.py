from collections.abc import Iterator

from retrolint.diagnostics import Diagnostic, quoted
from retrolint.rule import Project, ProjectRule


class BrokenImage(ProjectRule):
    """An image of the same repository is there.

    A picture that was never added to the commit is there for its author alone.

    Only relative paths are looked at. In a site the file may lie beside the document, or in a folder
    that the site's engine takes files from.

    Bad, where there is no such file:

    ```markdown
    ![the schedule](../assets/schedule.png)
    ```

    Good:

    ```markdown
    ![the schedule](../assets/img/schedule.png)
    ```
    """

    name = "broken-image"
    family = "links"

    def check(self, project: Project) -> Iterator[Diagnostic]:
        """Report each image without its file, at the path."""
        for facts in project.facts:
            for link in facts.links:
                if link.kind == "image" and project.is_missing(facts.path, link.file):
                    close = project.closest(facts.path, link.file)
                    yield self.at(
                        facts.path,
                        link.place,
                        f"there is no image {quoted(link.file, 80)}",
                        help=f'did you mean "{close}"?'
                        if close
                        else "correct the path, or add the file to the commit",
                    )
