"""Localise the numbers of an engine's answer: separators, symbols, hours. What is not certain is left to the checks."""

from collections.abc import Sequence

from workflow.checks.language_pair import LanguagePair
from workflow.drafting.segments.tidying import tidied
from workflow.quantities import has_quantities
from workflow.quantities.localising import corrections
from workflow.quantities.proportions import has_proportions

__all__ = ["edited", "localised"]


def edited(source: str, parts: Sequence[str | int], pair: LanguagePair) -> tuple[str | int, ...]:
    """Return the parts of a translation without what the engine added (``tidied``), and ``localised``."""
    return localised(source, tidied(source, parts, pair.target), pair)


def localised(source: str, parts: Sequence[str | int], pair: LanguagePair) -> tuple[str | int, ...]:
    """Return the parts of a translation (strings and atom numbers) with their quantities corrected by those of ``source``.

    ``source`` is without inline tags.
    """
    first = _corrected(source, parts, pair)
    # A number in a wrong form is not read as what it is; only when it is corrected can what stands beside it be corrected, too.
    return first if first == tuple(parts) else _corrected(source, first, pair)


def _corrected(source: str, parts: Sequence[str | int], pair: LanguagePair) -> tuple[str | int, ...]:
    words = "".join(part if isinstance(part, str) else " " for part in parts)
    if not has_quantities(words) and not has_proportions(source):
        return tuple(parts)
    edits = corrections(source, words, (pair.source, pair.target))
    if not edits:
        return tuple(parts)
    result: list[str | int] = []
    start = 0
    for part in parts:
        length = len(part) if isinstance(part, str) else 1
        if isinstance(part, str):
            for first, last, new in reversed(edits):
                if start <= first and last <= start + length:
                    part = part[: first - start] + new + part[last - start :]
        result.append(part)
        start += length
    return tuple(result)
