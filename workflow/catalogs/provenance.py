"""Provenance: who or what wrote a translation, by the entry's ``# workflow-…`` comments. Pure functions from Entry to Entry.

Comments, unlike unknown flags, survive msgmerge, msgcat, Poedit and Weblate. Those tools also copy comments to other entries, so every
comment carries hashes and counts only if they match; of several comments of a kind, any match counts. The grammar, one comment per
line (docs/catalogs.md):

    workflow-draft: engine=argos package=translate-en_es-1.9 pkg=3f2a91c0 src=HASH txt=HASH risk=0.12
    workflow-approved: 2026-11-23 review=bilingual src=HASH txt=HASH Name (``approvals`` reads and writes it)
    workflow-refused: engine=argos pkg=3f2a91c0 src=HASH reason
    workflow-was: "the whole previous translation as one JSON string" (a JSON list for plural forms)
    workflow-edit: KIND was=HASH src=HASH txt=HASH
    workflow-conflict: "the other side's text, likewise"
    workflow-obsolete: 2026-11-23
    workflow-ignore: CHECK-ID HASH by=Name reason

``join_split`` has one more kind, ``workflow-joined``, in its own files only.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from workflow.catalogs.approvals import approval_of
from workflow.catalogs.comment_syntax import (
    add_comment,
    as_json,
    as_text,
    as_value,
    comment_values,
    filter_comments,
    leading_pairs,
    pairs_in,
    quoted_text,
    remove_comments,
    texts_in,
)
from workflow.catalogs.hashes import source_hash, target_hash, text_hash
from workflow.catalogs.source_edits.kinds import EditKind
from workflow.model import Entry

__all__ = [
    "DraftComment",
    "EditComment",
    "Ignore",
    "Refusal",
    "conflict_of",
    "draft_of",
    "drafts_of",
    "drop_draft",
    "edit_of",
    "ignore",
    "ignore_hash",
    "ignored",
    "ignores_of",
    "is_machine_text",
    "keep_text",
    "previous_text",
    "put_conflict",
    "put_draft",
    "put_edit",
    "record_of",
    "refusal_of",
    "refusals_of",
    "refuse",
    "untouched_draft_of",
    "without_machine_refusals",
]

_REFUSED = frozenset({"engine", "pkg", "src", "by"})
_EDIT = re.compile(rf"({'|'.join(EditKind)})\s+was=(\S+)\s+src=(\S+)\s+txt=(\S+)")


@dataclass(frozen=True, slots=True)
class DraftComment:
    """A ``workflow-draft`` comment. ``source`` and ``text`` are hashes; ``put_draft`` fills them in."""

    engine: str
    package: str = ""
    hash: str = ""
    """The package's hash (``pkg=``): after a new one, a new draft is worthwhile."""
    source: str = ""
    text: str = ""
    risk: float | None = None
    """From 0 to 1: how likely it is wrong; None if it was not estimated."""
    extra: tuple[tuple[str, str], ...] = ()
    """Further ``name=value`` pairs, in order."""


@dataclass(frozen=True, slots=True)
class EditComment:
    """A ``workflow-edit`` comment: the source was edited after a person had finished the translation."""

    kind: EditKind
    was: str
    """Hash of the source that the person translated."""
    text: tuple[str, ...]
    """The person's words; with exchanged facts if the edit is of facts. The text of an entry that a machine has repaired since is
    another one."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A ``workflow-refused`` comment: a draft failed validation, or a person (``by``) rejected it."""

    engine: str
    hash: str
    source: str
    reason: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Ignore:
    """A ``workflow-ignore`` comment: a person dismissed a finding. ``hash`` is the ``ignore_hash`` of that time."""

    check: str
    hash: str
    reason: str
    by: str = ""
    valid: bool = True
    """Whether source and translation are as they were."""


# Reading


def drafts_of(entry: Entry) -> tuple[DraftComment, ...]:
    """Every ``workflow-draft`` comment of the entry, matching or not."""
    return tuple(_draft(value) for value in comment_values(entry, "draft"))


def draft_of(entry: Entry) -> DraftComment | None:
    """Return the draft in the entry: it is fuzzy, and both hashes of a draft comment match. Else None."""
    return record_of(entry) if entry.fuzzy else None


def untouched_draft_of(entry: Entry) -> DraftComment | None:
    """Return the unchanged draft in the entry, of this source text or of another one (from which a merge moved it)."""
    if not entry.fuzzy or not any(entry.msgstr):
        return None
    text = target_hash(entry)
    return draft_of(entry) or next((draft for draft in drafts_of(entry) if draft.text == text), None)


def refusals_of(entry: Entry) -> tuple[Refusal, ...]:
    """Every ``workflow-refused`` comment of the entry, whatever its source hash."""
    return tuple(_refusal(value) for value in comment_values(entry, "refused"))


def refusal_of(entry: Entry, *, engine: str | None = None, hash: str | None = None) -> Refusal | None:  # noqa: A002
    """A refusal for the entry's present source; with ``engine`` and ``hash``, only of that engine with that package."""
    source = source_hash(entry)
    for refusal in refusals_of(entry):
        if refusal.source != source:
            continue
        if (engine is None or refusal.engine == engine) and (hash is None or refusal.hash == hash):
            return refusal
    return None


def previous_text(entry: Entry) -> tuple[str, ...] | None:
    """The translation that ``workflow-was`` keeps; None if there is none, or it is not valid JSON."""
    return texts_in(entry, "was")


def edit_of(entry: Entry) -> EditComment | None:
    """Return the valid edit: the entry is fuzzy, and holds the person's words as they were then, if only below a repair. Else None."""
    if not entry.fuzzy or not any(entry.msgstr) or conflict_of(entry) is not None:
        return None
    source = source_hash(entry)
    was = previous_text(entry) if draft_of(entry) is not None else None
    text = entry.msgstr if was is None else was
    for value in comment_values(entry, "edit"):
        found = _EDIT.fullmatch(value)
        if found and found[3] == source and found[4] == text_hash(*text):
            return EditComment(EditKind(found[1]), found[2], text)
    return None


def conflict_of(entry: Entry) -> tuple[str, ...] | None:
    """The other side's text that ``workflow-conflict`` keeps; None if there is none, or it is not valid JSON."""
    return texts_in(entry, "conflict")


def ignore_hash(entry: Entry) -> str:
    """The hash of ``workflow-ignore``: over msgctxt, msgid and all msgstr."""
    return text_hash(entry.context or "", entry.msgid, *entry.msgstr)


def ignored(entry: Entry) -> list[Ignore]:
    """Every dismissal in the entry, in order. ``Ignore.valid`` says whether it still holds: source and translation are unchanged."""
    now = ignore_hash(entry)
    found = []
    for value in comment_values(entry, "ignore"):
        check, _, rest = value.partition(" ")
        hashed, _, rest = rest.strip().partition(" ")
        pairs, reason = leading_pairs(rest.strip(), frozenset({"by"}))
        found.append(Ignore(check, hashed, quoted_text(reason), pairs.get("by", ""), hashed == now))
    return found


def ignores_of(entry: Entry) -> tuple[Ignore, ...]:
    """The dismissals that are still valid."""
    return tuple(one for one in ignored(entry) if one.valid)


def record_of(entry: Entry) -> DraftComment | None:
    """The comment of the draft that the entry's text is, unedited, whether or not a person accepted it since. Else None."""
    if not any(entry.msgstr):
        return None
    source, text = source_hash(entry), target_hash(entry)
    return next((draft for draft in drafts_of(entry) if draft.source == source and draft.text == text), None)


def is_machine_text(entry: Entry) -> bool:
    """Whether the text is a machine's and no person has read it: a draft, also one that only a rule approved."""
    if draft_of(entry) is not None:
        return True
    approval = approval_of(entry)
    # A rule that approves a person's translation does not make it a machine's. A rule without a name has left no record.
    return approval is not None and approval.by_rule and (not approval.name or record_of(entry) is not None)


# Writing


def put_draft(entry: Entry, texts: tuple[str, ...] | str, draft: DraftComment) -> Entry:
    """The entry with a draft: fuzzy, with a draft comment whose hashes are computed here.

    A text that is not an untouched draft is a person's: it is kept whole in ``workflow-was``, unless an older text is kept there
    already. Refusals by the machine are removed, those by people stay. ``drop_draft`` restores the entry.
    """
    texts = (texts,) if isinstance(texts, str) else texts
    extra = tuple(pair for pair in draft.extra if pair[0] != "kept")
    if any(entry.msgstr):
        untouched = untouched_draft_of(entry)
        if untouched is not None:
            extra += tuple(pair for pair in untouched.extra if pair[0] == "kept")
        elif previous_text(entry) is None:
            entry = add_comment(remove_comments(entry, "was"), "was", as_json(entry.msgstr))
            extra += (("kept", "fuzzy"),) if entry.fuzzy else ()
    elif entry.fuzzy:
        extra += (("kept", "fuzzy"),)
    entry = without_machine_refusals(remove_comments(entry, "draft"))
    flags = entry.flags if entry.fuzzy else ("fuzzy", *entry.flags)
    entry = replace(entry, msgstr=texts, flags=flags)
    filled = replace(draft, source=source_hash(entry), text=target_hash(entry), extra=extra)
    return add_comment(entry, "draft", _format_draft(filled))


def drop_draft(entry: Entry) -> Entry:
    """The entry without its untouched draft, if it has one, and without the machine's refusals.

    If the draft replaced a person's text (``workflow-was``), that text is restored.
    """
    draft = untouched_draft_of(entry)
    if draft is None:
        return without_machine_refusals(entry)
    was = previous_text(entry)
    entry = without_machine_refusals(remove_comments(entry, "draft"))
    if was is not None:
        return replace(
            remove_comments(entry, "was"), msgstr=was, flags=entry.flags if entry.fuzzy else ("fuzzy", *entry.flags)
        )
    if ("kept", "fuzzy") not in draft.extra:
        entry = replace(entry, flags=tuple(flag for flag in entry.flags if flag != "fuzzy"))
    return replace(entry, msgstr=("",) * len(entry.msgstr))


def put_edit(entry: Entry, kind: EditKind, was: str) -> Entry:
    """The fuzzy entry with an edit comment for its present source and text. ``was``: ``source_hash`` of the old source."""
    value = f"{kind} was={was} src={source_hash(entry)} txt={target_hash(entry)}"
    return add_comment(remove_comments(entry, "edit"), "edit", value)


def keep_text(entry: Entry) -> Entry:
    """The entry with its text in ``workflow-was`` as well, unless an older text is there."""
    return (
        entry
        if previous_text(entry) is not None
        else add_comment(remove_comments(entry, "was"), "was", as_json(entry.msgstr))
    )


def refuse(entry: Entry, *, engine: str, hash: str, reason: str, by: str = "") -> Entry:  # noqa: A002
    """The entry with a refusal for its present source. It replaces one of the same engine and package, and any of another source."""
    source = source_hash(entry)

    def keep(kind: str, value: str) -> bool:
        if kind != "refused":
            return True
        old = _refusal(value)
        return old.source == source and (old.engine, old.hash, old.by) != (engine, hash, by)

    entry = filter_comments(entry, keep)
    pairs = [("engine", engine), ("pkg", hash), ("src", source), *([("by", by)] if by else [])]
    value = " ".join(f"{name}={as_value(text)}" for name, text in pairs if text)
    return add_comment(entry, "refused", f"{value} {as_text(reason) if by else reason}")


def ignore(entry: Entry, check: str, *, by: str, reason: str) -> Entry:
    """The entry with a finding dismissed. It replaces an earlier dismissal of the same check."""
    entry = filter_comments(entry, lambda kind, value: kind != "ignore" or value.partition(" ")[0] != check)
    return add_comment(entry, "ignore", f"{check} {ignore_hash(entry)} by={as_value(by)} {as_text(reason)}")


def put_conflict(entry: Entry, other: tuple[str, ...]) -> Entry:
    """Return the entry with another text in ``workflow-conflict``: fuzzy, and no longer a draft, since a person must choose."""
    entry = remove_comments(entry, "draft")
    if not entry.fuzzy:
        entry = replace(entry, flags=("fuzzy", *entry.flags))
    value = as_json(other)
    return entry if value in comment_values(entry, "conflict") else add_comment(entry, "conflict", value)


def without_machine_refusals(entry: Entry) -> Entry:
    """The entry without refusals by the machine."""
    return filter_comments(entry, lambda kind, value: kind != "refused" or bool(_refusal(value).by))


@lru_cache(maxsize=256)  # the same entry is asked for several times in a row
def _draft(value: str) -> DraftComment:
    pairs, _ = pairs_in(value)
    try:
        risk = float(pairs["risk"]) if "risk" in pairs else None
    except ValueError:
        risk = None
    known = {"engine", "package", "pkg", "src", "txt", "risk"}
    return DraftComment(
        engine=pairs.get("engine", ""),
        package=pairs.get("package", ""),
        hash=pairs.get("pkg", ""),
        source=pairs.get("src", ""),
        text=pairs.get("txt", ""),
        risk=risk,
        extra=tuple((name, text) for name, text in pairs.items() if name not in known),
    )


def _format_draft(draft: DraftComment) -> str:
    pairs = [("engine", draft.engine), ("package", draft.package), ("pkg", draft.hash)]
    pairs += [("src", draft.source), ("txt", draft.text)]
    if draft.risk is not None:
        pairs.append(("risk", f"{draft.risk:.2f}"))
    return " ".join(f"{name}={as_value(text)}" for name, text in (*pairs, *draft.extra) if text)


def _refusal(value: str) -> Refusal:
    pairs, reason = leading_pairs(value, _REFUSED)
    by = pairs.get("by", "")
    return Refusal(
        engine=pairs.get("engine", ""),
        hash=pairs.get("pkg", ""),
        source=pairs.get("src", ""),
        reason=quoted_text(reason) if by else reason,
        by=by,
    )
