"""Runs the checks over the entries of a language, and makes findings of their problems."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from workflow.catalogs.hashes import text_hash
from workflow.catalogs.provenance import ignores_of
from workflow.catalogs.states import address, state
from workflow.checking.options import CheckOptions
from workflow.checking.report import CheckReport, Dismissed, LanguageResult
from workflow.checking.result_cache import FoundProblem, ResultCache
from workflow.checks.model import Check, CheckedEntry
from workflow.checks.rules import CATALOG_CHECKS, CHECKS, ENTRY_CHECKS, RULES, check_text
from workflow.errors import WorkflowError
from workflow.findings import Finding
from workflow.inline_tags import Grammar
from workflow.model import Entry, State
from workflow.program_version import plain_data
from workflow.workers import spread

__all__ = ["EntryPlace", "LanguageCheck", "combined"]

_WORTH = 1000
"""The entries for which a further process is started: it takes as long as checking some hundreds."""


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
    """Checks the entries of one language, which ``add`` takes one at a time; ``finish`` checks them."""

    options: CheckOptions
    cache: ResultCache
    root: Path | None = None
    """The folder below which paths are named in messages."""
    _findings: list[Finding] = field(default_factory=list)
    _dismissed: list[Dismissed] = field(default_factory=list)
    _catalogs: set[Path] = field(default_factory=set)
    _seen: list[tuple[CheckedEntry, EntryPlace]] = field(default_factory=list)
    _ids: frozenset[str] = frozenset()
    _checks: tuple[Check, ...] = ()

    def __post_init__(self) -> None:
        self._ids = self.options.ids()
        self._checks = tuple(check for check in CHECKS if check.id in self._ids)

    def add(self, checked: CheckedEntry, place: EntryPlace) -> None:
        """Add an entry, if it is in one of the states."""
        self._catalogs.add(place.catalog)
        entry = checked.entry
        where = state(entry)
        if not entry.msgid or where not in self.options.states or where is State.UNTRANSLATED:
            return
        self._seen.append((checked, place))

    def finish(self) -> LanguageResult:
        """Check the entries that the cache does not know, compare all with each other, and return the findings."""
        keys = self._keys()
        results = [self.cache.get(key) for key in keys]
        unknown = [number for number, result in enumerate(results) if result is None]
        # The first one loads the word lists, so that further processes have them.
        for part in (unknown[:1], unknown[1:]):
            for at, found in spread(self._check, [self._seen[number][0] for number in part], worth=_WORTH):
                results[part[at]] = found
                self.cache.put(keys[part[at]], found)
        all_found = [list(result or ()) for result in results]
        whole = [number for number, (checked, _) in enumerate(self._seen) if not _is_outdated(checked.entry)]
        for one in self._compared(whole, keys):
            all_found[whole[one.at]].append(one)
        self.cache.save()
        for (checked, place), result in zip(self._seen, all_found, strict=True):
            if result:
                self._report(checked.entry, place, result)
        return LanguageResult(tuple(self._findings), tuple(self._dismissed), len(self._seen), frozenset(self._catalogs))

    def _keys(self) -> list[str]:
        """For each entry, the hash of all that its checks look at."""
        common = repr((self.options.select, self.options.ignore))
        terms: dict[int, str] = {}
        keys = []
        for checked, _ in self._seen:
            entry = checked.entry
            if id(checked.terms) not in terms:
                terms[id(checked.terms)] = _digest(common, repr(checked.terms))
            texts = (entry.msgid, entry.msgid_plural, entry.context, entry.msgstr, entry.flags, entry.comments)
            rule = repr(checked.rule) if entry.msgid_plural is not None else ""
            keys.append(
                _digest(
                    terms[id(checked.terms)],
                    f"{checked.languages.source} {checked.languages.target}",
                    _described(checked.grammar),
                    str(checked.kind),
                    rule,
                    repr(texts),
                )
            )
        return keys

    def _check(self, checked: CheckedEntry) -> list[FoundProblem]:
        found = list(self._of_entry(checked))
        return found if _is_outdated(checked.entry) else [*found, *self._of_texts(checked)]

    def _of_entry(self, checked: CheckedEntry) -> Iterator[FoundProblem]:
        for check in ENTRY_CHECKS:
            if check.id in self._ids and (check.id == "conflict" or not _is_outdated(checked.entry)):
                for problem in check.find(checked):
                    yield FoundProblem(check.id, problem)

    def _of_texts(self, checked: CheckedEntry) -> Iterator[FoundProblem]:
        for form, pair in enumerate(checked.texts()):
            if pair.target:
                for check, problem in check_text(pair, self._checks):
                    yield FoundProblem(check.id, replace(problem, form=form))

    def _compared(self, whole: Sequence[int], keys: Sequence[str]) -> Sequence[FoundProblem]:
        """What the entries with these numbers have, compared with each other."""
        key = _digest("compared", *(keys[number] for number in whole))
        found = self.cache.get(key)
        if found is None:
            entries = [self._seen[number][0] for number in whole]
            checks = [check for check in CATALOG_CHECKS if check.id in self._ids]
            found = [FoundProblem(check.id, problem, at) for check in checks for at, problem in check.find(entries)]
            self.cache.put(key, found)
        return found

    def _report(self, entry: Entry, place: EntryPlace, found: Sequence[FoundProblem]) -> None:
        reasons = {ignore.check: ignore.reason for ignore in ignores_of(entry)}
        numbers: Counter[str] = Counter()
        for one in found:
            finding = self._finding(entry, place, one, numbers[one.check])
            numbers[one.check] += 1
            if one.check in reasons:
                self._dismissed.append(Dismissed(finding, reasons[one.check]))
            else:
                self._findings.append(finding)

    def _finding(self, entry: Entry, place: EntryPlace, found: FoundProblem, number: int) -> Finding:
        check, problem = RULES[found.check], found.problem
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


def _digest(*texts: str) -> str:
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@lru_cache(maxsize=64)
def _described(grammar: Grammar) -> str:
    return repr(plain_data(grammar))


def _is_outdated(entry: Entry) -> bool:
    """Whether the text may translate another source, or is unfinished: only marks of a conflict are looked for in it."""
    return entry.fuzzy and state(entry) is State.NEEDS_WORK


def combined(results: Sequence[LanguageResult], problems: Sequence[WorkflowError]) -> CheckReport:
    """Return the report of several results; a problem that several of them met is named once."""
    return CheckReport(
        tuple(finding for result in results for finding in result.findings),
        tuple(one for result in results for one in result.dismissed),
        sum(result.entries for result in results),
        len({path for result in results for path in result.catalogs}),
        tuple({str(problem): problem for problem in problems}.values()),
    )
