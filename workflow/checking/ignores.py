"""What people dismiss, in comments of entries, in directives of sources and in ``workflow.yaml``; and what of it dismisses nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workflow.catalogs.provenance import ignored
from workflow.checking.report import IgnoredBy, UnusedIgnore
from workflow.checks.rules import RULES, nearest_id
from workflow.errors import ConfigError
from workflow.model import Entry, IgnoreDirective
from workflow.project import Project
from workflow.project.configuration import IgnoreRule

__all__ = ["IgnoreLedger", "IgnorePlace"]


@dataclass(frozen=True, slots=True)
class IgnorePlace:
    """A place where a person dismissed what a check finds."""

    by: IgnoredBy
    check: str
    path: Path
    line: int
    reason: str = ""


@dataclass(slots=True)
class IgnoreLedger:
    """Says what is dismissed in each entry, and remembers what of it was needed."""

    rules: tuple[IgnoreRule, ...] = ()
    """Those of ``workflow.yaml``."""
    config: Path = Path()
    """The path of ``workflow.yaml``."""
    _given: dict[IgnorePlace, str] = field(default_factory=dict)
    """What was met, with the reason why it cannot have an effect; empty if it can."""
    _used: set[IgnorePlace] = field(default_factory=set)
    _unjudged: set[IgnorePlace] = field(default_factory=set)
    """Directives for entries that were not checked: they may be needed later."""

    @classmethod
    def of_project(cls, project: Project) -> "IgnoreLedger":
        """Return the ledger of a project. Raises ConfigError, with the line, if a rule names a check that there is not."""
        rules, config = project.config.checks, project.layout.config
        for rule in rules:
            if why := _unknown(rule.check):
                raise ConfigError(f"{config}:{rule.line}: checks: {why}. To list the checks: workflow check --list")
        return cls(rules, config)

    def emptied(self) -> "IgnoreLedger":
        """Return a ledger with the same rules that has met nothing."""
        return IgnoreLedger(self.rules, self.config)

    def merge(self, other: "IgnoreLedger") -> None:
        """Note what another ledger has."""
        self._given |= other._given
        self._used |= other._used
        self._unjudged |= other._unjudged

    def packed(self) -> list[object]:
        """Return what was met, as a list that JSON can hold."""
        places = dict.fromkeys((*self._given, *self._used, *self._unjudged))
        noted = [(one, self._given.get(one), one in self._used, one in self._unjudged) for one in places]
        return [[one.by.value, one.check, str(one.path), one.line, one.reason, *rest] for one, *rest in noted]

    def unpack(self, records: Sequence[Any]) -> None:
        """Note what was ``packed``. Raises TypeError or ValueError for another list."""
        for by, check, path, line, reason, why, is_used, is_unjudged in records:
            place = IgnorePlace(IgnoredBy(by), check, Path(path), line, reason)
            if why is not None:
                self._given[place] = why
            if is_used:
                self._used.add(place)
            if is_unjudged:
                self._unjudged.add(place)

    def add_directives(self, source: Path, directives: Iterable[IgnoreDirective]) -> None:
        """Note the directives of a document."""
        for one in directives:
            self._given.setdefault(_directive(source, one), _unknown(one.check))

    def add_rules(self) -> None:
        """Note the rules of ``workflow.yaml``."""
        for rule in self.rules:
            self._given.setdefault(self._rule(rule), "")

    def of(
        self, entry: Entry, catalog: Path, source: Path | None, directives: Sequence[IgnoreDirective] = ()
    ) -> list[IgnorePlace]:
        """Return what a comment in an entry, and the directives of its unit, dismiss in it."""
        found = [_directive(source, one) for one in directives if source is not None]
        if not any("workflow-ignore:" in text for text in entry.comments):  # as nearly always
            return found
        starts = [at for at, text in enumerate(entry.comments) if text.startswith("workflow-ignore:")]
        comments = ignored(entry)
        for number, one in enumerate(comments):
            line = entry.line + (starts[number] if len(starts) == len(comments) else 0)
            ignore = IgnorePlace(IgnoredBy.COMMENT, one.check, catalog, line, one.reason)
            why = _unknown(one.check) or ("" if one.valid else "source or translation have changed since")
            self._given[ignore] = why
            if not why:
                found.append(ignore)
        return found

    def of_rules(self, language: str, document: str | None) -> list[IgnorePlace]:
        """Return what ``workflow.yaml`` dismisses in a document."""
        return [self._rule(rule) for rule in self.rules if document and rule.covers(language, document)]

    def use(self, ignores: Iterable[IgnorePlace]) -> None:
        """Note that these dismissed a finding."""
        self._used.update(ignores)

    def leave(self, ignores: Iterable[IgnorePlace]) -> None:
        """Note that the entry to which these belong was not checked."""
        self._unjudged.update(ignores)

    def leave_directives(self, source: Path, directives: Iterable[IgnoreDirective]) -> None:
        """Note that a text to which these directives belong was not checked."""
        self.leave(_directive(source, one) for one in directives)

    def unused(self, ids: frozenset[str], *, kinds: frozenset[IgnoredBy]) -> tuple[UnusedIgnore, ...]:
        """Return what dismisses nothing, by path and line. ``ids``: the checks that ran; ``kinds``: those that can be judged."""
        settled = self._used | self._unjudged
        found = [
            UnusedIgnore(one.by, one.path, one.line, one.check, why or "the check finds nothing here", one.reason)
            for one, why in self._given.items()
            if why or (one.by in kinds and one.check in ids and one not in settled)
        ]
        return tuple(sorted(found, key=lambda one: (one.by is IgnoredBy.COMMENT, str(one.path), one.line, one.check)))

    def _rule(self, rule: IgnoreRule) -> IgnorePlace:
        return IgnorePlace(IgnoredBy.CONFIGURATION, rule.check, self.config, rule.line, rule.reason)


def _directive(source: Path, one: IgnoreDirective) -> IgnorePlace:
    return IgnorePlace(IgnoredBy.DIRECTIVE, one.check, source, one.line, one.reason)


def _unknown(check: str) -> str:
    if check in RULES:
        return ""
    if not check:
        return "it names no check"
    near = nearest_id(check)
    return f'no check "{check}"' + (f'; did you mean "{near}"?' if near else "")
