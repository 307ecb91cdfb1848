"""Draft one entry of an open PO file, as ``workflow draft`` would, without writing it anywhere.

Engines that are servers are left out: the language server opens no connection.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from workflow.catalogs.saving import Saved
from workflow.drafting.language_run import LanguageRun
from workflow.drafting.options import DraftOptions
from workflow.drafting.resources import Resources
from workflow.drafting.targets import CatalogTexts, ProjectCatalog
from workflow.engines.servers import KEYS
from workflow.errors import EngineUnavailable
from workflow.findings import Finding
from workflow.model import Catalog, Entry, Observer, Severity
from workflow.project import Project

__all__ = ["draft_entry"]


@dataclass(slots=True)
class _OneEntry:
    """A catalog of a project in which only one entry is drafted. Nothing is written: ``catalog`` has the result."""

    own: ProjectCatalog
    catalog: Catalog

    @property
    def path(self) -> Path:
        return self.own.path

    @property
    def label(self) -> str:
        return self.own.label

    def read(self) -> Catalog:
        return self.catalog

    def update(self, change: Callable[[Catalog], Catalog]) -> Saved:
        before, self.catalog = self.catalog, change(self.catalog)
        return Saved(self.catalog is not before, b"")

    def is_needed(self) -> bool:
        return True

    def texts(self, catalog: Catalog) -> CatalogTexts:
        return self.own.texts(catalog)

    def finding(self, name: str, severity: Severity, entry: Entry, reason: str) -> Finding:
        return self.own.finding(name, severity, entry, reason)


def draft_entry(project: Project, place: tuple[str, str], catalog: Catalog, entry: Entry) -> tuple[Entry, str]:
    """Return an entry with the draft that ``workflow draft --redo`` would write into it, and why there is none, if there is none.

    ``place``: language and document. Raises CatalogError, ConfigError, EngineUnavailable, FileProblem, GlossaryError, PackageError.
    """
    code, document = place
    source = project.config.source_language
    order = project.config.engines_for(code)
    local = None if order is None else tuple(name for name in order if name not in KEYS)
    if order and not local:
        raise EngineUnavailable(
            f"{', '.join(order)}: a server, to which the language server does not connect. Run `workflow draft -l {code}`."
        )
    options = DraftOptions(redo=True, workers=1, engines=local)
    observer = Observer()
    resources = Resources(project, options, observer)
    target = _OneEntry(ProjectCatalog(project, code, document), replace(catalog, entries=(entry,)))
    try:
        choice = resources.choose(source, code)
        run = LanguageRun(resources.language(source, code, choice), choice, options, observer)
        report = run.run([target])
    finally:
        resources.close()
    drafted = target.catalog.entries[0]
    reasons = [*(one.message for one in report.refused), *(str(problem) for problem in run.problems)]
    if drafted == entry and not reasons and choice.engine is None:
        reasons.append(f"{choice.reason}.{f' Try: {choice.remedy}' if choice.remedy else ''}")
    return drafted, " ".join(reasons)
