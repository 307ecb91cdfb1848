"""Check the catalogs of a project."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from workflow.checking.catalog_records import CatalogKeys, CatalogRecords
from workflow.checking.catalog_run import CatalogRun
from workflow.checking.ignores import IgnoreLedger
from workflow.checking.language_run import FurtherChecks, LanguageCheck, combined, finish
from workflow.checking.opinions import opinions_for
from workflow.checking.options import CheckOptions
from workflow.checking.report import CheckReport, IgnoredBy
from workflow.checking.texts import project_cache, project_entries, project_records
from workflow.checking.words import ProjectWords
from workflow.errors import WorkflowError
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
    opinions = opinions_for(project, options, observer)
    further = opinions.find if opinions else None
    runs, problems, ignores = check_languages(
        project, selection, options, observer=observer, further=further, recall=True
    )
    kinds = {IgnoredBy.COMMENT}
    if options.all_states and set(chosen) == set(project.config.languages):
        kinds.add(IgnoredBy.DIRECTIVE)
        if set(named) == set(project.documents.paths()):
            kinds.add(IgnoredBy.CONFIGURATION)
            ignores.add_rules()
    report = combined(runs, problems, ignores.unused(options.ids(), kinds=frozenset(kinds)))
    return opinions.added_to(report) if opinions else report


def check_languages(
    project: Project,
    selection: Selection,
    options: CheckOptions,
    *,
    observer: Observer = Observer(),
    further: FurtherChecks | None = None,
    recall: bool = False,
) -> tuple[list[LanguageCheck], list[WorkflowError], IgnoreLedger]:
    """Return the finished runs of ``check``, the catalogs and documents that could not be read, and what people dismissed.

    ``recall``: whether catalogs that did not change are not read. Their corrections are not known then.
    """
    chosen = project.config.select_languages(selection.languages)
    named = project.documents.select(selection.documents)
    ignores = IgnoreLedger.of_project(project)
    earlier = None
    if options.changed_since:
        paths = [project.catalog_path(code, document) for code in chosen for document in named]
        earlier = EarlierCatalogs.at(project.root, options.changed_since, paths)
    words = ProjectWords.load(project, chosen)
    keys = CatalogKeys(project, options, words)
    documents, own = project.documents.paths(), project.config.source_language
    runs = {
        code: LanguageCheck(
            options,
            project_cache(project, (own, code)),
            project.root,
            ignores,
            further,
            project_records(project, (own, code), documents, ignores) if recall else CatalogRecords(),
        )
        for code in chosen
    }
    done = 0
    for together in _groups(project, chosen, named):
        for code, document in ((code, document) for document in named for code in together):
            observer.report(done, len(chosen) * len(named), f"{code}: {document}")
            done += 1
            key = partial(keys.of, code, document) if recall else lambda: None
            runs[code].add(partial(_read, project, (code, document), words, earlier), document, key)
        finish([runs[code] for code in together])
    return list(runs.values()), [error for run in runs.values() for error in run.problems], ignores


def _read(
    project: Project, owner: tuple[str, str], words: ProjectWords, earlier: EarlierCatalogs | None, run: CatalogRun
) -> None:
    """Add the entries of a document's catalog to a run. ``owner``: language and document."""
    code, document = owner
    parsed, source = project.parse(document), project.layout.source / document
    run.ignores.add_directives(source, parsed.ignores)
    # Without a catalog, or with one that is out of date, a text is not checked.
    missing = {unit.key: unit.ignores for unit in parsed.units if unit.ignores}
    for checked, place in project_entries(project, code, document, *words.of(code)):
        missing.pop(checked.entry.key, None)
        run.add(checked, place, silent=earlier is not None and not earlier.changed(place.catalog, checked.entry))
    for directives in missing.values():
        run.ignores.leave_directives(source, directives)


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
