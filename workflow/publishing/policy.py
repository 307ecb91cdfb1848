"""Publication policy: which text of a unit is published, its marks, and its authorship.

Approved and translated texts are published, and so are drafts, marked as machine translation. If the source of a finished translation
was edited, the person's last words stay, and no machine's come between them: unmarked after an edit that keeps the meaning, else marked
as being updated. For every other state the source is published.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import unescape

from workflow import formats
from workflow.catalogs.approvals import Review, approvals_of
from workflow.catalogs.provenance import EditComment, draft_of, edit_of, is_machine_text, previous_text, record_of
from workflow.catalogs.states import state
from workflow.checks.invisible import is_balanced
from workflow.formats.base import Attributes, Rendering
from workflow.languages import Language
from workflow.model import Catalog, Document, Entry, Key, State, Unit
from workflow.publishing.report import ReaderCounts
from workflow.publishing.ui_strings import Interface

__all__ = [
    "PUBLISHABLE_STATES",
    "PublishedUnit",
    "authorship",
    "language_attributes",
    "marking",
    "published_units",
    "put_in",
    "reader_counts",
]

PUBLISHABLE_STATES = frozenset({State.APPROVED, State.TRANSLATED, State.DRAFT})
"""The states whose translation is published."""


_TURNED = "it has a mark that turns the direction of text and is not closed, so that the rest of the page may be turned"


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
    edit: EditComment | None = None
    """The edit of the source since a person finished the text that is published; None if there was none."""

    @property
    def by_person(self) -> bool:
        """Whether a text is published that a person wrote or accepted. It may change the inline tags of its unit; a machine's may not."""
        return self.text is not None and not self.unread

    @property
    def unread(self) -> bool:
        """Whether a machine translation is published that no person has read. One that a rule approved in bulk counts as unread."""
        if self.text is None or self.entry is None or self.edit is not None:
            return False
        return is_machine_text(self.entry)

    @property
    def is_previous(self) -> bool:
        """Whether a translation is published that belongs to an earlier version of the source, with another meaning."""
        return self.text is not None and self.edit is not None and not self.edit.kind.keeps_text


def published_units(document: Document, catalog: Catalog | None) -> tuple[PublishedUnit, ...]:
    """Decide for each unit of ``document`` what is published. ``catalog`` is None if the language has none for the document."""
    entries: dict[Key, Entry] = {entry.key: entry for entry in catalog.live} if catalog is not None else {}
    found = []
    for unit in document.units:
        entry = entries.get(unit.key)
        if entry is None:
            found.append(PublishedUnit(unit, State.UNTRANSLATED, None, None))
            continue
        edit = edit_of(entry)
        text = _text(entry) if edit is None else edit.text[0]
        found.append(PublishedUnit(unit, state(entry), entry, text, edit=edit))
    return tuple(found)


def put_in(document: Document, catalog: Catalog | None) -> tuple[tuple[PublishedUnit, ...], Rendering]:
    """Put what may be published into a document: its units with the texts that readers get, and the document.

    ``catalog`` is None if the language has none for the document.
    """
    units = published_units(document, catalog)
    turned = {one.unit.index: _TURNED for one in units if one.text is not None and not is_balanced(unescape(one.text))}
    rendering = formats.of(document).splice(
        document,
        {one.unit.index: one.text for one in units if one.text is not None and one.unit.index not in turned},
        people=frozenset(one.unit.index for one in units if one.by_person),
    )
    refused = {**rendering.refused, **turned}
    return tuple(
        replace(one, text=None, reason=refused[one.unit.index]) if one.unit.index in refused else one for one in units
    ), replace(rendering, refused=refused)


def reader_counts(units: Iterable[PublishedUnit]) -> ReaderCounts:
    """Count the entries by what is published for them: the one answer for pages, manifest and status.

    A text that occurs twice in a document is one entry, as in ``draft`` and ``status``.
    """
    found: Counter[str] = Counter()
    for one in {one.unit.key: one for one in units}.values():
        if one.text is None:
            found["source"] += 1
            found["refused"] += bool(one.reason)
        else:
            found["drafts" if one.unread else "previous" if one.is_previous else "translated"] += 1
    return ReaderCounts(**found)


def _text(entry: Entry) -> str | None:
    """The translation of an entry whose source was not edited since, if it may be published."""
    now = state(entry)
    if now not in PUBLISHABLE_STATES:
        return None
    # A repaired text is a person's with sentences by a machine: it waits until it is read.
    return None if now is State.DRAFT and previous_text(entry) is not None else entry.text


def marking(published: PublishedUnit, source: Language, target: Language, interface: Interface) -> Attributes:
    """Return the HTML attributes that mark a unit; none for a person's translation.

    ``data-label`` is for screen readers: the style sheet puts it before the text.
    """
    if published.text is None:
        state = {"class": "untranslated", "data-state": str(published.state)}
        return state | language_attributes(source, target) | {"data-label": interface.text("Not translated yet")}
    if published.is_previous:
        return {
            "class": "previous",
            "data-state": str(published.state),
            "data-label": interface.text("Being updated"),
        }
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
    if published.edit is not None:
        return {"wrote": "person", "edit": str(published.edit.kind)}
    draft = draft_of(published.entry)
    keys: dict[str, object] = {"wrote": "person"}
    if draft is None and is_machine_text(published.entry):
        draft = record_of(published.entry)
    if draft is not None:
        keys = {"wrote": "machine", "engine": draft.engine, "package": draft.package}
        if draft.hash:
            keys["package_hash"] = draft.hash
        if draft.risk is not None:
            keys["risk"] = draft.risk
    approvals = approvals_of(published.entry)
    if approvals:
        first = approvals[0]
        keys |= {"approved_by": first.name, "approved_on": first.date}
        # As in the comment: without it, the look was one at the translation alone.
        keys |= {"review": first.review.value} if first.review is not Review.TARGET else {}
        if len(approvals) > 1:
            keys["also_approved_by"] = [one.name for one in approvals[1:]]
    return keys
