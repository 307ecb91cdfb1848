"""Explain how one unit is drafted, step by step: ``draft --explain``."""

import re
import time
from collections.abc import Callable

from workflow.catalogs.hashes import short_key
from workflow.catalogs.states import address, state
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
from workflow.files import exists, read_bytes
from workflow.memory import NOWHERE, MemoryMatch, surroundings
from workflow.model import Catalog, Entry, Observer
from workflow.project import Project

__all__ = ["explain"]

_MAX_MATCHES = 3
"""Maximum number of matches of the memory that are shown."""
_ADDRESS = re.compile(r"(?P<language>[A-Za-z_@-]+):(?P<document>[^#]+?)(?:#(?P<key>[0-9a-f]{8})|:(?P<line>\d{1,9}))")


def explain(
    project: Project, unit: str, observer: Observer = Observer(), *, clock: Clock = time.monotonic
) -> Explanation:
    """How the unit at an address (``es:guide#3f2a91c0``, or ``es:guide:118`` for a line of the PO file) is drafted.

    It is drafted anew, whatever its entry holds; nothing is written. Shown is the first engine whose draft is valid, otherwise the last.
    Raises BadInput where there is no such unit, EngineUnavailable where no engine translates into its language, CatalogError,
    DocumentError, EngineError, FileProblem, GlossaryError and PackageError.
    """
    begun = clock()
    target, catalog, entry = _find(project, unit)
    resources = Resources(project, DraftOptions(), observer)
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
        address=address(code, project.documents.name(target.document), entry),
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


def _find(project: Project, unit: str) -> tuple[ProjectCatalog, Catalog, Entry]:
    """The catalog and entry that a unit's address names. Raises BadInput, CatalogError, FileProblem."""
    match = _ADDRESS.fullmatch(unit.strip())
    if match is None:
        raise BadInput(
            f"{unit!r} is not a valid unit address. An address looks like es:guide#3f2a91c0 (language, document, unit) "
            f"or es:guide:118 (a line of the PO file)."
        )
    (language,) = _one(project.config.select_languages([match["language"]]), match["language"])
    (document,) = _one(project.documents.select([match["document"]]), match["document"])
    target = ProjectCatalog(project, language, document)
    if not exists(target.path):
        raise BadInput(f"{unit}: {target.path} does not exist yet. Run `workflow extract`.")
    catalog = target.read()
    entry = _by_key(catalog, match["key"]) if match["key"] else _by_line(target, catalog, int(match["line"]))
    if entry is None:
        raise BadInput(f"{unit}: {_missing(target, catalog, match['line'])}")
    return target, catalog, entry


def _line_count(target: ProjectCatalog) -> int:
    return len(read_bytes(target.path).splitlines())


def _missing(target: ProjectCatalog, catalog: Catalog, line: str | None) -> str:
    """Why there is no unit at a line of a file, or of a key (None)."""
    if line is None:
        return f"no such unit in {target.path}."
    last = _line_count(target)
    if int(line) > last:
        return f"{target.path} has only {last} lines."
    if any(0 < entry.line <= int(line) for entry in catalog.entries):
        return f"line {line} of {target.path} belongs to an obsolete entry, which is not drafted."
    return f"line {line} of {target.path} belongs to the header, not to a unit."


def _one(found: tuple[str, ...], word: str) -> tuple[str]:
    if len(found) != 1:
        raise BadInput(f"{word!r} matches {len(found)}; a unit address must name exactly one.")
    return (found[0],)


def _by_key(catalog: Catalog, key: str) -> Entry | None:
    return next((entry for entry in catalog.live if short_key(entry) == key), None)


def _by_line(target: ProjectCatalog, catalog: Catalog, line: int) -> Entry | None:
    """The entry that a line of the file belongs to: the last one that starts at or before it, unless that is obsolete."""
    before = [entry for entry in catalog.entries if 0 < entry.line <= line]
    entry = max(before, key=lambda entry: entry.line, default=None)
    return None if line > _line_count(target) or entry is None or entry.obsolete else entry
