"""The second pass over the catalogs: entries that the engine drafts, in batches."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from workflow.drafting.batch import draft_batch
from workflow.drafting.budget import Pace
from workflow.drafting.entries import is_for, wanted
from workflow.drafting.ledger import Ledger
from workflow.drafting.options import DraftOptions
from workflow.drafting.reuse.base import LazyDrafter
from workflow.drafting.selection import BatchLimit, Pending, Work, batches, count_words
from workflow.drafting.targets import CatalogTexts
from workflow.drafting.translation.draft import Draft, DraftSource
from workflow.errors import CatalogError, DocumentError, EngineError, FileProblem, PackageError
from workflow.model import Catalog, Entry, Key, Progress, Severity
from workflow.workers import processors

__all__ = ["CHUNK", "EnginePass"]

CHUNK = 60_000
"""Maximum characters of source in a batch for every two workers: enough for full batches of the engine. Catalogs are written after each."""
_SLOW_CHUNK = 270
"""The same for a slow engine, for each word a second: some 40 seconds. An interruption loses no more."""
_FAST = 250
"""Minimum words a second of an engine that gets large batches."""


class EnginePass:
    """Drafts pending entries and writes them, catalog by catalog.

    Each engine gets what those before it refused. One that fails is recorded, and not used again.
    """

    def __init__(
        self,
        drafters: Sequence[LazyDrafter],
        language: str,
        options: DraftOptions,
        ledger: Ledger,
        progress: Progress | None,
    ) -> None:
        self._drafters = list(drafters)
        self._sources = tuple(one.source for one in drafters)
        self._language = language
        self._options = options
        self._ledger = ledger
        self._progress = progress
        self._texts: dict[Path, CatalogTexts] = {}

    def run(self, pending: Sequence[Pending], pace: Pace) -> bool:
        """Draft the pending entries, as far as the time allows; returns whether there was an engine to the end.

        Each catalog is read again when its turn comes. One that cannot be read or written is recorded.
        """
        limit = self._limit(pending, pace)
        whole = any(one.whole_documents for one in self._drafters[:1])
        for works in batches(pending, self._read, limit, whole_documents=whole):
            if not self._drafters:
                break
            begun = pace.clock()
            # A document in parts is parsed once; the others are forgotten.
            paths = {work.target.path for work in works}
            self._texts = {path: texts for path, texts in self._texts.items() if path in paths}
            readable = [work for work in works if self._is_readable(work)]
            units = sum(len(work.entries) for work in works)
            words = sum(count_words(work.entries) for work in works)
            if readable:
                self._draft(readable, pace.within(self._progress, words, units, self._language))
                done = 0
                for work in readable:
                    done += len(work.entries)
                    what = f"{self._language}: {work.target.label}"
                    pace.report(self._progress, done, words * done // units, what)
            self._ledger.units += units
            self._ledger.words += words
            pace.finish(words, units, pace.clock() - begun)
        return bool(self._drafters)

    def _draft(self, works: Sequence[Work], progress: Progress | None) -> None:
        """Draft a batch with the engines in order, and write what each of them makes."""
        left = list(works)
        for lazy in tuple(self._drafters):
            asked = {place: one for place, work in enumerate(left) if (one := self._part(work, lazy.source)).entries}
            if not asked:
                continue
            parts = list(asked.values())
            try:
                drafts = draft_batch(lazy.open(), parts, [self._texts[one.target.path] for one in parts], progress)
            except (EngineError, PackageError) as error:
                rank = self._drafters.index(lazy)
                self._ledger.fail(error, lazy, self._drafters[rank + 1 :])
                del self._drafters[rank]
                continue
            for (place, one), found in zip(asked.items(), drafts, strict=True):
                settled = {entry.key for entry in one.entries} - self._write(one, found, lazy.source)
                rest = tuple(entry for entry in left[place].entries if entry.key not in settled)
                left[place] = replace(left[place], entries=rest)

    def _part(self, work: Work, source: DraftSource) -> Work:
        """The entries of a work that are for an engine."""
        redo = self._options.redo
        return replace(work, entries=tuple(entry for entry in work.entries if is_for(entry, source, redo=redo)))

    def _limit(self, pending: Sequence[Pending], pace: Pace) -> Callable[[], BatchLimit]:
        """The size of batches. Without a deadline it does not depend on the clock."""
        usual = CHUNK if pace.expected >= _FAST else min(CHUNK, int(_SLOW_CHUNK * pace.expected))
        usual *= max(1, (self._options.workers or processors()) // 2)
        word = sum(one.size for one in pending) / max(1, pace.words)

        def limit() -> BatchLimit:
            if pace.deadline is None:
                return BatchLimit(usual)
            batch, total = pace.next_batch()
            return BatchLimit(min(usual, int(batch * word)), int(total * word))

        return limit

    def _read(self, one: Pending) -> tuple[Catalog, Sequence[Entry]]:
        """A catalog as it is now, and its entries to draft; none if it cannot be read any more."""
        try:
            catalog = one.target.read()
        except (CatalogError, FileProblem) as error:
            self._ledger.units += one.units
            self._ledger.words += one.words
            if isinstance(error, CatalogError) or one.target.path.exists():
                self._ledger.report(error)
            else:
                self._ledger.skipped += one.units  # the catalog was removed meanwhile
            return Catalog(()), ()
        return catalog, wanted(catalog, *self._sources, redo=self._options.redo).entries[: one.units]

    def _is_readable(self, work: Work) -> bool:
        """Whether the texts of a work's catalog are known: not if its document cannot be read."""
        path = work.target.path
        try:
            if path not in self._texts:
                self._texts[path] = work.target.texts(work.catalog)
        except (DocumentError, FileProblem) as error:
            self._ledger.report(error)
            return False
        return True

    def _write(self, work: Work, drafts: Mapping[Key, Sequence[Draft]], source: DraftSource) -> set[Key]:
        """Write the drafts of one catalog, and count them; returns the entries whose drafts were refused."""
        ledger = self._ledger
        before = {entry.key: entry for entry in work.entries}
        try:
            filled = ledger.write(work.target, before, drafts, redo=self._options.redo)
        except (CatalogError, FileProblem) as error:
            ledger.report(error)
            return set()
        if filled is None:
            ledger.skipped += len(drafts)
            return set()
        ledger.drafted += len(filled.drafted)
        ledger.by_engine[source] += len(filled.drafted)
        for key in filled.drafted:
            ledger.refused.pop((work.target.path, key), None)
        ledger.copied += sum(all(draft.copied for draft in drafts[key]) for key in filled.drafted)
        ledger.skipped += len(drafts) - len(filled.drafted) - len(filled.refused)
        for key in filled.refused:
            reason = next(draft.reason for draft in drafts[key] if draft.text is None)
            finding = work.target.finding("refused_draft", Severity.WARNING, before[key], reason)
            ledger.refused[work.target.path, key] = finding
        if len(drafts) < len(work.entries):
            ledger.outdated.append(work.target.path)
        return set(filled.refused)
