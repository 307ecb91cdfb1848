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
        if self._is_pence(end):
            return frozenset({"cent"}), "p", end + 1
        if inches := self._inches(end):
            return frozenset({"length-inch"}), "in", inches
        words = self._words(end)
        if self.dense and words and (found := self._dense(*words[0])):
            return found
        for count in range(len(words), 0, -1):
            name, stop = " ".join(word for word, _ in words[:count]), words[count - 1][1]
            if found := self._named(name, stop, alone=count == 1):
                return found
        return NOTHING, "", end

    def _is_pence(self, end: int) -> bool:
        text = self.text
        return (
            text[end : end + 1] == "p"
            and not text[end + 1 : end + 2].isalnum()
            and _PENCE.search(text, max(0, end - 5), end + 1) is not None
        )

    def _words(self, end: int) -> list[tuple[str, int]]:
        """The words after a number, at most four that may be one name, each with its end."""
        found: list[tuple[str, int]] = []
        position = end
        if self.text[end - 1 : end].isalpha() and (linked := LINKED.match(self.text, end)):  # ``27 millones de libras``
            position = linked.end()
        while len(found) < 4 and (word := NEXT.match(self.text, position)):
            if found and word[1] is None and found[-1][0][-1:].isalpha():
                break
            found.append((word[2], word.end()))
            position = word.end()
        return found

    def _dense(self, word: str, stop: int) -> tuple[frozenset[str], str, int] | None:
        """The unit with which the characters before ``stop`` begin, in a language without spaces."""
        if word[0].isascii():
            return None
        for length in range(min(len(word), _LONGEST), 0, -1):
            unit = self.names.beside.get(word[:length]) or _currency(word[:length], self.names)
            if unit:
                return unit, "", stop - len(word) + length
        return None

    def _named(self, name: str, stop: int, *, alone: bool) -> tuple[frozenset[str], str, int] | None:
        """The unit or currency of the name before ``stop``, with its symbol and its end. ``alone``: the name is one word."""
        bare = name.rstrip(".")
        if bare[-1:].isdigit() and _FRACTION_PART.match(self.text, stop - len(name) + len(bare)):
            return None  # the 2 of ``0m2.0`` is no exponent
        for written, end in ((name, stop), (bare, stop - len(name) + len(bare))):
            form = SQUARED.sub(lambda found: "²" if found[0] == "2" else "³", written)
            found = self._unit(form, end, joined=self.text[stop - len(name) - 1 : stop - len(name)] == "\u00a0")
            found = found or (self._inflected_or_compound(form, end, stop) if alone else None)
            if found:
                return found
        return None

    def _unit(self, form: str, end: int, *, joined: bool) -> tuple[frozenset[str], str, int] | None:
        """The unit of a name as it is. ``joined``: a no-break space, which nobody writes before another word, is before it."""
        beside, symbols = self.names.beside, self.names.symbols
        is_word = len(form) > 2 or form not in symbols
        unit = beside.get(form) or beside.get(form.casefold() if is_word else form)
        if not unit or is_month(unit):
            return None
        if form in _AMBIGUOUS and not joined and not _AMBIGUOUS[form].match(self.text, end):
            return None
        if form.endswith(".") and (also := beside.get(form[:-1])):  # the stop may end the sentence
            return unit | also, form[:-1] if form[:-1] in symbols else "", end - 1
        return unit, form if form in symbols else "", end

    def _inflected_or_compound(self, form: str, end: int, stop: int) -> tuple[frozenset[str], str, int] | None:
        """The unit of a word that CLDR does not have in this form: ``Quadratmetern``, ``64-Bit-System``, ``450 $ US``."""
        beside, symbols = self.names.beside, self.names.symbols
        unit = beside.get(form.casefold().removesuffix("n"), NOTHING) if self.inflects else NOTHING
        if unit and not is_month(unit):
            return unit, "", end
        head = form.split("-")[0]
        if head != form and (unit := beside.get(head) or beside.get(head.casefold()) or NOTHING):
            return unit, head if head in symbols else "", stop - len(form) + len(head)
        if "$" in form:
            form = f"{form.strip(f'${_SPACES}')}$"
        money = _currency(form, self.names)
        return (money, form, end) if money else None

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
