"""Draft one PO file, of a project or of another program."""

import os
from pathlib import Path

from workflow.catalogs import headers
from workflow.catalogs.store import CatalogStore
from workflow.drafting.language_run import LanguageRun
from workflow.drafting.options import DraftOptions
from workflow.drafting.report import DraftReport
from workflow.drafting.resources import Resources
from workflow.drafting.targets import PoFile, ProjectCatalog, Target
from workflow.errors import BadInput, NoProject
from workflow.languages import language
from workflow.model import Observer
from workflow.project import Project, load

__all__ = ["draft_file"]


def draft_file(
    path: Path,
    options: DraftOptions | None = None,
    observer: Observer = Observer(),
    *,
    source: str | None = None,
    target: str | None = None,
    project: Project | None = None,
) -> DraftReport:
    """Fill the empty entries of a PO file with drafts, in place; see ``draft``.

    ``source`` and ``target``: gettext codes; by default those of the header (``X-Source-Language`` and ``Language``), the source
    otherwise the project's, or English. The project that the file lies in, otherwise ``project``, provides engines, servers,
    placeholders, glossary and memory; a catalog of that project is drafted as ``draft`` does it. In other files, texts are Markdown where ``#:``
    names Markdown files, otherwise plain text with placeholders and tags.
    Where no engine translates the pair, the report says so. Raises BadInput, CatalogError, ConfigError, EngineUnavailable, FileProblem,
    GlossaryError and PackageError; an engine that fails is reported in ``problems``.
    """
    options = options or DraftOptions()
    project = _project_at(path) or project
    catalogs = project.catalogs if project else CatalogStore()
    catalog = catalogs.read(path)
    own = project.config.source_language if project else "en"
    to = _code(target or headers.field(catalog, "Language"), path, "target")
    of = _code(source or headers.field(catalog, "X-Source-Language") or own, path, "source")
    resources = Resources(project, options, observer)
    choice = resources.choose(of, to)
    run = LanguageRun(resources.language(of, to, choice), choice, options, observer)
    try:
        report = run.run([_target(path, to, project if of == own else None, project)])
    finally:
        resources.close()
    return DraftReport(
        (report,), tuple(dict.fromkeys(run.written)), (*run.problems, *resources.problems), options.dry_run
    )


def _project_at(path: Path) -> Project | None:
    """The project whose folder the file lies in. Raises ConfigError for a broken one."""
    try:
        return load(path.absolute().parent)
    except (NoProject, BadInput):
        return None


def _target(path: Path, code: str, owner: Project | None, project: Project | None) -> Target:
    """The file as a catalog of ``owner``, if it is one; otherwise as a file of its own with the project's placeholders."""
    file = os.path.realpath(path)
    if owner is not None and Path(file).is_relative_to(os.path.realpath(owner.layout.locales)):
        place = owner.catalog_owners([code]).get(file)
        if place is not None:
            return ProjectCatalog(owner, *place)
    if project is None:
        return PoFile(path, code)
    return PoFile(path, code, project.config.format.placeholders, project.catalogs)


def _code(code: str, path: Path, what: str) -> str:
    """A known language code. Raises BadInput."""
    if not code:
        option = "--to" if what == "target" else "--from"
        raise BadInput(f"{path}: the header names no {what} language. Name it: workflow draft {path} {option} es")
    language(code)
    return code.replace("-", "_")
