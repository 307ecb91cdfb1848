"""Approvals: who approved a translation, and what kind of look it was. Pure functions from Entry to Entry.

    workflow-approved: 2026-11-28 review=bilingual src=HASH txt=HASH time=41 edit=0.12 Name

Several people may approve one translation: a translator and a reviser, for example (ISO 17100). An approval holds as long as source
and translation are unchanged; ``void_approvals_of`` returns those that no longer do.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from workflow.catalogs.comment_syntax import (
    add_comment,
    as_text,
    comment_values,
    filter_comments,
    leading_pairs,
    quoted_text,
    remove_comments,
)
from workflow.catalogs.hashes import source_hash, target_hash
from workflow.model import Entry

__all__ = [
    "Approval",
    "Review",
    "Void",
    "approval_of",
    "approvals_of",
    "approve",
    "same_person",
    "unapprove",
    "void_approvals_of",
]

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s+|$)")
_NAMES = frozenset({"review", "src", "txt", "time", "edit"})


class Review(StrEnum):
    """The kind of look that an approval stands for, the closest first."""

    BILINGUAL = "bilingual"
    """A person read the translation against its source."""
    TARGET = "target"
    """A person read the translation alone."""
    RULE = "rule"
    """A rule approved it, in bulk: no person has read it."""


@dataclass(frozen=True, slots=True)
class Approval:
    """A ``workflow-approved`` comment. ``source`` and ``text`` are hashes."""

    date: str
    source: str
    text: str
    name: str
    review: Review = Review.TARGET
    """A comment without ``review=`` counts as a look at the translation alone."""
    seconds: float | None = None
    """How long the person looked at it (``time=``); None if it is not known."""
    edit: float | None = None
    """How far the translation is from the machine's draft, from 0 (unedited) to 1; None if there was none, or it is not known."""

    @property
    def by_rule(self) -> bool:
        """Whether a rule approved it, in bulk, and no person has read it."""
        return self.review is Review.RULE


@dataclass(frozen=True, slots=True)
class Void:
    """An approval that does not hold."""

    approval: Approval
    reason: str
    """A clause: ``the source has changed``."""

    @property
    def text(self) -> str:
        """Who approved it, and why that no longer holds: ``approved by Ana on 2026-11-28, but since then the source has changed``."""
        return f"approved by {self.approval.name or 'a rule'} on {self.approval.date}, but since then {self.reason}"


def approvals_of(entry: Entry) -> tuple[Approval, ...]:
    """Return the valid approvals, the closest looks first: the entry is not fuzzy, and both hashes match."""
    if entry.fuzzy or not any(entry.msgstr) or not _is_signed(entry):
        return ()
    source, text = source_hash(entry), target_hash(entry)
    valid: dict[str, Approval] = {}
    for approval in _every(entry):
        if (approval.source, approval.text) == (source, text):
            valid.setdefault(_folded(approval.name), approval)
    return tuple(sorted(valid.values(), key=lambda approval: list(Review).index(approval.review)))


def approval_of(entry: Entry) -> Approval | None:
    """Return the valid approval with the closest look; None if there is none."""
    return next(iter(approvals_of(entry)), None)


def void_approvals_of(entry: Entry) -> tuple[Void, ...]:
    """Return the approvals that no longer hold, in an entry without one that does: somebody approved it, and has to look again."""
    if not _is_signed(entry) or approvals_of(entry):
        return ()
    source, text = source_hash(entry), target_hash(entry)
    found: dict[Approval, str] = {}
    for approval in _every(entry):
        changed = [
            name
            for name, old, new in (("source", approval.source, source), ("translation", approval.text, text))
            if old != new
        ]
        found[approval] = (
            f"the {' and the '.join(changed)} {'has' if len(changed) == 1 else 'have'} changed"
            if changed
            else "it was marked as fuzzy"
        )
    return tuple(Void(approval, reason) for approval, reason in found.items())


def approve(
    entry: Entry,
    name: str,
    date: str,
    *,
    review: Review | None = None,
    edit: float | None = None,
    seconds: float | None = None,
) -> Entry:
    """The entry as ``name`` approved it on ``date`` (ISO): not fuzzy, without refusals, conflicts and previous texts.

    The approval replaces the person's own. Those of others stay as far as they are for this source and this translation. A draft's
    comment stays, as a record: it has no effect on an entry that is not fuzzy.
    """
    entry = remove_comments(entry, "refused", "was", "edit", "conflict")
    entry = replace(
        entry,
        flags=tuple(flag for flag in entry.flags if flag != "fuzzy"),
        previous_context=None,
        previous_msgid=None,
        previous_plural=None,
    )
    source, text = source_hash(entry), target_hash(entry)

    def stays(kind: str, value: str) -> bool:
        old = _approval(value) if kind == "approved" else None
        return kind != "approved" or (
            old is not None and (old.source, old.text) == (source, text) and not same_person(old.name, name)
        )

    entry = filter_comments(entry, stays)
    pairs = [("review", review or ""), ("src", source), ("txt", text)]
    pairs += [("time", f"{seconds:.0f}")] if seconds is not None else []
    # An edited draft never counts as an unedited one, however small the edit.
    pairs += [("edit", f"{max(edit, 0.01) if edit else 0:.2f}")] if edit is not None else []
    return add_comment(
        entry, "approved", " ".join([date, *(f"{key}={value}" for key, value in pairs if value), as_text(name)])
    )


def unapprove(entry: Entry, name: str | None) -> Entry:
    """The entry without the approvals of a person, valid or not; of everybody if ``name`` is None."""

    def stays(kind: str, value: str) -> bool:
        old = _approval(value) if kind == "approved" else None
        return kind != "approved" or (name is not None and (old is None or not same_person(old.name, name)))

    return filter_comments(entry, stays)


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's: case and spaces do not count."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _is_signed(entry: Entry) -> bool:
    """Whether there may be an approval: most entries have none, and that is quickly seen."""
    return any(line.startswith("workflow-approved:") for line in entry.comments)


def _every(entry: Entry) -> list[Approval]:
    return [found for value in comment_values(entry, "approved") if (found := _approval(value)) is not None]


@lru_cache(maxsize=256)  # the same entry is asked for several times in a row
def _approval(value: str) -> Approval | None:
    """The approval in a comment; None if it has no date or no hashes."""
    date = _DATE.match(value)
    if date is None:
        return None
    pairs, rest = leading_pairs(value[date.end() :], _NAMES)
    if "src" not in pairs or "txt" not in pairs:
        return None
    name = quoted_text(rest)
    review = Review(pairs["review"]) if pairs.get("review") in set(Review) else Review.TARGET
    if name == "by=rule" or name.startswith("by=rule "):
        name, review = "", Review.RULE
    return Approval(
        date[1], pairs["src"], pairs["txt"], name, review, _number(pairs.get("time")), _number(pairs.get("edit"))
    )


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0 <= number < 1e9 else None
