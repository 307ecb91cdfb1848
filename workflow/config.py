"""The project: its folder and what ``workflow.yaml`` says. The names of the keys are settled in docs/configuration.md.

Floor 2. Only floor 3 and up import this; formats and engines get the frozen settings they need.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from workflow.files import read_text
from workflow.formats import FORMATS
from workflow.formats.base import FormatSettings
from workflow.model import Document

__all__ = ["CONFIG_NAME", "Config", "Project"]

CONFIG_NAME = "workflow.yaml"


@dataclass(frozen=True, slots=True)
class Config:
    """What ``workflow.yaml`` says, with the defaults filled in."""

    title: str = ""
    source_language: str = "en"
    languages: tuple[str, ...] = ()
    source: str = "source"
    documents: tuple[str, ...] = ("**/*.md",)
    locations: str = "file"
    """``file`` or ``line``: what ``#:`` comments name."""
    engines: tuple[str, ...] = ()
    """Engine names in order of preference; empty: the default order."""
    engines_by_pair: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same for a pair such as ``en-es``."""
    pivot: bool = False
    offline: bool = False
    html: str = "safe"
    output: tuple[str, ...] = ("html", "source")
    site_url: str | None = None
    nav: tuple[str, ...] = ()
    """Documents in the order of the navigation; empty: ``documents``' order, the index first."""
    fallback: str = "source"
    format: FormatSettings = field(default_factory=FormatSettings)


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a ``workflow.yaml``: where everything lies. No method writes."""

    root: Path
    config: Config

    @property
    def source(self) -> Path:
        """The folder of the source documents."""
        return self.root / self.config.source

    @property
    def locales(self) -> Path:
        """The folder of templates and catalogs."""
        return self.root / "locales"

    @property
    def editions(self) -> Path:
        """The folder of what is published."""
        return self.root / "editions"

    @property
    def cache(self) -> Path:
        """``.workflow``: everything in it can be deleted."""
        return self.root / ".workflow"

    def documents(self) -> tuple[str, ...]:
        """The documents that ``documents:`` names, as POSIX paths below the source folder: in the order of the patterns."""
        found: dict[str, None] = {}
        for pattern in self.config.documents:
            for path in sorted(self.source.glob(pattern)):
                if path.is_file() and path.suffix in FORMATS:
                    found[path.relative_to(self.source).as_posix()] = None
        return tuple(found)

    def parse(self, document: str) -> Document:
        """Read and parse one document.

        Raises FileProblem or DocumentError.
        """
        text = read_text(self.source / document)
        return FORMATS[PurePosixPath(document).suffix].parse(text, path=document, settings=self.config.format)

    def template_path(self, document: str) -> Path:
        """Where the document's template lies: ``locales/templates/guide.pot``."""
        return self.locales / "templates" / f"{self._stem(document)}.pot"

    def catalog_path(self, language: str, document: str) -> Path:
        """Where the document's catalog for a language lies: ``locales/es/LC_MESSAGES/guide.po``."""
        return self.locales / language / "LC_MESSAGES" / f"{self._stem(document)}.po"

    def _stem(self, document: str) -> str:
        """The path without its suffix; with it where another document differs by the suffix alone."""
        path = PurePosixPath(document)
        stem = re.escape(path.stem)
        for other in (self.source / path.parent).glob("*"):
            if other.name != path.name and re.fullmatch(stem + r"\.[^.]+", other.name) and other.suffix in FORMATS:
                return document
        return path.with_suffix("").as_posix()
