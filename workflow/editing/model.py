"""Decisions by people about entries, and what became of them."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from workflow.catalogs.approvals import Review
from workflow.catalogs.hashes import source_hash, target_hash, text_hash
from workflow.catalogs.provenance import conflict_of
from workflow.catalogs.states import address
from workflow.errors import WorkflowError
from workflow.model import Entry, Key, State
from workflow.project.addresses import LocatedUnit

__all__ = [
    "Decided",
    "Decision",
    "DecisionKind",
    "DecisionReport",
    "Seen",
    "Signature",
    "UndoReport",
    "Undone",
    "UnitPlace",
    "moment",
]


class DecisionKind(StrEnum):
    """What a person decides about an entry."""

    APPROVE = "approve"
    """The translation is good."""
    EDIT = "edit"
    """This is the translation."""
    REFUSE = "refuse"
    """The translation must not be used."""
    UNAPPROVE = "unapprove"
    """An approval is withdrawn."""
    IGNORE = "ignore"
    """A finding about the entry is dismissed."""
    FIX = "fix"
    """The corrections of findings are right: a draft stays a draft, a person's translation stays theirs."""


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """The place of an entry."""

    language: str
    name: str
    """The document's name in addresses."""
    path: Path
    """The PO file."""
    key: Key

    @classmethod
    def of(cls, unit: LocatedUnit) -> "UnitPlace":
        """Return the place of a unit that was found."""
        return cls(unit.language, unit.name, unit.path, unit.entry.key)

    @property
    def address(self) -> str:
        """``es:guide#3f2a91c0``."""
        return address(self.language, self.name, self.key)


@dataclass(frozen=True, slots=True)
class Seen:
    """Hashes of the texts that the person saw. A decision about an entry that has others by then is refused."""

    source: str
    text: str
    other: str = ""
    """Of the other side's text in a conflict; empty if there is none."""

    @classmethod
    def of(cls, entry: Entry) -> "Seen":
        """Return the hashes of an entry."""
        other = conflict_of(entry)
        return cls(source_hash(entry), target_hash(entry), text_hash(*other) if other is not None else "")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, and how they looked."""

    who: str
    date: str
    """ISO: ``2026-11-28``."""
    review: Review | None = None
    """For an approval; None if the decision is none."""
    seconds: float | None = None
    """How long the person looked at the entry; None if it is not known."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's decision about one entry, as they saw it."""

    kind: DecisionKind
    unit: UnitPlace
    seen: Seen
    by: Signature
    texts: tuple[str, ...] = ()
    """For ``edit`` and ``fix``: the translation, one text for each plural form. With ``by.review``, an edited one is approved at once."""
    reason: str = ""
    """For ``refuse`` and ``ignore``."""
    check: str = ""
    """For ``ignore``: the id of the finding."""
    everybody: bool = False
    """For ``unapprove``: the approvals of all people, not only the person's own. For ``fix``: also a text that people wrote or approved."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was carried out."""

    address: str
    kind: DecisionKind
    catalog: Path
    before: State
    after: State
    changed: bool
    """False if the entry was so already."""
    text: str = ""
    """The translation now, its first form."""


@dataclass(frozen=True, slots=True)
class DecisionReport:
    """What became of decisions."""

    decided: tuple[Decided, ...] = ()
    written: tuple[Path, ...] = ()
    problems: tuple[WorkflowError, ...] = ()
    """The decisions that were refused, and the catalogs that could not be read or written."""
    dry_run: bool = False

    @property
    def changed(self) -> int:
        """Number of entries that changed, or would change."""
        return sum(one.changed for one in self.decided)


@dataclass(frozen=True, slots=True)
class Undone:
    """A command whose decisions no longer stand."""

    kind: DecisionKind
    who: str
    when: str
    """ISO date and time."""
    units: tuple[str, ...] = ()
    """Addresses of the entries that were put back."""
    already: tuple[str, ...] = ()
    """Addresses of those that were as before the decision already: something else put them back, such as `git checkout`."""


def moment(when: str) -> str:
    """An ISO date and time in UTC as people read it: ``2026-11-28 14:05 UTC``."""
    return f"{when[:16].replace('T', ' ')} UTC"


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What ``undo`` did."""

    undone: tuple[Undone, ...] = ()
    written: tuple[Path, ...] = ()
    problems: tuple[WorkflowError, ...] = ()
    """Entries that changed since the decision, each with the decision, and catalogs that could not be read or written."""
    dry_run: bool = False
    damaged: tuple[str, ...] = ()
    """The lines of the journal that cannot be read, each as a sentence. A command that was killed leaves one and has changed nothing."""
