"""The paths of a project's files. Nothing here reads the file system."""

import os
from dataclasses import dataclass
from pathlib import Path

from workflow.boundary import CONFIG_NAME

__all__ = ["CONFIG_NAME", "GLOSSARY_NAMES", "Layout"]

GLOSSARY_NAMES = ("glossary.csv", "glossary.tsv", "glossary.tbx")
"""Default names of glossary files, in the order in which they are read."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders and files of a project.

    A document's template and catalogs have its *name*: its path below the source folder, usually without the suffix
    (``Documents.name``).
    """

    root: Path
    """The folder of ``workflow.yaml``."""
    source_folder: str = "source"
    """POSIX path of the source folder, relative to ``root``."""
    editions_folder: str = "editions"
    """POSIX path of the folder of the editions, relative to ``root``."""

    @property
    def config(self) -> Path:
        """``workflow.yaml``."""
        return self.root / CONFIG_NAME

    @property
    def source(self) -> Path:
        """The folder of the source documents."""
        return self.root / self.source_folder

    def source_name(self, document: str) -> str:
        """The path of a document as text, as in `catalog_name`."""
        return f"{self.root}/{self.source_folder}/{document}"

    @property
    def locales(self) -> Path:
        """The folder of templates and catalogs."""
        return self.root / "locales"

    @property
    def templates(self) -> Path:
        """The folder of templates: ``locales/templates``."""
        return self.locales / "templates"

    def template(self, name: str) -> Path:
        """The template of the document called ``name``: ``locales/templates/guide.pot``."""
        return Path(f"{self.root}/locales/templates/{name}.pot")  # as text: see `catalog_name`

    def catalogs(self, language: str) -> Path:
        """The folder of a language's catalogs: ``locales/es/LC_MESSAGES``."""
        return self.locales / language / "LC_MESSAGES"

    def catalog(self, language: str, name: str) -> Path:
        """The catalog of the document called ``name``: ``locales/es/LC_MESSAGES/guide.po``."""
        return Path(self.catalog_name(language, name))

    def catalog_name(self, language: str, name: str) -> str:
        """The same as text: a project may have ten thousand catalogs, and making paths takes five times as long."""
        return f"{self.root}/locales/{language}/LC_MESSAGES/{name}.po"

    def language_of(self, path: Path) -> str:
        """The language in whose folder a catalog is; empty if it is in none."""
        inner = str(path).removeprefix(f"{self.locales}{os.sep}").split(os.sep, 2)
        return inner[0] if len(inner) == 3 and inner[1] == "LC_MESSAGES" else ""

    @property
    def interface(self) -> Path:
        """The folder of the project's own interface strings: ``interface/es.po``."""
        return self.root / "interface"

    @property
    def memory(self) -> Path:
        """The folder of files imported into the translation memory."""
        return self.root / "memory"

    @property
    def spelling(self) -> Path:
        """The folder of the project's own words: ``spelling/es.txt``, one a line."""
        return self.root / "spelling"

    def words(self, language: str) -> Path:
        """The list of the project's own words of a language: ``spelling/es.txt``."""
        return self.spelling / f"{language}.txt"

    @property
    def models(self) -> Path:
        """The project's own translation packages, if it has any."""
        return self.root / "models"

    @property
    def editions(self) -> Path:
        """The folder of the editions."""
        return self.root / self.editions_folder

    @property
    def cache(self) -> Path:
        """``.workflow``: everything in it can be deleted."""
        return self.root / ".workflow"
