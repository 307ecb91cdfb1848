"""A cache of parsed files, valid as long as the bytes of a file stay the same.

Files are read each time, since other programs write them too; only parsing is avoided.
"""

import contextlib
import gc
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

__all__ = ["ParseCache", "uncollected"]

T = TypeVar("T")


class ParseCache(Generic[T]):
    """Results of parsing by path and content. The least recently used ones are dropped first; the last one stays."""

    def __init__(self, capacity: int) -> None:
        """``capacity``: maximum bytes of files, unless the last one alone has more. Their parsed content takes some ten times as much
        memory.
        """
        self._capacity = capacity
        self._size = 0
        self._known: OrderedDict[str, tuple[bytes, T]] = OrderedDict()

    def get(self, path: str, data: bytes, parse: Callable[[], T]) -> T:
        """Return the result of ``parse`` for ``data``, the bytes of the file ``path``. It is called only if they are not in the cache.

        Raises what ``parse`` raises; nothing is stored then.
        """
        known = self._known.get(path)
        if known is not None and known[0] == data:
            self._known.move_to_end(path)
            return known[1]
        del known
        self._make_room(path, len(data))
        with uncollected():
            parsed = parse()
        self._known[path] = (data, parsed)
        self._size += len(data)
        return parsed

    def _make_room(self, path: str, size: int) -> None:
        """Drop what there was of a file, and others until ``size`` bytes fit in. Before the file is parsed: two long ones need not be in memory."""
        if (former := self._known.pop(path, None)) is not None:
            self._size -= len(former[0])
        while self._known and self._size + size > self._capacity:
            _, (dropped, _) = self._known.popitem(last=False)
            self._size -= len(dropped)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Switch off the search for garbage cycles while many small objects without any are made."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
