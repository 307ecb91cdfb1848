"""Runs the checks over the entries of a language, and makes findings of their problems."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workflow.catalogs.hashes import text_hash
from workflow.catalogs.provenance import ignores_of
from workflow.catalogs.states import address, state
from workflow.checking.options import CheckOptions
from workflow.checking.report import CheckReport, Dismissed
from workflow.checks.model import CheckedEntry, CheckRule, TextProblem
from workflow.checks.rules import CATALOG_CHECKS, CHECKS, ENTRY_CHECKS, check_text
from workflow.errors import WorkflowError
from workflow.findings import Finding
from workflow.model import Entry, State

__all__ = ["EntryPlace", "LanguageCheck", "combined"]

Found = tuple[CheckRule, TextProblem]


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """Where an entry is."""

    catalog: Path
    language: str
    name: str = ""
    """The name of the document in addresses; empty outside a project."""
    document: str | None = None
    source: Path | None = None
    source_line: int = 0


@dataclass(slots=True)
class LanguageCheck:
    """Checks the entries of one language. ``add`` takes an entry at a time; ``finish`` compares them with each other."""

    options: CheckOptions
    root: Path | None = None
    """The folder below which paths are named in messages."""
    findings: list[Finding] = field(default_factory=list)
    dismissed: list[Dismissed] = field(default_factory=list)
    entries: int = 0
    catalogs: set[Path] = field(default_factory=set)
    _seen: list[tuple[CheckedEntry, EntryPlace, list[Found]]] = field(default_factory=list)
    _ids: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._ids = self.options.ids()

    def add(self, checked: CheckedEntry, place: EntryPlace) -> None:
        """Check an entry, if it is in one of the states."""
        self.catalogs.add(place.catalog)
        entry = checked.entry
        where = state(entry)
        if not entry.msgid or where not in self.options.states or where is State.UNTRANSLATED:
            return
        self.entries += 1
        found = list(self._of_entry(checked))
        if not _is_outdated(entry):
            found += self._of_texts(checked)
        self._seen.append((checked, place, found))

    def finish(self) -> None:
        """Compare the entries with each other, and make the findings."""
        whole = [number for number, (checked, _, _) in enumerate(self._seen) if not _is_outdated(checked.entry)]
        compared = [self._seen[number][0] for number in whole]
        for check in CATALOG_CHECKS:
            if check.id in self._ids:
                for at, problem in check.find(compared):
                    self._seen[whole[at]][2].append((check, problem))
        for checked, place, found in self._seen:
            if found:
                self._report(checked.entry, place, found)
        self._seen.clear()

    def _of_entry(self, checked: CheckedEntry) -> Iterator[Found]:
        for check in ENTRY_CHECKS:
            if check.id in self._ids and (check.id == "conflict" or not _is_outdated(checked.entry)):
                for problem in check.find(checked):
                    yield check, problem

    def _of_texts(self, checked: CheckedEntry) -> Iterator[Found]:
        checks = tuple(check for check in CHECKS if check.id in self._ids)
        for form, pair in enumerate(checked.texts()):
            if pair.target:
                for check, problem in check_text(pair, checks):
                    yield check, replace(problem, form=form)

    def _report(self, entry: Entry, place: EntryPlace, found: Sequence[Found]) -> None:
        reasons = {ignore.check: ignore.reason for ignore in ignores_of(entry)}
        numbers: Counter[str] = Counter()
        for check, problem in found:
            finding = self._finding(entry, place, (check, problem), numbers[check.id])
            numbers[check.id] += 1
            if check.id in reasons:
                self.dismissed.append(Dismissed(finding, reasons[check.id]))
            else:
                self.findings.append(finding)

    def _finding(self, entry: Entry, place: EntryPlace, found: Found, number: int) -> Finding:
        check, problem = found
        source = entry.msgid if problem.form == 0 or entry.msgid_plural is None else entry.msgid_plural
        target = entry.msgstr[problem.form] if problem.form < len(entry.msgstr) else ""
        details = {
            "source": source,
            "target": target,
            "state": state(entry).value,
            "mqm": check.mqm,
            "problem": problem.message,
        }
        if problem.source_span is not None:
            details["source_part"] = source[problem.source_span.start : problem.source_span.end]
        if problem.form:
            details["form"] = str(problem.form)
        return Finding(
            check.id,
            check.severity,
            f"{self._name(place.catalog)}:{entry.line}: {problem.message} [{check.id}]",
            language=place.language,
            document=place.document,
            unit=address(place.language, place.name, entry) if place.name else None,
            catalog=place.catalog,
            catalog_line=entry.line,
            source=place.source,
            source_line=place.source_line,
            span=problem.span,
            fix=problem.fix,
            fingerprint=text_hash(check.id, entry.context or "", entry.msgid, *([str(number)] if number else [])),
            details=details,
        )

    def _name(self, path: Path) -> str:
        if self.root is not None and path.is_relative_to(self.root):
            path = path.relative_to(self.root)
        return path.as_posix()


def _is_outdated(entry: Entry) -> bool:
    """Whether the text may translate another source, or is unfinished: only marks of a conflict are looked for in it."""
    return entry.fuzzy and state(entry) is State.NEEDS_WORK


def combined(runs: Sequence[LanguageCheck], problems: Sequence[WorkflowError]) -> CheckReport:
    """Return the report of finished runs; a problem that several of them met is named once."""
    return CheckReport(
        tuple(finding for run in runs for finding in run.findings),
        tuple(one for run in runs for one in run.dismissed),
        sum(run.entries for run in runs),
        len({path for run in runs for path in run.catalogs}),
        tuple({str(problem): problem for problem in problems}.values()),
    )
