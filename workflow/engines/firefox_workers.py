"""Worker processes for models of Firefox Translations: several translate at a time, and one that dies takes one text with it.

Each worker is a process of its own (``firefox_worker``), not a fork: the program may have threads. A thread for each waits for its
answers, so that Ctrl-C is prompt. Workers stay for the next call; they end with the program, because their input ends.
"""

import contextlib
import json
import queue
import signal
import subprocess
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from workflow.engines.firefox_worker import Job, time_limit
from workflow.errors import EngineError, EngineUnavailable
from workflow.workers import environment

__all__ = ["Answer", "Workers"]

_BATCHES, _LEAST, _MOST = 8, 200, 1200
"""Batches for each worker, if they have neither fewer nor more characters than this: so that all workers end at about the same time."""
_MOST_FAILURES = 5
"""So many texts in a row that a worker does not survive, and the model is given up."""
_START = "from workflow.engines.firefox_worker import main; main()"
_SIGINT = {signal.SIGINT}


@dataclass(frozen=True, slots=True)
class Answer:
    """The translation of a text."""

    text: str | None
    """None if there is none."""
    unknown: int = 0
    """Number of words unknown to the model."""
    reason: str = ""
    """Why there is no translation."""
    failed: bool = False
    """Whether that was because the process ended."""


class Workers:
    """The workers of one model, which are started when they are needed. ``where``: the package, for messages."""

    def __init__(self, job: Job, count: int, where: str):
        self._workers = [_Worker(job, where) for _ in range(count)]

    @property
    def backend(self) -> str:
        """The name of the processor's instructions that the library uses; empty before the first text."""
        return next((one.backend for one in self._workers if one.backend), "")

    def translate(self, texts: Sequence[str], report: Callable[[int, int], None]) -> dict[str, Answer]:
        """Translate distinct texts; an answer does not depend on the others. ``report`` is called between batches, and may raise.

        Raises EngineUnavailable if the model cannot be loaded, EngineError if it fails for one text after another.
        """
        batches = deque(_batches(texts, len(self._workers)))
        found: queue.SimpleQueue[dict[str, Answer] | EngineError] = queue.SimpleQueue()
        used = self._workers[: len(batches)]
        threads = [threading.Thread(target=_serve, args=(one, batches, found), daemon=True) for one in used]
        done: dict[str, Answer] = {}
        try:
            for worker, thread in zip(used, threads, strict=True):
                worker.resume()
                thread.start()
            while len(done) < len(texts):
                answers = found.get()
                if isinstance(answers, EngineError):
                    raise answers
                done |= answers
                report(len(done), len(texts))
        except BaseException:
            batches.clear()
            for worker in used:
                worker.stop()
            raise
        finally:
            for thread in threads:
                if thread.ident is not None:
                    thread.join()
        return done


def _batches(texts: Sequence[str], workers: int) -> Iterator[list[str]]:
    """The texts in short lists."""
    enough = min(max(sum(map(len, texts)) // (_BATCHES * workers), _LEAST), _MOST)
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= enough:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _serve(worker: "_Worker", batches: deque[list[str]], found: "queue.SimpleQueue[Any]") -> None:
    """Give a worker one batch after another: the work of a thread."""
    # The processes that this thread starts inherit it: Ctrl-C is for the program, which ends them.
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGINT)
    try:
        while batches:
            try:
                batch = batches.popleft()
            except IndexError:
                return  # another thread took the last one
            found.put(worker.translate(batch))
    except _Stopped:
        pass
    except EngineError as error:
        found.put(error)


class _Stopped(Exception):
    """The worker was ended by ``stop``."""


class _Worker:
    """One worker process, started when it is needed and again after it died."""

    def __init__(self, job: Job, where: str):
        self.backend = ""
        self._job = job
        self._where = where
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._stopped = False
        self._failures = 0

    def resume(self) -> None:
        """Let it work (again). A process that was ended while it had nothing to do is forgotten."""
        if self._stopped and self._process is not None:
            self._end()
            self._process = None
        self._stopped = False

    def stop(self) -> None:
        """End the process, from another thread; ``translate`` raises _Stopped."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def translate(self, texts: list[str]) -> dict[str, Answer]:
        """Translate some texts. The text that the process does not survive gets no translation.

        Raises EngineUnavailable, EngineError, _Stopped.
        """
        done: dict[str, Answer] = {}
        while len(done) < len(texts):
            process = self._started()
            rest = texts[len(done) :]
            self._send(process, rest)
            for text in rest:
                answer = self._receive(process)
                if "error" not in answer:
                    self._failures = 0
                    done[text] = Answer(answer["text"], answer["unknown"], answer["reason"])
                    continue
                self._forget()
                self._failures += 1
                if self._failures == _MOST_FAILURES:
                    self._failures = 0
                    raise EngineError(
                        f"{self._where}: the model failed for {_MOST_FAILURES} texts in a row: {answer['error']}. "
                        "Install the package again, or another version of it."
                    )
                done[text] = Answer(None, reason=self._reason(text, answer["error"]), failed=True)
                break
        return done

    def _started(self) -> "subprocess.Popen[bytes]":
        """The process, with its model loaded. Raises EngineUnavailable, _Stopped."""
        if self._process is not None:
            return self._process
        with self._lock:
            if self._stopped:
                raise _Stopped
            self._process = process = _process()
            self._end = weakref.finalize(self, _end, process)
        self._send(process, asdict(self._job))
        answer = self._receive(process)
        if "error" in answer:
            self._forget()
            raise EngineUnavailable(
                f"{self._where}: the model cannot be loaded: {answer['error']}. Install the package again."
            )
        self.backend = answer["backend"]
        return process

    def _forget(self) -> None:
        """End the process, which failed. Raises _Stopped if that was because of ``stop``."""
        with self._lock:
            self._end()
            self._process = None
            if self._stopped:
                raise _Stopped

    @staticmethod
    def _send(process: "subprocess.Popen[bytes]", value: object) -> None:
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps(value).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            pass  # it died; there will be no answer

    @staticmethod
    def _receive(process: "subprocess.Popen[bytes]") -> dict[str, Any]:
        """The next answer, or an ``error`` that says how the process ended."""
        assert process.stdout is not None
        line = process.stdout.readline()
        if line.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(line)
            return answer
        return {"error": _ending(process.wait())}

    def _reason(self, text: str, error: str) -> str:
        if error == _ending(-_ALARM):
            return f"the model had no translation after {time_limit(text, self._job.seconds)} s"
        return f"the model failed: {error}"


_ALARM = getattr(signal, "SIGALRM", 0)


def _ending(code: int) -> str:
    """How a process ended: ``ended by SIGABRT``."""
    return f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit status {code}"


def _process() -> "subprocess.Popen[bytes]":
    """A new process, which imports what this one would."""
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what was not sent yet
                pipe.close()
