"""Check the catalogs of a project."""

from collections.abc import Mapping

from workflow.catalogs.plural_forms import plural_rule
from workflow.checking.catalog_run import LanguageCheck, Place, text_grammar
from workflow.checking.options import CheckOptions
from workflow.checking.report import CheckReport
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import CheckedEntry
from workflow.errors import CatalogError, DocumentError, FileProblem, WorkflowError
from workflow.glossary import load
from workflow.model import Key, Observer, Selection, Unit
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

    A catalog that does not exist has nothing to check; one that cannot be read is a problem. Raises BadInput, ConfigError, GlossaryError.
    """
    options = options or CheckOptions()
    chosen = project.config.select_languages(selection.languages)
    named = project.documents.select(selection.documents)
    glossary = load(project)
    runs: list[LanguageCheck] = []
    problems: list[WorkflowError] = []
    catalogs = 0
    for number, code in enumerate(chosen):
        run = LanguageCheck(options, project.root)
        pair = LanguagePair.of(project.config.source_language, code)
        terms = glossary.terms(code)
        for done, document in enumerate(named):
            observer.report(number * len(named) + done, len(chosen) * len(named), f"{code}: {document}")
            path = project.catalog_path(code, document)
            try:
                catalog = project.catalogs.find(path)
                if catalog is None:
                    continue
                parsed = project.parse(document)
            except (CatalogError, DocumentError, FileProblem) as error:
                problems.append(error)
                continue
            catalogs += 1
            units: Mapping[Key, Unit] = {unit.key: unit for unit in parsed.units}
            rule = plural_rule(catalog)
            name, source = project.documents.name(document), project.layout.source / document
            for entry in catalog.live:
                unit = units.get(entry.key)
                place = Place(path, code, name, document, source, unit.line if unit else 0)
                kind = unit.kind if unit else None
                grammar = text_grammar(entry, parsed.grammar)
                run.add(CheckedEntry(entry, pair, grammar, kind, rule, terms), place)
        run.finish()
        runs.append(run)
    return CheckReport(
        tuple(finding for run in runs for finding in run.findings),
        tuple(one for run in runs for one in run.dismissed),
        sum(run.entries for run in runs),
        catalogs,
        tuple({str(problem): problem for problem in problems}.values()),
    )
