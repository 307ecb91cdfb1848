"""What is to be written in a publication, and what is known of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workflow.model import State
from workflow.publishing.builders.base import Builder
from workflow.publishing.contents import Contents, Known
from workflow.publishing.document_record import DocumentRecord
from workflow.publishing.editions import Edition
from workflow.publishing.manifest import EditionRecord
from workflow.publishing.previous import LastPublication
from workflow.publishing.site import Site
from workflow.publishing.store import PublicationStore

__all__ = ["Also", "Plan", "paths_of"]

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
    documents: Mapping[str, Sequence[str]]
    """By language: its documents, in order."""
    builders: Mapping[str, Builder]
    paths: Mapping[str, Mapping[str, Mapping[str, str]]]
    """See ``paths_of``."""
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

    def files(self, code: str, document: str) -> Mapping[str, str]:
        """Return ``DocumentRecord.files`` of a document in a language."""
        if (one := self.made(code, document)) is None:
            return self._last(code, document).files
        withheld = one.facts.outline.withheld
        return {
            builder.MANIFEST_KEY: f"{name}/{self.paths[name][code][document]}"
            for name, builder in self.builders.items()
            if name == "html" or not withheld  # only a page says that it is not translated
        }

    def record(self, code: str, document: str) -> DocumentRecord:
        """Return the record of a document in a language, without its units."""
        if (one := self.made(code, document)) is None:
            return self._last(code, document)
        facts, outline = one.facts, one.facts.outline
        return DocumentRecord(
            outline.title,
            "lang" not in outline.title_attributes,
            outline.title_unread,
            outline.withheld,
            self.files(code, document),
            one.inputs,
            {str(state): facts.counts[state] for state in State if facts.counts.get(state)},
            facts.readers,
            facts.words,
        )

    def _last(self, code: str, document: str) -> DocumentRecord:
        found = self.last.record(code, document)
        if found is None:
            raise LookupError(f"the last publication has no {document} in {code}")
        return found


def paths_of(
    site: Site, editions: Mapping[str, Edition], builders: Mapping[str, Builder]
) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return the path of each document by output, language and document."""
    return {
        name: {
            code: {document: builder.document_path(site, code, document) for document in edition.documents}
            for code, edition in editions.items()
        }
        for name, builder in builders.items()
    }
