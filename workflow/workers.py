"""Parallel work in processes, with the same results as in one process.

Processes come from a ``concurrent.futures`` pool with the ``fork`` start method. A forked worker costs milliseconds; a spawned one, or
one from a fork server, has to import the program and unpickle the work first. Forking is safe only on Linux, and only while the
process has one thread: elsewhere, all work is done in the calling process. Workers compute and return; they write no files.
"""

import contextlib
import logging
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

__all__ = ["environment", "processors", "spread"]

_log = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R")

_MIN_ITEMS = 100
"""Minimum number of items for which starting a worker is worthwhile."""
_PIECE = 16
"""Maximum number of items whose results a worker hands over together."""
_AHEAD = 3
"""Number of pieces of work that each worker is given at a time."""
_SIGNALS = {signal.SIGINT, signal.SIGTERM}


def spread(
    work: Callable[[T], R], items: Sequence[T], *, processes: int | None = None, worth: int = _MIN_ITEMS
) -> Iterator[tuple[int, R]]:
    """Yield the index of each item with the result of ``work`` for it, in the order in which they are done.

    ``processes``: maximum number of processes, this one included; None: one for each processor. ``worth``: minimum number of items
    for each. Results must be picklable; ``work`` and ``items`` need not be.
    The part of a worker that dies is done in this process. Raises what ``work`` raises.
    """
    count = max(1, min(_most(processes), len(items) // worth))
    if count == 1:
        yield from enumerate(map(work, items))
        return
    # Interleaved: neighbours are similar, and one stretch of items may hold all the long ones.
    pieces = -(-len(items) // max(1, min(_PIECE, len(items) // (4 * count))))
    yield from _pooled(work, items, [range(first, len(items), pieces) for first in range(pieces)], count - 1)


def environment() -> dict[str, str]:
    """Return the environment for a Python process that has to import what this one would."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}


def processors() -> int:
    """Return the number of processors this process may use: its CPU affinity, limited by the CPU quota of its control group."""
    try:
        allowed = len(os.sched_getaffinity(0))
    except AttributeError:
        allowed = os.cpu_count() or 1
    try:
        # A container with a quota of 2 processors of 64 sees all 64; the quota is only here ("200000 100000").
        quota, _, period = Path("/sys/fs/cgroup/cpu.max").read_text(encoding="ascii").partition(" ")
        return max(1, min(allowed, -(-int(quota) // int(period))))
    except (OSError, ValueError, ZeroDivisionError):
        return allowed


def _most(processes: int | None) -> int:
    """The maximum number of processes; 1 if forking is not safe."""
    if sys.platform != "linux" or _threads() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if processes is None else processes


def _threads() -> int:
    """The number of threads of this process. Those of libraries are included: Python does not count them, but ``fork`` warns of them."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208
    except OSError:
        return threading.active_count()


def _pooled(
    work: Callable[[T], R], items: Sequence[T], pieces: Sequence[range], workers: int
) -> Iterator[tuple[int, R]]:
    """Do the first piece here. Of the others, workers take the first ones that are left, and this process the last ones.

    Results are handed on as they come, so that they need not all be in memory.
    """
    import multiprocessing
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    before = set(multiprocessing.active_children())
    # Workers inherit ``work`` and ``items`` by the fork: neither has to be picklable.
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _begin, (work, items))
    left, given = deque(pieces[1:]), deque[tuple[Future[bytes], range]]()

    def give() -> None:
        while left and len(given) < _AHEAD * workers:
            given.append((pool.submit(_part, left[0]), left[0]))
            left.popleft()

    def results() -> Iterator[tuple[int, R]]:
        future, piece = given.popleft()
        try:
            found: Sequence[R] = pickle.loads(future.result())
        except BrokenProcessPool:
            _log.warning("a worker process died; %d of its items are processed here", len(piece))
            found = [work(items[number]) for number in piece]
        return zip(piece, found, strict=True)

    # Until a worker has its own handlers, a signal must not reach those of this process in it. All are forked at the first piece.
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        give()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    own = pieces[0]
    try:
        while own:
            for number in own:
                yield number, work(items[number])
                while given and given[0][0].done():
                    yield from results()
                with contextlib.suppress(BrokenProcessPool):  # what is left is done here
                    give()
            own = left.pop() if left else range(0)
        while given:
            yield from results()
    finally:
        # The results of running workers are no longer needed.
        for worker in set(multiprocessing.active_children()) - before:
            worker.kill()
        pool.shutdown()


_inherited: tuple[Callable[[Any], Any], Sequence[Any]]
"""In a worker: the work and the items."""


def _begin(work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    """Prepare a worker: Ctrl-C ends it without a traceback, and it does not outlive a killed parent."""
    global _inherited
    _inherited = (work, items)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)


def _end_with_parent() -> None:
    """A worker of the pool would wait for further work forever."""
    from multiprocessing import parent_process

    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


def _part(numbers: range) -> bytes:
    """The results for a worker's items, pickled: the pickler of multiprocessing is written in Python in part, and is slower."""
    work, items = _inherited
    return pickle.dumps([work(items[number]) for number in numbers], pickle.HIGHEST_PROTOCOL)
