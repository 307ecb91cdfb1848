"""How one unit is drafted, step by step: ``draft --explain``."""

import re
import time
from collections.abc import Callable

from workflow.catalogs.hashes import short_key
from workflow.catalogs.states import address, state
from workflow.drafting.budget import Clock
from workflow.drafting.report import Explanation
from workflow.drafting.structure import Work, opener, outcomes_of
from workflow.engines.choice import choose
from workflow.errors import BadInput, EngineUnavailable
from workflow.glossary import load
from workflow.memory import NOWHERE, MemoryMatch, open_memory, surroundings
from workflow.model import Catalog, Entry, Observer, Progress
from workflow.project import Project

__all__ = ["explain", "find"]

_MATCHES = 3
_ADDRESS = re.compile(r"(?P<language>[A-Za-z_@-]+):(?P<document>[^#]+?)(?:#(?P<key>[0-9a-f]{8})|:(?P<line>\d+))")


def explain(
    project: Project,
    unit: str,
    *,
    progress: Progress | None = None,
    announce: Callable[[str], None] | None = None,
    clock: Clock = time.monotonic,
) -> Explanation:
    """How the unit at an address (``es:guide#3f2a91c0``, or ``es:guide:118`` for a line of the PO file) is drafted.

    It is drafted anew, whatever its entry holds; nothing is written. ``announce``: see ``draft``.
    Raises BadInput where there is no such unit, EngineUnavailable where nothing drafts its language, CatalogError, EngineError,
    GlossaryError.
    """
    begun = clock()
    language, document, catalog, entry = find(project, unit)
    choice = choose(project.config.source_language, language, project.engine_settings(language))
    if choice.engine is None:
        raise EngineUnavailable(f"{unit}: {choice.reason}.{f' Try: {choice.remedy}' if choice.remedy else ''}")
    opened = opener(project, language, choice, load(project), announce)
    assert opened is not None
    drafter = opened()
    work = Work(language, document, project.catalog_path(language, document), (entry,))
    found = outcomes_of(project, drafter, [work], {document: project.parse(document)}, progress)[0]
    if entry.key not in found:
        raise BadInput(f"{unit}: {document} has no such unit any more. Run: workflow extract")
    outcome = found[entry.key]
    return Explanation(
        address=address(language, project.documents.name(document), entry),
        source=entry.msgid,
        target=outcome.target,
        reason=outcome.reason,
        risk=outcome.risk,
        engine=choice.engine.name,
        package=choice.engine.package,
        hash=choice.engine.hash,
        quality=choice.quality,
        options=choice.engine.capabilities.search,
        styles=tuple(style.name for style in drafter.styles()),
        spoken=outcome.spoken,
        state=state(entry).value,
        text=entry.text,
        matches=_matches(project, language, catalog, entry, progress),
        seconds=clock() - begun,
    )


def _matches(
    project: Project, language: str, catalog: Catalog, entry: Entry, progress: Progress | None
) -> tuple[MemoryMatch, ...]:
    """What the memory has for a unit."""
    if project.config.memory is None or entry.msgid_plural is not None:
        return ()
    places = surroundings(catalog)
    memory = open_memory(project, observer=Observer(progress))
    try:
        found = memory.find(entry.msgid, language, place=places.get(entry.key, NOWHERE), limit=_MATCHES)
        return tuple(found)
    finally:
        memory.close()


def find(project: Project, unit: str) -> tuple[str, str, Catalog, Entry]:
    """The language, document, catalog and entry that a unit's address names.

    Raises BadInput, CatalogError, FileProblem.
    """
    match = _ADDRESS.fullmatch(unit.strip())
    if match is None:
        raise BadInput(
            f"{unit!r} is no unit's address. One looks like es:guide#3f2a91c0 (language, document, unit) "
            f"or es:guide:118 (a line of the PO file)."
        )
    (language,) = _one(project.config.select_languages([match["language"]]), match["language"])
    (document,) = _one(project.documents.select([match["document"]]), match["document"])
    path = project.catalog_path(language, document)
    if not path.is_file():
        raise BadInput(f"{unit}: {path} does not exist yet. Run: workflow extract")
    catalog = project.catalogs.read(path)
    entry = _by_key(catalog, match["key"]) if match["key"] else _by_line(catalog, int(match["line"]))
    if entry is None:
        raise BadInput(f"{unit}: there is no such unit in {path}.")
    return language, document, catalog, entry


def _one(found: tuple[str, ...], word: str) -> tuple[str]:
    if len(found) != 1:
        raise BadInput(f"{word!r} names {len(found)} of them; a unit's address names one.")
    return (found[0],)


def _by_key(catalog: Catalog, key: str) -> Entry | None:
    return next((entry for entry in catalog.live if short_key(entry) == key), None)


def _by_line(catalog: Catalog, line: int) -> Entry | None:
    """The entry that holds a line of the file: the last one that starts at it or before it."""
    before = [entry for entry in catalog.live if 0 < entry.line <= line]
    return max(before, key=lambda entry: entry.line, default=None)
