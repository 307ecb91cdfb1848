"""The second pass over the catalogs: entries that the engine drafts, in batches."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from workflow.drafting.batch import draft_batch
from workflow.drafting.budget import Pace
from workflow.drafting.entries import wanted
from workflow.drafting.ledger import Ledger
from workflow.drafting.options import DraftOptions
from workflow.drafting.selection import BatchLimit, Pending, Work, batches, count_words
from workflow.drafting.targets import CatalogTexts
from workflow.drafting.translation.draft import Draft
from workflow.drafting.translation.drafter import Drafter
from workflow.errors import CatalogError, DocumentError, FileProblem
from workflow.model import Catalog, Entry, Key, Progress, Severity
from workflow.workers import processors

__all__ = ["CHUNK", "EnginePass"]

CHUNK = 60_000
"""Maximum characters of source in a batch for every two workers: enough for full batches of the engine. Catalogs are written after each."""
_SLOW_CHUNK = 12_000
"""The same for a slow engine, which takes some 40 seconds for it; an interruption loses no more."""
_FAST = 250
"""Minimum words a second of an engine that gets large batches."""


class EnginePass:
    """Drafts pending entries with one engine and writes them, catalog by catalog."""

    def __init__(
        self, drafter: Drafter, language: str, options: DraftOptions, ledger: Ledger, progress: Progress | None
    ) -> None:
        self._drafter = drafter
        self._language = language
        self._options = options
        self._ledger = ledger
        self._progress = progress
        self._texts: dict[Path, CatalogTexts] = {}

    def run(self, pending: Sequence[Pending], pace: Pace) -> None:
        """Draft the pending entries, as far as the time allows.

        Each catalog is read again when its turn comes. One that cannot be read or written is recorded. Raises EngineError.
        """
        limit = self._limit(pending, pace)
        for works in batches(
            pending, self._read, limit, whole_documents=self._drafter.engine.capabilities.whole_documents
        ):
            begun = pace.clock()
            # A document in parts is parsed once; the others are forgotten.
            paths = {work.target.path for work in works}
            self._texts = {path: texts for path, texts in self._texts.items() if path in paths}
            readable = [(work, known) for work in works if (known := self._texts_of(work)) is not None]
            units = sum(len(work.entries) for work in works)
            words = sum(count_words(work.entries) for work in works)
            if readable:
                progress = pace.within(self._progress, words, units, self._language)
                good, texts = [work for work, _ in readable], [one for _, one in readable]
                drafts = draft_batch(self._drafter, good, texts, progress)
                done = 0
                for work, found in zip(good, drafts, strict=True):
                    done += len(work.entries)
                    self._write(work, found)
                    what = f"{self._language}: {work.target.label}"
                    pace.report(self._progress, done, words * done // units, what)
            self._ledger.units += units
            self._ledger.words += words
            pace.finish(words, units, pace.clock() - begun)

    def _limit(self, pending: Sequence[Pending], pace: Pace) -> Callable[[], BatchLimit]:
        """The size of batches. Without a deadline it does not depend on the clock."""
        usual = CHUNK if pace.expected >= _FAST else min(CHUNK, _SLOW_CHUNK)
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
        return catalog, wanted(catalog, self._drafter.source, redo=self._options.redo).entries[: one.units]

    def _texts_of(self, work: Work) -> CatalogTexts | None:
        """The texts of a work's catalog; None if its document cannot be read."""
        path = work.target.path
        try:
            if path not in self._texts:
                self._texts[path] = work.target.texts(work.catalog)
        except (DocumentError, FileProblem) as error:
            self._ledger.report(error)
            return None
        return self._texts[path]

    def _write(self, work: Work, drafts: Mapping[Key, Sequence[Draft]]) -> None:
        """Write the drafts of one catalog, and count them."""
        ledger = self._ledger
        before = {entry.key: entry for entry in work.entries}
        try:
            filled = ledger.write(work.target, before, drafts, redo=self._options.redo)
        except (CatalogError, FileProblem) as error:
            ledger.report(error)
            return
        if filled is None:
            ledger.skipped += len(drafts)
            return
        ledger.drafted += len(filled.drafted)
        ledger.copied += sum(all(draft.copied for draft in drafts[key]) for key in filled.drafted)
        ledger.skipped += len(drafts) - len(filled.drafted) - len(filled.refused)
        for key in filled.refused:
            reason = next(draft.reason for draft in drafts[key] if draft.text is None)
            ledger.refused.append(work.target.finding("refused_draft", Severity.WARNING, before[key], reason))
        if len(drafts) < len(work.entries):
            ledger.outdated.append(work.target.path)
