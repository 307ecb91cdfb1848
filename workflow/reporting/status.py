"""Progress of each language and each document."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workflow.catalogs.provenance import draft_of
from workflow.catalogs.states import state
from workflow.editing import void_findings
from workflow.errors import CatalogError, DocumentError, WorkflowError
from workflow.findings import Finding
from workflow.model import Document, Entry, Observer, Selection, State
from workflow.project import Project
from workflow.project.addresses import LocatedUnit
from workflow.publishing.language_policy import LanguagePolicy
from workflow.publishing.policy import reader_counts
from workflow.publishing.report import ReaderCounts
from workflow.reporting.expectations import Expectation, expectations
from workflow.segmentation import word_count

__all__ = ["Row", "StatusReport", "status"]


@dataclass(frozen=True, slots=True)
class Row:
    """One document in one language, or several of them together."""

    language: str
    document: str
    """Empty in a sum."""
    catalog: Path | None = None
    states: Mapping[State, int] = field(default_factory=dict)
    """Units by state."""
    words: Mapping[State, int] = field(default_factory=dict)
    """Words of the sources by state of their units."""
    translated: int = 0
    """Translated entries as ``msgfmt --statistics`` counts them, like the next two fields."""
    fuzzy: int = 0
    untranslated: int = 0
    packages: Mapping[str, str] = field(default_factory=dict)
    """The packages that made its drafts: names by hash."""
    readers: ReaderCounts = field(default_factory=ReaderCounts)
    """What readers get: the entries of the document by what ``publish`` puts on the page."""
    void: tuple[Finding, ...] = ()
    """Approvals that no longer hold: source or translation have changed since."""
    not_extracted: bool = False
    """Whether the document has units that the catalog does not have yet, or the other way round."""
    problem: WorkflowError | None = None
    """Why the catalog or the document could not be read; the counts are then 0."""

    @property
    def units(self) -> int:
        """Number of units."""
        return sum(self.states.values())

    @property
    def finished(self) -> int:
        """Number of units that a person translated or approved."""
        return self.states.get(State.TRANSLATED, 0) + self.states.get(State.APPROVED, 0)

    @property
    def word_count(self) -> int:
        """Number of words of their sources."""
        return sum(self.words.values())


@dataclass(frozen=True, slots=True)
class StatusReport:
    """A row for each language and document, in the project's order, and a sum for each language."""

    title: str
    source_language: str
    documents: tuple[str, ...]
    rows: tuple[Row, ...]
    languages: tuple[Row, ...]
    expectations: tuple[Expectation, ...] = ()
    """What to expect of the drafts, for each language and package."""

    @property
    def outdated(self) -> bool:
        """Whether catalogs are out of date, so that ``extract`` would change them."""
        return any(row.not_extracted for row in self.rows)

    @property
    def problems(self) -> tuple[WorkflowError, ...]:
        """Each once."""
        return tuple({str(row.problem): row.problem for row in self.rows if row.problem is not None}.values())


def status(
    project: Project,
    selection: Selection = Selection(),
    *,
    observer: Observer = Observer(),
) -> StatusReport:
    """Count units and words by state.

    A broken catalog or document is one row with its problem. Raises BadInput, ConfigError, FileProblem and DocumentError if the documents
    cannot be listed.
    """
    chosen = project.config.select_languages(selection.languages)
    papers = project.documents.select(selection.documents)
    rows = []
    policies = {code: LanguagePolicy(project, code) for code in chosen}
    for done, document in enumerate(papers):
        observer.report(done, len(papers), f"counting {document}")
        try:
            parsed = project.parse(document)
        except DocumentError as error:
            rows += [Row(code, document, project.catalog_path(code, document), problem=error) for code in chosen]
            continue
        rows += [_row(project, code, parsed, policies[code]) for code in chosen]
    for policy in policies.values():
        policy.save()
    place = {code: index for index, code in enumerate(chosen)}
    rows.sort(key=lambda row: place[row.language])  # stable: documents keep their order
    sums = tuple(_sum(code, [row for row in rows if row.language == code]) for code in chosen)
    return StatusReport(
        title=project.config.title,
        source_language=project.config.source_language,
        documents=papers,
        rows=tuple(rows),
        languages=sums,
        expectations=expectations(project, {row.language: row.packages for row in sums}),
    )


def _row(project: Project, language: str, parsed: Document, policy: LanguagePolicy) -> Row:
    document, keys = parsed.path, tuple(dict.fromkeys(unit.key for unit in parsed.units))
    path = project.catalog_path(language, document)
    try:
        catalog = project.catalogs.find(path)
    except CatalogError as error:
        return Row(language, document, path, problem=error)
    readers = reader_counts(policy.decide(parsed, catalog).units)
    if catalog is None:
        states, weights = Counter({State.UNTRANSLATED: len(keys)}), Counter[State]()
        weights[State.UNTRANSLATED] = sum(word_count(source) for _, source in keys)
        new = bool(keys)
        return Row(
            language, document, path, states, weights, untranslated=len(keys), readers=readers, not_extracted=new
        )
    row = _counted(Row(language, document, path, readers=readers), catalog.live)
    name = project.documents.name(document)
    places = (LocatedUnit(language, document, name, path, entry) for entry in catalog.live)
    row = replace(row, void=tuple(finding for place in places for finding in void_findings(project, place)))
    return replace(row, not_extracted={entry.key for entry in catalog.live} != set(keys))


def _counted(row: Row, entries: Iterable[Entry]) -> Row:
    """The row with its entries counted."""
    states: Counter[State] = Counter()
    weights: Counter[State] = Counter()
    gettext: Counter[str] = Counter()
    packages: dict[str, str] = {}
    for entry in entries:
        where = state(entry)
        states[where] += 1
        if where is State.DRAFT and (draft := draft_of(entry)) is not None and draft.hash:
            packages[draft.hash] = draft.package
        weights[where] += word_count(entry.msgid)
        # msgfmt looks at the first form: without it an entry is untranslated, fuzzy or not.
        gettext["untranslated" if not entry.text else "fuzzy" if entry.fuzzy else "translated"] += 1
    return replace(
        row,
        states=states,
        words=weights,
        translated=gettext["translated"],
        fuzzy=gettext["fuzzy"],
        untranslated=gettext["untranslated"],
        packages=packages,
    )


def _sum(language: str, rows: Sequence[Row]) -> Row:
    states: Counter[State] = Counter()
    weights: Counter[State] = Counter()
    for row in rows:
        states.update(row.states)
        weights.update(row.words)
    return Row(
        language,
        "",
        None,
        states,
        weights,
        translated=sum(row.translated for row in rows),
        fuzzy=sum(row.fuzzy for row in rows),
        untranslated=sum(row.untranslated for row in rows),
        packages={mark: name for row in rows for mark, name in row.packages.items()},
        readers=sum((row.readers for row in rows), ReaderCounts()),
        void=tuple(finding for row in rows for finding in row.void),
        not_extracted=any(row.not_extracted for row in rows),
        problem=next((row.problem for row in rows if row.problem), None),
    )
