"""The entries of a catalog with what is known about their texts: from the project's document, or from the PO file alone."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from workflow.boundary import real_path
from workflow.catalogs import headers
from workflow.catalogs.plural_forms import plural_rule
from workflow.checking.catalog_records import CatalogRecords
from workflow.checking.catalog_run import EntryPlace
from workflow.checking.ignores import IgnoreLedger
from workflow.checking.result_cache import ResultCache
from workflow.checks.entry_grammar import entry_grammar, file_grammar
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import CheckedEntry
from workflow.errors import BadInput
from workflow.glossary.terms import Terms
from workflow.languages import language, normalise
from workflow.model import Catalog, Document, Entry, IgnoreDirective, Key, Kind
from workflow.project import Project
from workflow.spelling import Speller

__all__ = [
    "catalog_entries",
    "file_entries",
    "file_languages",
    "parsed_entries",
    "project_cache",
    "project_entries",
    "project_records",
]

_KINDS = {kind.value: kind for kind in Kind}


def project_entries(
    project: Project, code: str, document: str, terms: Terms | None, speller: Speller
) -> Iterator[tuple[CheckedEntry, EntryPlace]]:
    """Yield the entries of a document's catalog for a language; none if there is no catalog. Raises CatalogError, DocumentError."""
    catalog = project.catalogs.find(project.catalog_path(code, document))
    if catalog is not None:
        yield from catalog_entries(catalog, project, (code, document), terms, speller)


def catalog_entries(
    catalog: Catalog, project: Project, owner: tuple[str, str], terms: Terms | None, speller: Speller
) -> Iterator[tuple[CheckedEntry, EntryPlace]]:
    """Yield the entries of ``catalog``. ``owner``: the language and the document that it belongs to. Raises DocumentError."""
    code, document = owner
    yield from parsed_entries(catalog, project, (code, project.parse(document)), terms, speller)


def parsed_entries(
    catalog: Catalog, project: Project, owner: tuple[str, Document], terms: Terms | None, speller: Speller
) -> Iterator[tuple[CheckedEntry, EntryPlace]]:
    """Yield the entries of ``catalog``. ``owner``: the language and the parsed document that it belongs to."""
    code, parsed = owner
    document = parsed.path
    path = project.catalog_path(code, document)
    units = {unit.key: unit for unit in parsed.units}
    ignores: dict[Key, tuple[IgnoreDirective, ...]] = {}
    for one in parsed.units if parsed.ignores else ():
        ignores[one.key] = (*ignores.get(one.key, ()), *one.ignores)
    pair, rule = LanguagePair.of(project.config.source_language, code), plural_rule(catalog)
    name, source = project.documents.name(document), project.layout.source / document
    for entry in catalog.live:
        unit = units.get(entry.key)
        kind = unit.kind if unit else None
        checked = CheckedEntry(entry, pair, entry_grammar(entry, parsed.grammar), kind, rule, terms, speller)
        yield (
            checked,
            EntryPlace(path, code, name, document, source, unit.line if unit else 0, ignores.get(entry.key, ())),
        )


def project_cache(project: Project, languages: tuple[str, str]) -> ResultCache:
    """Return the cache of the results for a pair of languages of a project. Raises FileProblem for a link that leads out of the project."""
    path = project.layout.cache / "checks" / f"{'-'.join(languages)}.json"
    real_path(path, project.root)
    return ResultCache(path, languages)


def project_records(
    project: Project, languages: tuple[str, str], documents: Sequence[str], rules: IgnoreLedger
) -> CatalogRecords:
    """Return what is known about the catalogs for a pair of languages. ``documents``: all of the project; ``rules``: a ledger with its
    rules. Raises FileProblem for a link that leads out of the project.
    """
    path = project.layout.cache / "checks" / f"{'-'.join(languages)}.catalogs"
    real_path(path, project.root)
    return CatalogRecords(path, documents, rules)


def file_entries(
    catalog: Catalog, path: Path, pair: LanguagePair, speller: Speller
) -> Iterator[tuple[CheckedEntry, EntryPlace]]:
    """Yield the entries of a PO file. Texts are Markdown where ``#:`` names Markdown files, otherwise plain text."""
    rule = plural_rule(catalog)
    for entry in catalog.live:
        grammar = entry_grammar(entry, file_grammar(entry))
        yield CheckedEntry(entry, pair, grammar, _kind(entry), rule, None, speller), EntryPlace(path, pair.target)


def file_languages(catalog: Catalog, path: Path, source: str | None, target: str | None) -> LanguagePair:
    """Return the languages of a PO file: those given, otherwise those of its header, otherwise from English. Raises BadInput."""
    to = target or headers.field(catalog, "Language")
    if not to:
        raise BadInput(f"{path}: the header names no language. Name it: workflow check {path} --to es")
    of = source or headers.field(catalog, "X-Source-Language") or "en"
    try:
        return LanguagePair.of(language(normalise(of)).code, language(normalise(to)).code)
    except BadInput as error:
        raise BadInput(f"{path}: {error}") from error


def _kind(entry: Entry) -> Kind | None:
    """The kind of the unit, which extraction writes into the first ``#.`` comment: ``heading | Title above``."""
    return _KINDS.get(entry.extracted[0].partition(" | ")[0]) if entry.extracted else None
