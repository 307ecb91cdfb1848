"""Quantities: numbers of the same values in both texts, with the same currencies, units, signs and ranges beside them."""

import re
from collections import Counter
from functools import cache

from workflow.checks.directions import lost_direction
from workflow.checks.language_pair import LanguagePair
from workflow.languages import base_language
from workflow.quantities import changes, compare, has_quantities
from workflow.quantities.clock_words import has_times, without_times
from workflow.quantities.model import Quantity
from workflow.quantities.multiples import has_multiples, lost_fold, multiples
from workflow.quantities.names import CURRENCY_SIGNS, names
from workflow.quantities.references import has_numerals
from workflow.quantities.small_number_words import may_be_number, spelled_numbers
from workflow.quantities.words import cardinals
from workflow.word_filters import TextFilter

__all__ = ["lost_conversions_alone", "number_words", "quantities"]

_SIGN = re.compile(f"[{''.join(CURRENCY_SIGNS)}]")
_WITH_SIGN = TextFilter(lambda run: _SIGN.search(run) is not None)
_WORD = re.compile(r"\w+")
_CONVERTED = re.compile(r"\s?[(/]\s?(?:(?:about|around|approx\.?|some|or)\s|[~≈]\s?)?")
"""What stands between a measure and the same in another unit."""
_SHOWN = 3
"""Maximum number of changes in one reason."""


def quantities(source: str, target: str, pair: LanguagePair) -> str | None:
    """Quantities that are missing, added or changed. What is compared, and how, is in ``workflow.quantities``."""
    codes = (pair.source, pair.target)
    words = has_times(source, pair.source) or has_numerals(source) or " score " in source or _WITH_SIGN.finds(target)
    if not words and not any(
        has_quantities(text) or _magnitudes(code).finds(text)
        for text, code in zip((source, target), codes, strict=True)
    ):
        return None
    found = list(changes(compare(source, target, codes), (source, target), codes))
    return " and ".join(change.text for change in found[:_SHOWN]) or None


def lost_conversions_alone(source: str, target: str, pair: LanguagePair) -> bool:
    """Whether all that is lost are measures beside the same measure in another unit, which is kept: ``100 feet`` of ``100 feet (30 m)``."""
    codes = (pair.source, pair.target)
    found = compare(source, target, codes)
    if not found.lost or len(list(changes(found, (source, target), codes))) > 1:
        return False
    return all(any(_is_converted(one, kept, source) for kept, _ in found.pairs) for one in found.lost)


def _is_converted(one: Quantity, other: Quantity, text: str) -> bool:
    first, second = sorted((one, other), key=lambda quantity: quantity.start)
    dimensions = [{unit.partition("-")[0] for unit in quantity.unit} for quantity in (one, other)]
    beside = _CONVERTED.fullmatch(text, first.end, max(first.end, second.start)) is not None
    return beside and not dimensions[0].isdisjoint(dimensions[1]) and one.unit.isdisjoint(other.unit)


def number_words(source: str, target: str, pair: LanguagePair) -> str | None:
    """A number from two to 99 in words that is another one in the translation; one above twelve that is lost; a smaller one that is in digits on
    one side only; a less or more of a fraction or a multiple that is lost."""
    known = cardinals(pair.source), cardinals(pair.target)
    if not all(known):
        return None
    ours, theirs = _spelled(source, pair.source), _spelled(target, pair.target)
    if has_quantities(source) or has_quantities(target):
        for digits, word in compare(source, target, (pair.source, pair.target)).in_words:
            if word.casefold() in known[0] or word.casefold() in known[1]:
                return f"{digits} is “{word}” on the other side"
    lost = {number for number in ours - theirs if str(number) not in target} if ours else set()
    if large := [number for number in lost if number > max(known[0].values())]:
        return f"the number {min(large)} is missing"
    if changed := _changed_multiple(source, target, pair):
        return changed
    if fold := lost_fold((source, target), (pair.source, pair.target)):
        return f"{fold} is no multiple in the translation"
    if base_language(pair.source) == "en" and (reason := lost_direction(source, target, base_language(pair.target))):
        return reason
    added = {number for number in theirs - ours if str(number) not in source} if lost else set()
    return f"the number {min(lost)} became {min(added)}" if added else None


_NONE: Counter[int] = Counter()


def _spelled(text: str, code: str) -> Counter[int]:
    return spelled_numbers(without_times(text, code), code) if _number_words(code).finds(text) else _NONE


@cache
def _number_words(code: str) -> TextFilter:
    return TextFilter(lambda run: any(may_be_number(word, code) for word in _WORD.findall(run.casefold())))


def _changed_multiple(source: str, target: str, pair: LanguagePair) -> str | None:
    """A multiple or a fraction in words that became another one."""
    if base_language(pair.source) != "en" or not _MULTIPLES.finds(source):
        return None
    ours = multiples(without_times(source, pair.source), pair.source)
    theirs = multiples(without_times(target, pair.target), pair.target)
    lost, added = sorted(ours - theirs), sorted(theirs - ours)
    if not lost or has_quantities(target) > has_quantities(source):
        return None
    if added:
        return f"{lost[0]} in words became {added[0]}"
    return f"{lost[0]} in words is missing"


_MULTIPLES = TextFilter(has_multiples)


@cache
def _magnitudes(code: str) -> TextFilter:
    """Words for a million and more."""
    large = [word for word, factor in names(code).magnitudes.items() if factor > 1000 and len(word) > 2]

    def test(run: str) -> bool:
        lowered = run.casefold()
        return any(word in lowered for word in large)

    return TextFilter(test)
