"""Check PO files, of a project or of another program."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from workflow.catalogs.store import CatalogStore
from workflow.checking.catalog_run import CatalogRun, EntryPlace
from workflow.checking.ignores import IgnoreLedger
from workflow.checking.language_run import FurtherChecks, LanguageCheck, combined, finish
from workflow.checking.opinions import opinions_for
from workflow.checking.options import CheckOptions
from workflow.checking.report import CheckReport, IgnoredBy
from workflow.checking.result_cache import ResultCache
from workflow.checking.texts import file_entries, file_languages, project_cache, project_entries
from workflow.checking.words import ProjectWords
from workflow.checks.model import CheckedEntry
from workflow.errors import BadInput, CatalogError, DocumentError, FileProblem, WorkflowError
from workflow.model import Observer
from workflow.project import Project
from workflow.project.earlier_catalogs import EarlierCatalogs
from workflow.spelling.loading import installed

__all__ = ["check_files", "check_pairs"]


def check_files(
    paths: Sequence[Path],
    options: CheckOptions | None = None,
    *,
    languages: tuple[str | None, str | None] = (None, None),
    project: Project | None = None,
    observer: Observer = Observer(),
) -> CheckReport:
    """Check PO files. Files of one pair of languages are compared with each other.

    ``languages``: the gettext codes of source and target; by default those of each header (``X-Source-Language``, otherwise English, and
    ``Language``). A catalog of ``project`` is checked as ``check`` does it, against its document and the glossary. A file that cannot
    be read, or whose language is not known, is a problem in the report. Raises BadInput, ConfigError, GlossaryError, EngineUnavailable
    as ``check`` does.
    """
    options = options or CheckOptions()
    opinions = opinions_for(project, options, observer)
    runs, problems, ignores = check_pairs(
        paths,
        options,
        languages=languages,
        project=project,
        observer=observer,
        further=opinions.find if opinions else None,
    )
    report = combined(runs, problems, ignores.unused(options.ids(), kinds=frozenset({IgnoredBy.COMMENT})))
    return opinions.added_to(report) if opinions else report


def check_pairs(
    paths: Sequence[Path],
    options: CheckOptions,
    *,
    languages: tuple[str | None, str | None] = (None, None),
    project: Project | None = None,
    observer: Observer = Observer(),
    further: FurtherChecks | None = None,
) -> tuple[list[LanguageCheck], list[WorkflowError], IgnoreLedger]:
    """Return the finished runs of ``check_files``, the files that could not be read, and what people dismissed."""
    store = CatalogStore()
    own = project.catalog_owners(project.config.languages) if project is not None else {}
    ignores = IgnoreLedger() if project is None else IgnoreLedger.of_project(project)
    words = ProjectWords.load(project, project.config.languages) if project is not None and own else None
    runs: dict[tuple[str, str], LanguageCheck] = {}
    problems: list[WorkflowError] = []
    once = list({os.path.realpath(path): path for path in reversed(paths)}.values())[::-1]
    for done, path in enumerate(once):
        observer.report(done, len(once), str(path))
        try:
            place = own.get(os.path.realpath(path)) if languages == (None, None) else None
            if project is not None and place is not None and words is not None:
                code, document = place
                pair = (project.config.source_language, code)
                entries = list(project_entries(project, code, document, *words.of(code)))
            else:
                catalog = store.read(path)
                found = file_languages(catalog, path, *languages)
                pair = (found.source, found.target)
                entries = list(file_entries(catalog, path, found, installed(found.target)))
            if pair not in runs:
                cache = project_cache(project, pair) if project is not None else ResultCache(None, pair)
                runs[pair] = LanguageCheck(options, cache, project.root if project else None, ignores, further)
            runs[pair].add(partial(_add, entries, path.absolute(), _earlier(path, options.changed_since)))
        except (CatalogError, DocumentError, FileProblem, BadInput) as error:
            problems.append(error)
    finish(tuple(runs.values()))
    return list(runs.values()), [*problems, *(error for run in runs.values() for error in run.problems)], ignores


def _add(
    entries: Sequence[tuple[CheckedEntry, EntryPlace]], path: Path, earlier: EarlierCatalogs | None, run: CatalogRun
) -> None:
    for checked, place in entries:
        run.add(checked, place, silent=earlier is not None and not earlier.changed(path, checked.entry))


def _earlier(path: Path, revision: str) -> EarlierCatalogs | None:
    """The catalog as it was at a revision. Raises BadInput if it is in no git repository."""
    return EarlierCatalogs.at(path.absolute().parent, revision, [path.absolute()]) if revision else None
