"""Several requests to a server under way at a time, with results in the order of the requests."""

import threading
from collections.abc import Callable, Generator, Sequence
from queue import SimpleQueue
from typing import TypeVar

__all__ = ["in_order"]

T = TypeVar("T")
R = TypeVar("R")


def in_order(work: Callable[[T], R], items: Sequence[T], number: int) -> Generator[R]:
    """Yield the result of ``work`` for each item, in order. ``number``: how many items are in work at a time, each in a thread.

    Raises what ``work`` raises for the first item that fails, and begins no further one then; nor if the caller stops. The threads
    are not waited for then: Ctrl-C must not take as long as an answer, which may be minutes. Hence no ``ThreadPoolExecutor``, whose
    threads keep the program from ending.
    """
    if number == 1 or len(items) < 2:
        yield from map(work, items)
        return
    boxes: list[SimpleQueue[tuple[R, None] | tuple[None, BaseException]]] = [SimpleQueue() for _ in items]
    left = iter(zip(items, boxes, strict=True))
    lock, over = threading.Lock(), threading.Event()

    def serve() -> None:
        while not over.is_set():
            with lock:
                taken = next(left, None)
            if taken is None:
                return
            item, box = taken
            try:
                box.put((work(item), None))
            except BaseException as error:
                box.put((None, error))

    threads = [threading.Thread(target=serve, daemon=True) for _ in range(min(number, len(items)))]
    for thread in threads:
        thread.start()
    try:
        for box in boxes:
            result, error = box.get()
            if error is not None:
                raise error
            yield result  # type: ignore[misc]  # a result if there is no error
    finally:
        over.set()
    for thread in threads:
        thread.join()
