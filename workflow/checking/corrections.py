"""Applies the corrections of findings to an entry, one after the other, with the checks run again between them. Pure functions."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workflow.checks.model import Check, CheckedEntry, TextProblem
from workflow.checks.rules import ENTRY_CHECKS, check_text
from workflow.model import Severity

__all__ = ["Corrected", "RefusedFix", "corrected"]

_MOST = 20
"""Maximum number of corrections of one text."""


@dataclass(frozen=True, slots=True)
class RefusedFix:
    """A correction that was not made."""

    check: str
    """The check that proposed it."""
    reason: str
    """A clause, without a full stop."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """An entry with corrections."""

    texts: tuple[str, ...]
    """The translation, one text for each plural form."""
    checks: tuple[str, ...]
    """The ids of the checks whose corrections were made, in order."""
    refused: tuple[RefusedFix, ...] = ()


def corrected(checked: CheckedEntry, ids: frozenset[str]) -> Corrected:
    """Return an entry's translation with the corrections of these checks.

    A correction that leaves its finding, or would add a finding of severity error, is refused. It ends when no correction is left, or a
    text comes again.
    """
    texts = list(checked.entry.msgstr)
    made: list[str] = []
    refused: dict[RefusedFix, None] = {}
    for form in range(len(texts)):
        seen = {texts[form]}
        tried: set[tuple[str, str]] = set()
        for _ in range(_MOST):
            before = _found(checked, texts, form)
            step = next(_open(before, ids, texts[form], tried), None)
            if step is None:
                break
            check, fix = step
            tried.add((check.id, fix))
            after = [*texts[:form], fix, *texts[form + 1 :]]
            if not fix.strip() and checked.entry.msgid.strip():
                refused[RefusedFix(check.id, "it would leave no text")] = None
                continue
            if reason := _objection(check, before, _found(checked, after, form), again=fix in seen):
                refused[RefusedFix(check.id, reason)] = None
                continue
            seen.add(fix)
            texts = after
            made.append(check.id)
    return Corrected(tuple(texts), tuple(made), tuple(refused))


_Found = list[tuple[str, Severity, TextProblem, Check | None]]


def _found(checked: CheckedEntry, texts: list[str], form: int) -> _Found:
    """What the checks of texts find in one form, and those of entries in the whole."""
    now = replace(checked, entry=replace(checked.entry, msgstr=tuple(texts)))
    pair = replace(now.texts()[form], is_draft=checked.texts()[form].is_draft)
    found: _Found = [(check.id, check.severity, problem, check) for check, problem in check_text(pair)]
    return found + [(rule.id, rule.severity, problem, None) for rule in ENTRY_CHECKS for problem in rule.find(now)]


def _open(found: _Found, ids: frozenset[str], text: str, tried: set[tuple[str, str]]) -> Iterator[tuple[Check, str]]:
    """The corrections that can still be tried."""
    for name, _, problem, check in found:
        if check is not None and name in ids and problem.fix not in (None, text) and (name, problem.fix) not in tried:
            assert problem.fix is not None
            yield check, problem.fix


def _objection(check: Check, before: _Found, after: _Found, *, again: bool) -> str:
    """Why a correction must not be made; empty if it may."""
    if again:
        return "it undoes another correction"
    here, there = Counter(name for name, *_ in before), Counter(name for name, *_ in after)
    if there[check.id] >= here[check.id]:
        return "the finding would stay"
    for name, severity, problem, _ in after:
        if severity is Severity.ERROR and there[name] > here[name]:
            return f"it would cause an error: {problem.message} [{name}]"
    return ""
