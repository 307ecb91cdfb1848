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
    """Results of parsing by path and content. The least recently used ones are dropped first."""

    def __init__(self, capacity: int) -> None:
        """``capacity``: maximum bytes of files. Their parsed content takes some ten times as much memory."""
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
        with uncollected():
            parsed = parse()
        self._keep(path, data, parsed)
        return parsed

    def _keep(self, path: str, data: bytes, parsed: T) -> None:
        if (former := self._known.pop(path, None)) is not None:
            self._size -= len(former[0])
        if len(data) > self._capacity:
            return
        self._known[path] = (data, parsed)
        self._size += len(data)
        while self._size > self._capacity:
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
