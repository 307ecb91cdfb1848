"""The record of a unit: what is published for it, who or what wrote that, and who decided about it. docs/record.md explains the keys."""

from collections.abc import Mapping
from typing import Any

from workflow.catalogs.approvals import Approval, approvals_of
from workflow.catalogs.hashes import short_key, source_hash, target_hash, text_hash
from workflow.catalogs.provenance import DraftComment, drafts_of, previous_text
from workflow.catalogs.states import address
from workflow.model import Entry
from workflow.publishing.policy import PublishedUnit
from workflow.segmentation import word_count

__all__ = ["authorship", "unit_record"]


def unit_record(code: str, name: str, one: PublishedUnit) -> dict[str, Any]:
    """Return the record of a unit in the language ``code``. ``name`` is the name of its document in addresses."""
    entry = one.entry
    found: dict[str, Any] = {
        "unit": address(code, name, one.unit),
        "kind": str(one.unit.kind),
        "line": one.unit.line,
        "words": word_count(one.unit.source),
        "source": short_key(one.unit) if entry is None else source_hash(entry),
        "state": str(one.state),
        "published": str(one.level),
    }
    if one.reason:
        found["refused"] = one.reason
    elif one.objection is not None:
        found["held_back"] = one.objection.id
    elif one.held:
        found["held_back"] = one.held
    if one.text is not None and entry is not None:
        # Of an entry with several forms, the page shows the first; the hash is that of the comments in the catalog, which is over all.
        found["target"] = target_hash(entry) if one.text == entry.text else text_hash(one.text)
    found |= authorship(one)
    if one.text is not None and entry is not None and one.edit is None and (approvals := approvals_of(entry)):
        found["decisions"] = [_decision(approval) for approval in approvals]
    return found


def authorship(one: PublishedUnit) -> dict[str, Any]:
    """Return who or what wrote the text that is published (``wrote``), and how far it is from its draft."""
    if one.text is None or one.entry is None:
        return {"wrote": "source"}
    if one.edit is not None:
        return {"wrote": "person", "edit": str(one.edit.kind)}
    return _authorship(one.entry, approvals_of(one.entry))


def _authorship(entry: Entry, approvals: tuple[Approval, ...]) -> dict[str, Any]:
    """Who or what wrote the text of an entry, and how far it is from the draft."""
    source, text = source_hash(entry), target_hash(entry)
    # msgmerge copies comments from other entries: only one with this source hash counts.
    drafts = [draft for draft in drafts_of(entry) if draft.source == source]
    draft = next((draft for draft in drafts if draft.text == text), drafts[0] if drafts else None)
    if draft is None:
        nameless = any(approval.by_rule and not approval.name for approval in approvals)
        return {"wrote": "machine" if nameless else "person"}
    same = draft.text == text
    found: dict[str, Any] = {"wrote": _writer(entry, draft) if same else "edited", "engine": draft.engine}
    found |= {"package": draft.package} if draft.package else {}
    found |= {"package_hash": draft.hash} if draft.hash else {}
    if same:
        found |= {"risk": draft.risk} if draft.risk is not None else {}
    distance = 0.0 if same else next((one.edit for one in approvals if one.edit is not None), None)
    return found | ({"edit_distance": distance} if distance is not None else {})


def _writer(entry: Entry, draft: DraftComment) -> str:
    if draft.engine in ("copy", "memory"):
        return draft.engine
    return "repaired" if previous_text(entry) is not None or "repaired" in dict(draft.extra) else "machine"


def _decision(approval: Approval) -> Mapping[str, Any]:
    found: dict[str, Any] = {"who": approval.name, "on": approval.date, "look": approval.review.value}
    return found | ({"seconds": round(approval.seconds)} if approval.seconds is not None else {})
