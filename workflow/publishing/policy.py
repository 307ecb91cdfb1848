"""Publication policy: which text of a unit is published, and its marks.

``decide`` is the one answer for pages, record, status and review. ``offered`` says which texts an entry has, ``publish`` in
workflow.yaml which of them may appear. If the source of a finished translation was edited, the person's last words are offered: as a
translation after an edit that keeps the meaning, else as a previous one. A text that needs work for another reason is never published.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workflow.catalogs.approvals import approvals_of
from workflow.catalogs.provenance import EditComment, edit_of, is_machine_text, previous_text, record_of
from workflow.catalogs.states import state
from workflow.findings import Finding
from workflow.formats.base import Attributes
from workflow.languages import Language
from workflow.model import Catalog, Document, Entry, Key, State, Unit
from workflow.project.publish_policy import DocumentPolicy, PublishSettings, TextLevel
from workflow.publishing.report import ReaderCounts
from workflow.publishing.ui_strings import Interface

__all__ = [
    "MARKS",
    "PublishedUnit",
    "decide",
    "language_attributes",
    "marking",
    "offered",
    "published_units",
    "reader_counts",
]

MARKS = {"draft": "Machine translation", "previous": "Being updated", "untranslated": "Not translated yet"}
"""The classes of passages that are marked, and what screen readers say before them."""
_NAMES = {
    TextLevel.APPROVED: "an approved translation",
    TextLevel.TRANSLATED: "a translation that is not approved",
    TextLevel.PREVIOUS: "a translation of an earlier source",
    TextLevel.DRAFT: "a draft",
}


@dataclass(frozen=True, slots=True)
class PublishedUnit:
    """A unit with the text that is published for it."""

    unit: Unit
    state: State
    entry: Entry | None
    """Its catalog entry; None if the catalog has none."""
    text: str | None
    """The translation; None if the source is published."""
    settings: PublishSettings
    """What the policy says about the unit."""
    level: TextLevel = TextLevel.SOURCE
    """What the text is."""
    reason: str = ""
    """Why a translation that may be published is not: it would break the document."""
    edit: EditComment | None = None
    """The edit of the source since a person finished the text; None if there was none."""
    held: str = ""
    """Why the policy admits no text that the entry has, as a clause; empty if it has none, and if one is published."""
    objection: Finding | None = None
    """The finding that holds a text back."""

    @property
    def by_person(self) -> bool:
        """Whether a text is published that a person wrote or accepted. It may change the inline tags of its unit; a machine's may not."""
        return self.text is not None and not self.unread

    @property
    def unread(self) -> bool:
        """Whether a machine translation is published that no person has read. One that a rule approved in bulk counts as unread."""
        return self.text is not None and self.level is TextLevel.DRAFT

    @property
    def is_previous(self) -> bool:
        """Whether a translation is published that belongs to an earlier version of the source, with another meaning."""
        return self.text is not None and self.level is TextLevel.PREVIOUS

    @property
    def is_copy(self) -> bool:
        """Whether the unit has no words to translate: its draft is a copy of the source, and either may be published."""
        record = record_of(self.entry) if self.entry is not None else None
        return record is not None and record.engine == "copy"

    @property
    def is_below(self) -> bool:
        """Whether the policy asks for more than there is: the source is published, which it does not list."""
        return self.is_incomplete and TextLevel.SOURCE not in self.settings.allow

    @property
    def is_incomplete(self) -> bool:
        """Whether the source is published, though the policy lists a translation."""
        return self.text is None and self.settings.allow != (TextLevel.SOURCE,) and not self.is_copy

    def in_source(self, *, reason: str = "") -> "PublishedUnit":
        """Return the unit with its source published. ``reason``: why its translation would break the document."""
        return replace(self, text=None, level=TextLevel.SOURCE, reason=reason or self.reason)


def offered(entry: Entry) -> Mapping[TextLevel, str]:
    """Return the texts of an entry that may be published, by what they are.

    A draft over a person's text (a repaired one) is offered only if that text is offered as well: the policy says which comes first.
    """
    found: dict[TextLevel, str] = {}
    edit, now = edit_of(entry), state(entry)
    if edit is not None:
        found[TextLevel.TRANSLATED if edit.kind.keeps_text else TextLevel.PREVIOUS] = edit.text[0]
    if now is State.DRAFT:
        if edit is not None or previous_text(entry) is None:
            found[TextLevel.DRAFT] = entry.text
    elif now in (State.APPROVED, State.TRANSLATED):
        if is_machine_text(entry):
            level = TextLevel.DRAFT
        elif any(not approval.by_rule for approval in approvals_of(entry)):
            level = TextLevel.APPROVED
        else:
            level = TextLevel.TRANSLATED
        found[level] = entry.text
    return found


def decide(
    unit: Unit, entry: Entry | None, settings: PublishSettings, findings: Sequence[Finding] = ()
) -> PublishedUnit:
    """Decide what is published for a unit: the first of ``settings.allow`` that its entry offers and nothing holds back.

    ``findings``: those of ``workflow check`` about the text of the entry.
    """
    if entry is None:
        return PublishedUnit(unit, State.UNTRANSLATED, None, None, settings)
    texts, edit, held, objection = offered(entry), edit_of(entry), "", None
    for level in settings.allow:
        if level is TextLevel.SOURCE or level not in texts:
            continue
        if why := _too_risky(entry, settings) if level is TextLevel.DRAFT else "":
            held = held or why
            continue
        # What is found is about the text of the entry, not about an earlier one.
        own = texts[level] == entry.text
        found = next((one for one in findings if own and settings.holds_back(level, one.severity)), None)
        if found is not None:
            objection = objection or found
            continue
        shown = edit if level in (TextLevel.TRANSLATED, TextLevel.PREVIOUS) else None
        return PublishedUnit(unit, state(entry), entry, texts[level], settings, level, edit=shown)
    if not held and objection is None and texts:
        held = f"{_NAMES[next(level for level in TextLevel if level in texts)]} may not appear"
    return PublishedUnit(unit, state(entry), entry, None, settings, edit=edit, held=held, objection=objection)


def _too_risky(entry: Entry, settings: PublishSettings) -> str:
    """Why the risk of a draft is too high, as a clause; empty if it is not."""
    record = record_of(entry)
    risk = record.risk if record is not None else None
    if settings.max_risk >= 1 or (record is not None and record.engine == "copy"):
        return ""
    if risk is None:
        return "the risk of the draft is not known"
    return f"the risk of the draft is {risk:.2f}" if risk > settings.max_risk else ""


def published_units(
    document: Document,
    catalog: Catalog | None,
    policy: DocumentPolicy,
    findings: Mapping[Key, Sequence[Finding]] | None = None,
) -> tuple[PublishedUnit, ...]:
    """Decide for each unit of ``document`` what is published. ``catalog`` is None if the language has none for the document.

    ``findings``: those of ``workflow check`` that may hold a text back, by the key of its entry.
    """
    entries: dict[Key, Entry] = {entry.key: entry for entry in catalog.live} if catalog is not None else {}
    known = findings or {}
    return tuple(
        decide(unit, entries.get(unit.key), policy.of(unit), known.get(unit.key, ())) for unit in document.units
    )


def reader_counts(units: Iterable[PublishedUnit]) -> ReaderCounts:
    """Count the entries by what is published for them: the one answer for pages, manifest and status.

    A text that occurs twice in a document is one entry, as in ``draft`` and ``status``. If readers get different texts in its places, the
    one that they have to be warned of counts: a draft, else the source.
    """
    found: Counter[str] = Counter()
    entries: dict[Key, PublishedUnit] = {}
    for one in units:
        known = entries.get(one.unit.key)
        if known is None or (one.unread, one.text is None) > (known.unread, known.text is None):
            entries[one.unit.key] = one
    for one in entries.values():
        if one.text is None:
            found["source"] += 1
            found["refused"] += bool(one.reason)
        else:
            found["drafts" if one.unread else "previous" if one.is_previous else "translated"] += 1
    return ReaderCounts(**found)


def marking(published: PublishedUnit, source: Language, target: Language, interface: Interface) -> Attributes:
    """Return the HTML attributes that mark a unit; none for a person's translation.

    ``data-label`` is for screen readers: the style sheet puts it before the text.
    """
    if published.text is None:
        mark, state = "untranslated", published.state
    elif published.is_previous:
        mark, state = "previous", published.state
    elif published.unread:
        mark, state = "draft", State.DRAFT
    else:
        return {}
    own = language_attributes(source, target) if published.text is None else {}
    return {"class": mark, "data-state": str(state), **own, "data-label": interface.text(MARKS[mark])}


def language_attributes(language: Language, page: Language) -> dict[str, str]:
    """Return ``lang``, and ``dir`` where it differs, for a text in ``language`` on a page in another language."""
    direction = {"dir": language.direction} if language.direction != page.direction else {}
    return {"lang": language.tag} | direction
