"""What is to be written in a publication, and what is known of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workflow.publishing.builders.base import Builder
from workflow.publishing.contents import Contents, Known
from workflow.publishing.document_record import DocumentRecord
from workflow.publishing.editions import Edition
from workflow.publishing.manifest import EditionRecord
from workflow.publishing.previous import LastPublication
from workflow.publishing.site import Site
from workflow.publishing.store import PublicationStore

__all__ = ["Also", "Plan"]

Also = Literal["archive", "compress"]
"""What is made of the pages on request."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written."""

    site: Site
    codes: Sequence[str]
    editions: Mapping[str, Edition]
    """Those that are built; the others of ``codes`` are taken over."""
    kept: Mapping[str, frozenset[str]]
    """By language: documents whose files stay as they are."""
    records: Mapping[str, EditionRecord]
    documents: Mapping[str, Mapping[str, DocumentRecord]]
    """By language: the records of its documents, without their units."""
    builders: Mapping[str, Builder]
    known: Mapping[str, Mapping[str, Known]]
    """By language: what is known of its documents."""
    contents: Contents
    store: PublicationStore
    last: LastPublication
    also: Collection[Also]

    def made(self, code: str, document: str) -> Known | None:
        """Return what is known of a document in a language; None if it stays as it was in the last publication."""
        is_kept = code not in self.editions or document in self.kept[code]
        return None if is_kept else self.known[code][document]

    def key(self, code: str, document: str) -> str:
        """Return the hash of all that the record of a document in a language follows from; empty if that is not known."""
        if (one := self.made(code, document)) is not None:
            return one.key
        entry = self.store.entry(code, document)
        return entry.key if entry is not None else ""
