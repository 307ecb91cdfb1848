"""The table of the checks of translations, by topic. To add a check, add it to the ``CHECKS`` of a module here.

A check of one text is a function from ``TextPair`` to problems; most texts have none, so the quick test comes first.
"""

from collections.abc import Callable, Iterator
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
    asked: dict[Callable[[TextPair], bool], bool] = {}
    for check in _applicable(checks, pair.language, pair.kind):
        if (needs := check.needs) is not None:
            may_find = asked.get(needs)
            if may_find is None:
                may_find = asked[needs] = needs(pair)
            if not may_find:
                continue
        for problem in check.find(pair):
            yield check, problem
            if check.id == "blank":
                return


@lru_cache(maxsize=256)
def _applicable(checks: tuple[Check, ...], language: str, kind: Kind | None) -> tuple[Check, ...]:
    return tuple(check for check in checks if check.applies_to(language, kind))
