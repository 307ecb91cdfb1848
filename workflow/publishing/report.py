"""Reports of ``publish``: frozen values for the command line and for scripts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow.findings import Finding
from workflow.model import State

__all__ = ["EditionReport", "PageReport", "Publication"]


@dataclass(frozen=True, slots=True)
class PageReport:
    """One document in one language."""

    document: str
    """POSIX path below the source folder."""
    page: str
    """The document's path below ``editions/html/<language>/``: its page, or the document itself if its format has no page."""
    counts: Mapping[State, int]
    """Number of entries by state, each text once; empty for the source language."""
    shown_in_source: int = 0
    """Number of entries published in the source language, because no translation may be published."""
    unread: int = 0
    """Number of entries published as a machine translation that no person has read."""

    @property
    def units(self) -> int:
        """Number of translatable entries; 0 for the source language."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class EditionReport:
    """One language."""

    language: str
    pages: tuple[PageReport, ...]
    is_source: bool = False
    kept: bool = False
    """Taken over from the last publication, because only other languages were selected."""

    @property
    def counts(self) -> Mapping[State, int]:
        """Number of entries by state, over all pages."""
        return {state: sum(page.counts.get(state, 0) for page in self.pages) for state in State}


@dataclass(frozen=True, slots=True)
class Publication:
    """The report of a publication: its editions and findings."""

    folder: Path
    editions: tuple[EditionReport, ...]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    """Omissions, each with the reason, for example that ``site_url`` is not set."""
    changed: tuple[str, ...] = ()
    """The outputs (``html``, ``source`` …) that differ from the last publication, and ``manifest.json`` if it does."""

    @property
    def refused(self) -> tuple[Finding, ...]:
        """Translations that would break their document, so that the source is published in their place."""
        return tuple(finding for finding in self.findings if finding.id == "refused_translation")
