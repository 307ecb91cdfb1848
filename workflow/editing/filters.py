"""Which entries a person means: by state, risk, age, text, and what changed since a revision in git."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from workflow.catalogs.approvals import void_approvals_of
from workflow.catalogs.provenance import draft_of
from workflow.catalogs.states import Need, need, state
from workflow.model import Entry, State

__all__ = ["STATES", "UNKNOWN_RISK", "VOID", "UnitFilter", "ages", "has_state", "risk_of"]

VOID = "void"
"""An entry that was approved, and changed since."""
STATES: tuple[str, ...] = (*(one.value for one in State), *(one.value for one in Need), VOID)
"""The states by which entries can be chosen."""
UNKNOWN_RISK = 0.5
"""The risk of a draft without an estimate."""
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class UnitFilter:
    """The entries that are meant, of those in a selection of languages and documents. What is not given does not count."""

    states: tuple[str, ...] = ()
    """Any of these (``STATES``)."""
    text: str = ""
    """A part of the source or the translation; case does not count."""
    min_risk: float | None = None
    """Drafts with this risk or more. One without an estimate counts as ``UNKNOWN_RISK``."""
    max_risk: float | None = None
    older_than: int | None = None
    """Entries that did not change for so many days, by git."""
    changed_since: str = ""
    """A revision in git: entries whose source or translation was another one then, or fuzzy."""

    def matches(self, entry: Entry) -> bool:
        """Whether an entry is meant, as far as the entry itself tells: not by its age or earlier versions."""
        return (
            (not self.states or any(has_state(entry, name) for name in self.states))
            and (not self.text or any(_folded(self.text) in _folded(text) for text in _texts(entry)))
            and self._risk(entry)
        )

    def _risk(self, entry: Entry) -> bool:
        if self.min_risk is None and self.max_risk is None:
            return True
        risk = risk_of(entry)
        return risk is not None and (self.min_risk or 0.0) <= risk <= (1.0 if self.max_risk is None else self.max_risk)


def has_state(entry: Entry, name: str) -> bool:
    """Whether an entry is in one of ``STATES``."""
    if name == VOID:
        return bool(void_approvals_of(entry))
    return state(entry) == name or need(entry) == name


def risk_of(entry: Entry) -> float | None:
    """Return the risk of the draft in an entry; None if it holds none."""
    draft = draft_of(entry)
    if draft is None:
        return None
    return UNKNOWN_RISK if draft.risk is None else draft.risk


def ages(entries: Sequence[Entry], times: Sequence[float], now: float) -> list[float]:
    """Return for how many days each entry of a file has been as it is.

    ``entries``: all of the file, in its order; ``times``: when each line was last changed (``git_history.line_times``).
    """
    starts = [entry.line for entry in entries]
    ends = [*starts[1:], len(times) + 1]
    found = []
    for start, end in zip(starts, ends, strict=True):
        own = times[max(start - 1, 0) : max(end - 1, start)]
        found.append(max(0.0, (now - max(own, default=now)) / _DAY))
    return found


def _texts(entry: Entry) -> tuple[str, ...]:
    plural = () if entry.msgid_plural is None else (entry.msgid_plural,)
    return (entry.msgid, *plural, *entry.msgstr)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
