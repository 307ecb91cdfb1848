"""Which translations do not follow the glossary: a term that is missing, a word that is forbidden."""

from collections.abc import Sequence
from dataclasses import dataclass

from workflow import catalogs
from workflow.catalogs.states import short_key, state
from workflow.errors import CatalogError, DocumentError, WorkflowError
from workflow.glossary.loading import load
from workflow.glossary.terms import Terms
from workflow.inline_tags import Grammar
from workflow.model import Entry, Progress, State
from workflow.project import Project

__all__ = ["CheckReport", "Finding", "check", "faults", "spoken"]

_CHECKED = frozenset({State.DRAFT, State.TRANSLATED, State.APPROVED})
"""A text that needs work translates another source, or nobody stands by it yet."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One unit that does not follow the glossary in one term."""

    address: str
    """``es:guide#3f2a91c0``."""
    place: str
    """File and line: ``locales/es/LC_MESSAGES/guide.po:118``."""
    kind: str
    """``missing`` or ``forbidden``."""
    term: str
    """As the glossary has it; empty for a word that is forbidden everywhere."""
    targets: tuple[str, ...]
    """What it is called: the preferred name first."""
    found: str
    """For ``forbidden``: the word."""
    source: str
    target: str
    state: str
    engine: bool
    """Whether a machine wrote it."""


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
    chosen = project.select_languages(languages)
    named = project.select_documents(documents)
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
            stem = path.relative_to(project.locales / code / "LC_MESSAGES").as_posix().removesuffix(".po")
            for entry in catalog.live:
                where = state(entry)
                if not entry.msgid or where not in _CHECKED:
                    continue
                units += 1
                found, there = faults(terms, entry, grammar)
                uses += there
                findings += [
                    Finding(
                        f"{code}:{stem}#{short_key(entry)}",
                        f"{path}:{entry.line}",
                        kind,
                        term,
                        targets,
                        word,
                        entry.msgid,
                        text,
                        where.value,
                        where is State.DRAFT,
                    )
                    for kind, term, targets, word, text in found
                ]
    return CheckReport(tuple(findings), units, uses, len(glossary.rows), tuple(problems))


def faults(
    terms: Terms, entry: Entry, grammar: Grammar
) -> tuple[list[tuple[str, str, tuple[str, ...], str, str]], int]:
    """What of an entry does not follow the glossary, and how many terms its source has.

    Each fault: ``missing`` or ``forbidden``, term, targets, forbidden word, the text it is about.
    """
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
                found.setdefault(("missing", concept.source, concept.targets, ""), text)
        for term, word in terms.unwanted(matches, target):
            targets = next((match.concept.targets for match in matches if match.concept.source == term), ())
            found.setdefault(("forbidden", term, targets, word), text)
    return [(*fault, text) for fault, text in found.items()], uses


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
    return project.parse(document).grammar
