"""How far a page is translated, in a word for each language; and which pages search engines may list."""

from enum import StrEnum

from workflow.publishing.report import ReaderCounts
from workflow.publishing.site import Site

__all__ = ["Coverage", "coverage", "coverages", "is_listed", "listed_languages"]


class Coverage(StrEnum):
    """How far a page is translated."""

    COMPLETE = "complete"
    """By people, all of it."""
    PARTIAL = "partial"
    """By people, in part."""
    MACHINE = "machine"
    """By a machine, and no person has read any of it."""
    SOURCE = "source"
    """Not at all: the page is in the source language."""
    MISSING = "missing"
    """There is no page."""


def coverage(site: Site, code: str, document: str | None) -> Coverage:
    """Return how far a document is translated into a language. ``document``: None for a list of contents."""
    if code == site.source.code or document is None or not site.coverage:
        return Coverage.COMPLETE
    counts = site.coverage.get(code, {}).get(document)
    return Coverage.MISSING if counts is None else _of(counts)


def coverages(site: Site) -> list[tuple[str, str, str]]:
    """Return how far each document is translated into each language: lists of documents need no more of ``Site.coverage``."""
    return [
        (code, document, str(_of(found)))
        for code, documents in site.coverage.items()
        for document, found in documents.items()
    ]


def is_listed(site: Site, code: str, document: str | None) -> bool:
    """Whether search engines may list a page (``search_engines`` in workflow.yaml; ``none`` is for previews)."""
    unwanted = {
        "read": (Coverage.MISSING, Coverage.SOURCE, Coverage.MACHINE),
        "translated": (Coverage.MISSING, Coverage.SOURCE),
        "all": (Coverage.MISSING,),
        "none": tuple(Coverage),
    }
    return coverage(site, code, document) not in unwanted[site.search_engines]


def listed_languages(site: Site, document: str | None) -> tuple[str, ...]:
    """Return the codes of the languages in which search engines may list a document."""
    return tuple(one.code for one in site.languages if is_listed(site, one.code, document))


def _of(counts: ReaderCounts) -> Coverage:
    if counts.translated == counts.entries:
        return Coverage.COMPLETE
    if counts.translated or counts.previous:
        return Coverage.PARTIAL
    return Coverage.MACHINE if counts.drafts else Coverage.SOURCE
