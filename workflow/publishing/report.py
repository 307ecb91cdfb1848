"""What publishing hands back: frozen, for the command line to print and for scripts to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow.model import Severity, State

__all__ = ["EditionReport", "Finding", "PageReport", "Publication"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be, and where to mend it."""

    id: str
    """``refused`` (a translation would have broken the document), ``outdated``, ``link``, ``anchor``, ``outside`` …"""
    severity: Severity
    message: str
    language: str | None = None
    document: str | None = None
    unit: str | None = None
    """The unit's address: ``es:guide#3f2a91c0``."""
    catalog: Path | None = None
    catalog_line: int = 0
    """1-based line of the PO file; 0 where there is none."""
    source: Path | None = None
    source_line: int = 0
    """1-based line of the document; 0 where it isn't known."""


@dataclass(frozen=True, slots=True)
class PageReport:
    """One document in one language."""

    document: str
    page: str
    """The page's path below ``editions/html/<language>/``."""
    counts: Mapping[State, int]
    """Units by their catalog's state; empty for the source language."""
    shown_in_source: int = 0
    """How many units show the source's words, for want of a translation that may be published."""
    unread: int = 0
    """How many units show a machine's words that no person has read."""

    @property
    def units(self) -> int:
        """How many units the document has."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class EditionReport:
    """One language."""

    language: str
    pages: tuple[PageReport, ...]
    is_source: bool = False
    kept: bool = False
    """Taken over from the last publication, since other languages were asked for."""

    @property
    def counts(self) -> Mapping[State, int]:
        """Units by state, all pages together."""
        return {state: sum(page.counts.get(state, 0) for page in self.pages) for state in State}


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published, and what has to be known about it."""

    folder: Path
    editions: tuple[EditionReport, ...]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    """What was left out on purpose, and why: no ``site_url``, for example."""
    changed: tuple[str, ...] = ()
    """Which of ``html``, ``source`` and ``manifest.json`` differ from what stood there before."""

    @property
    def refused(self) -> tuple[Finding, ...]:
        """Translations that would have broken their document; the source stands in their place."""
        return tuple(finding for finding in self.findings if finding.id == "refused")
