"""Parallel work: the same results as in one process, and no process is left.

Each case is a program of its own: a process with threads, as pytest-xdist's are, makes no workers.
"""

import subprocess
import sys

import pytest

from workflow.workers import spread

_BEGIN = """
import os, signal
from workflow.workers import spread
HERE = os.getpid()
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores it for what it starts in the background

def children():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="workers are for Linux alone")


def program(text: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN + text], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@linux
def test_each_item_is_done_once_by_several_processes() -> None:
    program("""
import tempfile, time
with tempfile.TemporaryDirectory() as folder:
    def work(item):
        # Each process waits for the others: on a busy machine, one may be done before another one has begun.
        open(os.path.join(folder, str(os.getpid())), "w").close()
        while len(os.listdir(folder)) < 3:
            time.sleep(0.01)
        return item, "x" * 1000, os.getpid()
    found = list(spread(lambda item: work(item), range(1000, 2000), processes=3, worth=10))
assert sorted(number for number, _ in found) == list(range(1000))
assert all(item == 1000 + number for number, (item, _, _) in found)
assert len({process for _, (_, _, process) in found}) == 3 and found[0][1][2] == HERE
assert not children()
""")


@linux
@pytest.mark.parametrize("at", [0, 1, 50, 99])
def test_an_exception_comes_out(at: int) -> None:
    program(f"""
try:
    list(spread(lambda number: 1 // (number - {at}), range(100), processes=2, worth=10))
except ZeroDivisionError:
    pass
else:
    raise SystemExit("no exception")
assert not children()
""")


@linux
def test_the_part_of_a_worker_that_was_killed_is_done_here() -> None:
    program("""
def work(number):
    if number == 71 and os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return number
found = dict(spread(work, range(100), processes=2, worth=10))
assert found == {number: number for number in range(100)}
assert not children()
""")


@linux
def test_who_stops_early_leaves_no_process() -> None:
    program("""
results = spread(lambda number: signal.pause() if os.getpid() != HERE else number, range(100), processes=2, worth=10)
assert next(results) == (0, 0)
assert children()
results.close()
assert not children()
""")


@linux
def test_ctrl_c_ends_all_processes_without_a_word() -> None:
    program("""
os.setpgrp()
def work(number):
    if os.getpid() != HERE:
        signal.pause()
    if number == 0:
        os.killpg(0, signal.SIGINT)  # as a terminal does
    return number
try:
    list(spread(work, range(100), processes=2, worth=10))
except KeyboardInterrupt:
    pass
else:
    raise SystemExit("not interrupted")
assert not children()
""")


@linux
def test_workers_end_with_a_parent_that_was_killed() -> None:
    program("""
read, write = os.pipe()
if not (parent := os.fork()):
    HERE = os.getpid()
    def work(number):
        if os.getpid() == HERE:
            os.write(write, b"!")
            signal.pause()
        return number
    list(spread(work, range(100), processes=3, worth=10))
os.close(write)
assert os.read(read, 1)
os.kill(parent, signal.SIGKILL)
os.waitpid(parent, 0)
assert os.read(read, 1) == b""  # at its end, nobody has the pipe any more
""")


@linux
def test_a_process_with_threads_makes_no_workers() -> None:
    program("""
import threading
end = threading.Event()
thread = threading.Thread(target=end.wait)
thread.start()
found = list(spread(lambda item: os.getpid(), range(1000), processes=3, worth=10))
end.set()
assert found == [(number, HERE) for number in range(1000)]
""")


def test_little_work_and_none() -> None:
    assert list(spread(str, [1, 2, 3])) == [(0, "1"), (1, "2"), (2, "3")]
    assert list(spread(str, [])) == []
