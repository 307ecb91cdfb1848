"""Runs the checks over the entries of a language, and makes findings of their problems."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from workflow.catalogs.hashes import text_hash
from workflow.catalogs.states import address, state
from workflow.checking.ignores import IgnoreLedger, IgnorePlace
from workflow.checking.options import CheckOptions
from workflow.checking.report import CheckReport, Dismissed, UnusedIgnore
from workflow.checking.result_cache import FoundProblem, ResultCache
from workflow.checks.model import Check, CheckedEntry
from workflow.checks.plural_sources import plural_source
from workflow.checks.rules import CATALOG_CHECKS, CHECKS, ENTRY_CHECKS, RULES, check_text
from workflow.errors import WorkflowError
from workflow.findings import Finding
from workflow.inline_tags import Grammar
from workflow.model import Entry, IgnoreDirective, State
from workflow.parse_cache import uncollected
from workflow.program_version import plain_data
from workflow.workers import spread

__all__ = ["EntryPlace", "Fixable", "FurtherChecks", "LanguageCheck", "combined", "finish"]

_COMPARING = frozenset(check.id for check in CATALOG_CHECKS)
_WORTH = 1000
"""The entries for which a further process is started: it takes as long as checking some hundreds."""
_LONGEST = 300
"""The characters of a message: a text may have thousands of numbers, or a word as long as itself."""
_END = 60
"""Those at the end of a longer one."""


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
    ignores: tuple[IgnoreDirective, ...] = ()
    """What directives in the source dismiss."""


@dataclass(frozen=True, slots=True)
class Fixable:
    """An entry with a finding that has a correction."""

    checked: CheckedEntry
    place: EntryPlace
    checks: frozenset[str]
    """The ids of the checks that may correct it: those that ran, without what people dismissed."""


FurtherChecks = Callable[[Sequence[tuple[CheckedEntry, EntryPlace]]], Iterable[FoundProblem]]
"""What else is found in entries of a language, each with the number of its entry."""


@dataclass(slots=True)
class LanguageCheck:
    """Checks the entries of one language, which ``add`` takes one at a time; ``finish`` below checks them."""

    options: CheckOptions
    cache: ResultCache
    root: Path | None = None
    """The folder below which paths are named in messages."""
    ignores: IgnoreLedger = field(default_factory=IgnoreLedger)
    further: FurtherChecks | None = None
    alone: bool = False
    """Whether each entry is checked by itself: none are compared with each other, and ``finish`` does not save the cache."""
    findings: list[Finding] = field(default_factory=list)
    dismissed: list[Dismissed] = field(default_factory=list)
    fixable: list[Fixable] = field(default_factory=list)
    entries: int = 0
    searched: int = 0
    """The number of entries that are only searched for marks of a conflict."""
    catalogs: dict[Path, None] = field(default_factory=dict)
    unspelled: set[str] = field(default_factory=set)
    """The language, if its spelling was to be checked, and there is no dictionary."""
    _seen: list[tuple[CheckedEntry, EntryPlace]] = field(default_factory=list)
    _silent: set[int] = field(default_factory=set)
    """The numbers of the entries about which nothing is reported."""
    _others: set[int] = field(default_factory=set)
    """The numbers of the entries in other states: those to check are compared with them."""
    _rules: dict[str | None, list[IgnorePlace]] = field(default_factory=dict)
    """What ``workflow.yaml`` dismisses, by document."""
    _keys: list[str] = field(default_factory=list)
    _results: list[list[FoundProblem] | None] = field(default_factory=list)
    """By entry: its key in the cache, and what was found in it."""
    _ids: frozenset[str] = frozenset()
    _checks: tuple[Check, ...] = ()

    def __post_init__(self) -> None:
        self._ids = self.options.ids()
        self._checks = tuple(check for check in CHECKS if check.id in self._ids)

    def add(self, checked: CheckedEntry, place: EntryPlace, *, silent: bool = False) -> None:
        """Add an entry to check if it is in one of the states, otherwise to compare others with it. ``silent``: report nothing about it."""
        self.catalogs[place.catalog] = None
        entry = checked.entry
        where = state(entry)
        if not entry.msgid:
            return
        if where not in self.options.states or where is State.UNTRANSLATED:
            self.ignores.leave(self.ignores.of(entry, place.catalog, place.source, place.ignores))
            if where is not State.UNTRANSLATED:
                self._others.add(len(self._seen))
                self._seen.append((checked, place))
            return
        if silent:
            self._silent.add(len(self._seen))
        elif _is_outdated(entry):
            self.searched += 1
        else:
            self.entries += 1
        self._seen.append((checked, place))
        if not checked.speller and "spellcheck" in self._ids:
            self.unspelled.add(place.language)

    def unknown(self) -> Iterator[tuple[int, str]]:
        """Yield the numbers of the entries to check that the cache does not know, with their sources."""
        self._keys = self._hashes()
        self._results = [self.cache.get(key) for key in self._keys]
        for number, (result, (checked, _)) in enumerate(zip(self._results, self._seen, strict=True)):
            if result is None and number not in self._others:
                yield number, checked.entry.msgid

    def check(self, number: int) -> list[FoundProblem]:
        """Return what is found in an entry by itself."""
        checked = self._seen[number][0]
        found = list(self._of_entry(checked))
        return found if _is_outdated(checked.entry) else [*found, *self._of_texts(checked)]

    def take(self, number: int, found: list[FoundProblem]) -> None:
        """Keep what ``check`` returned, perhaps in another process."""
        self._results[number] = found
        self.cache.put(self._keys[number], found)

    def report(self) -> None:
        """Compare the entries with each other, and make the findings."""
        all_found = [list(result or ()) for result in self._results]
        whole = [number for number, (checked, _) in enumerate(self._seen) if not _is_outdated(checked.entry)]
        if not self.alone:
            for one in self._compared(whole):
                all_found[whole[one.at]].append(one)
            self.cache.save()
        asked = [number for number in whole if number not in self._silent | self._others]
        for one in self.further([self._seen[number] for number in asked]) if self.further else ():
            all_found[asked[one.at]].append(one)
        for number, ((checked, place), result) in enumerate(zip(self._seen, all_found, strict=True)):
            if number in self._others:
                continue
            dismissed = self._dismissed(checked.entry, place, {one.check for one in result})
            if result and number not in self._silent:
                self._report(checked, place, result, dismissed)
        for done in (self._seen, self._silent, self._others, self._keys, self._results):
            done.clear()

    def _hashes(self) -> list[str]:
        """For each entry, the hash of all that its checks look at."""
        common = " ".join(sorted(self._ids - _COMPARING))
        words: dict[tuple[int, int], str] = {}
        keys = []
        for checked, _ in self._seen:
            entry = checked.entry
            known = (id(checked.terms), id(checked.speller))
            if known not in words:
                words[known] = _digest(common, repr(checked.terms), checked.speller.version)
            texts = (entry.msgid, entry.msgid_plural, entry.context, entry.msgstr, entry.flags, entry.comments)
            rule = repr(checked.rule) if entry.msgid_plural is not None else ""
            keys.append(
                _digest(
                    words[known],
                    f"{checked.languages.source} {checked.languages.target}",
                    _described(checked.grammar),
                    str(checked.kind),
                    rule,
                    repr(texts),
                )
            )
        return keys

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

    def _compared(self, whole: Sequence[int]) -> Sequence[FoundProblem]:
        """What the entries with these numbers have, compared with each other."""
        checks = [check for check in CATALOG_CHECKS if check.id in self._ids]
        if not checks:
            return ()
        key = _digest("compared", *(check.id for check in checks), *(self._keys[number] for number in whole))
        found = self.cache.get(key)
        if found is None:
            entries = [self._seen[number][0] for number in whole]
            found = [FoundProblem(check.id, problem, at) for check in checks for at, problem in check.find(entries)]
            self.cache.put(key, found)
        return found

    def _dismissed(self, entry: Entry, place: EntryPlace, found: set[str]) -> dict[str, IgnorePlace]:
        """What is dismissed in an entry, by check. ``found``: the checks with a finding, so that these ignores are needed."""
        own = self.ignores.of(entry, place.catalog, place.source, place.ignores)
        if _is_outdated(entry):
            self.ignores.leave(own)
        if place.document not in self._rules:
            self._rules[place.document] = self.ignores.of_rules(place.language, place.document)
        if not own and not self._rules[place.document]:  # as nearly always
            return {}
        by_check: dict[str, list[IgnorePlace]] = defaultdict(list)
        for one in (*own, *self._rules[place.document]):
            by_check[one.check].append(one)
        self.ignores.use(one for check in found & by_check.keys() for one in by_check[check])
        return {check: given[0] for check, given in by_check.items()}

    def _report(
        self, checked: CheckedEntry, place: EntryPlace, found: Sequence[FoundProblem], dismissed: dict[str, IgnorePlace]
    ) -> None:
        numbers: Counter[str] = Counter()
        can_be_fixed = False
        for one in found:
            finding = self._finding(checked, place, one, numbers[one.check])
            numbers[one.check] += 1
            if (ignore := dismissed.get(one.check)) is not None:
                self.dismissed.append(Dismissed(finding, ignore.reason, ignore.by))
            else:
                self.findings.append(finding)
                can_be_fixed |= finding.fix is not None
        if can_be_fixed:
            self.fixable.append(Fixable(checked, place, self._ids - dismissed.keys()))

    def _finding(self, checked: CheckedEntry, place: EntryPlace, found: FoundProblem, number: int) -> Finding:
        check, problem, entry = RULES[found.check], found.problem, checked.entry
        source = plural_source(entry, problem.form, checked.grammar, checked.rule)
        message = _without_middle(problem.message)
        target = entry.msgstr[problem.form] if problem.form < len(entry.msgstr) else ""
        details = {
            "source": source,
            "target": target,
            "state": state(entry).value,
            "mqm": check.mqm,
            "problem": message,
        }
        if problem.form:
            details["form"] = str(problem.form)
        return Finding(
            check.id,
            problem.severity or check.severity,
            f"{self._name(place.catalog)}:{entry.line}: {message} [{check.id}]",
            language=place.language,
            document=place.document,
            unit=address(place.language, place.name, entry) if place.name else None,
            catalog=place.catalog,
            catalog_line=entry.line,
            source=place.source,
            source_line=place.source_line,
            span=problem.span,
            source_span=problem.source_span,
            fix=problem.fix,
            fingerprint=text_hash(check.id, entry.context or "", entry.msgid, *([str(number)] if number else [])),
            details=details,
        )

    def _name(self, path: Path) -> str:
        if self.root is not None and path.is_relative_to(self.root):
            path = path.relative_to(self.root)
        return path.as_posix()


def _without_middle(message: str) -> str:
    """A message of at most ``_LONGEST`` characters. What is wrong often stands at its end."""
    if len(message) <= _LONGEST:
        return message
    return f"{message[: _LONGEST - _END - 3]} … {message[-_END:]}"


def _digest(*texts: str) -> str:
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@lru_cache(maxsize=64)
def _described(grammar: Grammar) -> str:
    return repr(plain_data(grammar))


def _is_outdated(entry: Entry) -> bool:
    """Whether the text may translate another source, or is unfinished: only marks of a conflict are looked for in it."""
    return entry.fuzzy and state(entry) is State.NEEDS_WORK


def finish(runs: Sequence[LanguageCheck]) -> None:
    """Check the entries that the caches do not know, compare those of each language with each other, and make the findings.

    Entries of one source are checked one after the other: what was found about the source is then remembered in all its languages.
    """
    with uncollected():
        by_source: dict[str, list[tuple[LanguageCheck, int]]] = defaultdict(list)
        for run in runs:
            for number, source in run.unknown():
                by_source[source].append((run, number))
        alike = list(by_source.values())
        worth = -(-_WORTH * len(alike) // max(sum(map(len, alike)), 1))
        # The first ones load the word lists, so that further processes have them.
        for part in (alike[:1], alike[1:]):
            for at, found in spread(_checked, part, worth=max(worth, 1)):
                for (run, number), problems in zip(part[at], found, strict=True):
                    run.take(number, problems)
        for run in runs:
            run.report()


def _checked(entries: Sequence[tuple[LanguageCheck, int]]) -> list[list[FoundProblem]]:
    return [run.check(number) for run, number in entries]


def combined(
    runs: Sequence[LanguageCheck], problems: Sequence[WorkflowError], unused: tuple[UnusedIgnore, ...] = ()
) -> CheckReport:
    """Return the report of finished runs; a problem that several of them met is named once."""
    files = tuple(dict.fromkeys(path for run in runs for path in run.catalogs))
    return CheckReport(
        findings=tuple(finding for run in runs for finding in run.findings),
        dismissed=tuple(one for run in runs for one in run.dismissed),
        unused_ignores=unused,
        entries=sum(run.entries for run in runs),
        searched=sum(run.searched for run in runs),
        catalogs=len(files),
        files=files,
        unspelled=tuple(dict.fromkeys(code for run in runs for code in run.unspelled)),
        problems=tuple({str(problem): problem for problem in problems}.values()),
    )
