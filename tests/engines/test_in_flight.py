"""Several items in work at a time: order, errors, and what is begun after one."""

import threading

import pytest

from workflow.engines.in_flight import in_order


@pytest.mark.parametrize("number", [1, 2, 3, 50])
def test_results_come_in_the_order_of_the_items(number: int) -> None:
    assert list(in_order(lambda item: item * item, range(20), number)) == [item * item for item in range(20)]


def test_later_items_may_be_done_first() -> None:
    done = threading.Event()

    def work(item: int) -> int:
        if item == 0:
            assert done.wait(30)
        else:
            done.set()
        return item

    assert list(in_order(work, [0, 1], 2)) == [0, 1]


def test_so_many_are_in_work_at_a_time() -> None:
    together = threading.Barrier(3)
    assert list(in_order(lambda item: (together.wait(30) >= 0, item)[1], range(6), 3)) == list(range(6))


@pytest.mark.parametrize("number", [1, 4])
def test_the_first_error_is_raised_after_the_results_before_it(number: int) -> None:
    def work(item: int) -> int:
        if item >= 2:
            raise ValueError(item)
        return item

    found = in_order(work, range(9), number)
    assert [next(found), next(found)] == [0, 1]
    with pytest.raises(ValueError, match="2"):
        next(found)


@pytest.mark.parametrize("number", [1, 2])
def test_a_caller_that_stops_is_not_kept_waiting(number: int) -> None:
    begun: list[int] = []
    released = threading.Event()

    def work(item: int) -> int:
        begun.append(item)
        if item:
            released.wait(30)
        return item

    found = in_order(work, range(100), number)
    assert next(found) == 0
    found.close()
    released.set()
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and thread.daemon and "serve" in thread.name:
            thread.join(30)
    assert len(begun) <= 3


def test_no_item() -> None:
    assert list(in_order(lambda item: item, [], 4)) == []
