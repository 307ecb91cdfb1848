"""Edited texts of a project: where it is sure what of a translation still stands, the rest is drafted (``repair``).

Nothing else touches an entry that is stale. Where nothing is sure, or no draft of a sentence is good, its bytes stay as they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from workflow import catalogs
from workflow.catalogs.hashes import source_hash
from workflow.catalogs.provenance import Draft, drafts_of, previous_text, put_draft, refusals_of
from workflow.catalogs.states import Need, address, need
from workflow.drafting.entries import MEMORY, why
from workflow.drafting.report import RefusedUnit
from workflow.drafting.reuse.completion import Recall, completed
from workflow.drafting.reuse.sentence_diff import Repair, Unsure, repair
from workflow.drafting.structure import grammar_of
from workflow.drafting.translation.drafter import Drafter
from workflow.errors import CatalogError, DocumentError, FileProblem
from workflow.formats import FORMATS
from workflow.inline_tags import Grammar
from workflow.model import Catalog, Document, Entry, Key
from workflow.project import Project

__all__ = ["REPAIR", "Edited", "renew"]

REPAIR = "repair"
"""The engine's name in the comment of a text whose sentences are all a person's: some went, or changed places."""


@dataclass(slots=True)
class Edited:
    """What became of the stale entries of a language."""

    repaired: int = 0
    stale: list[RefusedUnit] = field(default_factory=list)
    """Those that stay as they are, and why."""
    written: list[Path] = field(default_factory=list)


def renew(
    project: Project,
    code: str,
    documents: Sequence[str],
    drafter: Callable[[], Drafter] | None,
    recall: Recall,
    limit: int | None = None,
    *,
    write: bool = True,
) -> Edited:
    """Repair the stale entries of a language's catalogs, at most ``limit`` of them; without ``write`` only tell which can't be.

    Sentences are ``recall``'s, where it has them, before they are the engine's (``drafter``, None where there is none).
    Catalogs and documents that cannot be read are passed over: the run has told of them. Raises EngineError and FileProblem.
    """
    result = Edited()
    for name in documents:
        path = project.catalog_path(code, name)
        if not path.is_file() or b"#| " not in path.read_bytes():
            continue
        try:
            old = {entry.key: entry for entry in project.catalogs.read(path).live if _is_edited(entry)}
            document = project.parse(name) if old else None
        except (CatalogError, DocumentError):
            continue
        if document is None:
            continue
        grammar = grammar_of(project, document)
        there = {unit.key for unit in document.units}
        new: dict[Key, Entry] = {}
        for key, entry in old.items():
            if key not in there:
                continue
            found = _repair(project, code, entry, grammar)
            reason = ""
            if isinstance(found, Unsure):
                reason = found.reason
            elif write and (limit is None or result.repaired + len(new) < limit):
                filled = _filled(drafter, recall, entry, found, document, grammar)
                if isinstance(filled, Entry):
                    new[key] = filled
                else:
                    reason = filled
            if reason:
                result.stale.append(RefusedUnit(address(code, project.documents.name(name), key), reason))
        if new:
            _write(path, old, new, result)
    return result


def _is_edited(entry: Entry) -> bool:
    """Whether the entry is stale, and its words are those for the text before: no machine has been here since, and nobody refused one."""
    if need(entry) is not Need.STALE or entry.previous_msgid is None or entry.context != entry.previous_context:
        return False
    if entry.msgid_plural is not None or entry.previous_plural is not None or len(entry.msgstr) != 1:
        return False
    source = source_hash(entry)
    touched = previous_text(entry) is not None or any(draft.source == source for draft in drafts_of(entry))
    return not touched and not any(refusal.source == source for refusal in refusals_of(entry))


def _repair(project: Project, code: str, entry: Entry, grammar: Grammar) -> Repair | Unsure:
    return repair(entry.previous_msgid or "", entry.text, entry.msgid, project.config.source_language, code, grammar)


def _filled(
    drafter: Callable[[], Drafter] | None,
    recall: Recall,
    entry: Entry,
    found: Repair,
    document: Document,
    grammar: Grammar,
) -> Entry | str:
    """The entry with its repaired text; or why there is none."""
    made = completed(found, recall, drafter, grammar)
    if isinstance(made, str):
        return made
    reason = grammar.verify(entry.msgid, made.text)
    if reason is not None:
        return f"codes: {reason}"
    targets = {unit.index: made.text for unit in document.units if unit.key == entry.key}
    refused = FORMATS[PurePosixPath(document.path).suffix].splice(document, targets).refused
    if refused:
        return f"structure: {next(iter(refused.values()))}"
    draft = Draft(REPAIR, risk=made.risk, extra=(("repaired", made.replaced), *why(made.risk, made.doubts)))
    if made.drafted and drafter is not None:
        engine = drafter().engine
        draft = replace(draft, engine=engine.name, package=engine.package, hash=engine.hash)
    elif found.wanted:
        draft = replace(draft, engine=MEMORY)
    return put_draft(entry, made.text, draft)


def _write(path: Path, old: dict[Key, Entry], new: dict[Key, Entry], result: Edited) -> None:
    """The new entries, where nobody changed the old ones meanwhile."""
    done: list[Key] = []

    def put(catalog: Catalog) -> Catalog:
        entries = []
        for entry in catalog.entries:
            ready = None if entry.obsolete else new.get(entry.key)
            if ready is not None and entry == old[entry.key]:
                done.append(entry.key)
                entry = ready
            entries.append(entry)
        return replace(catalog, entries=tuple(entries))

    try:
        changed = catalogs.update(path, put).changed
    except CatalogError:
        return
    except FileProblem:
        if path.exists():
            raise
        return
    result.repaired += len(set(done))
    if changed:
        result.written.append(path)
