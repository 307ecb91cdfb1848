"""Check the catalogs of a project."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from workflow.checking.catalog_run import FurtherChecks, LanguageCheck, combined, finish
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

_TOGETHER = 16 * 1024 * 1024
"""The bytes of the catalogs whose languages are checked together. Their entries take some ten times as much memory."""


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
    runs = {
        code: LanguageCheck(
            options,
            project_cache(project, (project.config.source_language, code)),
            project.root,
            ignores,
            further,
        )
        for code in chosen
    }
    problems: dict[str, list[WorkflowError]] = {code: [] for code in chosen}
    done = 0
    for together in _groups(project, chosen, named):
        for code, document in ((code, document) for document in named for code in together):
            observer.report(done, len(chosen) * len(named), f"{code}: {document}")
            done += 1
            try:
                parsed, source = project.parse(document), project.layout.source / document
                ignores.add_directives(source, parsed.ignores)
                # Without a catalog, or with one that is out of date, a text is not checked.
                missing = {unit.key: unit.ignores for unit in parsed.units if unit.ignores}
                for checked, place in project_entries(project, code, document, *words.of(code)):
                    missing.pop(checked.entry.key, None)
                    silent = earlier is not None and not earlier.changed(place.catalog, checked.entry)
                    runs[code].add(checked, place, silent=silent)
            except (CatalogError, DocumentError, FileProblem) as error:
                problems[code].append(error)
            else:
                for directives in missing.values():
                    ignores.leave_directives(source, directives)
        finish([runs[code] for code in together])
    return list(runs.values()), [error for found in problems.values() for error in found], ignores


def _groups(project: Project, languages: Sequence[str], documents: Sequence[str]) -> Iterator[list[str]]:
    """Yield the languages that are checked together: as many as their catalogs are small enough for."""
    together: list[str] = []
    size = 0
    for code in languages:
        own = sum(_size(project.catalog_path(code, document)) for document in documents)
        if together and size + own > _TOGETHER:
            yield together
            together, size = [], 0
        together.append(code)
        size += own
    if together:
        yield together


def _size(path: Path) -> int:
    """The bytes of a file; 0 if there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
