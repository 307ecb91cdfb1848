"""Explain how one unit is drafted, step by step: ``draft --explain``."""

import time
from collections.abc import Callable

from workflow.catalogs.states import state
from workflow.drafting.batch import draft_batch
from workflow.drafting.budget import Clock
from workflow.drafting.options import DraftOptions
from workflow.drafting.report import Explanation
from workflow.drafting.resources import Resources
from workflow.drafting.reuse.base import LanguageResources
from workflow.drafting.reuse_pass import reuse_entry
from workflow.drafting.selection import Work
from workflow.drafting.targets import CatalogTexts, ProjectCatalog
from workflow.drafting.translation.draft import Draft
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.choice import Choice
from workflow.errors import BadInput, EngineError, EngineUnavailable, PackageError
from workflow.memory import NOWHERE, MemoryMatch, surroundings
from workflow.model import Observer
from workflow.project import Project
from workflow.project.addresses import UnitFinder

__all__ = ["explain"]

_MAX_MATCHES = 3
"""Maximum number of matches of the memory that are shown."""


def explain(
    project: Project,
    unit: str,
    observer: Observer = Observer(),
    *,
    engines: tuple[str, ...] | None = None,
    clock: Clock = time.monotonic,
) -> Explanation:
    """How the unit at an address (``es:guide#3f2a91c0``, or ``es:guide:118`` for a line of the PO file) is drafted.

    It is drafted anew, whatever its entry holds; nothing is written. ``engines``: see ``DraftOptions``. Shown is the first engine whose draft is valid, otherwise the last.
    Raises BadInput where there is no such unit, EngineUnavailable where no engine translates into its language, CatalogError,
    DocumentError, EngineError, FileProblem, GlossaryError and PackageError.
    """
    begun = clock()
    found = UnitFinder(project).find(unit)
    target, entry = ProjectCatalog(project, found.language, found.document), found.entry
    catalog = target.read()
    resources = Resources(project, DraftOptions(engines=engines), observer)
    source, code = project.config.source_language, target.language
    choice = resources.choose(source, code)
    if choice.engine is None:
        raise EngineUnavailable(f"{unit}: {choice.reason}.{f' Try: {choice.remedy}' if choice.remedy else ''}")
    language = resources.language(source, code, choice)
    try:
        texts = target.texts(catalog)
        if entry.key not in texts.forms:
            raise BadInput(f"{unit}: {target.document} no longer has this unit. Run `workflow extract`.")
        work = Work(target, catalog, (entry,))
        choice, drafter, draft, before = _first(language, choice, lambda one: _draft(one, work, texts, observer))
        matches: tuple[MemoryMatch, ...] = ()
        if entry.msgid_plural is None:
            place = surroundings(catalog).get(entry.key, NOWHERE)
            matches = tuple(language.memory.best(entry.msgid, code, place, _MAX_MATCHES))
        reused = reuse_entry(entry, catalog, texts, language)
    finally:
        resources.close()
    return Explanation(
        address=found.address,
        source=entry.msgid,
        target=draft.text,
        reason=draft.reason,
        risk=draft.risk,
        before=before,
        engine=drafter.engine.name,
        package=drafter.engine.package,
        hash=drafter.engine.hash,
        quality=choice.quality,
        options=drafter.engine.capabilities.search,
        styles=drafter.styles(),
        sentences=draft.sentences,
        state=state(entry).value,
        text=entry.text,
        matches=matches,
        reused=reused,
        seconds=clock() - begun,
    )


def _draft(drafter: Drafter, work: Work, texts: CatalogTexts, observer: Observer) -> Draft:
    """The engine's draft of the one entry of a work; of its first form. Raises EngineError."""
    (drafts,) = draft_batch(drafter, [work], [texts], observer.progress)
    return drafts[work.entries[0].key][0]


def _first(
    language: LanguageResources, choice: Choice, make: Callable[[Drafter], Draft]
) -> tuple[Choice, Drafter, Draft, tuple[str, ...]]:
    """The first engine with a valid draft, or the last one; and those before it, with the reasons. Raises EngineError, PackageError."""
    before: list[str] = []
    *earlier, last = zip((choice, *choice.fallbacks), language.drafters, strict=True)
    for chosen, lazy in earlier:
        try:
            draft = make(drafter := lazy.open())
        except (EngineError, PackageError) as error:
            before.append(f"{lazy.source.name} {lazy.source.package}: {error}")
            continue
        if draft.text is not None:
            return chosen, drafter, draft, tuple(before)
        before.append(f"{lazy.source.name} {lazy.source.package}: {draft.reason}")
    drafter = last[1].open()
    return last[0], drafter, make(drafter), tuple(before)
