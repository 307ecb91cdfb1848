"""The dated documents of an edition, for its feed and its lists: those with a ``date``, as far as they are in its language."""

from dataclasses import dataclass
from datetime import date

from workflow.publishing.coverage import Coverage, coverage
from workflow.publishing.editions import Edition, Outline
from workflow.publishing.heads import dates
from workflow.publishing.site import Site

__all__ = ["Dated", "dated"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A document with its dates."""

    path: str
    outline: Outline
    published: date
    updated: date


def dated(site: Site, edition: Edition) -> tuple[Dated, ...]:
    """Return the documents of an edition that have a date, the newest first. One that is not translated is left out."""
    found = []
    for path, outline in edition.documents.items():
        days = dates(outline.meta)
        if days.published and coverage(site, edition.language.code, path) not in (Coverage.SOURCE, Coverage.MISSING):
            found.append(Dated(path, outline, days.published, days.updated or days.published))
    return tuple(sorted(found, key=lambda one: (one.published, one.path), reverse=True))
