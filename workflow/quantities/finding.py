"""Find the quantities of a text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from workflow.quantities.literals import Literal, read, read_foreign
from workflow.quantities.magnitude_words import in_words, scores
from workflow.quantities.model import Quantity, QuantityKind
from workflow.quantities.names import CURRENCY_SIGNS, Names, names
from workflow.quantities.patterns import (
    ANY,
    BEFORE,
    BOTH_WAYS,
    DATE,
    DECADE,
    DECADE_OF,
    DIGITS,
    DOTTED_TIME,
    FRACTION,
    GLUED,
    HALF,
    JOINT,
    LABEL,
    MIXED,
    NAME,
    NEXT,
    NUMBER,
    ORDINAL,
    POWER,
    SIGN,
    SPACE,
    TIME,
    TIMES,
    VERSION,
    VULGAR,
    WORD_CODE,
)
from workflow.quantities.surroundings import NumberContext, is_month
from workflow.word_filters import TextFilter

__all__ = ["has_quantities", "literal", "quantities"]

_REACH = 32
"""Number of characters before a number that are looked at."""
_DENOMINATORS = frozenset([2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64])
"""Those of the fraction of a mixed number, which measures have."""
_WHOLE = 3
"""Maximum number of digits of its whole number: one of four may be a year."""
_HOURS = re.compile(rf"{SPACE}?h\b")
_TIED = ("/", ":", ".", "⁄")
"""What may stand before a number that is a part of something else."""
_FOREIGN = re.compile(r"[^\D0-9]|µ")


def has_quantities(text: str) -> bool:
    """Whether a text contains any digit: most texts do not, and that is quickly seen."""
    return _WITH_DIGITS.finds(text)


_WITH_DIGITS = TextFilter(lambda run: ANY.search(run) is not None)


@lru_cache(maxsize=1024)
def quantities(text: str, code: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in the language ``code``, in order.

    Numbers are read as the language writes them (CLDR), digits of all scripts alike. The spans may overlap in what stands beside two
    numbers. Raises BadInput for a code that CLDR does not know.
    """
    known = names(code)
    plain = text if text.isascii() else _FOREIGN.sub(_plain, text)
    found = list(_Finder(plain, code, known).found()) if has_quantities(text) else []
    found += [*in_words(plain, code, known, found), *scores(plain, code)]
    return _joined(plain, sorted(found, key=lambda one: one.start))


def literal(written: str, code: str) -> Literal | None:
    """Return the number that ``written`` is in the language ``code``, or if it is none there, the number that it can only be."""
    written = re.sub(SPACE, "\u00a0", written)
    return read(written, code) or read_foreign(written)


def _plain(match: re.Match[str]) -> str:
    """A digit of any script as the digit of ASCII, and the micro sign as the letter."""
    return "μ" if match[0] == "µ" else str(unicodedata.decimal(match[0]))


class _Finder:
    """Reads one text from left to right."""

    def __init__(self, text: str, code: str, known: Names) -> None:
        self.text, self.code, self.names = text, code, known
        self.around = NumberContext(text, code, known)

    def found(self) -> Iterator[Quantity]:
        position = taken = 0
        while match := ANY.search(self.text, position):
            one = self._at(match.start())
            if one.kind not in (QuantityKind.POWER, QuantityKind.CODE) or one.start >= taken:
                one = self._beside(one)
                taken = one.end
                yield one
            position = one.digits[1]

    def _at(self, start: int) -> Quantity:
        """The number at ``start``, without what stands beside it."""
        text = self.text
        if power := POWER.match(text, start):
            digits = unicodedata.normalize("NFKC", power[0])
            return _quantity(QuantityKind.POWER, power, Decimal(digits))
        if vulgar := VULGAR.match(text, start):
            return _quantity(QuantityKind.FRACTION, vulgar, Decimal(str(round(unicodedata.numeric(vulgar[0]), 6))))
        if date := DATE.match(text, start):
            return _quantity(QuantityKind.DATE, date, *(Decimal(part) for part in re.findall(r"\d+", date[0])))
        for pattern in (TIME, DOTTED_TIME):
            if (time := pattern.match(text, start)) and not text[max(start - 1, 0) : start].isdigit():
                if pattern is DOTTED_TIME and self.code.startswith("en") and _HOURS.match(text, time.end()):
                    continue  # ``2.41 h`` is no time of the day in English
                return _quantity(
                    QuantityKind.TIME, time, Decimal(time[1]), Decimal(next(filter(None, time.groups()[1:])))
                )
        if (fraction := FRACTION.match(text, start)) and int(fraction[2]) and text[start - 1 : start] not in ("/", "."):
            value = round(Decimal(fraction[1]) / Decimal(fraction[2]), 6)
            return _quantity(QuantityKind.FRACTION, fraction, value)
        return self._number(start)

    def _number(self, start: int) -> Quantity:
        text = self.text
        if start > 1 and text[start - 1] in ".,'’" and text[start - 2].isdigit():  # the rest of a list: ``1,2,3``
            return self._digits(start)
        match, version = NUMBER.match(text, start), VERSION.match(text, start)
        assert match is not None
        written = re.sub(SPACE, "\u00a0", match[0])
        literal = read(written, self.code)
        foreign = None if literal else read_foreign(written)
        glued = (
            literal is not None
            and literal.fraction
            and len(literal.whole) > 2
            and GLUED.match(self.text, match.end())
            and not self.around.after(match.end())[0]
        )
        if literal is not None and glued:  # ``802.11n``
            return _quantity(QuantityKind.VERSION, match, _value(literal))
        if version and (version.end() > match.end() or not (literal or foreign)):
            return _quantity(QuantityKind.VERSION, version, _rank(version[0]))
        number = literal or foreign
        if number is None:
            return self._digits(start)
        one = replace(_quantity(QuantityKind.NUMBER, match, _value(number)), foreign=literal is None)
        before = self.text[max(0, start - _REACH) : start]
        if mixed := self._mixed(one, before):
            return mixed
        if WORD_CODE.search(before) and len(match[0]) < 4 and not self.text.startswith("%", match.end()):
            return replace(one, kind=QuantityKind.CODE)  # ``COVID-19``, ``Il-76s``
        if before[-1:].isalpha() and before[-1:].isascii() and not TIMES.search(before) and not NAME.search(before):
            return replace(one, kind=QuantityKind.CODE)
        if 0 < len(number.fraction) < 4 and "." in match[0] and not number.group and self._is_name(before, match.end()):
            return replace(one, kind=QuantityKind.VERSION)
        return one

    def _mixed(self, one: Quantity, before: str) -> Quantity | None:
        """The mixed number that begins with ``one``: ``1½``, ``1 1/2``; None for ``page 4 1/2``, ``May 1 1/2 price``, ``0-1/2``."""
        more = MIXED.match(self.text, one.end)
        if more is None or not one.text.isdigit():
            return None
        if more[1]:
            part = Decimal(more[1]) / Decimal(more[2]) if int(more[2]) else Decimal(1)
        else:
            part = Decimal(str(unicodedata.numeric(more[0][-1])))
        apart = not more[0][0].isnumeric()
        if apart and (
            part >= 1 or (more[1] and int(more[2]) not in _DENOMINATORS) or (not one.values[0] and more[0][0] != " ")
        ):
            return None
        if apart and (
            len(one.text) > _WHOLE or before[-1:].isalpha() or before.endswith(_TIED) or LABEL.search(before)
        ):
            return None
        if apart and self.around.month(one, before):
            return None
        span = (one.start, more.end())
        return Quantity(
            QuantityKind.FRACTION, *span, self.text[slice(*span)], span, (one.values[0] + round(part, 6),), span[1]
        )

    def _digits(self, start: int) -> Quantity:
        """The digits at ``start``, up to the next separator."""
        match = DIGITS.match(self.text, start)
        assert match is not None
        return _quantity(QuantityKind.NUMBER, match, Decimal(match[0]))

    def _is_name(self, before: str, end: int) -> bool:
        """Whether a number with a point is a version, not an amount: ``Python 3.10``, but not ``USD 1.5 million``."""
        if not NAME.search(before) or BEFORE.search(before) or self.around.after(end)[0]:
            return False
        following = NEXT.match(self.text, end)
        return following is None or following[2].casefold().rstrip(".") not in self.names.magnitudes

    def _beside(self, one: Quantity) -> Quantity:
        """The quantity with its sign, and with what stands before and after it."""
        if one.kind in (QuantityKind.VERSION, QuantityKind.DATE, QuantityKind.POWER, QuantityKind.CODE):
            return one
        text, end = self.text, one.end
        before = text[max(0, one.start - _REACH) : one.start]
        if sign := SIGN.search(before):
            at = sign.start(1) if sign[1] else sign.start(2)
            if not before[:at].rstrip()[-1:].isdigit():
                mark = sign[2] or sign[1].replace("+", "")
                one = replace(one, sign=mark, start=one.start - len(before) + at if mark else one.start)
        if (half := HALF.match(text, end)) and ("." in half[0] or half[1] in "pP" or not self.code.startswith("de")):
            hour = one.values[0]
            if one.kind is QuantityKind.TIME or (hour <= 12 and hour == int(hour)):
                minute = one.values[1] if one.kind is QuantityKind.TIME else Decimal(0)
                return replace(
                    one,
                    kind=QuantityKind.TIME,
                    values=(hour, minute),
                    half=f"{half[1].lower()}m",
                    end=half.end(),
                    stop=half.end(),
                )
        if one.kind is QuantityKind.NUMBER:
            one = self._ended(one)
        one = self._magnified(one)
        unit, symbol, start, stop = self.around.before(one, before)
        if not unit:
            unit, symbol, stop = self.around.after(one.end)
        if not unit and one.values[0] <= 31:
            unit = self.around.month(one, before)
        end = max(stop, one.end)
        return replace(
            one, unit=unit, symbol=symbol, start=min(start, one.start), end=end, stop=end if symbol else one.end
        )

    def _ended(self, one: Quantity) -> Quantity:
        """The quantity with the ending of an ordinal, or of a decade."""
        after = self.text[one.end : one.end + 6]
        year = len(one.text) in (2, 4) and one.text.isdigit()
        said = len(one.text) == 4 or DECADE_OF.search(self.text, max(0, one.start - _REACH), one.start)
        if year and said and one.text.endswith("0") and (decade := DECADE.match(after)):
            return replace(one, kind=QuantityKind.DECADE, end=one.end + decade.end())
        if ordinal := ORDINAL.match(after):
            if ordinal[0] in ("o", "a", "e", "os", "as") and not one.text.isdigit():
                return one
            return replace(one, kind=QuantityKind.ORDINAL, end=one.end + ordinal.end())
        return one

    def _magnified(self, one: Quantity) -> Quantity:
        """The quantity with its magnitudes: ``2.5 million``, ``2 mil millones``."""
        while one.kind is not QuantityKind.ORDINAL and (found := NEXT.match(self.text, one.end)):
            if one.magnitude and found[2] == "de":  # ``18 miles de millones``
                found = NEXT.match(self.text, found.end()) or found
            times = self.names.magnitudes.get(found[2][0]) if self.around.dense else None
            end = found.start(2) + 1  # ``500万円``
            if times is None:
                bare = found[2].casefold().rstrip(".")
                times = self.names.magnitudes.get(bare) or self.names.magnitudes.get(f"{bare}.")
                end = found.end() - (found[2].endswith(".") and f"{bare}." not in self.names.magnitudes)
                single = found[1] is None and (bare == "k" or (one.start and self._is_money(one)))
                if times is None or (len(bare) == 1 and not single):
                    break
            one = replace(one, values=(one.values[0] * times, *one.values[1:]), end=end, magnitude=True)
        return one

    def _is_money(self, one: Quantity) -> bool:
        return self.text[one.start - 1] in CURRENCY_SIGNS


def _quantity(kind: QuantityKind, match: re.Match[str], *values: Decimal) -> Quantity:
    return Quantity(kind, *match.span(), match[0], match.span(), values or (Decimal(0),), match.end())


def _rank(version: str) -> Decimal:
    """A value by which equal versions are found, and which no number has."""
    return Decimal(len(version)) + Decimal("0.0007")


def _value(number: Literal) -> Decimal:
    try:
        return Decimal(number.value)
    except InvalidOperation:  # more digits than a number has
        return Decimal(0)


def _joined(text: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """The quantities with their joints. A unit after the last of a range is the unit of all: ``6–15 kg``, ``3 × 4 m``."""
    result: list[Quantity] = []
    for one in found:
        last = result[-1] if result else None
        joint = text[last.end : one.start] if last and last.end <= one.start <= last.end + 12 else ""
        if joint and (JOINT.fullmatch(joint) or joint == "-"):
            one = replace(one, joint=joint)
            if last and one.half and last.kind is QuantityKind.NUMBER and last.values[0] < one.values[0] % 12:
                times = (last.values[0], Decimal(0))  # ``5–6 p.m.``
                result[-1] = replace(last, kind=QuantityKind.TIME, values=times, half=one.half)
            if (
                last
                and not last.unit
                and one.unit
                and last.kind in (QuantityKind.NUMBER, QuantityKind.FRACTION)
                and not is_month(one.unit)
            ):
                result[-1] = replace(last, unit=one.unit)
                if BOTH_WAYS.fullmatch(joint):
                    result[-1] = last
        result.append(one)
    return tuple(result)
