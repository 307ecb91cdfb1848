"""Numbers of the same digits that are told apart by their separators only: ``1.250 kg, not 1,250 kg``.

A translation that copies them as they are, or writes one of them in its own way, exchanges their values. Their order is that of the source:
nobody puts such numbers in another.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from workflow.quantities.model import Quantity, QuantityKind

__all__ = ["copied_numbers"]


def copied_numbers(source: Sequence[Quantity], target: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the quantities of ``source`` whose copies in ``target`` have another value, each with its copy."""
    theirs = _by_digits(target)
    for digits, ours in _by_digits(source).items():
        copies = theirs.get(digits, [])
        if len({one.values for one in ours}) < 2 or len(ours) != len(copies):
            continue
        for one, copy in zip(ours, copies, strict=True):
            if one.values != copy.values:
                yield one, copy


def _by_digits(found: Sequence[Quantity]) -> dict[str, list[Quantity]]:
    result: dict[str, list[Quantity]] = defaultdict(list)
    for one in found:
        if one.kind is QuantityKind.NUMBER and len(one.bare_digits) > 3 and not one.magnitude:
            result[one.bare_digits].append(one)
    return result
