"""A project: its layout, its configuration, its documents and its catalogs together."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workflow import formats
from workflow.catalogs.store import CatalogStore
from workflow.model import Document
from workflow.project.configuration import Config
from workflow.project.documents import Documents
from workflow.project.engine_names import check_engines
from workflow.project.layout import Layout

if TYPE_CHECKING:
    from workflow.engines.base import EngineSettings

__all__ = ["Project"]


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a ``workflow.yaml``.

    ``layout`` has the paths of files, ``config`` the configuration, ``documents`` the documents; ``catalogs`` reads and changes PO files.
    The methods here need more than one of them.
    """

    root: Path
    """The folder of ``workflow.yaml``."""
    config: Config
    capacity: int | None = None
    """Bytes of documents, and of PO files, whose parsed content is kept; None for what a command needs."""
    editions: str = "editions"
    """POSIX path of the folder of the editions, relative to ``root``. A preview has one of its own."""
    layout: Layout = field(init=False, compare=False, repr=False)
    documents: Documents = field(init=False, compare=False, repr=False)
    catalogs: CatalogStore = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        layout = Layout(self.root, self.config.source, self.editions)
        object.__setattr__(self, "layout", layout)
        object.__setattr__(self, "documents", Documents(layout, self.config, self.capacity))
        object.__setattr__(self, "catalogs", CatalogStore(self.capacity, layout.language_of))

    def parse(self, document: str) -> Document:
        """Return a document, parsed again only if its bytes changed. Raises DocumentError if it cannot be read."""
        return self.documents.parse(document)

    def template_path(self, document: str) -> Path:
        """Return the path of a document's template: ``locales/templates/guide.pot``."""
        return self.layout.template(self.documents.name(document))

    def catalog_path(self, language: str, document: str) -> Path:
        """Return the path of a document's catalog for a language: ``locales/es/LC_MESSAGES/guide.po``."""
        return self.layout.catalog(language, self.documents.name(document))

    def catalog_owners(self, languages: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return the language and the document of each catalog of these languages, by its real path, which need not exist."""
        return {
            os.path.realpath(self.catalog_path(language, document)): (language, document)
            for language in languages
            for document in self.documents.paths()
        }

    def catalog_owner(self, path: Path) -> tuple[str, str] | None:
        """Return the language and the document of one catalog; None if the file is none of this project. No folder is listed."""
        real = os.path.realpath(path)
        for language in self.config.languages:
            folder = os.path.realpath(self.layout.catalogs(language))
            if not real.startswith(f"{folder}{os.sep}") or not real.endswith(".po"):
                continue
            name = Path(real[len(folder) + 1 : -len(".po")]).as_posix()
            for document in (name, *(name + suffix for suffix in formats.suffixes())):
                if self.documents.is_document(document) and self.documents.name(document) == name:
                    return language, document
        return None

    def engine_settings(self, language: str) -> "EngineSettings":
        """Return the settings of engines for a language, overrides included. Raises ConfigError, with its line, for an unknown engine."""
        from workflow.engines.base import EngineSettings  # its import searches for plug-ins

        order = self.config.engines_for(language)
        check_engines(order or (), self.layout.config)
        return EngineSettings(
            order=order,
            pivot=self.config.pivot_for(language),
            offline=self.config.offline,
            models=self.layout.models,
            models_index=self._models_index,
            style=self.config.style_for(language),
            servers=self.config.servers,
        )

    def package_settings(self) -> "EngineSettings":
        """Return the settings of translation packages, which are the same for every language."""
        from workflow.engines.base import EngineSettings

        return EngineSettings(offline=self.config.offline, models=self.layout.models, models_index=self._models_index)

    @property
    def _models_index(self) -> str:
        where = self.config.models_index or ""
        return str(self.root / where) if where and "://" not in where else where
