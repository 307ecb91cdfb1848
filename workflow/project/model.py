"""What is configured, and where everything of a project lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from workflow import formats
from workflow.catalogs.store import CatalogStore
from workflow.errors import BadInput, ConfigError, DocumentError
from workflow.files import read_bytes
from workflow.formats import FORMATS
from workflow.formats.base import FormatSettings, configured, options
from workflow.model import Document
from workflow.project.patterns import is_pattern, matches
from workflow.project.walking import files_below

if TYPE_CHECKING:
    from workflow.engines.base import EngineSettings, Server

__all__ = [
    "CONFIG_NAME",
    "DOCUMENTS",
    "GLOSSARIES",
    "Config",
    "DocumentOverrides",
    "LanguageOverrides",
    "Project",
    "is_text",
]

CONFIG_NAME = "workflow.yaml"
GLOSSARIES = ("glossary.csv", "glossary.tsv", "glossary.tbx")
"""Where a glossary is looked for that the configuration does not name."""

DOCUMENTS = tuple(f"**/*{suffix}" for suffix in FORMATS)
"""The patterns of a project that does not name its documents."""

_NOT_DOCUMENTS = (
    *("robots.txt", "humans.txt", "ads.txt", "app-ads.txt", "security.txt", "llms*.txt", "cmakelists.txt"),
    *("requirements*.txt", "constraints*.txt", "license*.txt", "licence*.txt", "copying*.txt"),
)
"""Text files that programs read, and licenses, which hold in the language they are written in: by name, in lower case.

They are documents only where a pattern is their very path.
"""


def _default_sections() -> Mapping[str, Mapping[str, object]]:
    return {name: options(handler.SETTINGS) for name, handler in formats.sections().items()}


_ROOM = 100
"""How many characters of a list of names an error may show."""


@dataclass(frozen=True, slots=True)
class LanguageOverrides:
    """What ``overrides`` says for one language; None where it says nothing."""

    title: str | None = None
    engines: tuple[str, ...] | None = None
    pivot: bool | None = None


@dataclass(frozen=True, slots=True)
class DocumentOverrides:
    """What ``overrides`` says for the documents that match ``pattern``; None where it says nothing."""

    pattern: str
    front_matter: tuple[str, ...] | None = None
    sections: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """What it says in formats' own sections, by the format's name."""
    placeholders: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """What ``workflow.yaml`` says, with the defaults filled in."""

    title: str = ""
    source_language: str = "en"
    languages: tuple[str, ...] = ()
    """The languages translated into: the source language is never among them."""
    source: str = "source"
    documents: tuple[str, ...] = DOCUMENTS
    """Patterns, in the order the documents come in; one that begins with ``!`` leaves documents out."""
    locations: str = "file"
    """``file`` or ``line``: what ``#:`` comments name."""
    engines: tuple[str, ...] | None = None
    """Engine names in order of preference; None: the default order; empty: nothing is drafted."""
    engines_by_pair: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same for a pair such as ``en-es``. An empty tuple here: nothing is drafted for that pair."""
    pivot: bool = False
    offline: bool = False
    glossary: tuple[str, ...] | None = None
    """Glossary files relative to the project; None: those that lie at its top; empty: none."""
    memory: int | None = 85
    """From how many per cent on a match of the memory goes before the engine; None: drafts use no memory."""
    servers: "Mapping[str, Server]" = field(default_factory=dict)
    """Engines that are servers, by name: used where ``engines`` names them."""
    html: str = "safe"
    output: tuple[str, ...] = ("html", "source")
    site_url: str | None = None
    nav: tuple[str, ...] = ()
    """Documents in the order of the navigation; empty: ``documents``' order, the index first."""
    fallback: str = "source"
    format: FormatSettings = field(default_factory=FormatSettings)
    """What every format is told."""
    sections: Mapping[str, Mapping[str, object]] = field(default_factory=_default_sections)
    """What formats' own sections say, by the format's name, with the defaults filled in."""
    by_language: Mapping[str, LanguageOverrides] = field(default_factory=dict)
    by_document: tuple[DocumentOverrides, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a ``workflow.yaml``: where everything lies. No method writes."""

    root: Path
    config: Config
    catalogs: CatalogStore = field(default_factory=CatalogStore, compare=False, repr=False)
    """Reads and changes the project's catalogs."""

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

    @property
    def models(self) -> Path:
        """The project's own translation packages, if it has any."""
        return self.root / "models"

    def glossaries(self) -> tuple[Path, ...]:
        """The glossary files: those that ``glossary`` names, else ``glossary.csv``, ``.tsv`` and ``.tbx`` at the top, if there.

        Raises ConfigError for a named one that does not exist.
        """
        if self.config.glossary is None:
            return tuple(path for name in GLOSSARIES if (path := self.root / name).is_file())
        for name in self.config.glossary:
            if not (self.root / name).is_file():
                raise ConfigError(
                    f"{self.root / CONFIG_NAME}: the glossary {name} does not exist. "
                    f"Make it (workflow glossary add), or take it out."
                )
        return tuple(self.root / name for name in self.config.glossary)

    def documents(self) -> tuple[str, ...]:
        """The documents that ``documents:`` names, as POSIX paths below the source folder: in the order of the patterns.

        Hidden files and folders are left out, and linked folders are not entered. Raises ConfigError where the source folder
        does not exist, FileProblem where a folder cannot be read, DocumentError for a link that leads out of the project.
        """
        files = [path for path in self._files() if self._can_be_document(path)]
        found: dict[str, None] = {}
        for pattern in self.config.documents:
            if pattern.startswith("!"):
                found = {path: None for path in found if not matches(pattern[1:], path)}
            else:
                found.update((path, None) for path in files if path not in found and matches(pattern, path))
        for document in found:
            if self._leads_out(document):
                raise DocumentError(
                    f"{self.source / document}: is a link to {(self.source / document).resolve()}, outside the project. "
                    f'Put a copy in its place, or leave it out: documents: [..., "!{document}"]'
                )
        return tuple(found)

    def is_document(self, path: str) -> bool:
        """Whether a path below the source folder is one of this project's documents, without a look at the other files."""
        last = next((p for p in reversed(self.config.documents) if matches(p.removeprefix("!"), path)), "!")
        return self._can_be_document(path) and not last.startswith("!") and (self.source / path).is_file()

    def is_left_out(self, path: str) -> bool:
        """Whether a path is that of a document which ``documents:`` leaves out: it is not for readers.

        Only files of a kind that ``documents:`` names: where that is ``**/*.md``, a ``.txt`` file is a download.
        """
        kinds = {PurePosixPath(pattern).suffix for pattern in self.config.documents if not pattern.startswith("!")}
        named = PurePosixPath(path).suffix in kinds or any(not kind or is_pattern(kind) for kind in kinds)
        return named and self._can_be_document(path) and not self.is_document(path)

    def parse(self, document: str) -> Document:
        """Read and parse one document.

        Raises FileProblem or DocumentError.
        """
        data = read_bytes(self.source / document)
        try:
            return formats.for_path(document).parse(data, path=document, settings=self.settings(document))
        except DocumentError as error:
            raise DocumentError(f"{self.source}/{error}") from error

    def settings(self, document: str) -> FormatSettings:
        """What the document's format is told, overrides included."""
        handler = formats.for_path(document)
        common = self.config.format
        section = dict(self.config.sections.get(handler.NAME, {}))
        for override in self.config.by_document:
            if matches(override.pattern, document):
                front_matter, placeholders = override.front_matter, override.placeholders
                common = replace(
                    common,
                    front_matter_keys=common.front_matter_keys if front_matter is None else front_matter,
                    placeholders=common.placeholders if placeholders is None else placeholders,
                )
                section |= override.sections.get(handler.NAME, {})
        return configured(handler.SETTINGS, common, section)

    def title(self, language: str) -> str:
        """The publication's title in a language: as ``overrides`` has it, else as ``title`` has it."""
        return self._override(language).title or self.config.title

    def engines(self, language: str) -> tuple[str, ...] | None:
        """Engine names for a language in order of preference.

        None: the default order. An empty tuple: nothing is drafted.
        """
        if (order := self._override(language).engines) is not None:
            return order
        if (order := self.config.engines_by_pair.get(f"{self.config.source_language}-{language}")) is not None:
            return order
        return self.config.engines

    def pivot(self, language: str) -> bool:
        """Whether drafts for a language may go through English where there is no direct package."""
        own = self._override(language).pivot
        return self.config.pivot if own is None else own

    def engine_settings(self, language: str) -> "EngineSettings":
        """What engines are told when they draft for a language, overrides included."""
        from workflow.engines.base import EngineSettings  # it looks for engines that are plugged in

        return EngineSettings(
            order=self.engines(language),
            pivot=self.pivot(language),
            offline=self.config.offline,
            models=self.models,
            servers=self.config.servers,
        )

    def select_languages(self, wanted: Sequence[str], *, source: bool = False) -> tuple[str, ...]:
        """The project's languages that ``wanted`` names (codes or patterns such as ``zh*``), in the project's order.

        Nothing wanted: all of them. ``source``: the source language counts too. Raises BadInput, naming the nearest one.
        """
        own = self.config.source_language
        known = ((own,) if source else ()) + self.config.languages
        chosen: set[str] = set()
        for word in wanted:
            code = word.replace("-", "_")
            hits = [name for name in known if fnmatchcase(name.lower(), code.lower())]
            if not hits and code == own:
                raise BadInput(f"{own} is the source language: it is written, not translated.")
            if not hits:
                raise BadInput(
                    f'no language "{word}" in this project. {_near(word, known)} '
                    f"To add one, add its code to languages in {CONFIG_NAME}."
                )
            chosen.update(hits)
        return tuple(name for name in known if not wanted or name in chosen)

    def select_documents(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """The documents that ``wanted`` names: ``guide.md``, ``guide``, ``source/guide.md``, ``news/*``; in the project's order.

        Nothing wanted: all of them. Raises BadInput, naming the nearest one.
        """
        known = self.documents()
        chosen: set[str] = set()
        for word in wanted:
            hits = self._named(word, known)
            if not hits:
                raise BadInput(f'no document "{word}" in {self.config.source}/. {_near(word, known)}')
            chosen.update(hits)
        return tuple(name for name in known if not wanted or name in chosen)

    def template_path(self, document: str) -> Path:
        """Where the document's template lies: ``locales/templates/guide.pot``."""
        return self.locales / "templates" / f"{self.name(document)}.pot"

    def catalog_path(self, language: str, document: str) -> Path:
        """Where the document's catalog for a language lies: ``locales/es/LC_MESSAGES/guide.po``."""
        return self.locales / language / "LC_MESSAGES" / f"{self.name(document)}.po"

    def name(self, document: str) -> str:
        """What a document is called in addresses and file names: its path without its suffix; with it where another document differs by
        the suffix alone.

        Asks the file system about each other suffix rather than listing the folder: a thousand documents in one folder cost
        a thousand questions, not a million.
        """
        path = PurePosixPath(document)
        for suffix in formats.suffixes():
            if suffix != path.suffix and self.is_document(path.with_suffix(suffix).as_posix()):
                return document
        return path.with_suffix("").as_posix()

    def _override(self, language: str) -> LanguageOverrides:
        return self.config.by_language.get(language, LanguageOverrides())

    def assets(self) -> tuple[str, ...]:
        """The other files of the source folder, such as pictures: POSIX paths below it, sorted.

        Hidden ones are left out, documents that ``documents:`` leaves out, and links out of the project. Raises what ``documents`` raises.
        """
        documents = frozenset(self.documents())
        return tuple(
            path
            for path in self._files()
            if path not in documents and not self.is_left_out(path) and not self._leads_out(path)
        )

    def _files(self) -> list[str]:
        """Every file below the source folder, sorted."""
        top = self.source
        if not top.is_dir():
            raise ConfigError(
                f"{self.root / CONFIG_NAME}: the source folder {self.config.source}/ does not exist. "
                f"Make it and put documents into it, or let source name another folder."
            )

        own = top.samefile(self.root)
        return [path for path in files_below(top, own=own) if not (own and path in (CONFIG_NAME, *GLOSSARIES))]

    def _can_be_document(self, path: str) -> bool:
        if path in self.config.documents:
            return formats.readable(path)
        return is_text(path) and not (self.config.documents == DOCUMENTS and self._is_copy(PurePosixPath(path)))

    def _is_copy(self, path: PurePosixPath) -> bool:
        """Whether a document of the same name in a richer format lies beside a file: ``guide.md`` beside ``guide.txt``."""
        for suffix, handler in FORMATS.items():
            if suffix == path.suffix:
                return False
            if handler is not FORMATS.get(path.suffix) and (self.source / path.with_suffix(suffix)).is_file():
                return True
        return False

    def _leads_out(self, path: str) -> bool:
        """Whether a file is a link to something outside the project."""
        file = self.source / path
        return file.is_symlink() and not file.resolve().is_relative_to(self.root.resolve())

    def _named(self, word: str, known: Sequence[str]) -> list[str]:
        word = word.removeprefix("./")
        names = [word]
        if word.startswith(f"{self.config.source}/"):
            names.append(word.removeprefix(f"{self.config.source}/"))
        if is_pattern(word):
            return [path for path in known if any(matches(name, path) or matches(name, _bare(path)) for name in names)]
        return [path for path in known if path in names] or [path for path in known if _bare(path) in names]


def is_text(path: str) -> bool:
    """Whether a format reads a file with this path, and its name does not say that it is for programs or a license."""
    name = PurePosixPath(path).name.lower()
    return formats.readable(name) and not any(matches(pattern, name) for pattern in _NOT_DOCUMENTS)


def _bare(document: str) -> str:
    return PurePosixPath(document).with_suffix("").as_posix()


def _near(word: str, known: Sequence[str]) -> str:
    if not known:
        return "There are none."
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    if near:
        return f'Did you mean "{near[0]}"?'
    shown = [name for at, name in enumerate(known) if at == 0 or len(", ".join(known[: at + 1])) <= _ROOM]
    return f"There {'is' if len(known) == 1 else 'are'}: {', '.join(shown)}{' …' if len(shown) < len(known) else ''}."
