"""Values and lists that two sides changed, made into one."""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

__all__ = ["merged_list", "picked"]

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)


def picked(base: T, ours: T, theirs: T) -> T:
    """The value of the side that changed it; ours where both did."""
    return theirs if ours == base else ours


def merged_list(base: Sequence[H], ours: Sequence[H], theirs: Sequence[H]) -> tuple[H, ...]:
    """Ours, with what they put in (behind what it stands behind there) and without what they took out."""
    if theirs in (base, ours):
        return tuple(ours)
    if ours == base:
        return tuple(theirs)
    before, mine, other = Counter(base), Counter(ours), Counter(theirs)
    wanted = Counter(
        {
            item: other[item] if mine[item] == before[item] else mine[item] if other[item] == before[item] else
            max(mine[item], other[item])
            for item in [*mine, *other]
        }
    )  # fmt: skip
    out: list[H] = []
    for item in ours:
        if wanted[item] > out.count(item):
            out.append(item)
    at = 0
    seen: Counter[H] = Counter()
    for item in theirs:
        seen[item] += 1
        if out.count(item) >= min(seen[item], wanted[item]):
            at = out.index(item) + 1 if item in out else at
        else:
            out.insert(at, item)
            at += 1
    return tuple(out)
