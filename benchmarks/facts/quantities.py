"""Numbers, amounts, units, shares, ranges and the like, with the forms that the target languages give them."""

import re
from collections.abc import Callable, Mapping
from random import Random

from benchmarks.facts.forms import SPACE, Fact, alternatives, by_language, number
from benchmarks.facts.units import CODES, MONEY, UNITS

__all__ = ["QUANTITIES"]

_PLACE = {"es": 0, "de": 1, "fr": 2}
_PERCENT = {"es": "%|por ciento", "de": "%|Prozent", "fr": "%|pour cent|pourcents?"}
_POINTS = {
    "es": "puntos? (?:porcentual(?:es)?|de porcentaje)",
    "de": "Prozentpunkten?",
    "fr": "points? de ?(?:pourcentage|%)|points?|pourcentage points",
}
_TO = {"es": "al?|hasta|y", "de": "bis(?: zu)?|und", "fr": "à|et"}
_TIMES = {"es": "×|x|por", "de": "×|x|mal|auf", "fr": "×|x|sur|par"}
_MINUS = {"es": "menos", "de": "minus", "fr": "moins"}
_WHOLE = {
    "thousand": (3, {"es": "mil", "de": "[Tt]ausend", "fr": "mille"}),
    "million": (6, {"es": "mill(?:ón|ones)", "de": r"Million(?:en)?|Mio\.?", "fr": "millions?"}),
    "billion": (9, {"es": "mil millones|millardos?", "de": r"Milliarden?|Mrd\.?", "fr": "milliards?"}),
    "trillion": (12, {"es": "bill(?:ón|ones)", "de": "Billion(?:en)?", "fr": "billions?|mille milliards"}),
}
_GAP = "[ \u00a0\u2009\u202f-]?"


def _unit(symbol: str, to: str) -> str:
    english, *others, symbols = UNITS[symbol]
    word = f"{others[_PLACE[to]]}|{english}"
    end = r"\w*" if to == "de" else ""
    return f"(?:{symbols}|(?i:(?:{word}){end}))"


def _measure(dice: Random, symbol: str, shown: str, as_word: bool) -> Fact:
    text = f"{shown} {UNITS[symbol][0] if as_word else symbol}"
    return Fact(text, by_language(lambda to: number(shown, to) + _GAP + _unit(symbol, to)))


def _grouped(dice: Random) -> str:
    return f"{dice.randrange(1_000, 99_999):,}"


def _decimal(dice: Random) -> str:
    return f"{dice.randrange(1, 99)}.{dice.randrange(1, 99)}"


def _some(dice: Random) -> str:
    return str(dice.choice([dice.randrange(13, 99), dice.randrange(2, 40) * 5, dice.randrange(101, 990)]))


def _any(dice: Random) -> str:
    return dice.choice([_grouped, _decimal, _some])(dice)


def _plain(shown: str) -> Fact:
    return Fact(shown, by_language(lambda to: number(shown, to)))


def grouped_number(dice: Random) -> list[Fact]:
    return [_plain(_grouped(dice))]


def big_number(dice: Random) -> list[Fact]:
    return [_plain(f"{dice.randrange(1_000_000, 950_000_000):,}")]


def decimal_number(dice: Random) -> list[Fact]:
    return [_plain(_decimal(dice))]


def _signs(sign: str, to: str) -> str:
    english, *others = MONEY[sign]
    return rf"(?:US ?)?{re.escape(sign)}|{CODES[sign]}|(?i:{others[_PLACE[to]]}|{english})"


def _money(sign: str, shown: str, text: str) -> Fact:
    def pattern(to: str) -> str:
        signs, figure = _signs(sign, to), number(shown, to)
        return alternatives([rf"(?:{signs}){SPACE}?{figure}", rf"{figure}{_GAP}(?:{signs})"])

    return Fact(text, by_language(pattern))


def money_before(dice: Random) -> list[Fact]:
    sign, shown = dice.choice("$€£¥₹"), _any(dice)
    if "." in shown:
        shown = f"{dice.randrange(2, 400)}.{dice.randrange(100):02}"
    return [_money(sign, shown, f"{sign}{shown}")]


def money_after(dice: Random) -> list[Fact]:
    sign, shown = dice.choice("€£"), _grouped(dice)
    return [_money(sign, shown, f"{shown} {sign}")]


def money_code(dice: Random) -> list[Fact]:
    sign, shown = dice.choice(list(CODES)), _grouped(dice)
    code = CODES[sign]
    return [_money(sign, shown, dice.choice([f"{code} {shown}", f"{shown} {code}"]))]


def money_word(dice: Random) -> list[Fact]:
    sign, shown = dice.choice(list(MONEY)), _any(dice)
    return [_money(sign, shown, f"{shown} {MONEY[sign][0]}")]


def two_currencies(dice: Random) -> list[Fact]:
    one, other = dice.sample("$€£", 2)
    shown = [f"{dice.randrange(20, 900)}.{dice.randrange(100):02}" for _ in range(2)]
    return [_money(one, shown[0], f"{one}{shown[0]}"), _money(other, shown[1], f"{shown[1]} {other}")]


def unit_symbol(dice: Random) -> list[Fact]:
    return [_measure(dice, dice.choice(list(UNITS)), _any(dice), as_word=False)]


def unit_word(dice: Random) -> list[Fact]:
    return [_measure(dice, dice.choice(list(UNITS)), _any(dice), as_word=True)]


def short_unit(dice: Random) -> list[Fact]:
    """``(500 g)``: what the carriers put in brackets."""
    symbol = dice.choice(["g", "kg", "ml", "lb", "oz", "V", "km"])
    return [_measure(dice, symbol, str(dice.randrange(2, 40) * 25), as_word=False)]


def pounds_and_ounces(dice: Random) -> list[Fact]:
    ones = (("lb", "oz"), ("ft", "in"), ("h", "min"))[dice.randrange(3)]
    inches: Mapping[str, str] = {"es": "pulgadas?", "de": "Zoll", "fr": "pouces?"}
    figures = dice.randrange(13, 40), dice.randrange(2, 12)

    def pattern(to: str) -> str:
        second = f"(?:in|{inches[to]})" if ones[1] == "in" else _unit(ones[1], to)
        first = number(str(figures[0]), to) + _GAP + _unit(ones[0], to)
        return rf"{first},?\s?(?:y |und |et )?{number(str(figures[1]), to)}{_GAP}{second}"

    return [Fact(f"{figures[0]} {ones[0]} {figures[1]} {ones[1]}", by_language(pattern))]


def per_cent(dice: Random) -> list[Fact]:
    shown = dice.choice([_decimal(dice), str(dice.randrange(13, 99))])
    text = shown + dice.choice(["%", "%", " per cent", " percent"])
    return [Fact(text, by_language(lambda to: rf"{number(shown, to)}{_GAP}(?i:{_PERCENT[to]})"))]


def percentage_points(dice: Random) -> list[Fact]:
    shown = _decimal(dice)
    return [Fact(f"{shown} percentage points", by_language(lambda to: rf"{number(shown, to)}{_GAP}(?i:{_POINTS[to]})"))]


def number_range(dice: Random) -> list[Fact]:
    low = dice.randrange(2, 60)
    high = low + dice.randrange(3, 40)
    text = f"{low}{dice.choice(['–', '-', ' to '])}{high}"

    def pattern(to: str) -> str:
        return rf"{number(str(low), to)}(?:\s?[-–—]{{1,2}}\s?|\s(?i:{_TO[to]})\s?){number(str(high), to)}"

    return [Fact(text, by_language(pattern))]


def range_with_unit(dice: Random) -> list[Fact]:
    low = dice.randrange(2, 60)
    high = low + dice.randrange(3, 40)
    symbol = dice.choice(["km", "kg", "mm", "°C", "GB", "V"])
    text = f"{low}{dice.choice(['–', '-', ' to '])}{high} {symbol}"

    def pattern(to: str) -> str:
        unit = _unit(symbol, to)
        first = rf"{number(str(low), to)}(?:{_GAP}{unit})?"
        return rf"{first}(?:\s?[-–—]{{1,2}}\s?|\s(?i:{_TO[to]})\s?){number(str(high), to)}{_GAP}{unit}"

    return [Fact(text, by_language(pattern))]


def negative(dice: Random) -> list[Fact]:
    shown = dice.choice([str(dice.randrange(2, 40)), _decimal(dice)])
    symbol = dice.choice(["°C", "V", "", "%"])
    text = f"{dice.choice('-−')}{shown}" + (symbol if symbol == "%" else f" {symbol}".rstrip())

    def pattern(to: str) -> str:
        unit = rf"{_GAP}(?:{_PERCENT[to]})" if symbol == "%" else _GAP + _unit(symbol, to) if symbol else ""
        return rf"(?:[-−–]\s?|(?i:{_MINUS[to]})\s){number(shown, to)}{unit}"

    return [Fact(text, by_language(pattern))]


def dimension(dice: Random) -> list[Fact]:
    one, other = (str(dice.choice([dice.randrange(13, 99), dice.randrange(640, 2600)])) for _ in range(2))
    unit = dice.choice(["", " cm", " mm", " px"])
    text = f"{one}{dice.choice(['×', ' × ', 'x', ' x '])}{other}{unit}"
    ending = {"": "", " cm": _GAP + "cm", " mm": _GAP + "mm", " px": _GAP + "(?i:px|pixel(?:n|s|es)?|píxel(?:es)?)"}[
        unit
    ]

    def pattern(to: str) -> str:
        return rf"{number(one, to)}\s?(?i:{_TIMES[to]})\s?{number(other, to)}{ending}"

    return [Fact(text, by_language(pattern))]


_FRACTIONS: dict[str, tuple[str, str, str, str, str]] = {
    # as digits: sign, decimals, and words in Spanish, German, French
    "1/2": ("½", "5", "medi[ao]s?|mitad", "halbe[nrsm]?|Hälfte|einhalb", "demi(?:e|-)?|moitié"),
    "1/4": ("¼", "25", "un cuarto|cuarto", "(?:ein )?Viertel|viertel", "(?:un )?quart"),
    "3/4": ("¾", "75", "tres cuart[oa]s", "drei ?[Vv]iertel", "trois quarts"),
    "1/3": ("⅓", "33", "un tercio|tercera parte", "(?:ein )?Drittel|drittel", "(?:un )?tiers"),
    "2/3": ("⅔", "67", "dos tercios|dos terceras partes", "zwei Drittel|zweidrittel", "deux tiers"),
}


def fraction(dice: Random) -> list[Fact]:
    digits = dice.choice(list(_FRACTIONS))
    sign, decimals, *others = _FRACTIONS[digits]
    whole = dice.choice(["", str(dice.randrange(2, 9))])
    text = dice.choice([f"{whole} {digits}".strip(), f"{whole}{sign}"])
    top, bottom = digits.split("/")

    def pattern(to: str) -> str:
        part = rf"{top}\s?[/⁄]\s?{bottom}|{sign}|(?i:{others[_PLACE[to]]})"
        if not whole:
            return f"(?:{part}|0[.,]{decimals})"
        return rf"(?:{number(whole, to)}\s?(?:y |und |et )?(?:{part})|{whole}[.,]{decimals})"

    return [Fact(text, by_language(pattern))]


def score(dice: Random) -> list[Fact]:
    one, other = dice.randrange(3, 40), dice.randrange(0, 40)
    between = {"es": "a", "de": "zu", "fr": "à"}
    text = f"{one}{dice.choice('–-')}{other}"
    return [Fact(text, by_language(lambda to: rf"{one}(?:\s?[-–—:]\s?|\s{between[to]}\s){other}"))]


def _large(dice: Random) -> tuple[str, Callable[[str], str]]:
    """A number with a word of magnitude, and its patterns."""
    word = dice.choice(["million", "million", "billion", "trillion", "thousand"])
    shown = _some(dice) if word == "thousand" else dice.choice([_decimal(dice), str(dice.randrange(13, 900))])
    zeros, others = _WHOLE[word]

    def pattern(to: str) -> str:
        forms = [rf"{number(shown, to)}{_GAP}(?i:{others[to]})", number(_scaled(shown, zeros), to)]
        if to == "es" and word in ("billion", "trillion"):
            forms.append(rf"{number(_scaled(shown, zeros - 6), to)}{SPACE}mill(?:ones|ón)")
        return alternatives(forms)

    return f"{shown} {word}", pattern


def magnitude(dice: Random) -> list[Fact]:
    text, pattern = _large(dice)
    return [Fact(text, by_language(pattern))]


def money_magnitude(dice: Random) -> list[Fact]:
    sign, (text, figure) = dice.choice("$€£"), _large(dice)

    def pattern(to: str) -> str:
        signs = _signs(sign, to)
        return rf"(?:(?:{signs}){SPACE}?{figure(to)}|{figure(to)}{_GAP}(?:(?:de|d['’]) ?)?(?:{signs}))"

    return [Fact(f"{sign}{text}", by_language(pattern))]


def _scaled(shown: str, zeros: int) -> str:
    whole, _, decimals = shown.replace(",", "").partition(".")
    return str(int(whole + decimals.ljust(zeros, "0")[:zeros]))


def similar_numbers(dice: Random) -> list[Fact]:
    """Two numbers of the same digits: what is told apart only by the sign in them, or by the order."""
    digits = dice.randrange(1_000, 9_999)
    symbol = dice.choice(["kg", "km", "t", "m"])
    one, other = (f"{str(digits)[0]}.{str(digits)[1:]}", f"{digits:,}") if dice.random() < 0.5 else _turned(dice)
    facts = [_measure(dice, symbol, shown, as_word=False) for shown in dice.sample((one, other), 2)]
    return [Fact(fact.text, fact.forms, rule="order") for fact in facts]


def _turned(dice: Random) -> tuple[str, str]:
    tens, ones = dice.sample(range(1, 10), 2)
    return f"{tens}{ones}", f"{ones}{tens}"


QUANTITIES = {
    "grouped number": ("count", grouped_number),
    "big number": ("count", big_number),
    "decimal number": ("level", decimal_number),
    "currency before": ("money", money_before),
    "currency after": ("money", money_after),
    "currency code": ("money", money_code),
    "currency word": ("money", money_word),
    "two currencies": ("two amounts", two_currencies),
    "unit symbol": ("measure", unit_symbol),
    "unit word": ("measure", unit_word),
    "unit in brackets": ("bracketed", short_unit),
    "compound unit": ("measure", pounds_and_ounces),
    "per cent": ("share", per_cent),
    "percentage points": ("change", percentage_points),
    "range": ("span", number_range),
    "range with unit": ("measure", range_with_unit),
    "negative number": ("level", negative),
    "dimension": ("size", dimension),
    "fraction": ("portion", fraction),
    "score": ("result", score),
    "magnitude word": ("count of", magnitude),
    "money with magnitude": ("money", money_magnitude),
    "similar numbers": ("correction", similar_numbers),
}
"""By kind: the role of the carriers, and the generator."""
