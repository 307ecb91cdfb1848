"""How the time of a function grows with its input: for functions that take other people's text, no input may be much worse than n log n.

Processor time of this process counts, not the clock. Growth that was seen once, on a busy machine, has to show again and again.
"""

import gc
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from workflow.inline_tags.time_limit import TookTooLong, time_limit

__all__ = ["fault"]

T = TypeVar("T")

_QUICK = 0.05
"""Seconds for the largest input below which growth does not matter, and cannot be measured."""
_WORST = 10.0
"""4n ÷ n: 4 is linear, 4.6 is n log n with a thousand pieces, 16 is quadratic."""
_TRIES = 3
"""Times that a function has to show its growth."""


def fault(work: Callable[[T], object], make: Callable[[int], T], size: int, hang: float = 5.0) -> str | None:
    """Return how the time of ``work`` grows, if it grows too fast; None if it does not. ``make(n)`` is an input of size ``n``.

    The input has at most ``size`` pieces, or four times as many if a limit may lie between two sizes. The first ones are small, so
    that exponential growth is noticed before it takes years. ``work`` is stopped after ``hang`` seconds.
    """
    for small in (16, 32, 64):
        if _seconds(work, make(small), hang) > hang:
            return f"more than {hang:g} s for {small} pieces"
    if _seconds(work, make(size // 4), hang) < _QUICK / 64:  # even if it grows with the cube
        return None
    for _ in range(_TRIES):
        if (found := _growth(work, make, size, hang)) is None:
            return None
    return found


def _growth(work: Callable[[T], object], make: Callable[[int], T], size: int, hang: float) -> str | None:
    largest = _seconds(work, make(size), hang)
    if largest < _QUICK:
        return None
    quarter = min(_seconds(work, make(size // 4), hang) for _ in range(2))
    if largest < _WORST * quarter:
        return None
    # A limit that lies between the two sizes, or another program that took the processor's cache: then it grows no further.
    beyond = _seconds(work, make(4 * size), hang) if largest < hang else largest
    if beyond < _WORST * largest and beyond < hang:
        return None
    return f"{size // 4:,} pieces: {quarter:.3f} s; {size:,}: {largest:.3f} s; {4 * size:,}: {beyond:.3f} s"


def _seconds(work: Callable[[T], object], data: T, hang: float) -> float:
    """Processor time, without the measurement of coverage, which takes most of it, and without the collection of garbage."""
    tracing = sys.gettrace()
    collecting = gc.isenabled()
    sys.settrace(None)
    gc.disable()
    try:
        return _measured(work, data, hang)
    finally:
        if collecting:
            gc.enable()
        sys.settrace(tracing)


def _measured(work: Callable[[T], object], data: T, hang: float) -> float:
    begin = time.process_time()
    try:
        with time_limit(hang):
            work(data)
    except TookTooLong:
        return float("inf")
    return time.process_time() - begin
