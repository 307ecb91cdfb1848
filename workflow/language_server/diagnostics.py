"""Findings about an open PO file, as diagnostics in its text.

Entries that did not change keep what was found. Checks that compare entries with each other run when a file is opened or saved.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from lsprotocol import types

import workflow
from workflow.checking import CheckOptions
from workflow.checking.catalog_run import CatalogRun
from workflow.checking.ignores import IgnoreLedger
from workflow.checking.language_run import LanguageCheck, finish
from workflow.checking.result_cache import ResultCache
from workflow.checking.texts import project_cache
from workflow.checks.rules import CATALOG_CHECKS
from workflow.findings import Finding
from workflow.language_server.catalog_texts import BrokenCatalog, CatalogOwner, CatalogText
from workflow.language_server.open_texts import OpenText, uri_of
from workflow.language_server.projects import LanguageWords
from workflow.model import Catalog, Entry, Key, Severity

__all__ = ["CatalogChecks", "broken", "diagnostic", "diagnostics", "note"]

SOURCE = "workflow"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
_COMPARING = tuple(check.id for check in CATALOG_CHECKS)
_EACH = CheckOptions(ignore=_COMPARING)
_TOGETHER = CheckOptions(select=_COMPARING)
_FEW = 50
"""Number of entries up to which stored results are not read."""

Found = tuple[Finding, ...]


class CatalogChecks:
    """What was found in one open PO file. Used in one thread."""

    def __init__(self) -> None:
        self._known: dict[Key, tuple[Entry, Found]] = {}
        self._together: dict[Key, tuple[Entry, Found]] = {}
        self._context: object = None

    def check(
        self, owner: CatalogOwner, catalog: Catalog, words: LanguageWords, *, together: bool
    ) -> list[tuple[Entry, Found]]:
        """Return the entries that have findings, in order. Only entries that changed since the last call are checked.

        ``together``: whether entries are compared with each other; otherwise those that did not change keep what that found the last
        time. Raises DocumentError, FileProblem for a cache that is a link out of the project.
        """
        document = owner.project.parse(owner.document) if owner.project is not None else None
        # Another document, glossary, dictionary, language or rule of what is ignored: everything is checked again.
        rules = owner.project.config.checks if owner.project is not None else ()
        context = (
            owner.languages, owner.document, document and document.text, id(words.terms), words.speller.version, catalog.header, rules,
        )  # fmt: skip
        if context != self._context:
            self._context = context
            self._known.clear()
        entries = {entry.key: entry for entry in catalog.live if entry.msgid}
        changed = [entry for key, entry in entries.items() if not _is_same(self._known.get(key), entry)]
        for key in self._known.keys() - entries.keys():
            del self._known[key]
        if changed:
            found = _run(owner, replace(catalog, entries=tuple(changed)), words, _EACH)
            self._known |= {entry.key: (entry, found.get(entry.line, ())) for entry in changed}
        if together:
            found = _run(owner, catalog, words, _TOGETHER)
            self._together = {key: (entry, found[entry.line]) for key, entry in entries.items() if entry.line in found}
        return [
            (entry, (*self._known[key][1], *self._compared(key, entry)))
            for key, entry in entries.items()
            if self._known[key][1] or key in self._together
        ]

    def of_entry(self, owner: CatalogOwner, catalog: Catalog, entry: Entry, words: LanguageWords) -> Found:
        """Return the findings about one entry, which is checked only if it has changed since ``check``. Raises DocumentError."""
        known = self._known.get(entry.key)
        if known is None or known[0] != entry:
            return _run(owner, replace(catalog, entries=(entry,)), words, _EACH).get(entry.line, ())
        return (*known[1], *self._compared(entry.key, entry))

    def _compared(self, key: Key, entry: Entry) -> Found:
        """What comparing entries found in one; nothing if it has changed since."""
        known = self._together.get(key)
        return known[1] if known is not None and known[0] == entry else ()


def _is_same(known: tuple[Entry, Found] | None, entry: Entry) -> bool:
    return known is not None and (known[0] is entry or known[0] == entry)


def _run(owner: CatalogOwner, catalog: Catalog, words: LanguageWords, options: CheckOptions) -> dict[int, Found]:
    """The findings by the line of the entry."""
    ignores = IgnoreLedger() if owner.project is None else IgnoreLedger.of_project(owner.project)
    # What `workflow check` found is known when a file is opened; for a few entries it takes longer to look that up.
    pair = (owner.languages.source, owner.languages.target)
    is_known = options is _EACH and len(catalog.entries) > _FEW
    cache = project_cache(owner.project, pair) if owner.project is not None and is_known else ResultCache(None, pair)
    entries = list(owner.entries(catalog, words.terms, words.speller))

    def read(part: CatalogRun) -> None:
        for checked, place in entries:
            part.add(checked, place)

    run = LanguageCheck(options, cache, ignores=ignores)
    run.add(read)
    finish((run,))
    found: defaultdict[int, Found] = defaultdict(tuple)
    for finding in run.findings:
        found[finding.catalog_line] += (finding,)
    return dict(found)


def diagnostics(found: CatalogText, findings: Sequence[tuple[Entry, Found]]) -> Iterator[types.Diagnostic]:
    """Yield the findings of entries as diagnostics."""
    for entry, those in findings:
        for finding in those:
            yield diagnostic(found, entry, finding)


def diagnostic(found: CatalogText, entry: Entry, finding: Finding) -> types.Diagnostic:
    """Return a finding about an entry as a diagnostic at the part of the translation that is wrong, or at its keyword."""
    strings = found.places.strings(entry)
    form = str(finding.details.get("form", "0"))
    target = strings.get("msgstr") or strings.get(f"msgstr[{form}]") or strings.get("msgstr[0]")
    lines = found.text.lines
    if target is None:  # every entry has a translation, if an empty one
        span = found.places.span(entry)
    else:
        span = target.place(finding.span) if finding.span is not None else target.keyword
    related = None
    part = finding.source_span
    plural = finding.details.get("source") == entry.msgid_plural and "msgid_plural" in strings
    source, name = (entry.msgid_plural or "", "msgid_plural") if plural else (entry.msgid, "msgid")
    if part is not None:
        place = types.Location(found.text.uri, lines.range(strings[name].place(part)))
        related = [types.DiagnosticRelatedInformation(place, f"the source has “{source[part.start : part.end]}”")]
    return types.Diagnostic(
        lines.range(span),
        str(finding.details.get("problem") or finding.message),
        severity=_SEVERITIES[finding.severity],
        code=finding.id,
        code_description=types.CodeDescription(f"{_checks_page()}#{finding.id}"),
        source=SOURCE,
        related_information=related,
    )


def broken(found: BrokenCatalog) -> types.Diagnostic:
    """Return why a PO file cannot be parsed, at its line."""
    return types.Diagnostic(
        found.text.lines.range(found.text.lines.line(found.line)),
        found.message,
        severity=types.DiagnosticSeverity.Error,
        code="unread_input",
        source=SOURCE,
    )


def note(text: OpenText, message: str, finding: str = "", line: int = 1) -> types.Diagnostic:
    """Return a remark about a whole document, or a line of it."""
    return types.Diagnostic(
        text.lines.range(text.lines.line(line)),
        message,
        severity=types.DiagnosticSeverity.Warning if finding else types.DiagnosticSeverity.Information,
        code=finding or None,
        source=SOURCE,
    )


@cache
def _checks_page() -> str:
    """The URI of the page that explains the checks: beside the package in a checkout, in it where it is installed."""
    package = Path(workflow.__file__).parent
    page = package.parent / "docs" / "checks.md"
    return uri_of(page if page.is_file() else package / "checks.md")
