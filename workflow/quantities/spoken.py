"""Numbers in words before a magnitude: ``two million``, ``un millón``, ``half a million``."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from workflow.quantities.model import Quantity, QuantityKind
from workflow.quantities.names import Names
from workflow.quantities.patterns import WORDS
from workflow.quantities.words import number_words

__all__ = ["in_words"]


def in_words(text: str, code: str, known: Names, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield the numbers of a text that are words before a magnitude. ``found``: its numbers in digits."""
    lowered = text.casefold()
    if not any(word in lowered for word, factor in known.magnitudes.items() if factor >= 10**6):
        return
    words = number_words(code)
    pieces = list(WORDS.finditer(text))
    taken = [(one.start, one.end) for one in found if one.magnitude]
    at = 0
    while at < len(pieces):
        value, first, stop = Decimal(0), pieces[at], at
        for piece in pieces[at:]:
            factor = known.magnitudes.get(piece[0].casefold())
            if factor is None or factor < 10**6 or len(piece[0]) < 3:
                break
            stop += 1
            value = (value or Decimal(1)) * factor
        if value:
            before = pieces[at - 1] if at else None
            number = (
                words.get(before[0].casefold(), "1" if before[0] in ("a", "A") else None)
                if before and text[before.end() : first.start()].isspace()
                else None
            )
            thousand = known.magnitudes.get(before[0].casefold()) if before and number is None else None
            number = "1000" if thousand == 1000 else number
            last = pieces[stop - 1]
            inside = any(start <= first.start() < end for start, end in taken)
            if not inside and before and number:
                value *= Decimal(number)
                span = (before.start(), last.end())
                yield Quantity(QuantityKind.WORD, *span, text[slice(*span)], span, (value,), span[1], magnitude=True)
        at = max(stop, at + 1)
