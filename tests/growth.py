"""How the time of a function grows with its input: for functions that take other people's text, no input may be much worse than n log n.

Processor time of this process counts, not the clock, and the best of several runs: a busy machine does not matter.
"""

import sys
import time
from collections.abc import Callable
from typing import TypeVar

from workflow.inline_tags.time_limit import TookTooLong, time_limit

__all__ = ["fault"]

T = TypeVar("T")

_QUICK = 0.1
"""Seconds for the largest input below which growth does not matter, and cannot be measured."""
_WORST = 10.0
"""4n ÷ n: 4 is linear, 4.6 is n log n with a thousand pieces, 16 is quadratic."""
_HANG = 5.0
"""Seconds after which a function is stopped."""


def fault(work: Callable[[T], object], make: Callable[[int], T], size: int) -> str | None:
    """Return how the time of ``work`` grows, if it grows too fast; None if it does not. ``make(n)`` is an input of size ``n``.

    The input has at most ``size`` pieces. The first ones are small, so that exponential growth is noticed before it takes years.
    """
    for small in (16, 32, 64):
        if _seconds(work, make(small), runs=1) > _HANG:
            return f"more than {_HANG:g} s for {small} pieces"
    largest = _seconds(work, make(size), runs=1)
    if largest < _QUICK:
        return None
    quarter = _seconds(work, make(size // 4), runs=3)
    largest = min(largest, _seconds(work, make(size), runs=2))
    if largest < _QUICK or largest < _WORST * quarter:
        return None
    # A limit that lies between the two sizes, or another program that took the processor's cache: then it grows no further.
    beyond = _seconds(work, make(4 * size), runs=1) if largest < _HANG else largest
    if beyond < _WORST * largest and beyond < _HANG:
        return None
    return f"{size // 4:,} pieces: {quarter:.3f} s; {size:,}: {largest:.3f} s; {4 * size:,}: {beyond:.3f} s"


def _seconds(work: Callable[[T], object], data: T, *, runs: int) -> float:
    tracing = sys.gettrace()
    sys.settrace(None)  # the measurement of coverage, which takes most of the time
    try:
        return _measured(work, data, runs)
    finally:
        sys.settrace(tracing)


def _measured(work: Callable[[T], object], data: T, runs: int) -> float:
    best = float("inf")
    for _ in range(runs):
        begin = time.process_time()
        try:
            with time_limit(_HANG):
                work(data)
        except TookTooLong:
            return float("inf")
        best = min(best, time.process_time() - begin)
    return best
