"""Findings about the translations of an edition: refused ones, changed inline tags, catalogs that are missing or out of date, drafts held back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workflow.catalogs.states import address
from workflow.findings import Finding
from workflow.formats.base import Rendering
from workflow.languages import language
from workflow.model import Severity
from workflow.project import Project
from workflow.publishing.language_policy import DecidedDocument
from workflow.publishing.policy import PublishedUnit
from workflow.publishing.ui_catalogs import TEMPLATE

__all__ = ["TranslationPlace", "UnitFindings", "below", "held_drafts", "missing_catalogs"]


@dataclass(frozen=True, slots=True)
class TranslationPlace:
    """Where a translation is."""

    address: str
    line: int
    """1-based, in the document."""
    catalog_line: int
    """1-based; 0 if the catalog does not have it."""


@dataclass(frozen=True, slots=True)
class UnitFindings:
    """Makes the findings about a document in a language."""

    project: Project
    language: str
    document: str
    """POSIX path below the source folder."""

    def of(self, decided: DecidedDocument) -> list[Finding]:
        """Return the findings about the texts that were put in, or were not."""
        units, rendering = decided.units, decided.rendering
        return [
            *map(self._refused, (one for one in units if one.reason)),
            *self._held_back(units),
            *(self._withheld(decided.missing) if decided.missing else self._below(units)),
            *self._changed_tags(units, rendering),
            *self._visible_marks(units, rendering),
        ]

    def outdated(self, units: Sequence[PublishedUnit]) -> list[Finding]:
        """Report units that the catalog does not have: the document was edited after the last extraction."""
        missing = sum(1 for one in units if one.entry is None)
        if not missing:
            return []
        path = self._catalog
        message = (
            f"{below(self.project, path)}: {missing} {'unit' if missing == 1 else 'units'} of {self.document} "
            f"{'is' if missing == 1 else 'are'} not in it. Run `workflow extract` to update it."
        )
        return [
            Finding(
                "outdated_catalog",
                Severity.WARNING,
                message,
                language=self.language,
                document=self.document,
                catalog=path,
            )
        ]

    @property
    def _catalog(self) -> Path:
        return self.project.catalog_path(self.language, self.document)

    def _refused(self, one: PublishedUnit) -> Finding:
        what = f"this translation would break the document: {one.reason.rstrip('.')}. The page shows the source instead"
        return self.about(one, "refused_translation", Severity.ERROR, what)

    def _held_back(self, units: Sequence[PublishedUnit]) -> list[Finding]:
        """Report translations that a finding of ``workflow check`` keeps off the page, each once."""
        found = []
        for one in {one.unit.key: one for one in units}.values():
            if one.objection is not None:
                problem = str(one.objection.details.get("problem", one.objection.message)).rstrip(".")
                what = f"{problem} [{one.objection.id}]. By `publish: hold_back`, this translation is not published"
                finding = self.about(one, "held_back", Severity.WARNING, what)
                found.append(replace(finding, details={"check": one.objection.id, "problem": problem}))
        return found

    def _below(self, units: Sequence[PublishedUnit]) -> list[Finding]:
        """Report the units whose source is published though the policy does not list it, as one finding."""
        below = [one for one in units if one.is_below]
        if not below:
            return []
        what = "so the source is published, which the policy (`publish: allow`) does not list"
        return [self._several(below, "below_policy", what)]

    def _withheld(self, missing: Sequence[PublishedUnit]) -> list[Finding]:
        """Report a document that is not published in the language, as one finding."""
        return [
            self._several(missing, "withheld_document", "so the document, which is complete-only, is not published")
        ]

    def _several(self, units: Sequence[PublishedUnit], name: str, what: str) -> Finding:
        """Return a finding about several units of the document, at the place of the first."""
        first, more = units[0], len({one.unit.key for one in units}) - 1
        why = (
            first.held
            or first.reason.rstrip(".")
            or ("held back by a check" if first.objection is not None else str(first.state))
        )
        others = f" (and {more:,} more {'entry' if more == 1 else 'entries'})" if more else ""
        return self.about(first, name, Severity.WARNING, f"{why}{others}, {what}")

    def _changed_tags(self, units: Sequence[PublishedUnit], rendering: Rendering) -> list[Finding]:
        """Report people's translations whose links, code spans or other inline tags are not those of the source."""
        found = []
        for one in units:
            change = rendering.changed.get(one.unit.index)
            if change is not None:
                what = f"this translation is published, but its inline tags differ from those of the source: {change}"
                finding = self.about(one, "changed_inline_tags", Severity.WARNING, what)
                details = {"missing": change.missing, "added": change.added, "moved": change.moved}
                found.append(replace(finding, details=details))
        return found

    def _visible_marks(self, units: Sequence[PublishedUnit], rendering: Rendering) -> list[Finding]:
        """Report translations that show emphasis marks as characters."""
        found = []
        for one in units:
            marks = rendering.visible_marks.get(one.unit.index)
            if marks and one.entry is not None:
                what = f"this translation shows {', '.join(marks)} as characters. Check its emphasis against the source"
                finding = self.about(one, "visible_marks", Severity.WARNING, what)
                found.append(replace(finding, details={"marks": marks}))
        return found

    def about(self, one: PublishedUnit, name: str, severity: Severity, what: str) -> Finding:
        """Return a finding about a translation: ``what``, between its places in the PO file and in the source."""
        return self.at(self.place(one), name, severity, what)

    def place(self, one: PublishedUnit) -> TranslationPlace:
        """Return where a translation is."""
        name = self.project.documents.name(self.document)
        return TranslationPlace(
            address(self.language, name, one.unit), one.unit.line, one.entry.line if one.entry is not None else 0
        )

    def at(self, place: TranslationPlace, name: str, severity: Severity, what: str) -> Finding:
        """Return a finding about the translation at a place."""
        project, source = self.project, self.project.layout.source / self.document
        return Finding(
            name,
            severity,
            f"{below(project, self._catalog)}{f':{place.catalog_line}' if place.catalog_line else ''}: {what} "
            f"({below(project, source)}:{place.line}).",
            language=self.language,
            document=self.document,
            unit=place.address,
            catalog=self._catalog,
            catalog_line=place.catalog_line,
            source=source,
            source_line=place.line,
        )


def missing_catalogs(project: Project, code: str, documents: Sequence[str]) -> list[Finding]:
    """Report the documents without a catalog in a language, as one finding."""
    if not documents:
        return []
    first = project.catalog_path(code, documents[0])
    more = f" (and {len(documents) - 1} more)" if len(documents) > 1 else ""
    message = f"{below(project, first)}{more}: no such catalog. Run `workflow extract` to create it."
    return [Finding("missing_catalog", Severity.WARNING, message, language=code, document=documents[0], catalog=first)]


def held_drafts(project: Project, code: str, number: int) -> list[Finding]:
    """Report how many drafts are not published, because there are no words to warn of them in the language."""
    if not number:
        return []
    own = project.layout.interface / f"{code}.po"
    message = (
        f"{below(project, own)}: {number} {'draft is' if number == 1 else 'drafts are'} not published: there are no words in "
        f"{language(code).name} to warn readers of machine text. Copy {TEMPLATE} to {below(project, own)}, and translate it."
    )
    return [Finding("no_warning_words", Severity.WARNING, message, language=code, catalog=own)]


def below(project: Project, path: Path) -> str:
    """Return a path relative to the project's folder where it is inside it."""
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else str(path)
