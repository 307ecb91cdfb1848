"""Work that is spread over processes: the same results, sooner (law 7).

Floor 1. Only the system's ``fork`` is quick enough to be worth it (a new Python has to import everything first), and only Linux's is
safe to go on after; elsewhere, and with other threads about, all is done in this process. Workers only reckon: they hand back
what they found, and write no file. One that is killed has done nothing, and its part is done here.
"""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar

__all__ = ["processors", "spread"]

T = TypeVar("T")
R = TypeVar("R")

_WORTH = 100
"""How many items a worker has to have so that it is worth its making (some milliseconds)."""


def spread(
    work: Callable[[T], R], items: Sequence[T], *, processes: int | None = None, worth: int = _WORTH
) -> Iterator[tuple[int, R]]:
    """``work`` done on every item: the number of an item with its result, as they are done. Results have to be picklable.

    ``processes`` there are at most (None: as many as there are processors), each with ``worth`` items at least. What ``work`` raises
    comes out.
    """
    count = max(1, min(_most(processes), len(items) // worth))
    # Dealt like cards: neighbours are alike, and one stretch of items may hold all the long ones.
    parts = [range(first, len(items), count) for first in range(count)]
    workers = [_Worker(work, [items[number] for number in part]) for part in parts[1:]]
    try:
        for number in parts[0]:
            yield number, work(items[number])
        for worker, part in zip(workers, parts[1:], strict=True):
            found = worker.results()
            results = found if found is not None else map(work, (items[number] for number in part))
            yield from zip(part, results, strict=True)
    finally:
        for worker in workers:
            worker.end()


def processors() -> int:
    """How many processors this process may use: of those it is allowed to run on, as many as its control group's quota pays for."""
    try:
        allowed = len(os.sched_getaffinity(0))
    except AttributeError:
        allowed = os.cpu_count() or 1
    try:
        # Containers see the whole machine: a quota of 2 processors of 64 stands here alone ("200000 100000").
        quota, _, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").partition(" ")
        return max(1, min(allowed, -(-int(quota) // int(period))))
    except (OSError, ValueError, ZeroDivisionError):
        return allowed


def _most(processes: int | None) -> int:
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if processes is None else processes


class _Worker(Generic[T, R]):
    """A process that does one part."""

    def __init__(self, work: Callable[[T], R], part: Sequence[T]) -> None:
        self.pipe, there = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            self._be(work, part, there)
        os.close(there)

    def _be(self, work: Callable[[T], R], part: Sequence[T], there: int) -> None:
        """The worker itself; does not return, and runs nothing of what its parent runs at its end."""
        try:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            os.close(self.pipe)
            with open(there, "wb") as file:
                # All at once: a pipe holds little, and nobody reads from it yet.
                file.write(pickle.dumps([work(item) for item in part], pickle.HIGHEST_PROTOCOL))
        except BaseException:
            os._exit(1)
        os._exit(0)

    def results(self) -> list[R] | None:
        """What it found; None where it came to no good end."""
        with open(self.pipe, "rb", closefd=False) as file:
            data = file.read()
        _, status = os.waitpid(self.process, 0)
        self.process = 0
        found: list[R] | None = pickle.loads(data) if status == 0 else None
        return found

    def end(self) -> None:
        """Leave nothing of it."""
        if self.process:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        os.close(self.pipe)
