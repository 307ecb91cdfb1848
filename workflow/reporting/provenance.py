"""Provenance of a project's translations: words by origin, for each language and document.

The origin follows from the state of each entry and its ``workflow-…`` comments (docs/catalogs.md); words are counted in the sources.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workflow.catalogs.approvals import Approval, Review, approvals_of, void_approvals_of
from workflow.catalogs.hashes import source_hash, target_hash
from workflow.catalogs.provenance import (
    DraftComment,
    draft_of,
    drafts_of,
    is_machine_text,
    previous_text,
    untouched_draft_of,
)
from workflow.catalogs.states import state
from workflow.errors import CatalogError, DocumentError, WorkflowError
from workflow.model import Entry, Observer, Selection, State
from workflow.project import Project
from workflow.segmentation import word_count

__all__ = ["Origin", "ProvenanceReport", "ProvenanceRow", "Share", "origin", "provenance"]


class Origin(StrEnum):
    """The origin of a text, by its entry's state and comments."""

    APPROVED = "approved"
    """Approved by a person (``who``), whatever its authorship."""
    RULE = "rule"
    """A machine's draft, approved in bulk by a rule: no person has read it."""
    PERSON = "person"
    EDITED = "edited"
    """A machine's draft (``who``), edited by a person."""
    TAKEN = "taken"
    """A machine's draft (``who``) that a person accepted unchanged."""
    UNFINISHED = "unfinished"
    """A person's translation that needs work."""
    MEMORY = "memory"
    """A match from the translation memory; not read since."""
    REPAIRED = "repaired"
    """A person's translation in which a machine (``who``) drafted the changed sentences; not read since."""
    MACHINE = "machine"
    """A machine's draft (``who``), untouched."""
    COPY = "copy"
    """No words to translate: the source as it is."""
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Share:
    """The words of one origin."""

    origin: Origin
    who: str = ""
    """The people who approved, those who read the source as well marked with ``(bilingual)``; or engine and package:
    ``argos translate-en_es-1.9``."""
    units: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class ProvenanceRow:
    """One document in one language, or all of a language's."""

    language: str
    document: str
    """Empty in a sum."""
    shares: tuple[Share, ...] = ()
    """In the order of ``Origin``, then by falling words."""
    void: int = 0
    """Number of units that were approved, and whose source or translation has changed since."""
    problem: WorkflowError | None = None
    """Why the catalog could not be read, or, where there is none, the document."""

    @property
    def words(self) -> int:
        """Words of all sources."""
        return sum(share.words for share in self.shares)

    def of(self, *origins: Origin) -> int:
        """Return the number of words with these origins."""
        return sum(share.words for share in self.shares if share.origin in origins)


@dataclass(frozen=True, slots=True)
class ProvenanceReport:
    """A row for each language and document, in the project's order, and a sum for each language."""

    rows: tuple[ProvenanceRow, ...]
    languages: tuple[ProvenanceRow, ...]

    @property
    def problems(self) -> tuple[WorkflowError, ...]:
        """The errors of catalogs and documents that could not be read, each once."""
        return tuple({str(row.problem): row.problem for row in self.rows if row.problem is not None}.values())


def provenance(
    project: Project,
    selection: Selection = Selection(),
    *,
    observer: Observer = Observer(),
) -> ProvenanceReport:
    """Count the words of the sources by the origin of their translations.

    A catalog that does not exist has a row without words; one that is broken is a row with its problem, and so is a document that cannot
    be read and has no catalog.
    Raises BadInput and ConfigError.
    """
    chosen = project.config.select_languages(selection.languages)
    named = project.documents.select(selection.documents)
    rows: list[ProvenanceRow] = []
    sums: list[ProvenanceRow] = []
    for done, code in enumerate(chosen):
        own: list[ProvenanceRow] = []
        for number, document in enumerate(named):
            observer.report(done * len(named) + number, len(chosen) * len(named), f"{code}: {document}")
            own.append(_row(project, code, document))
        rows += own
        shares = _added(share for row in own for share in row.shares)
        sums.append(ProvenanceRow(code, "", shares, sum(row.void for row in own)))
    return ProvenanceReport(tuple(rows), tuple(sums))


def origin(entry: Entry) -> tuple[Origin, str]:
    """Return the origin of an entry's text, and the person, engine or package."""
    where = state(entry)
    if where is State.UNTRANSLATED:
        return Origin.EMPTY, ""
    approvals = [approval for approval in approvals_of(entry) if not approval.by_rule]
    if approvals:
        return Origin.APPROVED, ", ".join(map(_signed, approvals))
    if where is State.APPROVED and is_machine_text(entry):
        return Origin.RULE, ""
    # An untouched draft of an older source needs work, and is still a machine's.
    draft = draft_of(entry) or untouched_draft_of(entry)
    if draft is not None:
        return _machine(entry, draft)
    source, text = source_hash(entry), target_hash(entry)
    for draft in drafts_of(entry):
        # msgmerge copies comments from other entries: only one with this source hash counts.
        if draft.source == source and draft.engine not in ("copy", "memory"):
            return (Origin.TAKEN if draft.text == text else Origin.EDITED), _name(draft)
    return (Origin.UNFINISHED if where is State.NEEDS_WORK else Origin.PERSON), ""


def _machine(entry: Entry, draft: DraftComment) -> tuple[Origin, str]:
    if draft.engine == "copy":
        return Origin.COPY, ""
    if draft.engine == "memory":
        return Origin.MEMORY, ""
    repaired = previous_text(entry) is not None or "repaired" in dict(draft.extra)
    return (Origin.REPAIRED if repaired else Origin.MACHINE), _name(draft)


def _signed(approval: Approval) -> str:
    return f"{approval.name} (bilingual)" if approval.review is Review.BILINGUAL else approval.name


def _name(draft: DraftComment) -> str:
    return f"{draft.engine} {draft.package}".strip()


def _row(project: Project, code: str, document: str) -> ProvenanceRow:
    path = project.catalog_path(code, document)
    try:
        catalog = project.catalogs.find(path)
        if catalog is None:
            project.parse(document)
    except (CatalogError, DocumentError) as error:
        return ProvenanceRow(code, document, problem=error)
    entries = catalog.live if catalog is not None else ()
    return ProvenanceRow(
        code,
        document,
        _added(Share(*origin(entry), units=1, words=word_count(entry.msgid)) for entry in entries if entry.msgid),
        sum(bool(void_approvals_of(entry)) for entry in entries),
    )


def _added(shares: Iterable[Share]) -> tuple[Share, ...]:
    units: Counter[tuple[Origin, str]] = Counter()
    words: Counter[tuple[Origin, str]] = Counter()
    for share in shares:
        units[share.origin, share.who] += share.units
        words[share.origin, share.who] += share.words
    order = {one: place for place, one in enumerate(Origin)}
    found = sorted(units, key=lambda key: (order[key[0]], -words[key], key[1]))
    return tuple(Share(*key, units=units[key], words=words[key]) for key in found)
