"""Runs the checks over the entries of one catalog, and makes findings of their problems."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from workflow.catalogs.hashes import text_hash
from workflow.catalogs.states import address, state
from workflow.checking.ignores import IgnoreLedger, IgnorePlace
from workflow.checking.options import CheckOptions
from workflow.checking.report import Dismissed
from workflow.checking.result_cache import FoundProblem, ResultCache
from workflow.checks.entry_facts import facts_of
from workflow.checks.model import Check, CheckedEntry, EntryFacts
from workflow.checks.plural_sources import plural_source
from workflow.checks.rules import CATALOG_CHECKS, CHECKS, ENTRY_CHECKS, RULES, check_text
from workflow.findings import Finding
from workflow.inline_tags import Grammar
from workflow.model import Entry, IgnoreDirective, State
from workflow.program_version import plain_data

__all__ = ["CatalogOutcome", "CatalogRun", "EntryPlace", "Fixable"]

_COMPARING = frozenset(check.id for check in CATALOG_CHECKS)
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


@dataclass(frozen=True, slots=True)
class CatalogOutcome:
    """What was found in one catalog."""

    ignores: IgnoreLedger
    """What is dismissed in it."""
    path: Path | None = None
    """The file; None if there is none, or it has no entries."""
    findings: tuple[Finding, ...] = ()
    dismissed: tuple[Dismissed, ...] = ()
    entries: int = 0
    """The number of entries that were checked."""
    searched: int = 0
    """The number of entries that were only searched for marks of a conflict."""
    unspelled: str = ""
    """The language, if its spelling was to be checked, and there is no dictionary."""


@dataclass(slots=True)
class CatalogRun:
    """Checks the entries of one catalog, which ``add`` takes one at a time."""

    options: CheckOptions
    root: Path | None = None
    """The folder below which paths are named in messages."""
    ignores: IgnoreLedger = field(default_factory=IgnoreLedger)
    """What is dismissed in this catalog."""
    fixable: list[Fixable] = field(default_factory=list)
    """The entries that ``report`` found corrections for."""
    _path: Path | None = None
    _findings: list[Finding] = field(default_factory=list)
    _dismissals: list[Dismissed] = field(default_factory=list)
    _entries: int = 0
    _searched: int = 0
    _unspelled: str = ""
    _seen: list[tuple[CheckedEntry, EntryPlace]] = field(default_factory=list)
    _silent: set[int] = field(default_factory=set)
    """The numbers of the entries about which nothing is reported."""
    _others: set[int] = field(default_factory=set)
    """The numbers of the entries in other states: those to check are compared with them."""
    _rules: list[IgnorePlace] | None = None
    """What ``workflow.yaml`` dismisses in the document."""
    _keys: list[str] = field(default_factory=list)
    _results: list[list[FoundProblem] | None] = field(default_factory=list)
    """By entry: its key in the cache, and what was found in it."""
    _whole: list[int] = field(default_factory=list)
    """The numbers of the entries that are compared."""
    _ids: frozenset[str] = frozenset()
    _checks: tuple[Check, ...] = ()

    def __post_init__(self) -> None:
        self._ids = self.options.ids()
        self._checks = tuple(check for check in CHECKS if check.id in self._ids)

    def add(self, checked: CheckedEntry, place: EntryPlace, *, silent: bool = False) -> None:
        """Add an entry to check if it is in one of the states, otherwise to compare others with it. ``silent``: report nothing about it."""
        self._path = place.catalog
        entry = checked.entry
        where = state(entry)
        if not entry.msgid:
            return
        number = len(self._seen)
        if where not in self.options.states or where is State.UNTRANSLATED:
            self.ignores.leave(self.ignores.of(entry, place.catalog, place.source, place.ignores))
            if where is State.UNTRANSLATED:
                return
            self._others.add(number)
        elif silent:
            self._silent.add(number)
        elif _is_outdated(entry):
            self._searched += 1
        else:
            self._entries += 1
        self._seen.append((checked, place))
        if not _is_outdated(entry):
            self._whole.append(number)
        if number not in self._others and not checked.speller and "spellcheck" in self._ids:
            self._unspelled = place.language

    def unknown(self, cache: ResultCache) -> Iterator[tuple[int, str, str]]:
        """Yield the numbers of the entries to check that the cache does not know, with their sources and their keys in the cache."""
        self._keys = self._hashes()
        self._results = [cache.get(key) for key in self._keys]
        for number, (result, (checked, _)) in enumerate(zip(self._results, self._seen, strict=True)):
            if result is None and number not in self._others:
                yield number, checked.entry.msgid, self._keys[number]

    def check(self, number: int) -> list[FoundProblem]:
        """Return what is found in an entry by itself."""
        checked = self._seen[number][0]
        found = list(self._of_entry(checked))
        return found if _is_outdated(checked.entry) else [*found, *self._of_texts(checked)]

    def take(self, number: int, found: list[FoundProblem], cache: ResultCache) -> None:
        """Keep what ``check`` returned, perhaps in another process."""
        self._results[number] = found
        cache.put(self._keys[number], found)

    def facts(self) -> list[EntryFacts]:
        """Return the facts of the entries that are compared."""
        return facts_of([self._seen[number][0] for number in self._whole], self._ids)

    def asked(self) -> list[tuple[CheckedEntry, EntryPlace]]:
        """Return the entries about which others than the checks may say something."""
        return [self._seen[number] for number in self._asked()]

    def report(self, compared: Sequence[FoundProblem], further: Sequence[FoundProblem]) -> CatalogOutcome:
        """Return the findings. ``compared``: what comparing found, with the numbers of ``facts``; ``further``: with those of ``asked``."""
        found = [list(result or ()) for result in self._results]
        asked = self._asked()
        for one in compared:
            found[self._whole[one.at]].append(one)
        for one in further:
            found[asked[one.at]].append(one)
        for number, ((checked, place), result) in enumerate(zip(self._seen, found, strict=True)):
            if number in self._others:
                continue
            dismissed = self._dismissed(checked.entry, place, {one.check for one in result})
            if result and number not in self._silent:
                self._report(checked, place, result, dismissed)
        return CatalogOutcome(
            self.ignores,
            self._path,
            tuple(self._findings),
            tuple(self._dismissals),
            self._entries,
            self._searched,
            self._unspelled,
        )

    def _asked(self) -> list[int]:
        left_out = self._silent | self._others
        return [number for number in self._whole if number not in left_out]

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

    def _dismissed(self, entry: Entry, place: EntryPlace, found: set[str]) -> dict[str, IgnorePlace]:
        """What is dismissed in an entry, by check. ``found``: the checks with a finding, so that these ignores are needed."""
        own = self.ignores.of(entry, place.catalog, place.source, place.ignores)
        if _is_outdated(entry):
            self.ignores.leave(own)
        if self._rules is None:
            self._rules = self.ignores.of_rules(place.language, place.document)
        if not own and not self._rules:  # as nearly always
            return {}
        by_check: dict[str, list[IgnorePlace]] = defaultdict(list)
        for one in (*own, *self._rules):
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
                self._dismissals.append(Dismissed(finding, ignore.reason, ignore.by))
            else:
                self._findings.append(finding)
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
