"""Where the files of the project's documents lie."""

import os
from pathlib import Path

from workflow.project import Project

__all__ = ["Places"]


class Places:
    """The paths of templates and catalogs, each made once: a project may have ten thousand of them.

    A document's place is the path of its files without suffix: ``guide``, or ``news/guide.md``.
    """

    def __init__(self, project: Project) -> None:
        """Raises what ``Project.documents`` raises."""
        self.locales = project.layout.locales
        self.templates = project.layout.locales / "templates"
        self.documents = project.documents.paths()
        self.of = {name: self._place(project, name) for name in self.documents}
        self.taken = frozenset(self.of.values())
        self._templates = {place: Path(f"{self.templates}{os.sep}{place}.pot") for place in self.taken}
        self._catalogs: dict[str, dict[str, Path]] = {}

    def template(self, place: str) -> Path:
        """``locales/templates/<place>.pot``."""
        return self._templates[place]

    def folder(self, language: str) -> Path:
        """The folder of a language's catalogs."""
        return self.locales / language / "LC_MESSAGES"

    def catalog(self, language: str, place: str) -> Path:
        """``locales/<language>/LC_MESSAGES/<place>.po``."""
        return self.catalogs(language)[place]

    def catalogs(self, language: str) -> dict[str, Path]:
        """Every catalog of a language, by place."""
        if language not in self._catalogs:
            top = f"{self.folder(language)}{os.sep}"
            self._catalogs[language] = {place: Path(f"{top}{place}.po") for place in self.of.values()}
        return self._catalogs[language]

    def _place(self, project: Project, document: str) -> str:
        return project.template_path(document).relative_to(self.templates).as_posix().removesuffix(".pot")
