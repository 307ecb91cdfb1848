"""What stands before and after a number: currencies, units, months."""

import re

from workflow.languages import NO_SPACES, base_language
from workflow.quantities.model import NOTHING, Quantity
from workflow.quantities.names import COUNTRY_DOLLARS, CURRENCY_SIGNS, Names
from workflow.quantities.patterns import BEFORE, CODE_AFTER, LINK, LINKED, NEXT, SPACE, SQUARED, WORD_BEFORE, WORDS

__all__ = ["NumberContext", "is_month"]

_DENSE = NO_SPACES | {"ko"}
"""Languages in which what follows a number is not set off from the next word."""
_LONGEST = 8
"""Maximum length of a unit's name in such a language."""


_SPACES = " \u00a0\u202f\u2009"
_FRACTION_PART = re.compile(r"[.,]?\d")
_PENCE = re.compile(r"(?<![\w.,])(?!(?:144|240|360|480|576|720)p)[1-9]\d{0,2}p\Z")
_YEAR = re.compile(r"(?<![\d.,])\d{4}\Z")
_AMBIGUOUS = {
    "ha": re.compile(r"(?!\s(?:de\s\w+[aei]r|que|sido|habido|\w+(?:do|to|cho|sto))\b)"),
    **dict.fromkeys(("t", "l", "s", "m"), re.compile(r"(?!['’][^\W\d_])")),
    "bar": re.compile(
        r"(?=\s?(?:[.,;:)(]|\Z)|\s(?:to|a|à|al|auf|bis|in|at|and|or|y|o|et|ou|und|oder|within|on|over|when|per|en|bei|dans)\b)"
    ),
    "stones": re.compile(r"(?!)"),
    "stone": re.compile(
        r"(?!\s(?!(?:and|or|in|of|by|to|at|on|when|for|after|before|since|while|but|with|lighter|heavier|overweight)\b|\d))"
    ),
}
"""Names of units that are other words, too, with what follows only the unit: ``El 15 ha sido`` is no area, ``2 stone walls`` no mass."""
_INCHES = re.compile(
    r"\s?in(?=\.?\s*(?:[)\],;:×/(]|\Z)|\.\s|\s(?:[x×]\s?\d|by\s\d|(?:long|wide|high|deep|tall|thick|across|square)\b))"
)
_AFTER_FEET = re.compile(r"(?:\b(?:ft|feet|foot)\.?|['’′]),?\s?[\d.,/½¼¾ ]+\Z")
_AFTER_INCHES = re.compile(r"\s?in(?![\w-])\.?")


class NumberContext:
    """The surroundings of the numbers of one text."""

    def __init__(self, text: str, code: str, known: Names) -> None:
        self.text, self.code, self.names = text, code, known
        self.dense = base_language(code) in _DENSE
        """Whether names follow numbers without a space, and other words follow them."""
        self.inflects = base_language(code) == "de"
        """Whether names have an ending that CLDR does not have: the dative plural of German."""

    def before(self, one: Quantity, before: str) -> tuple[frozenset[str], str, int, int]:
        """A currency before the number."""
        before = before[: len(before) - bool(one.sign) * (len(before) - len(before.rstrip("-−–+± ")))]
        if self.names.percent_first and before.endswith("%"):
            return frozenset({"percent"}), "%", one.start - 1, one.end
        found = BEFORE.search(before)
        if found is None:
            return NOTHING, "", one.start, one.end
        sign = re.sub(SPACE, "", next(filter(None, found.groups())))
        unit, start = _currency(sign, self.names), one.start - len(before) + found.start()
        if len(unit) > 1 and (code := CODE_AFTER.match(self.text, one.end)) and code[1] in unit:  # ``$5 AUD``
            return frozenset({code[1]}), code[1], start, code.end()
        return unit, sign if unit else "", start, one.end

    def after(self, end: int) -> tuple[frozenset[str], str, int]:
        """What the number before ``end`` counts, the symbol for it, and where its name ends."""
        text, beside = self.text, self.names.beside
        if (
            text[end : end + 1] == "p"
            and _PENCE.search(text, max(0, end - 5), end + 1)
            and not text[end + 1 : end + 2].isalnum()
        ):
            return frozenset({"cent"}), "p", end + 1
        if inches := self._inches(end):
            return frozenset({"length-inch"}), "in", inches
        parts: list[tuple[str, int]] = []
        position = end
        if text[end - 1 : end].isalpha() and (linked := LINKED.match(text, end)):  # ``27 millones de libras``
            position = linked.end()
        while len(parts) < 4 and (found := NEXT.match(text, position)):
            if parts and found[1] is None and parts[-1][0][-1:].isalpha():
                break
            parts.append((found[2], found.end()))
            position = found.end()
        if self.dense and parts and not parts[0][0][0].isascii():
            word, stop = parts[0]
            for length in range(min(len(word), _LONGEST), 0, -1):
                dense = beside.get(word[:length]) or _currency(word[:length], self.names)
                if dense:
                    return dense, "", stop - len(word) + length
        for count in range(len(parts), 0, -1):
            name, stop = " ".join(part for part, _ in parts[:count]), parts[count - 1][1]
            bare = name.rstrip(".")
            if bare[-1:].isdigit() and _FRACTION_PART.match(text, stop - len(name) + len(bare)):
                continue  # the 2 of ``0m2.0`` is no exponent
            for form, cut in ((name, 0), (bare, len(name) - len(bare))):
                form = SQUARED.sub(lambda found: "²" if found[0] == "2" else "³", form)
                unit = beside.get(form) or beside.get(
                    form.casefold() if len(form) > 2 or form not in self.names.symbols else form
                )
                joined = (
                    text[stop - len(name) - 1 : stop - len(name)] == "\u00a0"
                )  # which nobody writes before another word
                if unit and form in _AMBIGUOUS and not joined and not _AMBIGUOUS[form].match(text, stop - cut):
                    unit = None
                if unit and not is_month(unit):
                    if (
                        not cut and form.endswith(".") and (also := beside.get(form[:-1]))
                    ):  # the stop may end the sentence
                        return unit | also, form[:-1] if form[:-1] in self.names.symbols else "", stop - 1
                    return unit, form if form in self.names.symbols else "", stop - cut
                if (
                    count == 1
                    and self.inflects
                    and (unit := beside.get(form.casefold().removesuffix("n"), NOTHING))
                    and not is_month(unit)
                ):
                    return unit, "", stop - cut  # ``Quadratmetern``
                head = form.split("-")[0]  # ``64-Bit-System``
                first = (beside.get(head) or beside.get(head.casefold())) if count == 1 and head != form else None
                if first:
                    return first, head if head in self.names.symbols else "", parts[0][1] - len(form) + len(head)
                if count == 1 and "$" in form:
                    form = f"{form.strip(f'${_SPACES}')}$"  # ``450 $ US``
                if count == 1 and (money := _currency(form, self.names)):
                    return money, form, stop - cut
        return NOTHING, "", end

    def _inches(self, end: int) -> int:
        """Where the ``in`` of a length ends; 0 if none follows. It is a preposition in most other places."""
        if self.text[end : end + 1] not in " \u00a0i":
            return 0
        start = max(0, end - 16)
        pattern = _AFTER_INCHES if _AFTER_FEET.search(self.text[start:end]) else _INCHES
        found = pattern.match(self.text, end)
        if found is None or (pattern is _INCHES and _YEAR.search(self.text[start:end])):
            return 0
        return found.end() - found[0].endswith(".")

    def month(self, one: Quantity, before: str) -> frozenset[str]:
        """The month of a day: ``May 12``, ``12 de mayo``, ``12. Mai``."""
        link = LINK.match(self.text, one.end)
        after = WORDS.match(self.text, link.end() if link else one.end)
        previous = WORD_BEFORE.search(before)
        for word in (after[0] if after else "", previous[1] if previous else ""):
            unit = self.names.beside.get(word.casefold(), NOTHING)
            if is_month(unit) and (word[0].isupper() or not (self.code.startswith("en") or self.code.startswith("de"))):
                return unit
        return NOTHING


def is_month(unit: frozenset[str]) -> bool:
    """Whether what stands beside a number is the name of a month."""
    return any(one.startswith("month-") for one in unit)


def _currency(sign: str, known: Names) -> frozenset[str]:
    """What a sign such as ``US$``, ``£`` or ``EUR`` may mean."""
    if sign in known.symbols and sign[0].isupper() and len(sign) == 3:
        return known.beside[sign]
    codes = CURRENCY_SIGNS.get(sign[-1:], "") or CURRENCY_SIGNS.get(sign[:1], "")
    country = sign.strip("".join(CURRENCY_SIGNS))
    if country and codes:
        exact = [COUNTRY_DOLLARS[country]] if sign[-1] == "$" and country in COUNTRY_DOLLARS else []
        exact = exact or [code for code in codes.split() if code.startswith(country)]
        return frozenset(exact or codes.split())
    return frozenset(codes.split()) if len(sign) == 1 or country else NOTHING
