"""The content of a publication: every document in every language, localized once, and kept while the publication is built: some in memory,
the rest on disk.
"""

import pickle
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from workflow.errors import DocumentError, WorkflowError
from workflow.parse_cache import uncollected
from workflow.pickling import pickled
from workflow.project import Project
from workflow.project.publish_policy import PublishPolicy
from workflow.publishing.editions import LocalizedDocument
from workflow.publishing.facts import DocumentFacts, Localizer
from workflow.publishing.file_hashes import InputHashes, Inputs
from workflow.publishing.spool import Spool, SpooledText
from workflow.publishing.store import PublicationStore
from workflow.publishing.ui_strings import Interface
from workflow.workers import spread

__all__ = ["Contents", "Known"]

_IN_MEMORY = 10 << 20
"""Maximum number of characters of documents, each counted once for each language, that are kept as they are."""
_WORTH = 100
"""Minimum number of localized documents for which starting a process is worthwhile."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document in a language."""

    facts: DocumentFacts
    inputs: Inputs
    units: SpooledText | None = None
    """The record of its units (``document_record.units_text``); None if it is that of the last publication."""
    key: str = ""
    """The hash of all that this follows from (``PublicationStore.key``); empty for what is not stored."""


class Contents:
    """Localizes the documents of a publication. What is known of each is kept in memory, their texts on disk."""

    def __init__(self, project: Project, policy: PublishPolicy, spool: Spool, store: PublicationStore) -> None:
        """``policy``: in place of that of the project. ``store``: what the last publication knew."""
        self._project, self._spool, self._store = project, spool, store
        self._localizer = Localizer(project, policy)
        self._inputs = InputHashes(project)
        self._texts: dict[tuple[str, str], SpooledText] = {}
        self._documents: dict[tuple[str, str], LocalizedDocument] = {}
        """Those that are kept as they are. The others are in ``_texts``."""
        self._room = _IN_MEMORY
        self.lost: dict[str, WorkflowError] = {}
        """Why documents cannot be read, by path."""

    def interface(self, code: str) -> Interface:
        """Return the interface strings of a language."""
        return self._localizer.of_language(code).interface

    def gather(
        self,
        codes: Sequence[str],
        documents: Sequence[str],
        titles: frozenset[str] = frozenset(),
        step: Callable[[int, str], None] = lambda *_: None,
    ) -> dict[str, dict[str, Known]]:
        """Localize documents into languages. Returns what is known of those that can be read, by language and document.

        ``titles``: those of the navigation, of which translations are wanted. ``step`` is called before and after each document, with the
        number of those that are done in a language and with the last one. Raises what ``Localizer.localize`` raises.
        """
        self._localizer.titles = titles
        found: dict[str, dict[str, Known]] = {code: {} for code in codes}
        if not codes or not documents:
            return found
        missing: dict[str, dict[str, _Missing]] = {}
        with uncollected():
            for code in codes:
                inputs = {path: self._inputs.of(code, path) for path in documents}
                keys = {path: self._key(code, path, inputs[path]) for path in documents}
                stored = self._store.facts(code, keys)
                for path in documents:
                    if (facts := stored.get(path)) is not None:
                        found[code][path] = Known(facts, inputs[path], key=keys[path])
                    else:
                        missing.setdefault(path, {})[code] = _Missing(keys[path], inputs[path])
        wanted = [(path, missing[path]) for path in documents if path in missing]
        step(0, f"{codes[0]}: {documents[0]}")
        for number, (at, batch) in enumerate(spread(self._localized, wanted, worth=max(1, _WORTH // len(codes))), 1):
            path, asked = wanted[at]
            if batch.error is not None:
                self.lost[path] = batch.error
                continue
            self._keep(path, batch)
            step(number * len(codes), f"{codes[-1]}: {path}")
            for code, facts, units in batch.known:
                key = asked[code].key if batch.settled and facts.unread is None else ""
                found[code][path] = Known(facts, asked[code].inputs, self._spool.append(units), key)
        self._localizer.save()
        return {code: {path: found[code][path] for path in documents if path in found[code]} for code in codes}

    def texts(self, codes: Iterable[str], path: str) -> dict[str, LocalizedDocument]:
        """Return a document in some languages, with its text. Raises DocumentError if it cannot be read any more."""
        found: dict[str, LocalizedDocument] = {}
        for code in codes:
            if (kept := self._documents.get((code, path))) is not None:
                found[code] = kept
            elif code not in found and (code, path) in self._texts:
                with uncollected():
                    found |= pickle.loads(zlib.decompress(self._texts[code, path].read()))
            if code not in found:
                found[code] = self._localizer.localize(code, self._project.parse(path)).document
        return found

    def _keep(self, path: str, batch: "_Batch") -> None:
        """Keep a document in some languages. Raises FileProblem if a temporary file cannot be written."""
        documents = batch.texts.documents
        length = sum(len(one.document.text) for one in documents.values())
        if documents and length <= self._room:
            self._room -= length
            self._documents |= {(code, path): one for code, one in documents.items()}
        else:
            spooled = self._spool.append(batch.texts.packed())
            self._texts |= {(code, path): spooled for code, _, _ in batch.known}

    @uncollected()
    def _localized(self, wanted: "tuple[str, Mapping[str, _Missing]]") -> "_Batch":
        """Localize one document into some languages. Several processes may do this."""
        path, asked = wanted
        try:
            document = self._project.parse(path)
        except DocumentError as error:
            return _Batch(error=error)
        found = {code: self._localizer.localize(code, document) for code in asked}
        now = InputHashes(self._project)
        settled = all(now.of(code, path) == asked[code].inputs for code in found)
        texts = _Texts({code: one.document for code, one in found.items()})
        return _Batch([(code, one.facts, one.units) for code, one in found.items()], texts, settled)

    def _key(self, code: str, path: str, inputs: Inputs) -> str:
        return self._store.key(code, path, self._inputs.name(path), inputs, self._localizer.titles)


@dataclass(frozen=True, slots=True)
class _Missing:
    """A document in a language that has to be localized."""

    key: str
    """What the result follows from."""
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class _Texts:
    """A document in some languages: as it was made, or packed if another process made it."""

    documents: Mapping[str, LocalizedDocument] = field(default_factory=dict)
    data: bytes = b""

    def packed(self) -> bytes:
        return self.data or zlib.compress(pickled(dict(self.documents)), 1)

    def __reduce__(self) -> "tuple[type[_Texts], tuple[Mapping[str, LocalizedDocument], bytes]]":
        return _Texts, ({}, self.packed())


@dataclass(frozen=True, slots=True)
class _Batch:
    """A document in some languages."""

    known: Sequence[tuple[str, DocumentFacts, bytes]] = ()
    texts: _Texts = _Texts()
    settled: bool = True
    """Whether the document and its catalogs are as they were when they were hashed."""
    error: WorkflowError | None = None
