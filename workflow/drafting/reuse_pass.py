"""The first pass over a catalog: entries that translations by people can fill or repair."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from workflow.drafting.entries import FilledCatalog, wanted, write
from workflow.drafting.ledger import Ledger
from workflow.drafting.options import DraftOptions
from workflow.drafting.reuse.base import LanguageResources
from workflow.drafting.reuse.pretranslation import expected, pretranslate
from workflow.drafting.reuse.repair import is_edited, plan_repair, repaired
from workflow.drafting.reuse.sentence_diff import NotRepairable
from workflow.drafting.targets import CatalogTexts, Target
from workflow.drafting.translation.draft import MEMORY, Draft
from workflow.errors import EngineError, PackageError
from workflow.memory import NOWHERE, MemoryMatch, surroundings
from workflow.model import Catalog, Entry, Key, Severity

__all__ = ["ReusePass", "reuse_entry"]

_T = TypeVar("_T")


def reuse_entry(entry: Entry, catalog: Catalog, texts: CatalogTexts, resources: LanguageResources) -> Draft | None:
    """The draft of one entry from translations by people, as ``draft`` would write it; None if there is no valid one.

    Raises EngineError, FileProblem.
    """
    if entry.key not in texts.forms or entry.msgid_plural is not None:
        return None
    text = texts.forms[entry.key][0]
    if is_edited(entry) and resources.repairs:
        plan = plan_repair(entry, text.grammar, resources)
        draft = None if isinstance(plan, NotRepairable) else repaired(entry, plan, text.grammar, resources)
    else:
        place = surroundings(catalog).get(entry.key, NOWHERE)
        draft = pretranslate(text, resources.memory.matches(entry.msgid, resources.target, place), resources)
    if draft is None or draft.text is None or texts.refused({entry.key: (draft.text,)}):
        return None
    return draft


class ReusePass:
    """Pre-translates and repairs entries, catalog by catalog. An engine that fails is recorded, and its fallback used from then on."""

    def __init__(self, resources: LanguageResources, options: DraftOptions, ledger: Ledger) -> None:
        self.resources = resources
        """Without the drafters whose engines failed."""
        self._options = options
        self._ledger = ledger

    def run(self, target: Target, catalog: Catalog) -> Catalog:
        """Fill and repair entries of a catalog; returns the catalog as it is then.

        In a dry run, nothing is written and no engine is asked: the result is what is expected. Raises CatalogError, DocumentError, FileProblem.
        """
        edited = [entry for entry in catalog.live if self.resources.repairs and is_edited(entry)]
        fillable, matches = self._matches(catalog)
        if not matches and not edited:
            return catalog
        texts = target.texts(catalog)
        drafts: dict[Key, Draft] = {}
        unused: dict[Key, str] = {}
        for entry in fillable:
            if entry.key in matches and entry.key in texts.forms and not self._is_spent(len(drafts)):
                draft = self._pretranslated(entry, matches[entry.key], texts)
                if draft is not None and draft.text is None:
                    unused[entry.key] = draft.reason
                elif draft is not None:
                    drafts[entry.key] = draft
        stale: dict[Key, str] = {}
        for entry in edited:
            if entry.key not in texts.forms:
                continue
            draft = self._repaired(entry, texts, may_draft=not self._is_spent(len(drafts)))
            if draft is not None and draft.text is None:
                stale[entry.key] = draft.reason
            elif draft is not None:
                drafts[entry.key] = draft
        refused = texts.refused({key: (draft.text or "",) for key, draft in drafts.items()})
        stale |= refused
        unused |= refused
        self._ledger.unused += [
            target.finding("unused_match", Severity.NOTE, entry, f"exact match not used: {unused[entry.key]}")
            for entry in fillable
            if entry.key in unused
        ]
        self._ledger.stale += [
            target.finding("stale_translation", Severity.NOTE, entry, stale[entry.key])
            for entry in edited
            if entry.key in stale
        ]
        before = {entry.key: entry for entry in (*fillable, *edited)}
        return (
            self._write(target, catalog, before, {key: draft for key, draft in drafts.items() if key not in refused})
            or catalog
        )

    def _matches(self, catalog: Catalog) -> tuple[tuple[Entry, ...], dict[Key, Sequence[MemoryMatch]]]:
        """The entries that the memory may fill, and its matches for them."""
        memory = self.resources.memory
        if memory.threshold is None or self._is_spent(0):
            return (), {}
        entries = wanted(catalog, MEMORY, redo=self._options.redo).entries
        places = surroundings(catalog) if entries else {}
        return entries, {
            entry.key: found
            for entry in entries
            if entry.msgid_plural is None
            and (found := memory.matches(entry.msgid, self.resources.target, places.get(entry.key, NOWHERE)))
        }

    def _pretranslated(self, entry: Entry, matches: Sequence[MemoryMatch], texts: CatalogTexts) -> Draft | None:
        """A draft from the memory's matches, or the reason why exact ones are not used; None if there is nothing to say."""
        text = texts.forms[entry.key][0]
        if self._options.dry_run:
            return expected(text, matches, self.resources)
        return self._tried(lambda resources: pretranslate(text, matches, resources))

    def _repaired(self, entry: Entry, texts: CatalogTexts, *, may_draft: bool) -> Draft | None:
        """The repaired text of an edited entry, or the reason why it stays stale; None if it is left for another run."""
        grammar = texts.forms[entry.key][0].grammar
        plan = plan_repair(entry, grammar, self.resources)
        if isinstance(plan, NotRepairable):
            return Draft(None, plan.reason)
        if not may_draft:
            return None
        if self._options.dry_run:
            draft = repaired(entry, plan, grammar, replace(self.resources, drafters=()))
            return draft if draft.text is not None or not self.resources.drafters else Draft(entry.text)
        return self._tried(lambda resources: repaired(entry, plan, grammar, resources))

    def _tried(self, make: Callable[[LanguageResources], _T]) -> _T:
        """Return the result of ``make`` with the first engine that does not fail, otherwise without an engine."""
        while self.resources.drafters:
            try:
                return make(self.resources)
            except (EngineError, PackageError) as error:
                failed, *following = self.resources.drafters
                self._ledger.fail(error, failed, following)
                self.resources = replace(self.resources, drafters=tuple(following))
        return make(self.resources)

    def _write(
        self, target: Target, catalog: Catalog, before: Mapping[Key, Entry], drafts: Mapping[Key, Draft]
    ) -> Catalog | None:
        """Write and count the drafts; returns the catalog with them, None if nothing was written. In a dry run the file stays as it is."""
        if not drafts:
            return None
        redo, forms = self._options.redo, {key: (draft,) for key, draft in drafts.items()}
        if self._options.dry_run:
            filled: FilledCatalog | None = write(catalog, before, forms, redo=redo)
        else:
            filled = self._ledger.write(target, before, forms, redo=redo)
        if filled is None:
            return None
        repairs = sum(is_edited(before[key]) for key in filled.drafted)
        self._ledger.repaired += repairs
        self._ledger.pretranslated += len(filled.drafted) - repairs
        self._options.budget.take(len(filled.drafted))
        return filled.catalog

    def _is_spent(self, units: int) -> bool:
        """Whether the budget allows nothing beyond so many units."""
        return units >= self._options.budget.left or self._options.budget.over
