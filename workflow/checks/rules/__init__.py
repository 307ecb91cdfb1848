"""The table of the checks of translations, by topic. To add a check, add it to the ``CHECKS`` of a module here.

A check of one text is a function from ``TextPair`` to problems; most texts have none, so the quick test comes first.
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache

from workflow.checks.model import CatalogCheck, Check, CheckRule, EntryCheck, OpinionRule, TextPair, TextProblem
from workflow.checks.rules import (
    blocks,
    capitals,
    characters,
    consistency,
    duplicates,
    entries,
    history,
    html_markup,
    length,
    meaning,
    opinions,
    punctuation,
    quotes,
    same,
    spacing,
    spelling,
    tags,
    terminology,
)
from workflow.errors import BadInput
from workflow.model import Kind

__all__ = [
    "CATALOG_CHECKS",
    "CHECKS",
    "ENTRY_CHECKS",
    "OPINION_RULES",
    "RULES",
    "check_text",
    "nearest_id",
    "rule_named",
]

CHECKS: tuple[Check, ...] = (
    *length.CHECKS,
    *same.CHECKS,
    *meaning.CHECKS,
    *characters.CHECKS,
    *tags.CHECKS,
    *html_markup.CHECKS,
    *blocks.CHECKS,
    *capitals.CHECKS,
    *punctuation.CHECKS,
    *quotes.CHECKS,
    *spacing.CHECKS,
    *duplicates.CHECKS,
    *spelling.CHECKS,
)
"""The checks of one text and its translation."""

ENTRY_CHECKS: tuple[EntryCheck, ...] = (*entries.CHECKS, *history.CHECKS, *terminology.CHECKS)
"""The checks of whole entries."""

CATALOG_CHECKS: tuple[CatalogCheck, ...] = (*consistency.CHECKS, *history.CATALOG_CHECKS, *spelling.CATALOG_CHECKS)
"""The checks of all entries of a language together."""

OPINION_RULES: tuple[OpinionRule, ...] = opinions.CHECKS
"""What language models look for."""

RULES: dict[str, CheckRule] = {check.id: check for check in (*CHECKS, *ENTRY_CHECKS, *CATALOG_CHECKS, *OPINION_RULES)}
"""Every check by its id."""


def nearest_id(name: str) -> str:
    """Return the id of a check that is most like a name; empty if none is like it."""
    return next(iter(get_close_matches(name, list(RULES), n=1)), "")


def rule_named(name: str) -> CheckRule:
    """Return a check by its id. Raises BadInput for an id that no check has, with the nearest one."""
    rule = RULES.get(name)
    if rule is None:
        near = nearest_id(name)
        hint = f' Did you mean "{near}"?' if near else ""
        raise BadInput(f'no check "{name}".{hint} To list them: workflow check --list')
    return rule


def check_text(pair: TextPair, checks: tuple[Check, ...] = CHECKS) -> Iterator[tuple[Check, TextProblem]]:
    """Yield the problems of a text and its translation, each with the check that found it, in the order of ``checks``.

    A translation without a word has that problem only.
    """
    for check in _applicable(checks, pair.language, pair.kind).needed(pair):
        for problem in check.find(pair):
            yield check, problem
            if check.id == "blank":
                return


class _Applicable:
    """The checks for the texts of a language and a kind, and those of them that are called for a text, by what the quick tests say about it."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._checks = checks
        self._tests = tuple({check.needs: None for check in checks if check.needs is not None})
        self._needed: dict[tuple[bool, ...], tuple[Check, ...]] = {}

    def needed(self, pair: TextPair) -> tuple[Check, ...]:
        said = tuple([test(pair) for test in self._tests])
        found = self._needed.get(said)
        if found is None:
            may_find = {None, *(test for test, says in zip(self._tests, said, strict=True) if says)}
            found = self._needed[said] = tuple(check for check in self._checks if check.needs in may_find)
        return found


@lru_cache(maxsize=256)
def _applicable(checks: tuple[Check, ...], language: str, kind: Kind | None) -> _Applicable:
    return _Applicable([check for check in checks if check.applies_to(language, kind)])
