"""Propose corrections of translations: what ``workflow check --fix`` shows, and a person confirms."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workflow import formats
from workflow.catalogs.approvals import approvals_of
from workflow.catalogs.provenance import ignores_of
from workflow.catalogs.states import state
from workflow.checking.catalog_run import EntryPlace
from workflow.checking.corrections import RefusedFix, corrected
from workflow.checking.files import check_pairs
from workflow.checking.language_run import LanguageCheck
from workflow.checking.options import CheckOptions
from workflow.checking.project import check_languages
from workflow.errors import WorkflowError
from workflow.model import Entry, Observer, Selection, State
from workflow.project import Project

__all__ = ["FixReport", "ProposedFix", "lapsing", "propose_file_fixes", "propose_fixes"]


@dataclass(frozen=True, slots=True)
class ProposedFix:
    """What the corrections make of an entry."""

    entry: Entry
    """As it is."""
    place: EntryPlace
    texts: tuple[str, ...]
    """The corrected translation, one text for each plural form; that of the entry if every correction was refused."""
    checks: tuple[str, ...] = ()
    """The checks whose corrections were made."""
    refused: tuple[RefusedFix, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the translation changes."""
        return self.texts != self.entry.msgstr

    @property
    def consequences(self) -> tuple[str, ...]:
        """What else the change does, in clauses."""
        return tuple(f"{one}, since the text changes" for one in lapsing(self.entry))


def lapsing(entry: Entry) -> tuple[str, ...]:
    """Return what no longer holds when the translation of an entry changes, in clauses."""
    names = ", ".join(one.name or "a rule" for one in approvals_of(entry))
    checks = ", ".join(dict.fromkeys(one.check for one in ignores_of(entry)))
    return (
        *((f"the approval by {names} no longer holds",) if names else ()),
        *((f"the comment that ignores {checks} no longer holds",) if checks else ()),
    )


@dataclass(frozen=True, slots=True)
class FixReport:
    """The proposed corrections, in the order of the catalogs and their lines."""

    fixes: tuple[ProposedFix, ...] = ()
    by_people: int = 0
    """Number of texts by people that have corrections, and are left out."""
    problems: tuple[WorkflowError, ...] = ()
    """Catalogs and documents that could not be read."""


def propose_fixes(
    project: Project,
    selection: Selection = Selection(),
    options: CheckOptions | None = None,
    *,
    people: bool = False,
    observer: Observer = Observer(),
) -> FixReport:
    """Return the corrections of the findings of ``check``, of drafts; with ``people``, also of texts that people wrote or approved.

    Nothing is written. A correction that its document's format refuses is named. Raises what ``check`` raises.
    """
    runs, problems, _ = check_languages(project, selection, options or CheckOptions(), observer=observer)
    return _proposed(runs, problems, project, people=people)


def propose_file_fixes(
    paths: Sequence[Path],
    options: CheckOptions | None = None,
    *,
    languages: tuple[str | None, str | None] = (None, None),
    project: Project | None = None,
    people: bool = False,
    observer: Observer = Observer(),
) -> FixReport:
    """Return the corrections of the findings of ``check_files``, as ``propose_fixes`` does it. Raises what ``check_files`` raises."""
    runs, problems, _ = check_pairs(
        paths, options or CheckOptions(), languages=languages, project=project, observer=observer
    )
    return _proposed(runs, problems, project, people=people)


def _proposed(
    runs: Sequence[LanguageCheck], problems: Sequence[WorkflowError], project: Project | None, *, people: bool
) -> FixReport:
    found: list[ProposedFix] = []
    by_people = 0
    for one in (fixable for run in runs for fixable in run.fixable):
        entry = one.checked.entry
        result = corrected(one.checked, one.checks)
        fix = ProposedFix(entry, one.place, result.texts, result.checks, result.refused)
        if people or state(entry) is State.DRAFT:
            found.append(fix)
        else:
            by_people += fix.changed
    if project is not None:
        found = _accepted(project, found)
    problems = tuple({str(problem): problem for problem in problems}.values())
    return FixReport(tuple(found), by_people, problems)


def _accepted(project: Project, fixes: Sequence[ProposedFix]) -> list[ProposedFix]:
    """The corrections, without those that their documents refuse."""
    by_document: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, fix in enumerate(fixes):
        if fix.changed and fix.place.document is not None and fix.entry.msgid_plural is None:
            by_document[fix.place.language, fix.place.document].append(number)
    kept = list(fixes)
    for (_, document), numbers in by_document.items():
        own = {fixes[number].entry.key: number for number in numbers}
        refused = _refused(project, document, {key: fixes[number] for key, number in own.items()}, fixed=True)
        before = _refused(project, document, {key: fixes[own[key]] for key in refused}, fixed=False) if refused else {}
        for key in refused.keys() - before.keys():
            fix = fixes[own[key]]
            reason = f"its document refuses the text: {refused[key]}"
            refusals = tuple(RefusedFix(check, reason) for check in dict.fromkeys(fix.checks))
            kept[own[key]] = replace(fix, texts=fix.entry.msgstr, checks=(), refused=(*fix.refused, *refusals))
    return kept


def _refused(
    project: Project, document: str, fixes: dict[tuple[str | None, str], ProposedFix], *, fixed: bool
) -> dict[tuple[str | None, str], str]:
    """The entries whose text a document refuses, and why: the corrected text, or the one before."""
    parsed = project.parse(document)
    units = {unit.index: unit.key for unit in parsed.units if unit.key in fixes}
    texts = {index: (fixes[key].texts if fixed else fixes[key].entry.msgstr)[0] for index, key in units.items()}
    people = [index for index, key in units.items() if state(fixes[key].entry) is not State.DRAFT]
    refused = formats.of(parsed).splice(parsed, texts, people=people).refused
    return {units[index]: reason for index, reason in refused.items()}
