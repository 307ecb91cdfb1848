"""Repair of edited texts: unchanged sentences keep the person's translation, the others are drafted.

No other function changes a stale entry. Where the repair is not certain, or a sentence has no valid draft, the entry stays as it is.
"""

from workflow.catalogs.hashes import source_hash
from workflow.catalogs.provenance import drafts_of, edit_of, previous_text, refusals_of
from workflow.catalogs.states import Need, need
from workflow.drafting.reuse.base import LanguageResources
from workflow.drafting.reuse.completion import complete
from workflow.drafting.reuse.sentence_diff import NotRepairable, SentenceRepair, repair
from workflow.drafting.translation.draft import Draft
from workflow.inline_tags import Grammar
from workflow.model import Entry

__all__ = ["is_edited", "plan_repair", "repaired"]


def is_edited(entry: Entry) -> bool:
    """Whether the entry is stale and holds a person's translation of the previous source, untouched and not refused since.

    An edit after which the person's words still hold is none to repair.
    """
    if entry.previous_msgid is None or entry.context != entry.previous_context or need(entry) is not Need.STALE:
        return False
    if entry.msgid_plural is not None or entry.previous_plural is not None or len(entry.msgstr) != 1:
        return False
    edit = edit_of(entry)
    if edit is not None and edit.kind.keeps_text:
        return False
    source = source_hash(entry)
    touched = previous_text(entry) is not None or any(draft.source == source for draft in drafts_of(entry))
    return not touched and not any(refusal.source == source for refusal in refusals_of(entry))


def plan_repair(entry: Entry, grammar: Grammar, resources: LanguageResources) -> SentenceRepair | NotRepairable:
    """Which sentences of an edited entry keep their translation."""
    return repair(entry.previous_msgid or "", entry.text, entry.msgid, resources.source, resources.target, grammar)


def repaired(entry: Entry, plan: SentenceRepair, grammar: Grammar, resources: LanguageResources) -> Draft:
    """The repaired text of an edited entry, or the reason why there is none. Raises EngineError, FileProblem."""
    draft = complete(plan, grammar, resources)
    if draft.text is not None and (reason := grammar.verify(entry.msgid, draft.text)):
        return draft.refused(f"inline tags: {reason}")
    return draft
