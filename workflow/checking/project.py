"""Check the catalogs of a project."""

from workflow.checking.catalog_run import LanguageCheck, combined
from workflow.checking.options import CheckOptions
from workflow.checking.report import CheckReport, LanguageResult
from workflow.checking.stored_run import StoredRun
from workflow.checking.texts import project_cache, project_entries
from workflow.errors import CatalogError, DocumentError, FileProblem, WorkflowError
from workflow.glossary import load
from workflow.model import Observer, Selection
from workflow.project import Project

__all__ = ["check"]


def check(
    project: Project,
    selection: Selection = Selection(),
    options: CheckOptions | None = None,
    *,
    observer: Observer = Observer(),
) -> CheckReport:
    """Check the drafts and translations of a project, in its order of languages and documents.

    A catalog that does not exist has nothing to check; one that cannot be read is a problem. Raises BadInput, ConfigError, GlossaryError, FileProblem.
    """
    options = options or CheckOptions()
    chosen = project.config.select_languages(selection.languages)
    named = project.documents.select(selection.documents)
    glossary = load(project)
    results: list[LanguageResult] = []
    problems: list[WorkflowError] = []
    for number, code in enumerate(chosen):
        terms = glossary.terms(code)
        stored = StoredRun(project, code, named, options, terms)
        result = stored.read()
        if result is None:
            run = LanguageCheck(options, project_cache(project, (project.config.source_language, code)), project.root)
            before = len(problems)
            for done, document in enumerate(named):
                observer.report(number * len(named) + done, len(chosen) * len(named), f"{code}: {document}")
                try:
                    for checked, place in project_entries(project, code, document, terms):
                        run.add(checked, place)
                except (CatalogError, DocumentError, FileProblem) as error:
                    problems.append(error)
            result = run.finish()
            if len(problems) == before:
                stored.write(result)
        results.append(result)
    return combined(results, problems)
