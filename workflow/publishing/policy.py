"""Which text of a unit a reader sees, and how it is marked.

Published are approved and translated texts, and drafts, which are marked as what they are. Anything else shows the source:
a stale text says something that the source no longer says. (The gate is one set here; a policy from the configuration will
take its place.)
"""

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.catalogs.provenance import approval_of, draft_of
from workflow.catalogs.states import state
from workflow.formats.base import Attributes
from workflow.languages import Language
from workflow.model import Catalog, Document, Entry, Key, State, Unit
from workflow.publishing.ui_strings import Interface

__all__ = ["ADMITTED", "Choice", "attributes", "choices", "foreign", "wrote"]

ADMITTED = frozenset({State.APPROVED, State.TRANSLATED, State.DRAFT})
"""The states whose text is published."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided about one unit."""

    unit: Unit
    state: State
    entry: Entry | None
    text: str | None
    """The translation that is published; None: the source is."""
    reason: str = ""
    """Why a translation that the gate admits isn't published: it would have broken the document."""

    @property
    def unread(self) -> bool:
        """Whether a machine's words are shown that no person has read: what a rule approved in bulk, nobody has."""
        if self.text is None or self.entry is None:
            return False
        approval = approval_of(self.entry)
        return self.state is State.DRAFT or (approval is not None and approval.by_rule)


def choices(document: Document, catalog: Catalog | None) -> tuple[Choice, ...]:
    """What to publish for each unit of a document, by its catalog (None: there is none)."""
    entries: dict[Key, Entry] = {entry.key: entry for entry in catalog.live} if catalog is not None else {}
    found = []
    for unit in document.units:
        entry = entries.get(unit.key)
        now = State.UNTRANSLATED if entry is None else state(entry)
        admitted = entry is not None and now in ADMITTED
        found.append(Choice(unit, now, entry, entry.text if entry is not None and admitted else None))
    return tuple(found)


def attributes(choice: Choice, source: Language, target: Language, interface: Interface) -> Attributes:
    """What the element of a unit carries; nothing for a person's translation.

    ``data-label`` is read out to those who can't see the mark (the style sheet puts it there).
    """
    if choice.text is None:
        told = {"class": "untranslated", "data-state": str(choice.state)}
        return told | foreign(source, target) | {"data-label": interface.text("Not translated yet")}
    if choice.unread:
        return {
            "class": "draft",
            "data-state": str(State.DRAFT),
            "data-label": interface.text("Machine translation"),
        }
    return {}


def foreign(spoken: Language, page: Language) -> dict[str, str]:
    """What words in another language than the page carry."""
    return {"lang": spoken.tag} | ({"dir": spoken.direction} if spoken.direction != page.direction else {})


def wrote(choice: Choice) -> Mapping[str, object]:
    """Who or what wrote the words that are published, as the manifest tells it."""
    if choice.text is None or choice.entry is None:
        return {"wrote": "source"}
    draft = draft_of(choice.entry)
    if draft is not None:
        told: dict[str, object] = {"wrote": "machine", "engine": draft.engine, "package": draft.package}
        if draft.hash:
            told["package_hash"] = draft.hash
        if draft.risk is not None:
            told["risk"] = draft.risk
        return told
    approval = approval_of(choice.entry)
    if approval is not None:
        return {"wrote": "person", "approved_by": approval.name, "approved_on": approval.date}
    return {"wrote": "person"}
