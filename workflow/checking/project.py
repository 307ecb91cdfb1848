"""Check the catalogs of a project."""

from workflow.checking.catalog_run import FurtherChecks, LanguageCheck, combined
from workflow.checking.ignores import IgnoreLedger
from workflow.checking.opinions import opinions_for
from workflow.checking.options import CheckOptions
from workflow.checking.report import CheckReport, IgnoredBy
from workflow.checking.stored_run import StoredRun
from workflow.checking.texts import project_cache, project_entries
from workflow.checking.words import ProjectWords
from workflow.errors import CatalogError, DocumentError, FileProblem, WorkflowError
from workflow.model import Observer, Selection
from workflow.project import Project
from workflow.project.earlier_catalogs import EarlierCatalogs

__all__ = ["check", "check_languages"]


def check(
    project: Project,
    selection: Selection = Selection(),
    options: CheckOptions | None = None,
    *,
    observer: Observer = Observer(),
) -> CheckReport:
    """Check the drafts and translations of a project, in its order of languages and documents.

    A catalog that does not exist has nothing to check; one that cannot be read is a problem. Raises BadInput, ConfigError (also for a
    rule under ``checks`` that names no check), GlossaryError, FileProblem, EngineUnavailable if ``options.opinion`` is set and the
    configuration forbids servers.
    """
    options = options or CheckOptions()
    chosen = project.config.select_languages(selection.languages)
    named = project.documents.select(selection.documents)
    words = ProjectWords.load(project, chosen)
    stored = StoredRun(project, chosen, named, options, words)
    if (known := stored.read()) is not None:
        return known
    opinions = opinions_for(project, options, observer)
    further = opinions.find if opinions else None
    runs, problems, ignores = check_languages(
        project, selection, options, words=words, observer=observer, further=further
    )
    kinds = {IgnoredBy.COMMENT}
    if options.all_states and set(chosen) == set(project.config.languages):
        kinds.add(IgnoredBy.DIRECTIVE)
        if set(named) == set(project.documents.paths()):
            kinds.add(IgnoredBy.CONFIGURATION)
            ignores.add_rules()
    report = combined(runs, problems, ignores.unused(options.ids(), kinds=frozenset(kinds)))
    stored.write(report)
    return opinions.added_to(report) if opinions else report


def check_languages(
    project: Project,
    selection: Selection,
    options: CheckOptions,
    *,
    words: ProjectWords | None = None,
    observer: Observer = Observer(),
    further: FurtherChecks | None = None,
) -> tuple[list[LanguageCheck], list[WorkflowError], IgnoreLedger]:
    """Return the finished runs of ``check``, the catalogs and documents that could not be read, and what people dismissed.

    ``words``: those of the chosen languages, if they have been read.
    """
    chosen = project.config.select_languages(selection.languages)
    named = project.documents.select(selection.documents)
    ignores = IgnoreLedger.of_project(project)
    earlier = None
    if options.changed_since:
        paths = [project.catalog_path(code, document) for code in chosen for document in named]
        earlier = EarlierCatalogs.at(project.root, options.changed_since, paths)
    words = words or ProjectWords.load(project, chosen)
    runs: list[LanguageCheck] = []
    problems: list[WorkflowError] = []
    for number, code in enumerate(chosen):
        pair = (project.config.source_language, code)
        run = LanguageCheck(options, project_cache(project, pair), project.root, ignores, further)
        terms, speller = words.of(code)
        for done, document in enumerate(named):
            observer.report(number * len(named) + done, len(chosen) * len(named), f"{code}: {document}")
            try:
                parsed, source = project.parse(document), project.layout.source / document
                ignores.add_directives(source, parsed.ignores)
                # Without a catalog, or with one that is out of date, a text is not checked.
                missing = {unit.key: unit.ignores for unit in parsed.units if unit.ignores}
                for checked, place in project_entries(project, code, document, terms, speller):
                    missing.pop(checked.entry.key, None)
                    run.add(
                        checked, place, silent=earlier is not None and not earlier.changed(place.catalog, checked.entry)
                    )
            except (CatalogError, DocumentError, FileProblem) as error:
                problems.append(error)
            else:
                for directives in missing.values():
                    ignores.leave_directives(source, directives)
        run.finish()
        runs.append(run)
    return runs, problems, ignores
