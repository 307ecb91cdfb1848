"""run: extract, draft, publish, in one go.

Floor 5. What cannot be done for one language is said at the end and keeps nothing else from being done; input that is broken
stops it before anything is drafted, since what hangs on it cannot be published either.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workflow.drafting import DraftOptions, DraftReport, LanguageReport, draft
from workflow.errors import WorkflowError
from workflow.extraction import Extraction, extract
from workflow.model import Observer, Progress, Selection
from workflow.project import Project
from workflow.project import add_languages as write_languages
from workflow.publishing import Publication, publish

__all__ = ["AddedLanguages", "RunReport", "add_languages", "run"]


@dataclass(frozen=True, slots=True)
class RunReport:
    """What the three steps did."""

    extraction: Extraction
    drafts: DraftReport
    publication: Publication | None
    """None where the extraction found input that is broken."""
    failures: tuple[WorkflowError, ...] = ()
    """Engines that failed while they drafted; the drafts made before are kept."""

    @property
    def problems(self) -> tuple[WorkflowError, ...]:
        """Input that is broken."""
        return self.extraction.problems

    @property
    def changed(self) -> bool:
        """Whether templates or catalogs were written."""
        return self.extraction.changed or bool(self.drafts.written)

    @property
    def undrafted(self) -> tuple[LanguageReport, ...]:
        """Languages with empty units that nothing here can draft."""
        return tuple(one for one in self.drafts.languages if one.units and not one.engine)


def run(
    project: Project,
    *,
    languages: Sequence[str] = (),
    documents: Sequence[str] = (),
    workers: int = 0,
    progress: Progress | None = None,
    announce: Callable[[str], None] | None = None,
) -> RunReport:
    """Bring catalogs up to date, draft what is empty, build the editions.

    ``languages`` and ``documents`` as ``Project.select_languages`` and ``select_documents`` take them; none: all. ``workers`` and ``announce``: see ``draft``.
    Raises BadInput, ConfigError and FileProblem; what was written before is whole.
    """
    extraction = extract(project, languages=languages, documents=documents, progress=_named("extracting", progress))
    if extraction.problems:
        return RunReport(extraction, DraftReport(), None)
    drafts = draft(
        project,
        Selection(tuple(languages), tuple(documents)),
        DraftOptions(workers=workers),
        Observer(_named("drafting", progress), announce),
    )
    publication = publish(project, languages=languages, documents=documents, progress=_named("publishing", progress))
    return RunReport(extraction, drafts, publication, drafts.problems)


@dataclass(frozen=True, slots=True)
class AddedLanguages:
    """Languages that a project has now."""

    new: tuple[str, ...]
    extraction: Extraction | None = None
    """What was written for them; None where there was nothing new."""


def add_languages(project: Project, codes: Sequence[str], *, progress: Progress | None = None) -> AddedLanguages:
    """Add languages to ``workflow.yaml``, whose comments and layout stay, and make their catalogs.

    Raises BadInput for a code that does not exist, ConfigError where the file has to be edited by a person, FileProblem.
    """
    project, new = write_languages(project, codes)
    if not new:
        return AddedLanguages(())
    return AddedLanguages(new, extract(project, languages=new, progress=progress))


def _named(step: str, progress: Progress | None) -> Progress | None:
    """Progress that says which step it belongs to."""
    if progress is None:
        return None
    return lambda done, total, what: progress(done, total, f"{step} {what}")
