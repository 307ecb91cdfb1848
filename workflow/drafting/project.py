"""Draft the catalogs of a project."""

from pathlib import Path

from workflow.drafting.language_run import LanguageRun
from workflow.drafting.options import DraftOptions
from workflow.drafting.report import DraftReport, LanguageReport
from workflow.drafting.resources import Resources
from workflow.drafting.targets import ProjectCatalog
from workflow.errors import EngineError, PackageError, WorkflowError
from workflow.model import Observer, Selection
from workflow.project import Project

__all__ = ["draft"]


def draft(
    project: Project,
    selection: Selection = Selection(),
    options: DraftOptions | None = None,
    observer: Observer = Observer(),
) -> DraftReport:
    """Fill the empty units of the project's catalogs with drafts, each marked fuzzy and with its provenance.

    Units come from the memory first, edited units are repaired, the rest is translated by the language's engine. What fits into the
    budget is drafted, in the project's order of languages and documents; the report says what is left.
    Each catalog is written when it is done: after an interruption, everything written is valid, and the next run continues.
    A person's text is never changed. A language without an engine is reported, not an error. A catalog or document that cannot be read,
    a catalog that cannot be written, and an engine that fails are reported in ``problems``, and everything else is done.
    Raises BadInput, ConfigError and GlossaryError.
    """
    options = options or DraftOptions()
    languages = project.config.select_languages(selection.languages)
    documents = project.documents.select(selection.documents)
    source = project.config.source_language
    resources = Resources(project, options, observer)
    reports: list[LanguageReport] = []
    problems: list[WorkflowError] = []
    written: list[Path] = []
    for code in languages:
        try:
            choice = resources.choose(source, code)
        except (EngineError, PackageError) as error:
            problems.append(error)
            choice = None
        run = LanguageRun(resources.language(source, code, choice), choice, options, observer)
        report = run.run([ProjectCatalog(project, code, name) for name in documents])
        reports += [report] if choice is not None else []
        problems += run.problems
        written += run.written
    resources.close()
    problems += resources.problems
    return DraftReport(
        tuple(reports),
        tuple(dict.fromkeys(written)),
        tuple({str(problem): problem for problem in problems}.values()),
        options.dry_run,
    )
