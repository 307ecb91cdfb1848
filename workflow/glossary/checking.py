"""Which translations do not follow the glossary: a term is missing, or a forbidden word is there."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.catalogs.states import address, state
from workflow.errors import CatalogError, DocumentError, WorkflowError
from workflow.files import read_text
from workflow.findings import Finding
from workflow.glossary.loading import load
from workflow.glossary.terms import Terms
from workflow.inline_tags import Grammar, labels
from workflow.model import Entry, Observer, Selection, Severity, State
from workflow.project import Project

__all__ = ["CheckReport", "check", "spoken"]

_CHECKED = frozenset({State.DRAFT, State.TRANSLATED, State.APPROVED})
"""States of the entries that are checked: a text that needs work translates another source, or nobody answers for it yet."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What ``check`` found."""

    findings: tuple[Finding, ...] = ()
    """``missing_term`` and ``forbidden_term``."""
    units: int = 0
    """Texts that were checked."""
    uses: int = 0
    """Terms in their sources."""
    rows: int = 0
    """Rows of the glossary."""
    problems: tuple[WorkflowError, ...] = ()
    """Catalogs and documents that could not be read."""


def check(
    project: Project,
    selection: Selection = Selection(),
    *,
    observer: Observer = Observer(),
) -> CheckReport:
    """Check every draft and translation against the glossary of its language, in the project's order.

    Texts that need work (their source changed) are left out. Raises BadInput, GlossaryError, FileProblem.
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
            observer.tell(done, len(chosen) * len(named), f"{code}: {document}")
            path = project.catalog_path(code, document)
            if not terms or not path.is_file():
                continue
            try:
                catalog = project.catalogs.read(path)
                grammar = _grammar(project, document)
            except (CatalogError, DocumentError) as error:
                problems.append(error)
                continue
            for entry in catalog.live:
                where = state(entry)
                if not entry.msgid or where not in _CHECKED:
                    continue
                units += 1
                uses += _uses(terms, entry, grammar)
                unit = address(code, project.documents.name(document), entry)
                findings += [
                    Finding(
                        name,
                        Severity.WARNING,
                        f"{path}:{entry.line}: {what} ({unit}, {where})",
                        language=code,
                        document=document,
                        unit=unit,
                        catalog=path,
                        catalog_line=entry.line,
                    )
                    for name, what in dict.fromkeys(_faults(terms, entry, grammar))
                ]
    return CheckReport(tuple(findings), units, uses, len(glossary.rows), tuple(problems))


def _uses(terms: Terms, entry: Entry, grammar: Grammar) -> int:
    """How many terms the source has that the glossary translates."""
    matches = [match for part in spoken(entry.msgid, grammar) for match in terms.find(part)]
    return len({match.concept for match in matches if match.concept.targets})


def _faults(terms: Terms, entry: Entry, grammar: Grammar) -> Iterator[tuple[str, str]]:
    """How an entry departs from the glossary: the id of a finding, and what is wrong in words."""
    sources = [entry.msgid] if entry.msgid_plural is None else [entry.msgid, entry.msgid_plural]
    for number, text in enumerate(entry.msgstr):
        source = sources[min(number, len(sources) - 1)]
        matches = [match for part in spoken(source, grammar) for match in terms.find(part)]
        target = " ".join(spoken(text, grammar))
        for concept in terms.missing(matches, target):
            # A term that is not translated may stand in a code span of the translation, or be a part of a name there.
            if not (concept.do_not_translate and concept.source in text):
                stays = concept.targets == (concept.source,)
                yield "missing_term", f"“{concept.source}” should {'stay' if stays else f'be {_or(concept.targets)}'}"
        for term, word in terms.unwanted(matches, target):
            targets = next((match.concept.targets for match in matches if match.concept.source == term), ())
            what = f"“{word}” is forbidden" + (f" for “{term}”" if term else "")
            yield "forbidden_term", what + (f"; say {_or(targets)}" if targets else "")


def _or(names: tuple[str, ...]) -> str:
    return " or ".join(f"“{name}”" for name in names)


def spoken(text: str, grammar: Grammar) -> list[str]:
    """The stretches of a text between its inline tags. Paired tags such as emphasis do not part them: ``the **source** text``."""
    parts: list[str] = [""]
    position = 0
    for tag in grammar.find_tags(text):
        parts[-1] += text[position : tag.start]
        if tag.partner is None:
            parts.append("")
        position = tag.end
    parts[-1] += text[position:]
    return [part for part in parts if part.strip()]


def _grammar(project: Project, document: str) -> Grammar:
    settings = project.config.format_settings(document)
    text = read_text(project.layout.source / document)
    known = labels(text) if document.endswith((".md", ".markdown")) else frozenset()
    return Grammar("markdown", settings.placeholders, known, "math" in settings.extensions)
