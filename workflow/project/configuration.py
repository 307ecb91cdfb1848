"""The configuration of a project: ``workflow.yaml`` with the defaults filled in, and overrides by language and document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from workflow import formats
from workflow.errors import BadInput
from workflow.formats.base import FormatSettings, configured, options
from workflow.languages import best_match, named, normalise
from workflow.project.navigation_files import NavLine
from workflow.project.patterns import covers, matches
from workflow.project.publish_policy import PublishPolicy
from workflow.project.site_settings import EditPatterns
from workflow.project.suggestions import did_you_mean
from workflow.project.theme_settings import ThemeSettings

if TYPE_CHECKING:
    from workflow.engines.base import Server

__all__ = ["DOCUMENTS", "BookSettings", "Config", "DocumentOverrides", "IgnoreRule", "LanguageOverrides"]


DOCUMENTS = tuple(f"**/*{suffix}" for suffix in formats.FORMATS if suffix not in formats.ON_REQUEST)
"""Default patterns of documents."""


@dataclass(frozen=True, slots=True)
class LanguageOverrides:
    """The overrides for one language; None for a key that is not overridden."""

    title: str | None = None
    engines: tuple[str, ...] | None = None
    pivot: bool | None = None
    style: str | None = None
    nav: Mapping[str, str] = field(default_factory=dict)
    """Translations of titles in the navigation that no document has."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Translations of tags."""
    editorial_responsibility: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentOverrides:
    """The overrides for the documents that match ``pattern``; None for a key that is not overridden."""

    pattern: str
    front_matter: tuple[str, ...] | None = None
    sections: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """The overrides in the sections of formats, by the format's name."""
    placeholders: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class IgnoreRule:
    """A check that finds nothing worth showing in some languages and documents, and why."""

    check: str
    """Its id, as it was written: ``checking`` knows which there are."""
    line: int
    """1-based line of ``workflow.yaml``."""
    documents: tuple[str, ...] = ()
    """Patterns; empty for all documents."""
    languages: tuple[str, ...] = ()
    """Empty for all languages."""
    reason: str = ""

    def covers(self, language: str, document: str) -> bool:
        """Whether the rule is for a document in a language. ``document``: its POSIX path below the source folder."""
        return covers(self.languages, self.documents, language, document)


@dataclass(frozen=True, slots=True)
class BookSettings:
    """The keys of ``books``: what EPUB and PDF have in common."""

    cover: str | None = None
    """The picture on the cover, a file below the source folder; None: a cover with the title."""
    each_document: bool = False
    """Whether each document is a book as well."""


def _default_sections() -> Mapping[str, Mapping[str, object]]:
    return {name: options(handler.SETTINGS) for name, handler in formats.sections().items()}


@dataclass(frozen=True, slots=True)
class Config:
    """The keys of ``workflow.yaml``, with the defaults filled in."""

    title: str = ""
    source_language: str = "en"
    languages: tuple[str, ...] = ()
    """The target languages; the source language is never among them."""
    source: str = "source"
    documents: tuple[str, ...] = DOCUMENTS
    """Patterns, in the order of the documents; one that begins with ``!`` excludes documents."""
    locations: str = "file"
    """The content of ``#:`` comments: ``file`` or ``line``."""
    engines: tuple[str, ...] | None = None
    """Engine names in order of preference, each the fallback of those before it; None: the default order; empty: nothing is drafted."""
    engines_by_pair: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Engine names for a pair such as ``en-es``, in order of preference. Empty: nothing is drafted for that pair."""
    pivot: bool = False
    offline: bool = False
    models_index: str | None = None
    """The address, or the file relative to the project, of the records of Firefox's packages; None: Mozilla's."""
    glossary: tuple[str, ...] | None = None
    """Glossary files relative to the project; None: those in its top folder; empty: none."""
    dictionaries: tuple[str, ...] = ()
    """Folders with Hunspell dictionaries, relative to the project or absolute. They are searched before those of the system."""
    memory: int | None = 85
    """Minimum match score in % for pre-translation from the memory; None: drafts use no memory."""
    repair: bool = True
    """Whether a machine drafts the changed sentences of an edited text; the draft waits for a person."""
    servers: "Mapping[str, Server]" = field(default_factory=dict)
    """Servers by the name of their engine; each is used only if ``engines`` names it."""
    style: str = ""
    """The note on style for language models."""
    second_opinion: "Server | None" = None
    """The server with the language model that judges translations, on request; None: no second opinion."""
    html: str = "safe"
    output: tuple[str, ...] = ("html", "source")
    source_layout: str = "folders"
    """How the localized documents lie in their folders: a name of ``source_layouts.LAYOUTS``."""
    root_files: str | None = None
    """The folder of the files for the top of the site, relative to the project."""
    redirects: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """The document that the old path of a page leads to, and the line of ``workflow.yaml``. A path that begins with ``/`` is below the
    site, any other below the folder of every edition."""
    edit_url: EditPatterns = field(default_factory=EditPatterns)
    """The patterns of the addresses at which people edit texts."""
    books: BookSettings = BookSettings()
    site_url: str | None = None
    search_engines: str = "read"
    """Which pages search engines may list: ``read``, ``translated`` or ``all``."""
    search: str = "none"
    """What readers search the pages with: ``pagefind`` or ``none``."""
    lists: tuple[str, ...] = ()
    """The folders below the source folder whose dated documents are listed on the page of their index; ``.`` is that folder itself."""
    tags: tuple[str, ...] = ()
    """The keys of front matter whose values are tags."""
    theme: ThemeSettings = field(default_factory=ThemeSettings)
    nav: tuple[NavLine, ...] = ()
    """The entries of the navigation; empty: folders and documents in the order of ``documents``, the index first."""
    nav_file: str | None = None
    """The navigation file of a site generator: a ``SUMMARY.md`` below the source folder, or an ``mkdocs.yml`` relative to the project."""
    publish: PublishPolicy = field(default_factory=PublishPolicy)
    editorial_responsibility: str = ""
    """Who is responsible for what is published: a name, with a role or an address; empty if nobody is named."""
    credit_translators: bool = False
    """Whether pages name, for programs, the people who approved their translations."""
    c2pa_manifest: str = ""
    """The address of a C2PA manifest, to which pages link, with ``{language}`` and ``{page}``; empty: no link."""
    checks: tuple[IgnoreRule, ...] = ()
    """What ``checks`` dismisses, one rule for each check."""
    format: FormatSettings = field(default_factory=FormatSettings)
    """The settings that all formats share."""
    sections: Mapping[str, Mapping[str, object]] = field(default_factory=_default_sections)
    """The sections of formats, by the format's name, with the defaults filled in."""
    by_language: Mapping[str, LanguageOverrides] = field(default_factory=dict)
    by_document: tuple[DocumentOverrides, ...] = ()

    def title_in(self, language: str) -> str:
        """Return the publication's title in a language."""
        return self._override(language).title or self.title

    def engines_for(self, language: str) -> tuple[str, ...] | None:
        """Return the engine names for a language, in order of preference.

        None: the default order. An empty tuple: nothing is drafted.
        """
        if (order := self._override(language).engines) is not None:
            return order
        if (order := self.engines_by_pair.get(f"{self.source_language}-{language}")) is not None:
            return order
        return self.engines

    def pivot_for(self, language: str) -> bool:
        """Whether drafts for a language may go through English if there is no direct package."""
        own = self._override(language).pivot
        return self.pivot if own is None else own

    def style_for(self, language: str) -> str:
        """Return the note on style for a language; empty if there is none."""
        own = self._override(language).style
        return self.style if own is None else own

    def nav_titles(self, language: str) -> Mapping[str, str]:
        """Return the translations of titles of the navigation into a language, by the title in the source language."""
        return self._override(language).nav

    def tag_names(self, language: str) -> Mapping[str, str]:
        """Return the translations of tags into a language, by the tag in the source language."""
        return self._override(language).tags

    def responsible_for(self, language: str) -> str:
        """Return who is responsible for the edition of a language; empty if nobody is named."""
        return self._override(language).editorial_responsibility or self.editorial_responsibility

    def format_settings(self, document: str) -> FormatSettings:
        """Return the settings for parsing a document. ``document``: its POSIX path below the source folder."""
        handler = formats.for_path(document)
        common = self.format
        section = dict(self.sections.get(handler.NAME, {}))
        for override in self.by_document:
            if matches(override.pattern, document):
                front_matter, placeholders = override.front_matter, override.placeholders
                common = replace(
                    common,
                    front_matter_keys=common.front_matter_keys if front_matter is None else front_matter,
                    placeholders=common.placeholders if placeholders is None else placeholders,
                )
                section |= override.sections.get(handler.NAME, {})
        return configured(handler.SETTINGS, common, section)

    def select_languages(self, wanted: Sequence[str], *, source: bool = False) -> tuple[str, ...]:
        """Return the languages that ``wanted`` names (codes or patterns such as ``zh*``, also several with commas between them), in the configuration's order; all of them if
        it is empty.

        ``source``: include the source language. Raises BadInput for a name that matches none, with the nearest one.
        """
        own = self.source_language
        known = ((own,) if source else ()) + self.languages
        chosen: set[str] = set()
        for word in (part.strip() for words in wanted for part in words.split(",")):
            code = normalise(word)
            hits = [name for name in known if fnmatchcase(name.lower(), code.lower())]
            if not hits and code == own:
                raise BadInput(f"{own} is the source language; it is not translated.")
            if not hits:
                near = best_match(named(word) or code, known)
                raise BadInput(
                    f'no language "{word}" in this project. {did_you_mean(near or word, known)} '
                    "To add a language: workflow languages add CODE"
                )
            chosen.update(hits)
        return tuple(name for name in known if not wanted or name in chosen)

    def _override(self, language: str) -> LanguageOverrides:
        return self.by_language.get(language, LanguageOverrides())
