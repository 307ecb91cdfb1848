"""Publication policy: which text of a unit is published, its marks, and its authorship.

Approved and translated texts are published, and so are drafts, marked as machine translation. For every other state the source is
published: an outdated translation has content that the source no longer has.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.catalogs.provenance import approval_of, draft_of
from workflow.catalogs.states import state
from workflow.formats.base import Attributes
from workflow.languages import Language
from workflow.model import Catalog, Document, Entry, Key, State, Unit
from workflow.publishing.ui_strings import Interface

__all__ = ["PUBLISHABLE_STATES", "PublishedUnit", "authorship", "language_attributes", "marking", "published_units"]

PUBLISHABLE_STATES = frozenset({State.APPROVED, State.TRANSLATED, State.DRAFT})
"""The states whose translation is published."""


@dataclass(frozen=True, slots=True)
class PublishedUnit:
    """A unit with the text that is published for it."""

    unit: Unit
    state: State
    entry: Entry | None
    """Its catalog entry; None if the catalog has none."""
    text: str | None
    """The translation; None if the source is published."""
    reason: str = ""
    """Why a translation in a publishable state is not published: it would break the document."""

    @property
    def unread(self) -> bool:
        """Whether a machine translation is published that no person has read. One that a rule approved in bulk counts as unread."""
        if self.text is None or self.entry is None:
            return False
        approval = approval_of(self.entry)
        return self.state is State.DRAFT or (approval is not None and approval.by_rule)


def published_units(document: Document, catalog: Catalog | None) -> tuple[PublishedUnit, ...]:
    """Decide for each unit of ``document`` what is published. ``catalog`` is None if the language has none for the document."""
    entries: dict[Key, Entry] = {entry.key: entry for entry in catalog.live} if catalog is not None else {}
    found = []
    for unit in document.units:
        entry = entries.get(unit.key)
        now = State.UNTRANSLATED if entry is None else state(entry)
        text = entry.text if entry is not None and now in PUBLISHABLE_STATES else None
        found.append(PublishedUnit(unit, now, entry, text))
    return tuple(found)


def marking(published: PublishedUnit, source: Language, target: Language, interface: Interface) -> Attributes:
    """Return the HTML attributes that mark a unit; none for a person's translation.

    ``data-label`` is for screen readers: the style sheet puts it before the text.
    """
    if published.text is None:
        state = {"class": "untranslated", "data-state": str(published.state)}
        return state | language_attributes(source, target) | {"data-label": interface.text("Not translated yet")}
    if published.unread:
        return {
            "class": "draft",
            "data-state": str(State.DRAFT),
            "data-label": interface.text("Machine translation"),
        }
    return {}


def language_attributes(language: Language, page: Language) -> dict[str, str]:
    """Return ``lang``, and ``dir`` where it differs, for a text in ``language`` on a page in another language."""
    direction = {"dir": language.direction} if language.direction != page.direction else {}
    return {"lang": language.tag} | direction


def authorship(published: PublishedUnit) -> Mapping[str, object]:
    """Return the keys of the manifest for the authorship of the published text."""
    if published.text is None or published.entry is None:
        return {"wrote": "source"}
    draft = draft_of(published.entry)
    if draft is not None:
        keys: dict[str, object] = {"wrote": "machine", "engine": draft.engine, "package": draft.package}
        if draft.hash:
            keys["package_hash"] = draft.hash
        if draft.risk is not None:
            keys["risk"] = draft.risk
        return keys
    approval = approval_of(published.entry)
    if approval is not None:
        return {"wrote": "person", "approved_by": approval.name, "approved_on": approval.date}
    return {"wrote": "person"}
