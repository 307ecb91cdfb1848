"""Check PO files, of a project or of another program."""

import re
from collections.abc import Sequence
from pathlib import Path

from workflow.catalogs import headers
from workflow.catalogs.plural_forms import plural_rule
from workflow.catalogs.store import CatalogStore
from workflow.checking.catalog_run import LanguageCheck, Place, text_grammar
from workflow.checking.options import CheckOptions
from workflow.checking.report import CheckReport
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import CheckedEntry
from workflow.errors import BadInput, CatalogError, FileProblem, WorkflowError
from workflow.inline_tags import Grammar
from workflow.languages import language, normalise
from workflow.model import Catalog, Entry, Kind, Observer

__all__ = ["check_files"]

_MARKDOWN = re.compile(r"\.(?:md|markdown|mdx)(?::\d+)?$")
"""A location comment that names a Markdown file."""
_KINDS = {kind.value: kind for kind in Kind}


def check_files(
    paths: Sequence[Path],
    options: CheckOptions | None = None,
    *,
    source: str | None = None,
    target: str | None = None,
    observer: Observer = Observer(),
) -> CheckReport:
    """Check PO files. Files of one language are compared with each other.

    ``source`` and ``target``: gettext codes; by default those of each header (``X-Source-Language``, otherwise English, and
    ``Language``). Texts are Markdown where ``#:`` names Markdown files, otherwise plain text with placeholders and tags. A file that cannot
    be read, or whose language is not known, is a problem in the report. Raises BadInput.
    """
    options = options or CheckOptions()
    store = CatalogStore()
    runs: dict[tuple[str, str], LanguageCheck] = {}
    problems: list[WorkflowError] = []
    catalogs = 0
    for done, path in enumerate(paths):
        observer.report(done, len(paths), str(path))
        try:
            catalog = store.read(path)
            pair = _pair(catalog, path, source, target)
        except (CatalogError, FileProblem, BadInput) as error:
            problems.append(error)
            continue
        catalogs += 1
        run = runs.setdefault((pair.source, pair.target), LanguageCheck(options))
        rule = plural_rule(catalog)
        for entry in catalog.live:
            checked = CheckedEntry(entry, pair, text_grammar(entry, _grammar(entry)), _kind(entry), rule)
            run.add(checked, Place(path, pair.target))
    for run in runs.values():
        run.finish()
    order = {path: number for number, path in enumerate(paths)}
    findings = [finding for run in runs.values() for finding in run.findings]
    findings.sort(key=lambda finding: order.get(finding.catalog or Path(), 0))
    return CheckReport(
        tuple(findings),
        tuple(one for run in runs.values() for one in run.dismissed),
        sum(run.entries for run in runs.values()),
        catalogs,
        tuple(problems),
    )


def _pair(catalog: Catalog, path: Path, source: str | None, target: str | None) -> LanguagePair:
    """The languages of a file. Raises BadInput."""
    to = target or headers.field(catalog, "Language")
    if not to:
        raise BadInput(f"{path}: the header names no language. Name it: workflow check {path} --to es")
    of = source or headers.field(catalog, "X-Source-Language") or "en"
    try:
        return LanguagePair.of(language(normalise(of)).code, language(normalise(to)).code)
    except BadInput as error:
        raise BadInput(f"{path}: {error}") from error


def _grammar(entry: Entry) -> Grammar:
    return Grammar("markdown" if any(_MARKDOWN.search(location) for location in entry.locations) else "plain")


def _kind(entry: Entry) -> Kind | None:
    """The kind of the unit, which extraction writes into the first ``#.`` comment: ``heading | Title above``."""
    return _KINDS.get(entry.extracted[0].partition(" | ")[0]) if entry.extracted else None
