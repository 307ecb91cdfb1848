"""Check PO files, of a project or of another program."""

import os
from collections.abc import Sequence
from pathlib import Path

from workflow.catalogs.store import CatalogStore
from workflow.checking.catalog_run import LanguageCheck, combined
from workflow.checking.options import CheckOptions
from workflow.checking.report import CheckReport
from workflow.checking.result_cache import ResultCache
from workflow.checking.texts import file_entries, file_languages, project_cache, project_entries
from workflow.errors import BadInput, CatalogError, DocumentError, FileProblem, WorkflowError
from workflow.glossary import load
from workflow.model import Observer
from workflow.project import Project

__all__ = ["check_files"]


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
    be read, or whose language is not known, is a problem in the report. Raises BadInput, ConfigError, GlossaryError.
    """
    options = options or CheckOptions()
    store = CatalogStore()
    own = project.catalog_owners(project.config.languages) if project is not None else {}
    glossary = load(project) if project is not None and own else None
    runs: dict[tuple[str, str], LanguageCheck] = {}
    problems: list[WorkflowError] = []
    for done, path in enumerate(paths):
        observer.report(done, len(paths), str(path))
        try:
            place = own.get(os.path.realpath(path)) if languages == (None, None) else None
            if project is not None and place is not None:
                code, document = place
                pair = (project.config.source_language, code)
                entries = project_entries(project, code, document, glossary.terms(code) if glossary else None)
            else:
                catalog = store.read(path)
                found = file_languages(catalog, path, *languages)
                pair = (found.source, found.target)
                entries = file_entries(catalog, path, found)
            if pair not in runs:
                cache = project_cache(project, pair) if project is not None else ResultCache(None, pair)
                runs[pair] = LanguageCheck(options, cache, project.root if project else None)
            for checked, where in entries:
                runs[pair].add(checked, where)
        except (CatalogError, DocumentError, FileProblem, BadInput) as error:
            problems.append(error)
    return combined([run.finish() for run in runs.values()], problems)
