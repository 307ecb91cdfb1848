"""The state of an entry, derived from its text, flags and comments, and never stored (docs/catalogs.md)."""

from enum import StrEnum

from workflow.catalogs.approvals import approval_of
from workflow.catalogs.hashes import short_key
from workflow.catalogs.provenance import conflict_of, draft_of, previous_text
from workflow.model import Entry, Key, State, Unit

__all__ = ["JOINED", "Need", "address", "need", "state"]

JOINED = "#-#-#-#-#  "
"""msgcat puts it before each of the texts that it joined in one."""


def address(language: str, name: str, item: Entry | Unit | Key) -> str:
    """A unit's address, ``es:guide#3f2a91c0``: language, name of the document, ``short_key``."""
    return f"{language}:{name}#{short_key(item)}"


class Need(StrEnum):
    """Why an entry needs work."""

    STALE = "stale"
    """The source changed: the text translates an earlier one."""
    UNFINISHED = "unfinished"
    """A person left it fuzzy, or a form is missing or blank."""
    CONFLICT = "conflict"
    """Two people changed the text; both texts are kept."""


def state(entry: Entry) -> State:
    """The state of an entry.

    No text: untranslated. Fuzzy with a draft comment whose hashes match: draft. Any other fuzzy entry, one with msgcat's conflict
    marks, and one with a form that is missing or blank: needs work. Otherwise translated, or approved if an approval's hashes match.
    """
    if not any(entry.msgstr):
        return State.UNTRANSLATED
    if entry.fuzzy:
        return State.DRAFT if draft_of(entry) is not None else State.NEEDS_WORK
    if not entry.filled or _marked(entry) or _blank(entry):
        return State.NEEDS_WORK
    return State.APPROVED if approval_of(entry) is not None else State.TRANSLATED


def need(entry: Entry) -> Need | None:
    """Why the entry needs work; None if it does not."""
    if state(entry) is not State.NEEDS_WORK:
        return None
    if conflict_of(entry) is not None or _marked(entry):
        return Need.CONFLICT
    if entry.previous_msgid is not None or previous_text(entry) is not None:
        return Need.STALE
    return Need.UNFINISHED


def _blank(entry: Entry) -> bool:
    """Whether a form is only spaces, which are typed by mistake. gettext takes them for a translation, but readers would see nothing."""
    return bool(entry.msgid.strip()) and not all(text.strip() for text in entry.msgstr)


def _marked(entry: Entry) -> bool:
    """Whether msgcat joined several translations in one text, each under a ``#-#-#-#-#`` line."""
    return any(JOINED in text for text in entry.msgstr)
