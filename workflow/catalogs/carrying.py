"""Carry a translation from the text that it translates to an edited version of that text, and recognise one that was carried.

A carried translation is fuzzy, with the source that it belongs to as ``#|``. If a person had finished it, a ``workflow-edit`` comment
names the kind of the edit, so that readers still get a person's words (docs/catalogs.md).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from workflow.catalogs.comment_syntax import comment_values, remove_comments
from workflow.catalogs.hashes import source_hash
from workflow.catalogs.provenance import (
    drop_draft,
    edit_of,
    keep_text,
    previous_text,
    put_edit,
    untouched_draft_of,
    without_machine_refusals,
)
from workflow.catalogs.source_edits.kinds import EditKind, EditRules, words_of
from workflow.catalogs.states import state
from workflow.model import Entry, Key, State

__all__ = ["Judge", "carried", "fitting_forms", "former_key", "is_carried", "settled_edit"]


def carried(old: Entry, entry: Entry) -> Entry:
    """The untranslated ``entry`` with the translation by a person that ``old`` holds: fuzzy, with the former source as ``#|``.

    Without a ``#|`` if the edit was undone, and not fuzzy then if the translation had been finished.
    """
    old, was_finished = _by_person(old), _is_finished(old)
    comments = remove_comments(without_machine_refusals(old), "draft", "obsolete").comments
    flags = tuple(flag for flag in old.flags if flag != "fuzzy")
    if not any(old.msgstr):
        return replace(entry, comments=comments, flags=flags)
    plain = replace(entry, msgstr=fitting_forms(old, entry), comments=comments, flags=flags)
    former = (old.context, old.msgid, old.msgid_plural)
    if old.fuzzy and old.previous_msgid is not None:  # it translates a still earlier text
        former = (old.previous_context, old.previous_msgid, old.previous_plural)
    if former == (entry.context, entry.msgid, entry.msgid_plural):
        return plain if was_finished else replace(plain, flags=("fuzzy", *flags))
    return replace(
        plain,
        flags=("fuzzy", *flags),
        previous_context=former[0],
        previous_msgid=former[1],
        previous_plural=former[2],
    )


def is_carried(entry: Entry, origin: Entry) -> bool:
    """Whether ``entry`` holds nothing but what ``carried`` took from ``origin``, and what a machine made of it."""
    bare = Entry(
        entry.msgid,
        tuple("" for _ in entry.msgstr),
        context=entry.context,
        msgid_plural=entry.msgid_plural,
        extracted=entry.extracted,
        locations=entry.locations,
    )
    ours = replace(without_machine_refusals(_by_person(entry)), line=0)
    return ours == replace(carried(origin, bare), line=0)


def former_key(entry: Entry) -> Key | None:
    """The key of the text that a carried translation belongs to; None without ``#|``."""
    return None if entry.previous_msgid is None else (entry.previous_context, entry.previous_msgid)


def fitting_forms(old: Entry, entry: Entry) -> tuple[str, ...]:
    """The old texts, for an entry that may have gained or lost its plural."""
    if (old.msgid_plural is None) == (entry.msgid_plural is None):
        return old.msgstr
    return (old.text,) if entry.msgid_plural is None else (old.text, "")


def settled_edit(entry: Entry) -> Entry:
    """The entry without its edit comment, if a person has decided: it is no longer fuzzy."""
    if entry.fuzzy:
        return entry
    kinds = [value.partition(" ")[0] for value in comment_values(entry, "edit")]
    return remove_comments(entry, "edit", *(["was"] if EditKind.FACTS in kinds else [])) if kinds else entry


class Judge:
    """Adds the kind of the edit to carried translations. ``texts``: the sources of the document, as evidence of what is a word."""

    def __init__(self, rules: EditRules, texts: Iterable[str]) -> None:
        self._rules = rules
        self._texts = texts
        self._counts: Counter[str] | None = None

    def marked(self, entry: Entry, old: Entry, *, replaces: bool) -> Entry:
        """``entry``, carried from ``old``, with an edit comment if a person had finished the translation, and with exchanged facts.

        ``replaces``: whether the new text stands in the place of the old one. Else only an edit that keeps the text is marked.
        """
        if not entry.fuzzy or entry.previous_msgid is None or not _is_finished(old):
            return entry
        found = self._judge(entry, entry.previous_msgid)
        if not found[0].keeps_text and not replaces:
            return entry
        if found[0] is EditKind.FACTS:
            entry = replace(keep_text(entry), msgstr=(found[1],))
        former = Entry(entry.previous_msgid or "", context=entry.previous_context, msgid_plural=entry.previous_plural)
        return put_edit(entry, found[0], source_hash(former))

    def _judge(self, entry: Entry, former: str) -> tuple[EditKind, str]:
        plural = (entry.previous_plural, entry.msgid_plural)
        known = self._elsewhere(former, entry.msgid)
        found = self._rules.judge(former, entry.msgid, entry.text, known)
        kind = found.kind
        if kind.keeps_text and entry.context != entry.previous_context:
            kind = EditKind.SENTENCE
        elif plural != (None, None) and kind.keeps_text:
            same = plural[0] and plural[1] and self._rules.judge(plural[0], plural[1], "", known).kind
            kind = EditKind.COSMETIC if kind is same is EditKind.COSMETIC else EditKind.SENTENCE
        elif kind is EditKind.FACTS and previous_text(entry) is not None:
            kind = EditKind.SENTENCE
        return kind, found.text

    def _elsewhere(self, old: str, new: str) -> frozenset[str]:
        """The words of both texts that stand in another text of the document as well."""
        if self._counts is None:
            self._counts = Counter(word for text in self._texts for word in words_of(text))
        own = words_of(new)
        return frozenset(word for word in words_of(old) | own if self._counts[word] > (word in own))


def _by_person(entry: Entry) -> Entry:
    """The entry with the person's words alone: without a draft, and without what an edit of the source added."""
    if untouched_draft_of(entry) is not None:
        entry = drop_draft(entry)  # restores the text of workflow-was, if there is one
    edit = edit_of(entry)
    if edit is None:
        return entry
    if edit.kind is EditKind.FACTS and (was := previous_text(entry)) is not None:
        entry = replace(remove_comments(entry, "was"), msgstr=was)
    return remove_comments(entry, "edit")


def _is_finished(entry: Entry) -> bool:
    """Whether a person had finished the translation, of this source or of an earlier one."""
    return state(entry) in (State.TRANSLATED, State.APPROVED) or edit_of(entry) is not None
