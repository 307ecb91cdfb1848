"""run: extract, draft, publish, in one go.

A failure for one language does not stop the others, and a document or catalog that cannot be read does not stop the rest; both are
reported at the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflow.drafting import DraftOptions, DraftReport, LanguageReport, draft
from workflow.errors import WorkflowError
from workflow.extraction import Extraction, extract
from workflow.model import Observer, Selection
from workflow.project import Project
from workflow.project import add_languages as write_languages
from workflow.publishing import Publication, builders_of, publish

__all__ = ["AddedLanguages", "RunReport", "add_languages", "run"]


@dataclass(frozen=True, slots=True)
class RunReport:
    """The reports of the three steps."""

    extraction: Extraction
    drafts: DraftReport
    publication: Publication

    @property
    def problems(self) -> tuple[WorkflowError, ...]:
        """Why a part was not done, each once: documents and catalogs that could not be read, engines that failed. Drafts made before are kept."""
        found = (*self.extraction.problems, *self.drafts.problems, *self.publication.problems)
        return tuple({str(error): error for error in found}.values())

    @property
    def changed(self) -> bool:
        """Whether templates or catalogs were written."""
        return self.extraction.changed or bool(self.drafts.written)

    @property
    def undrafted(self) -> tuple[LanguageReport, ...]:
        """Languages with empty units for which no engine is installed."""
        return tuple(one for one in self.drafts.languages if one.units and not one.engine)


def run(
    project: Project,
    selection: Selection = Selection(),
    *,
    workers: int = 0,
    engines: tuple[str, ...] | None = None,
    observer: Observer = Observer(),
) -> RunReport:
    """Bring catalogs up to date, draft empty entries, build the editions.

    ``workers`` and ``engines``: see ``DraftOptions``. Raises BadInput, ConfigError and FileProblem; every file written before is complete.
    """
    builders_of(project)  # an unknown output is reported before the long work
    extraction = extract(project, selection, observer=_step("extracting", observer))
    drafts = draft(project, selection, DraftOptions(workers=workers, engines=engines), _step("drafting", observer))
    publication = publish(project, selection, observer=_step("publishing", observer))
    return RunReport(extraction, drafts, publication)


@dataclass(frozen=True, slots=True)
class AddedLanguages:
    """Languages that were added to a project."""

    new: tuple[str, ...]
    extraction: Extraction | None = None
    """The extraction that created their catalogs; None if no language was new."""


def add_languages(project: Project, codes: Sequence[str], *, observer: Observer = Observer()) -> AddedLanguages:
    """Add languages to ``workflow.yaml``, keeping its comments and layout, and make their catalogs.

    Raises BadInput for a code that does not exist, ConfigError if the file must be edited by hand, FileProblem.
    """
    project, new = write_languages(project, codes)
    if not new:
        return AddedLanguages(())
    return AddedLanguages(new, extract(project, Selection(languages=new), observer=observer))


def _step(name: str, observer: Observer) -> Observer:
    """An observer whose progress names the step."""
    progress = observer.progress
    if progress is None:
        return observer
    return replace(observer, progress=lambda done, total, what: progress(done, total, f"{name} {what}"))
