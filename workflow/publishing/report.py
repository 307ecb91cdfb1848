"""Reports of ``publish``: frozen values for the command line and for scripts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import add, attrgetter
from pathlib import Path

from workflow.errors import WorkflowError
from workflow.findings import Finding
from workflow.model import State

__all__ = ["EditionReport", "PageReport", "Publication", "ReaderCounts", "numbers"]


@dataclass(frozen=True, slots=True)
class ReaderCounts:
    """What readers get: the number of entries by the text that is published for them."""

    translated: int = 0
    """A translation that a person wrote or accepted."""
    drafts: int = 0
    """A machine translation that no person has read."""
    previous: int = 0
    """A person's translation of an earlier version of the source."""
    source: int = 0
    """The text in the source language."""
    refused: int = 0
    """Of those in the source language: a translation exists, but would break the document."""

    @property
    def entries(self) -> int:
        """Number of entries."""
        return self.translated + self.drafts + self.previous + self.source

    def __add__(self, other: "ReaderCounts") -> "ReaderCounts":
        return ReaderCounts(*map(add, numbers(self), numbers(other)))


_NUMBERS = attrgetter(*(each.name for each in fields(ReaderCounts)))


def numbers(counts: ReaderCounts) -> tuple[int, ...]:
    """Return all numbers of the counts, in their order."""
    found: tuple[int, ...] = _NUMBERS(counts)
    return found


@dataclass(frozen=True, slots=True)
class PageReport:
    """One document in one language."""

    document: str
    """POSIX path below the source folder."""
    page: str
    """The document's path below ``editions/html/<language>/``: its page, or the document itself if its format has no page."""
    counts: Mapping[State, int]
    """Number of entries by state, each text once; empty for the source language."""
    readers: ReaderCounts = field(default_factory=ReaderCounts)
    """Its entries by what is published for them."""

    withheld: bool = False
    """Whether the document is not published in the language: it is complete-only, and not all of it may appear."""

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

    @property
    def readers(self) -> ReaderCounts:
        """What readers get, over all pages."""
        return sum((page.readers for page in self.pages), ReaderCounts())


@dataclass(frozen=True, slots=True)
class Publication:
    """The report of a publication: its editions and findings."""

    folder: Path
    editions: tuple[EditionReport, ...]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    """Omissions, each with the reason, for example that ``site_url`` is not set."""
    problems: tuple[WorkflowError, ...] = ()
    """Errors of documents and catalogs that could not be read, and of files that could not be written. Everything else was published."""
    changed: tuple[str, ...] = ()
    """The outputs (``html``, ``source`` …) that differ from the last publication, and ``manifest.json`` and ``archive`` if they do."""
    blocked: bool = False
    """Whether nothing was put in place because of ``strict``."""
    failed: tuple[str, ...] = ()
    """The outputs that could not be written; they are as they were. The errors are in ``problems``."""
    archives: tuple[Path, ...] = ()
    """The archives of the pages, one for each language; empty if none were asked for."""
    compressed: int = 0
    """Number of files that have a compressed copy beside them."""
    moved: tuple[str, ...] = ()
    """What to do about pages of the last publication that are at another address now, or gone, without a redirect."""

    @property
    def refused(self) -> tuple[Finding, ...]:
        """Translations that would break their document, so that the source is published in their place."""
        return tuple(finding for finding in self.findings if finding.id == "refused_translation")
