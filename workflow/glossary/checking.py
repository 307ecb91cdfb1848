"""Which translations do not follow the glossary: a term that is missing, a word that is forbidden."""

from collections.abc import Sequence
from dataclasses import dataclass

from workflow import catalogs
from workflow.catalogs.states import short_key, state
from workflow.errors import CatalogError, DocumentError, WorkflowError
from workflow.files import read_text
from workflow.findings import Finding
from workflow.glossary.loading import load
from workflow.glossary.terms import Terms
from workflow.inline_tags import Grammar, labels
from workflow.model import Entry, Progress, Severity, State
from workflow.project import Project

__all__ = ["CheckReport", "check", "spoken"]

_CHECKED = frozenset({State.DRAFT, State.TRANSLATED, State.APPROVED})
"""A text that needs work translates another source, or nobody stands by it yet."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What ``check`` found."""

    findings: tuple[Finding, ...] = ()
    units: int = 0
    """Texts that were looked at."""
    uses: int = 0
    """Terms that stand in their sources."""
    rows: int = 0
    """Rows of the glossary."""
    problems: tuple[WorkflowError, ...] = ()
    """Catalogs and documents that could not be read."""


def check(
    project: Project,
    *,
    languages: Sequence[str] = (),
    documents: Sequence[str] = (),
    progress: Progress | None = None,
) -> CheckReport:
    """Every text that a machine or a person wrote, by the glossary of its language; in the project's order.

    Texts that need work (their source changed) are left out. Raises BadInput, GlossaryError, FileProblem.
    """
    glossary = load(project)
    chosen = project.config.select_languages(languages)
    named = project.documents.select(documents)
    findings: list[Finding] = []
    problems: list[WorkflowError] = []
    units = uses = done = 0
    for code in chosen:
        terms = glossary.terms(code)
        for document in named:
            done += 1
            if progress:
                progress(done, len(chosen) * len(named), f"{code}: {document}")
            path = project.catalog_path(code, document)
            if not terms or not path.is_file():
                continue
            try:
                catalog = catalogs.read(path)
                grammar = _grammar(project, document)
            except (CatalogError, DocumentError) as error:
                problems.append(error)
                continue
            stem = path.relative_to(project.layout.locales / code / "LC_MESSAGES").as_posix().removesuffix(".po")
            for entry in catalog.live:
                where = state(entry)
                if not entry.msgid or where not in _CHECKED:
                    continue
                units += 1
                found, there = _faults(terms, entry, grammar)
                uses += there
                findings += [
                    Finding(
                        fault.id,
                        Severity.WARNING,
                        f"{path}:{entry.line}: {fault} ({code}:{stem}#{short_key(entry)}, {where})",
                        language=code,
                        document=document,
                        unit=f"{code}:{stem}#{short_key(entry)}",
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
                            "state": where.value,
                        },
                    )
                    for fault in found
                ]
    return CheckReport(tuple(findings), units, uses, len(glossary.rows), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Fault:
    id: str
    """``glossary_missing`` or ``glossary_forbidden``."""
    term: str
    """As the glossary has it; empty for a word that is forbidden everywhere."""
    targets: tuple[str, ...]
    """The term's translations, the preferred one first."""
    found: str
    """The forbidden word; empty for a missing term."""
    text: str
    """The translation."""

    def __str__(self) -> str:
        names = " or ".join(f"“{name}”" for name in self.targets)
        if self.id == "glossary_missing":
            return f"“{self.term}” should be {names}" if self.targets != (self.term,) else f"“{self.term}” should stay"
        term = f" for “{self.term}”" if self.term else ""
        return f"“{self.found}” is forbidden{term}{f'; say {names}' if names else ''}"


def _faults(terms: Terms, entry: Entry, grammar: Grammar) -> tuple[list[_Fault], int]:
    """Return where an entry does not follow the glossary, and the number of terms in its source."""
    sources = [entry.msgid] if entry.msgid_plural is None else [entry.msgid, entry.msgid_plural]
    found: dict[tuple[str, str, tuple[str, ...], str], str] = {}
    uses = 0
    for number, text in enumerate(entry.msgstr):
        source = sources[min(number, len(sources) - 1)]
        matches = [match for part in spoken(source, grammar) for match in terms.find(part)]
        uses += len({match.concept for match in matches if match.concept.targets}) if number == 0 else 0
        target = " ".join(spoken(text, grammar))
        for concept in terms.missing(matches, target):
            # A term that is kept may stand in a code span of the translation, or be a part of a name there.
            if not (concept.keep and concept.source in text):
                found.setdefault(("glossary_missing", concept.source, concept.targets, ""), text)
        for term, word in terms.unwanted(matches, target):
            targets = next((match.concept.targets for match in matches if match.concept.source == term), ())
            found.setdefault(("glossary_forbidden", term, targets, word), text)
    return [_Fault(*fault, text) for fault, text in found.items()], uses


def spoken(text: str, grammar: Grammar) -> list[str]:
    """The stretches of a text between its codes. Emphasis and the like does not part them: ``the **source** text``."""
    parts: list[str] = [""]
    position = 0
    for code in grammar.find_tags(text):
        parts[-1] += text[position : code.start]
        if code.partner is None:
            parts.append("")
        position = code.end
    parts[-1] += text[position:]
    return [part for part in parts if part.strip()]


def _grammar(project: Project, document: str) -> Grammar:
    settings = project.config.format_settings(document)
    text = read_text(project.layout.source / document)
    known = labels(text) if document.endswith((".md", ".markdown")) else frozenset()
    return Grammar("markdown", settings.placeholders, known, "math" in settings.extensions)
