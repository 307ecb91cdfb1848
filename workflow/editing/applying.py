"""What a decision makes of an entry. Pure functions."""

from dataclasses import replace

from workflow.catalogs.approvals import Review, approvals_of, approve, same_person, unapprove
from workflow.catalogs.characters import unwritable
from workflow.catalogs.comment_syntax import comment_values, remove_comments
from workflow.catalogs.provenance import (
    draft_of,
    drop_draft,
    ignore,
    ignored,
    is_machine_text,
    put_draft,
    record_of,
    refuse,
    untouched_draft_of,
)
from workflow.catalogs.states import JOINED, Need, need, state
from workflow.editing.model import Decision, DecisionKind, Seen, Signature
from workflow.errors import DecisionRefused
from workflow.model import Entry, State

__all__ = ["applied", "distance"]


def applied(entry: Entry, decision: Decision, drafted: tuple[str, ...] | None = None) -> Entry:
    """Return the entry as the decision makes it; the same object if it is so already.

    ``drafted``: the machine's draft for this source, if it is known though a person has edited it since.
    Raises DecisionRefused if the entry is not as the person saw it, or if there is nothing to decide.
    """
    where = decision.unit.address
    if entry.obsolete:
        raise DecisionRefused(f"{where}: the text is no longer in its document. Nothing was changed.")
    now = Seen.of(entry)
    if now != decision.seen:
        what = "source" if now.source != decision.seen.source else "translation"
        raise DecisionRefused(
            f"{where}: its {what} has changed since you looked at it. Look again, then decide. It was left as it is."
        )
    match decision.kind:
        case DecisionKind.APPROVE:
            return _approved(entry, where, decision.by, _edit(entry.msgstr, entry, drafted))
        case DecisionKind.EDIT:
            return _edited(entry, where, decision, drafted)
        case DecisionKind.REFUSE:
            return _refused(entry, where, decision)
        case DecisionKind.UNAPPROVE:
            return _unapproved(entry, where, decision)
        case DecisionKind.IGNORE:
            return _ignored(entry, decision)
        case DecisionKind.FIX:
            return _fixed(entry, where, decision)


def distance(draft: tuple[str, ...], text: tuple[str, ...]) -> float:
    """Return how far a translation is from a draft, from 0 (unedited) to 1: the characters to change, as a share of the longer one."""
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_distance("\0".join(draft), "\0".join(text)))


def _approved(entry: Entry, where: str, by: Signature, edit: float | None = None) -> Entry:
    review = by.review or Review.TARGET
    _check_text(entry, entry.msgstr, where)
    if need(entry) is Need.CONFLICT:
        raise DecisionRefused(f"{where}: holds two texts (conflict). Choose one with `workflow edit {where}`.")
    valid = approvals_of(entry)
    own = next((one for one in valid if same_person(one.name, by.who)), None)
    if review is Review.RULE:
        if state(entry) is State.NEEDS_WORK:
            raise DecisionRefused(
                f"{where}: needs work ({need(entry)}), which a rule cannot settle. Have a person read it (--review)."
            )
        if valid:  # what people said counts for more than a rule
            return entry
    elif own is not None and own.review is review and by.seconds is None:
        return entry
    if edit is None and own is not None:
        edit = own.edit
    seconds = by.seconds if by.seconds is not None or own is None else own.seconds
    return approve(entry, by.who, by.date, review=review, edit=edit, seconds=seconds)


def _edit(texts: tuple[str, ...], entry: Entry, drafted: tuple[str, ...] | None) -> float | None:
    """How far a translation is from the draft that the entry holds, or held."""
    draft = record_of(entry)
    if draft is not None:
        drafted = entry.msgstr
    return None if drafted is None else distance(drafted, texts)


def _edited(entry: Entry, where: str, decision: Decision, drafted: tuple[str, ...] | None) -> Entry:
    _check_text(entry, decision.texts, where)
    if character := unwritable("\n".join(decision.texts)):
        raise DecisionRefused(f"{where}: the text has {character}. Remove it.")
    if len(decision.texts) != len(entry.msgstr):
        raise DecisionRefused(
            f"{where}: has {_forms(len(entry.msgstr))}, and {_forms(len(decision.texts))} were given."
        )
    texts = tuple(_ended(text, entry.msgid) for text in decision.texts)
    edit = _edit(texts, entry, drafted)
    settled = state(entry) in (State.TRANSLATED, State.APPROVED) and not any(
        True for kind in ("conflict", "was", "edit", "refused") for _ in comment_values(entry, kind)
    )
    if settled and texts == entry.msgstr and decision.by.review is None:
        return entry
    # As an approval does: the person has decided, so nothing waits for a decision any longer.
    entry = remove_comments(entry, "refused", "was", "edit", "conflict")
    entry = replace(
        entry,
        msgstr=texts,
        flags=tuple(flag for flag in entry.flags if flag != "fuzzy"),
        previous_context=None,
        previous_msgid=None,
        previous_plural=None,
    )
    return entry if decision.by.review is None else _approved(entry, where, decision.by, edit)


def _fixed(entry: Entry, where: str, decision: Decision) -> Entry:
    """The entry with corrections. What is a machine's text and unread is a draft afterwards, with the hash of its new text."""
    _check_text(entry, decision.texts, where)
    if len(decision.texts) != len(entry.msgstr):
        raise DecisionRefused(
            f"{where}: has {_forms(len(entry.msgstr))}, and {_forms(len(decision.texts))} were given."
        )
    if decision.texts == entry.msgstr:
        return entry
    draft = draft_of(entry)
    if draft is None and not decision.everybody:
        raise DecisionRefused(f"{where}: is no longer a draft. To correct it all the same: workflow check --fix=all")
    if not is_machine_text(entry):
        return replace(entry, msgstr=decision.texts)
    record = record_of(entry)
    if not entry.fuzzy:  # approved by a rule, which does not know the new text
        entry = replace(entry, flags=("fuzzy", *entry.flags))
    return replace(entry, msgstr=decision.texts) if record is None else put_draft(entry, decision.texts, record)


def _ended(text: str, source: str) -> str:
    """The text with a line feed at its beginning and its end exactly where the source has one, as gettext demands."""
    return ("\n" if source.startswith("\n") else "") + text.strip("\n") + ("\n" if source.endswith("\n") else "")


def _refused(entry: Entry, where: str, decision: Decision) -> Entry:
    if not any(entry.msgstr):
        raise DecisionRefused(f"{where}: has no translation to refuse.")
    record = untouched_draft_of(entry) or record_of(entry)
    engine, package = (record.engine, record.hash) if record is not None else ("", "")
    by_machine = untouched_draft_of(entry) is not None or is_machine_text(entry)
    entry = unapprove(entry, None)
    if not entry.fuzzy:
        entry = replace(entry, flags=("fuzzy", *entry.flags))
    # A person's words stay, for them to correct; of a draft that a person had accepted, the record goes, or it would be a draft again.
    entry = drop_draft(entry) if by_machine else remove_comments(entry, "draft")
    return refuse(entry, engine=engine, hash=package, reason=decision.reason, by=decision.by.who)


def _unapproved(entry: Entry, where: str, decision: Decision) -> Entry:
    after = unapprove(entry, None if decision.everybody else decision.by.who)
    if after is entry:
        there = approvals_of(entry)
        names = ", ".join(one.name for one in there)
        what = (
            f"is approved by {names}, not by {decision.by.who}. To remove all approvals: --all"
            if there
            else "is not approved"
        )
        raise DecisionRefused(f"{where}: {what}.")
    return after


def _ignored(entry: Entry, decision: Decision) -> Entry:
    new = ignore(entry, decision.check, by=decision.by.who, reason=decision.reason)
    there = [one for one in ignored(entry) if one.check == decision.check]
    return entry if there == [one for one in ignored(new) if one.check == decision.check] else new


def _check_text(entry: Entry, texts: tuple[str, ...], where: str) -> None:
    """Raise DecisionRefused if a text is missing: it would not be a translation."""
    if not any(text.strip() for text in texts) and entry.msgid.strip():
        raise DecisionRefused(f"{where}: has no translation.")
    missing = [number for number, text in enumerate(texts) if not text.strip()]
    if missing and entry.msgid.strip():
        raise DecisionRefused(f"{where}: has no translation for the plural form {missing[0]} (msgstr[{missing[0]}]).")
    if any(JOINED in text for text in texts):
        raise DecisionRefused(f"{where}: holds two texts (#-#-#-#-#). Choose one with `workflow edit {where}`.")


def _forms(number: int) -> str:
    return "1 text" if number == 1 else f"{number} plural forms"
