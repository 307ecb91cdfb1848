"""Catalogs to draft: those of a project, and PO files of other programs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from workflow import formats
from workflow.catalogs.plural_forms import PluralRule, plural_rule
from workflow.catalogs.saving import Saved
from workflow.catalogs.states import address
from workflow.catalogs.store import CatalogStore
from workflow.checks.entry_grammar import entry_grammar, file_grammar
from workflow.checks.placeholders import fatal
from workflow.checks.plural_sources import plural_source
from workflow.drafting.translation.draft import Text
from workflow.findings import Finding
from workflow.inline_tags import Grammar, formats_of
from workflow.model import Catalog, Document, Entry, Key, Severity
from workflow.project import Project

__all__ = ["CatalogTexts", "PoFile", "ProjectCatalog", "Target"]


@dataclass(frozen=True, slots=True)
class CatalogTexts:
    """The texts of a catalog, and the document that their translations must not break."""

    forms: Mapping[Key, tuple[Text, ...]]
    """By entry, in the order of the document: a text for each plural form, as the source language has it."""
    catalog: Catalog
    document: Document | None = None
    """None for a PO file without a document."""

    def refused(self, targets: Mapping[Key, tuple[str, ...]]) -> dict[Key, str]:
        """The translations, one text for each plural form, that msgfmt would refuse or that would break the document's structure, and
        why."""
        rule = plural_rule(self.catalog)
        fatal_ones = {
            entry.key: f"msgfmt: {reason}"
            for entry in self.catalog.live
            if (texts := targets.get(entry.key)) and (reason := fatal(entry, texts, rule))
        }
        singles = {key: texts[0] for key, texts in targets.items() if texts and key not in fatal_ones}
        return fatal_ones | {key: f"structure: {reason}" for key, reason in self._broken(singles).items()}

    def _broken(self, targets: Mapping[Key, str]) -> dict[Key, str]:
        if self.document is None:
            return {}
        units = {unit.index: unit.key for unit in self.document.units if unit.key in targets}
        if not units:
            return {}
        by_index = {index: targets[key] for index, key in units.items()}
        refused = formats.refused(self.document, by_index)
        return {units[index]: reason for index, reason in refused.items()}


class Target(Protocol):
    """A catalog to draft."""

    @property
    def path(self) -> Path:
        """The PO file."""

    @property
    def label(self) -> str:
        """Its name in progress messages."""

    def read(self) -> Catalog:
        """Read the catalog. Raises CatalogError, FileProblem."""

    def update(self, change: Callable[[Catalog], Catalog]) -> Saved:
        """Change the catalog under its lock. Raises CatalogError, FileProblem."""

    def is_needed(self) -> bool:
        """Whether the file should exist: its document has units. Raises DocumentError, FileProblem."""

    def texts(self, catalog: Catalog) -> CatalogTexts:
        """The texts of the catalog. Raises DocumentError, FileProblem."""

    def finding(self, name: str, severity: Severity, entry: Entry, reason: str) -> Finding:
        """A finding about an entry."""


@dataclass(frozen=True, slots=True)
class ProjectCatalog:
    """The catalog of a project's document for a language."""

    project: Project
    language: str
    document: str

    @property
    def path(self) -> Path:
        """The PO file."""
        return self.project.catalog_path(self.language, self.document)

    @property
    def label(self) -> str:
        """The document."""
        return self.document

    def read(self) -> Catalog:
        """Read the catalog. Raises CatalogError, FileProblem."""
        return self.project.catalogs.read(self.path)

    def update(self, change: Callable[[Catalog], Catalog]) -> Saved:
        """Change the catalog under its lock. Raises CatalogError, FileProblem."""
        return self.project.catalogs.update(self.path, change)

    def is_needed(self) -> bool:
        """Whether the document has units. Raises DocumentError, FileProblem."""
        return bool(self.project.parse(self.document).units)

    def texts(self, catalog: Catalog) -> CatalogTexts:
        """The texts of the document's units. Raises DocumentError, FileProblem."""
        document = self.project.parse(self.document)
        grammar = document.grammar
        rule = plural_rule(catalog)
        entries = {
            entry.key: _forms(entry, grammar, rule)
            for entry in catalog.live
            if entry.msgid_plural is not None or formats_of(entry.flags)
        }
        forms = {unit.key: entries.get(unit.key) or (Text(unit.source, grammar),) for unit in document.units}
        return CatalogTexts(forms, catalog, document)

    def finding(self, name: str, severity: Severity, entry: Entry, reason: str) -> Finding:
        """A finding about an entry, with the unit's address."""
        unit = address(self.language, self.project.documents.name(self.document), entry.key)
        return Finding(
            name,
            severity,
            f"{unit}: {reason}",
            language=self.language,
            document=self.document,
            unit=unit,
            catalog=self.path,
            catalog_line=entry.line,
        )


@dataclass(frozen=True, slots=True)
class PoFile:
    """A PO file without a document, in or outside a project."""

    path: Path
    language: str
    placeholders: tuple[str, ...] = ()
    """Regular expressions of the project's placeholders."""
    catalogs: CatalogStore = field(default_factory=CatalogStore, compare=False, repr=False)

    @property
    def label(self) -> str:
        """The file's name."""
        return self.path.name

    def read(self) -> Catalog:
        """Read the catalog. Raises CatalogError, FileProblem."""
        return self.catalogs.read(self.path)

    def update(self, change: Callable[[Catalog], Catalog]) -> Saved:
        """Change the catalog under its lock. Raises CatalogError, FileProblem."""
        return self.catalogs.update(self.path, change)

    def is_needed(self) -> bool:
        """Always: the file was named."""
        return True

    def texts(self, catalog: Catalog) -> CatalogTexts:
        """The texts of all entries: Markdown where ``#:`` names a Markdown file, else plain text with placeholders and tags."""
        rule = plural_rule(catalog)
        forms = {
            entry.key: _forms(entry, file_grammar(entry, self.placeholders), rule) for entry in _with_text(catalog)
        }
        return CatalogTexts(forms, catalog)

    def finding(self, name: str, severity: Severity, entry: Entry, reason: str) -> Finding:
        """A finding about an entry, with the file's line."""
        return Finding(
            name,
            severity,
            f"{self.path}:{entry.line}: {reason}",
            language=self.language,
            catalog=self.path,
            catalog_line=entry.line,
        )


def _with_text(catalog: Catalog) -> Iterable[Entry]:
    return (entry for entry in catalog.live if entry.msgid)


def _forms(entry: Entry, grammar: Grammar, rule: PluralRule | None) -> tuple[Text, ...]:
    """The source text of each form of an entry. A plural entry has as many as the header's rule says."""
    grammar = entry_grammar(entry, grammar)
    if entry.msgid_plural is None:
        return (Text(entry.msgid, grammar),)
    number = len(entry.msgstr) if rule is None else len(rule.numbers)
    return tuple(_form(entry, grammar, rule, form) for form in range(number))


def _form(entry: Entry, grammar: Grammar, rule: PluralRule | None, form: int) -> Text:
    source = plural_source(entry, form, grammar, rule)
    if rule is None:
        return Text(source, grammar)
    is_singular = len(rule.numbers) > 1 and form == rule.one and source == entry.msgid
    return Text(source, grammar, (1,) if is_singular else tuple(n for n in rule.numbers[form] if n != 1) or (1,))
