"""Signs of currencies and degrees that belong to no number: ``°45 ¥``, ``$ $27``."""

import re
from collections import Counter
from collections.abc import Sequence

from workflow.inline_tags import Spans
from workflow.quantities.model import Quantity
from workflow.quantities.names import CURRENCY_SIGNS

__all__ = ["stray_signs"]

_SIGN = re.compile(rf"[{''.join(CURRENCY_SIGNS)}]|(?<![nN])°|(?<![^\s(])[₀-₉Ⅰ-ↈ](?=\d)")
"""Signs of currencies and degrees; and figures of other kinds before a number, which stand for a sign that the engine does not know."""


def stray_signs(texts: tuple[str, str], found: tuple[Sequence[Quantity], Sequence[Quantity]]) -> tuple[int, ...]:
    """Return the places of the signs in ``texts[1]`` that belong to none of its quantities, and are not in ``texts[0]`` in this way.

    ``found``: the quantities of both texts.
    """
    theirs = _loose(texts[1], found[1])
    if not theirs:
        return ()
    left = Counter(texts[0][place] for place in _loose(texts[0], found[0]))
    result = []
    for place in theirs:
        if left[texts[1][place]]:
            left[texts[1][place]] -= 1
        else:
            result.append(place)
    return tuple(result)


def _loose(text: str, found: Sequence[Quantity]) -> list[int]:
    places = [match.start() for match in _SIGN.finditer(text)]
    if not places:
        return []
    taken = Spans.covering((one.start, one.end) for one in found)
    return [place for place in places if not taken.overlap(place, place + 1)]
