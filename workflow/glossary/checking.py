"""Check translations against the glossary: missing terms and forbidden words."""

from collections import Counter
from dataclasses import dataclass

from workflow.catalogs.states import address, state
from workflow.errors import CatalogError, DocumentError, WorkflowError
from workflow.findings import Finding
from workflow.glossary.loading import load
from workflow.glossary.model import EVERY
from workflow.glossary.terms import Terms
from workflow.inline_tags import Grammar
from workflow.languages import match_rank
from workflow.model import Entry, Observer, Selection, Severity, State
from workflow.project import Project

__all__ = ["GlossaryReport", "TermFault", "check", "term_faults", "text_parts"]

_CHECKED = frozenset({State.DRAFT, State.TRANSLATED, State.APPROVED})
"""States of the entries that are checked. An entry that needs work is left out: its text may translate another source."""


@dataclass(frozen=True, slots=True)
class GlossaryReport:
    """The report of ``check``."""

    findings: tuple[Finding, ...] = ()
    """``missing_term`` and ``forbidden_term``."""
    units: int = 0
    """Number of texts checked."""
    uses: int = 0
    """Number of terms in their sources."""
    rows: int = 0
    """Number of rows of the glossary."""
    unused: tuple[tuple[str, int], ...] = ()
    """The languages of rows that apply to no language of the project, with the number of their rows."""
    problems: tuple[WorkflowError, ...] = ()
    """Errors of catalogs and documents that could not be read."""


def check(
    project: Project,
    selection: Selection = Selection(),
    *,
    observer: Observer = Observer(),
) -> GlossaryReport:
    """Check every draft and translation against the glossary of its language, in the project's order.

    Texts that need work (their source changed) are left out. Raises BadInput, GlossaryError.
    """
    glossary = load(project)
    chosen = project.config.select_languages(selection.languages)
    named = project.documents.select(selection.documents)
    findings: list[Finding] = []
    problems: list[WorkflowError] = []
    units = uses = done = 0
    for code in chosen:
        terms = glossary.terms(code)
        for document in named:
            done += 1
            observer.report(done, len(chosen) * len(named), f"{code}: {document}")
            try:
                entries = _to_check(project, code, document) if terms else []
            except (CatalogError, DocumentError) as error:
                problems.append(error)
                continue
            units += len(entries)
            for entry, grammar in entries:
                found, there = term_faults(terms, entry, grammar)
                uses += there
                findings += [_finding(project, code, document, entry, fault) for fault in found]
    unused = Counter(
        row.language
        for row in glossary.rows
        if row.language != EVERY and all(match_rank(row.language, code) is None for code in project.config.languages)
    )
    return GlossaryReport(
        tuple(findings),
        units,
        uses,
        len(glossary.rows),
        tuple(sorted(unused.items())),
        tuple({str(problem): problem for problem in problems}.values()),
    )


@dataclass(frozen=True, slots=True)
class TermFault:
    """One deviation of a translation from the glossary; as a string, what is wrong."""

    id: str
    """``glossary_missing`` or ``glossary_forbidden``."""
    term: str
    """The term as in the glossary; empty for a word that is forbidden everywhere."""
    targets: tuple[str, ...]
    """The term's translations, the preferred one first."""
    found: str
    """The forbidden word; empty for a missing term."""
    text: str
    """The translation."""

    def __str__(self) -> str:
        names = " or ".join(f"“{name}”" for name in self.targets)
        if self.id == "glossary_missing":
            return (
                f"“{self.term}” should be translated as {names}"
                if self.targets != (self.term,)
                else f"“{self.term}” must not be translated"
            )
        term = f" for “{self.term}”" if self.term else ""
        return f"“{self.found}” is forbidden{term}{f'; use {names}' if names else ''}"


def term_faults(terms: Terms, entry: Entry, grammar: Grammar) -> tuple[list[TermFault], int]:
    """Return the deviations of an entry from the glossary, and the number of terms in its source."""
    sources = [entry.msgid] if entry.msgid_plural is None else [entry.msgid, entry.msgid_plural]
    found: dict[tuple[str, str, tuple[str, ...], str], str] = {}
    uses = 0
    for number, text in enumerate(entry.msgstr):
        source = sources[min(number, len(sources) - 1)]
        matches = [match for part in text_parts(source, grammar) for match in terms.find(part)]
        uses += len({match.concept for match in matches if match.concept.targets}) if number == 0 else 0
        target = " ".join(text_parts(text, grammar))
        for concept in terms.missing(matches, target):
            # A term that must not be translated may be in a code span of the translation, or be a part of a name there.
            if not (concept.do_not_translate and concept.source in text):
                found.setdefault(("glossary_missing", concept.source, concept.targets, ""), text)
        for term, word in terms.unwanted(matches, target):
            targets = next((match.concept.targets for match in matches if match.concept.source == term), ())
            found.setdefault(("glossary_forbidden", term, targets, word), text)
    return [TermFault(*fault, text) for fault, text in found.items()], uses


def text_parts(text: str, grammar: Grammar) -> list[str]:
    """Return the parts of a text between its inline tags. Paired tags such as emphasis do not separate parts: ``the **source** text``."""
    parts: list[str] = [""]
    position = 0
    for tag in grammar.find_tags(text):
        parts[-1] += text[position : tag.start]
        if tag.partner is None:
            parts.append("")
        position = tag.end
    parts[-1] += text[position:]
    return [part for part in parts if part.strip()]


def _to_check(project: Project, code: str, document: str) -> list[tuple[Entry, Grammar]]:
    """The entries to check of a document in a language, with its grammar. Raises CatalogError, DocumentError."""
    catalog = project.catalogs.find(project.catalog_path(code, document))
    if catalog is None:
        return []
    grammar = project.parse(document).grammar
    return [(entry, grammar) for entry in catalog.live if entry.msgid and state(entry) in _CHECKED]


def _finding(project: Project, code: str, document: str, entry: Entry, fault: TermFault) -> Finding:
    path, unit = project.catalog_path(code, document), address(code, project.documents.name(document), entry)
    return Finding(
        fault.id,
        Severity.WARNING,
        f"{path}:{entry.line}: {fault} ({unit}, {state(entry)})",
        language=code,
        document=document,
        unit=unit,
        catalog=path,
        catalog_line=entry.line,
        source=project.layout.source / document,
        fix=fault.targets[0] if fault.targets else None,
        details={
            "term": fault.term,
            "targets": fault.targets,
            "found": fault.found,
            "source": entry.msgid,
            "target": fault.text,
            "state": state(entry).value,
        },
    )
