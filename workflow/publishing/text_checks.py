"""What ``workflow check`` finds in the texts that would be published in a language."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from workflow import glossary, spelling
from workflow.catalogs.states import address
from workflow.checking.catalog_run import CatalogRun
from workflow.checking.ignores import IgnoreLedger
from workflow.checking.language_run import LanguageCheck, finish
from workflow.checking.options import CheckOptions
from workflow.checking.result_cache import ResultCache
from workflow.checking.texts import parsed_entries, project_cache
from workflow.findings import Finding
from workflow.glossary.terms import Terms
from workflow.model import Catalog, Document, Key
from workflow.project import Project
from workflow.spelling import Speller

__all__ = ["TextChecks"]


class TextChecks:
    """What the checks of single entries find; entries are not compared with each other, since the others may not be published."""

    def __init__(self, project: Project, code: str, *, with_warnings: bool) -> None:
        """``with_warnings``: whether warnings matter, and not only errors. Raises GlossaryError for a glossary that cannot be read then."""
        self._project, self._code = project, code
        self._cache: ResultCache = project_cache(project, (project.config.source_language, code))
        # `workflow check` refuses a rule for an unknown check, which dismisses nothing.
        self._ignores = IgnoreLedger(project.config.checks, project.layout.config)
        # No error depends on the glossary or the spelling, which are read only where a warning matters.
        own = project.config.source_language
        self._terms = glossary.load(project).terms(code) if with_warnings else Terms(own, code)
        self._speller = spelling.load(project, code) if with_warnings else Speller()

    def of(self, document: Document, catalog: Catalog, wanted: set[Key]) -> Mapping[Key, Sequence[Finding]]:
        """Return the findings about the entries with the keys ``wanted``."""
        run = LanguageCheck(CheckOptions(), self._cache, self._project.root, self._ignores, alone=True)
        keys: dict[str, Key] = {}

        def read(part: CatalogRun) -> None:
            for checked, place in parsed_entries(
                catalog, self._project, (self._code, document), self._terms, self._speller
            ):
                if checked.entry.key in wanted:
                    keys[address(self._code, place.name, checked.entry)] = checked.entry.key
                    part.add(checked, place)

        run.add(read)
        finish((run,))
        found: defaultdict[Key, list[Finding]] = defaultdict(list)
        for finding in run.findings:
            if finding.unit is not None:
                found[keys[finding.unit]].append(finding)
        return found

    def save(self) -> None:
        """Keep the results for the next time."""
        self._cache.save()
