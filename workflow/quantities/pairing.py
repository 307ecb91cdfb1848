"""Compare the quantities of a text and its translation, by value and by what stands beside each number."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import islice, pairwise

from workflow.quantities.clock_words import spoken_times
from workflow.quantities.finding import quantities
from workflow.quantities.mixed import is_mixed, take_durations, take_halves, take_words
from workflow.quantities.model import Quantity, QuantityKind
from workflow.quantities.names import names
from workflow.quantities.patterns import TIMES_SIGN
from workflow.quantities.words import is_ordinal, number_words, roman
from workflow.quantities.years import take_buddhist_years, take_numbered_months

__all__ = ["Pairing", "compare", "time_of_day"]

_LOOK = 24
"""Maximum number of quantities of one value that are tried for a partner; more are all alike."""
_MOST = 60
"""Maximum number of quantities left over for which dates, words and other rare forms are tried."""
_NEAR = 14
"""Maximum number of characters between two numbers that share a magnitude: ``340 y 500 millones``."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COMPOUND = re.compile(
    r"(\w+?)(?:jährig|stündig|tägig|wöchig|monatig|fach|stellig|teilig|köpfig|mal|er(?:jahre|jahren)?)(?:e[mnrs]?)?"
)
"""German adjectives of a number: ``zehnjährige``."""
_ROMAN = re.compile(r"(?<![^\W_])[IVX]+(?=(?:er|re|e|è?me|º|\.)?(?![^\W_]))")
_RANKED = re.compile(r"month-|clock$|duration-(?:year|decade|century|month|day|week)")
"""What an ordinal may count in a translation: ``el primero de mayo``, ``am zweiten Tag``."""
_IN_PIECES = (QuantityKind.TIME, QuantityKind.FRACTION, QuantityKind.DATE)
_PHONE = 9
"""Minimum number of digits of a telephone number, whose groups may be others."""
_MONTHS = 12
_NOON = 12
_ROMANS = 40


@dataclass(slots=True)
class Pairing:
    """What became of each quantity of a source text."""

    source: tuple[Quantity, ...]
    target: tuple[Quantity, ...]
    pairs: list[tuple[Quantity, Quantity]] = field(default_factory=list)
    """Quantities of one value; what stands beside them may differ."""
    lost: list[Quantity] = field(default_factory=list)
    added: list[Quantity] = field(default_factory=list)
    in_words: list[tuple[str, str]] = field(default_factory=list)
    """Numbers that are digits on one side and a word on the other."""


@lru_cache(maxsize=64)
def compare(source: str, target: str, codes: tuple[str, str]) -> Pairing:
    """Pair the quantities of ``source`` with those of ``target``. ``codes``: their languages.

    The result is shared by those who ask again, who must not change it.
    Raises BadInput for a language that CLDR does not know.
    """
    ours, theirs = quantities(source, codes[0]), quantities(target, codes[1])
    result = Pairing(ours, theirs)
    if not ours and not theirs:
        return result
    halves = _Halves(target, codes[1])
    left = _Buckets(theirs)
    waiting = list(ours)
    for level in (3, 2, 1):
        rest = []
        for one in waiting:
            other = left.take(one, level, halves)
            if other is None:
                rest.append(one)
            else:
                result.pairs.append((one, other))
        waiting = rest
    result.lost, result.added = waiting, left.rest()
    if (result.lost or result.added) and max(len(result.lost), len(result.added)) <= _MOST:
        _Leftovers(result, (source, target), codes).resolve()
    return result


class _Halves:
    """Which halves of the day a text names."""

    def __init__(self, text: str, code: str) -> None:
        self._text, self._code = text, code
        self._said: frozenset[str] | None = None

    def said(self) -> frozenset[str]:
        if self._said is None:
            lowered = self._text.casefold().replace("’", "'")
            self._said = frozenset(half for word, half in names(self._code).halves if word in lowered)
        return self._said


class _Buckets:
    """Quantities by value, each of which can be taken once."""

    def __init__(self, found: Sequence[Quantity]) -> None:
        self._by_value: dict[Decimal, list[Quantity]] = defaultdict(list)
        self._taken: set[int] = set()
        self._all = found
        for one in found:
            self._by_value[_bucket(one)].append(one)

    def take(self, one: Quantity, level: int, halves: _Halves) -> Quantity | None:
        """The first quantity of the same value: with the same unit (3), with none on one side (2), with another unit (1)."""
        for bucket in _buckets(one):
            for other in islice(self._by_value.get(bucket, ()), _LOOK):
                if _fit(one, other) >= level and _same_value(one, other, halves):
                    self._by_value[bucket].remove(other)
                    self._taken.add(id(other))
                    return other
        return None

    def rest(self) -> list[Quantity]:
        return [one for one in self._all if id(one) not in self._taken]


def _bucket(one: Quantity) -> Decimal:
    if one.kind is QuantityKind.DATE:
        return max(one.values)
    return one.values[0] % 12 if one.kind is QuantityKind.TIME else one.values[0]


def _buckets(one: Quantity) -> Iterator[Decimal]:
    yield _bucket(one)
    if one.kind is QuantityKind.TIME:
        hour = one.values[0] % 12
        yield from (value for value in (hour + 12, one.values[0]) if value != hour)
    elif one.kind is not QuantityKind.VERSION and 12 <= one.values[0] <= 24:
        yield one.values[0] % 12


def _fit(one: Quantity, other: Quantity) -> int:
    if one.unit and other.unit:
        return 3 if one.unit & other.unit or QuantityKind.TIME in (one.kind, other.kind) else 1
    return 3 if not one.unit and not other.unit and one.kind is other.kind else 2


def _same_value(one: Quantity, other: Quantity, halves: _Halves) -> bool:
    if QuantityKind.VERSION in (one.kind, other.kind):
        return one.text.casefold() == other.text.casefold()
    if QuantityKind.DATE in (one.kind, other.kind):
        return one.kind is other.kind and _same_date(one.values, other.values)
    if QuantityKind.TIME in (one.kind, other.kind):
        return _same_time(one, other, halves)
    if QuantityKind.POWER in (one.kind, other.kind) and {one.kind, other.kind} - {
        QuantityKind.POWER,
        QuantityKind.CODE,
    }:
        return False
    return one.values == other.values


def _same_date(one: Sequence[Decimal], other: Sequence[Decimal]) -> bool:
    """Whether both have one order of numbers, or opposite orders (``2024-05-12``, ``12.05.2024``).

    Day and month may change places only if it is clear which is which.
    """
    if tuple(one) == tuple(other) or tuple(one) == tuple(reversed(other)):
        return True
    return sorted(one) == sorted(other) and sum(number > _MONTHS for number in one) > 1


def _same_time(one: Quantity, other: Quantity, halves: _Halves) -> bool:
    if one.kind is not QuantityKind.TIME:
        if other.half and "clock" in one.unit and one.values[0] > _NOON:  # ``15 Uhr``
            return (_hour(other), other.values[1]) == (one.values[0], Decimal(0))
        return (
            other.kind is QuantityKind.TIME
            and other.values == (one.values[0], Decimal(0))
            and (not other.half or "clock" in one.unit)
        )
    minute = other.values[1] if other.kind is QuantityKind.TIME else Decimal(0)
    if one.values[1] != minute or other.kind in (QuantityKind.DECADE, QuantityKind.DATE):
        return False
    if not one.half:
        return one.values[0] == other.values[0] or (bool(other.half) and one.values[0] == _hour(other))
    if other.half:
        return _hour(one) == _hour(other)
    if _hour(one) == other.values[0] % 24 and not (other.values[0] == 12 and one.half == "am"):
        return True
    # ``3 p.m.`` is ``3 de la tarde``, with words for the half of the day.
    return one.values[0] == other.values[0] and one.half in halves.said()


def _hour(one: Quantity) -> Decimal:
    """The hour from 0 to 23."""
    hour = one.values[0]
    return hour % 12 + (12 if one.half == "pm" else 0) if one.half else hour % 24


def time_of_day(one: Quantity) -> tuple[int, int]:
    """The hour from 0 to 11 and the minute of a time in digits."""
    minute = one.values[1] if one.kind is QuantityKind.TIME else Decimal(0)
    return int(one.values[0]) % 12, int(minute)


def _is_sign(joint: str) -> bool:
    return bool(joint.strip()) and not any(sign.isalpha() for sign in joint)


def _is_amount(one: Quantity) -> bool:
    """Whether a number says how much of a unit there is, which no ordinal does. A 10-year jubilee is the tenth."""
    return bool(one.unit) and one.kind is not QuantityKind.ORDINAL and not any(map(_RANKED.match, one.unit))


class _Leftovers:
    """Pairs that are written in two ways: a date in digits and in words, a digit and a word, Roman numerals."""

    def __init__(self, result: Pairing, texts: tuple[str, str], codes: tuple[str, str]) -> None:
        self.result, self.texts, self.codes = result, texts, codes

    def resolve(self) -> None:
        """Remove from what is lost and added what is only written in another way."""
        lost, added = self.result.lost, self.result.added
        self._dates(lost, added, self.result.source)
        self._dates(added, lost, self.result.target)
        self._months(added, self.result.source)
        self._months(lost, self.result.target)
        take_numbered_months(added, self.texts[::-1], self.codes[0])
        take_numbered_months(lost, self.texts, self.codes[1])
        self.result.pairs += take_buddhist_years(lost, added, self.codes)
        take_words(lost, added, self.texts[1], self.codes[1])
        take_words(added, lost, self.texts[0], self.codes[0])
        take_halves(lost, added, self.texts[0])
        take_durations(lost, added, self.texts[1], self.codes[1])
        take_durations(added, lost, self.texts[0], self.codes[0])
        self._same_pieces()
        self._spoken(lost, self.texts[1], self.codes[1])
        self._spoken(added, self.texts[0], self.codes[0])
        self._words(lost, self.texts[1], self.codes[1])
        self._words(added, self.texts[0], self.codes[0])

    def _dates(self, left: list[Quantity], right: list[Quantity], within: Sequence[Quantity]) -> None:
        """Dates of ``left`` whose numbers are all in ``right``, but for the month, which is a word there."""
        for date in [one for one in left if one.kind is QuantityKind.DATE]:
            parts = sorted(date.values)
            found = [one for one in right if one.values[0] in parts and one.kind is not QuantityKind.DATE]
            months = {f"month-{part}" for part in parts}
            if len({one.values[0] for one in found}) >= min(2, len(set(parts))) and any(
                one.unit & months or {one.values[0] for one in found} == set(parts) for one in found
            ):
                left.remove(date)
                for one in found[:3]:
                    right.remove(one)

    def _months(self, left: list[Quantity], there: Sequence[Quantity]) -> None:
        """Months in digits that are words in the other text: ``5月`` for ``May``."""
        months = [unit for one in there for unit in one.unit if unit.startswith("month-")]
        for one in list(left):
            name = f"month-{one.values[0]}"
            if name in months and not one.unit:
                months.remove(name)
                left.remove(one)

    def _is_torn_fraction(self, lost: Sequence[Quantity], added: Sequence[Quantity]) -> bool:
        """Whether a stop stands between what was a fraction: ``1./3``."""
        between = (self.texts[1][one.end : other.start] for one, other in pairwise(added))
        return any(one.kind is QuantityKind.FRACTION for one in lost) and any("." in text for text in between)

    def _same_pieces(self) -> None:
        """``16:9`` and ``16 : 9``, ``1/2`` and ``1 / 2``, phone numbers in other groups: the same digits in the same order."""
        lost, added = self.result.lost, self.result.added
        both = (*lost, *added)
        plain = not any(
            one.unit or one.magnitude or one.half or one.kind is QuantityKind.VERSION or is_mixed(one) for one in both
        )
        if lost and added and len(both) > 2 and plain:
            pieces = [[run for one in side for run in re.findall(r"\d+", one.text)] for side in (lost, added)]
            phone = "".join(pieces[0]) == "".join(pieces[1]) and sum(map(len, pieces[0])) >= _PHONE
            phone = phone and all(one.text.isdigit() and not TIMES_SIGN.search(one.joint) for one in both)
            whole = all(one.text.isdigit() or one.kind in _IN_PIECES for one in both)
            if phone or (whole and pieces[0] == pieces[1] and not self._is_torn_fraction(lost, added)):
                lost.clear()
                added.clear()
        for one in list(lost):
            for other in added:
                if one.magnitude and not other.magnitude and self._shares_magnitude(one, other):
                    lost.remove(one)
                    added.remove(other)
                    self.result.pairs.append((one, other))
                    break
                loose = (
                    {one.kind, other.kind} & {QuantityKind.TIME, QuantityKind.FRACTION}
                    and not one.half
                    and not other.half
                )
                apart = re.findall(r"\d+", one.text) == re.findall(r"\d+", other.text)
                year = any(
                    a.kind is QuantityKind.DECADE and a.values[0] % 100 == b.values[0]
                    for a, b in ((one, other), (other, one))
                )
                if (loose and apart) or year:
                    lost.remove(one)
                    added.remove(other)
                    self.result.pairs.append((one, other))
                    break

    def _shares_magnitude(self, one: Quantity, other: Quantity) -> bool:
        """Whether ``other`` is ``340`` in ``340 y 500 millones``, for ``340 million``."""
        target = self.result.target
        follower = next(iter(target[target.index(other) + 1 :]), None)
        if follower is None or not follower.magnitude or follower.start - other.end > _NEAR:
            return False
        factor = one.values[0] / other.values[0] if other.values[0] else 0
        digits = re.sub(r"\D", "", follower.text).rstrip("0") or "0"
        return (
            factor in (10**3, 10**6, 10**9, 10**12)
            and str(follower.values[0] / factor).replace(".", "").rstrip("0") == digits
        )

    def _spoken(self, left: list[Quantity], text: str, code: str) -> None:
        """Times that are words in the other text: ``5:45 Uhr`` for ``quarter to six``."""
        timed = [one for one in left if one.kind is QuantityKind.TIME or "clock" in one.unit]
        said = spoken_times(text, code) if timed else frozenset()
        for one in timed:
            if time_of_day(one) in said:
                left.remove(one)

    def _counted(self, one: Quantity) -> Decimal:
        """The value of a number. Of one in words whose magnitude the next one has as well, what it counts: the two of ``two million to three million``."""
        value = one.values[0]
        among = self.result.source if one in self.result.lost else self.result.target
        follower = next((other for other in among if other.start >= one.end), None)
        joined = follower is not None and follower.magnitude and follower.start - one.end < _NEAR
        if not one.magnitude or any(sign.isdigit() for sign in one.text) or not joined:
            return value
        return next((value / size for size in (10**9, 10**6, 10**3) if value >= size), value)

    def _has_partner_in_digits(self, one: Quantity) -> bool:
        """Whether a sign joins a number to another one, which is in digits on both sides: the 1 of ``32–1``."""
        among = self.result.source if one in self.result.source else self.result.target
        place = among.index(one)
        joined = [among[place - 1]] if place and _is_sign(one.joint) else []
        joined += [other for other in among[place + 1 : place + 2] if _is_sign(other.joint)]
        return any(other is paired for other in joined for pair in self.result.pairs for paired in pair)

    def _words(self, left: list[Quantity], text: str, code: str) -> None:
        """Numbers that are a word or a Roman numeral in the other text."""
        if not left:
            return
        known = number_words(code)
        words = _WORD.findall(text)
        numbers: dict[Decimal, list[str]] = defaultdict(list)
        for word in words:
            lowered = word.casefold()
            compound = _COMPOUND.fullmatch(lowered)
            parts = (lowered, *lowered.split("-"), compound[1] if compound else "")
            number = next((known[part] for part in parts if part in known), None)
            if number:
                numbers[Decimal(number)].append(word)
        numerals = _ROMAN.findall(text)
        for one in list(left):
            if one.kind in (QuantityKind.DATE, QuantityKind.VERSION, QuantityKind.CODE):
                continue
            value = one.values[0] % 100 if one.kind is QuantityKind.DECADE else self._counted(one)
            if value < _ROMANS and value == int(value) and roman(int(value)) in numerals:
                left.remove(one)
                numerals.remove(roman(int(value)))
            elif value == 1 and self._has_partner_in_digits(one):
                continue  # the word is an article
            elif word := next((word for word in numbers[value] if not (is_ordinal(word) and _is_amount(one))), None):
                left.remove(one)
                numbers[value].remove(word)
                self.result.in_words.append((one.text, word))
