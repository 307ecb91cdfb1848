"""Repetition: doubled words, and words or phrases said again and again."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from workflow.checks import repetition
from workflow.checks.language_pair import TextCheck
from workflow.checks.model import MARK, OBJECT, Check, Example, TextPair, TextProblem, quoted
from workflow.model import Severity

__all__ = ["CHECKS"]

_STOP = re.compile(r" (?<=[.!?] )")


@lru_cache(maxsize=16)
def _in_sentences(masked: str) -> str:
    """A masked text without the marks of pairs, and with a sign between sentences."""
    return _STOP.sub(f" {OBJECT} ", masked.replace(MARK, ""))


def _may_repeat(test: Callable[[str], bool]) -> Callable[[TextPair], bool]:
    """The quick test of a check: the marks of pairs may be within words. What stands for other tags, and between sentences, is no word."""

    def may(pair: TextPair) -> bool:
        masked = pair.masked_target
        return test(masked.replace(MARK, "") if MARK in masked or pair.grammar.formats else pair.target_words)

    return may


def _between_tags(check: TextCheck) -> Callable[[TextPair], Iterable[TextProblem]]:
    """The find function of a check for which a code span is a word, and a sentence may begin as the last one ended."""

    def find(pair: TextPair) -> Iterable[TextProblem]:
        target = _in_sentences(pair.masked_target)
        if (
            check("", target, pair.languages) is None
        ):  # as nearly always: whatever the source repeats, it explains nothing
            return ()
        reason = check(_in_sentences(pair.masked_source), target, pair.languages)
        return () if reason is None else (quoted(reason, pair),)

    return find


CHECKS = (
    Check(
        id="duplicate",
        mqm="Linguistic conventions: grammar",
        severity=Severity.WARNING,
        description="A word stands twice in a row, or a letter three times.",
        find=_between_tags(repetition.doubled),
        needs=_may_repeat(repetition.may_be_doubled),
        examples=(
            Example("en-es", "Close the door.", "Cierre la puerta.", "Cierre la la puerta."),
            Example("en-fr", "We are wrong.", "Nous nous trompons.", "Nous nous trompons bien bien."),
            Example("en-de", "The book that says so", "Das Buch, das das sagt", "Das Buch, das so so sagt"),
        ),
    ),
    Check(
        id="repetition",
        mqm="Linguistic conventions: unintelligible",
        severity=Severity.WARNING,
        description="A word, a phrase or a sign is repeated again and again, as engines do that have lost their way.",
        find=_between_tags(repetition.loop),
        needs=_may_repeat(repetition.may_be_loop),
        examples=(Example("en-es", "He went home.", "Se fue a casa.", "Se fue y se fue y se fue a casa."),),
    ),
)
