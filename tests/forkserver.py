"""Run the program without starting an interpreter: a process that has imported it forks for every run.

A fork is a process of its own as far as the program can tell: its arguments, folder, environment, streams, limits, signals and exit
code are real, and module state starts afresh. It saves the third of a second that imports take. What only a starting interpreter
does (``PYTHONIOENCODING``, ``PYTHONHASHSEED``, what ``--help`` imports) needs ``subprocess``; ``tests.program`` sees to that.

``python -m tests.forkserver`` reads one JSON request a line on stdin and answers with a line of JSON when that run has ended.
"""

import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import pkgutil
import resource
import select
import signal
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from workflow import renaming

__all__ = ["Ended", "run"]

_TOP = Path(__file__).resolve().parent.parent
_LIBRARIES = (
    "argostranslate.tokenizer",
    "babel.messages.catalog",
    "ctranslate2",
    "filelock",
    "importlib.metadata",
    "jinja2",
    "nh3",
    "numpy",
    "platformdirs",
    "polib",
    "rapidfuzz",
    "sentencepiece",
    "sentencex",
    "sqlite3",
)
"""What the program imports when it needs it, not before."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A finished run. A negative ``code`` is the number of the signal that killed it, as in ``subprocess``."""

    code: int
    out: bytes
    err: bytes


def run(
    args: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str],
    text: bytes = b"",
    largest_file: int | None = None,
    killed_at: int | None = None,
    has_exchange: bool = True,
    timeout: float = 120,
) -> Ended:
    """Run ``workflow ARGS`` in ``cwd`` with ``text`` on stdin.

    ``largest_file`` is the largest size of a file in bytes, ``killed_at`` the step of ``tests.faults`` at which it is killed;
    ``has_exchange``: whether the system can exchange two paths.
    Raises ``subprocess.TimeoutExpired`` after ``timeout`` seconds.
    """
    with tempfile.TemporaryDirectory(prefix="run-") as folder:
        stdin, stdout, stderr = (Path(folder, name) for name in ("stdin", "stdout", "stderr"))
        stdin.write_bytes(text)
        request = {
            "args": [str(arg) for arg in args],
            "cwd": str(cwd),
            "env": dict(env),
            "streams": [str(stdin), str(stdout), str(stderr)],
            "largest_file": largest_file,
            "killed_at": killed_at,
            "has_exchange": has_exchange,
        }
        with _Pipes(stdout, stderr) as pipes:
            code = _server().ask(request, timeout)
        return Ended(code, pipes.read[stdout], pipes.read[stderr])


class _Pipes:
    """Named pipes, which no limit of file sizes concerns, read while the run writes to them."""

    def __init__(self, *paths: Path) -> None:
        self.read = dict.fromkeys(paths, b"")
        self._ended, self._end = os.pipe()
        self._files: dict[int, Path] = {}
        for path in paths:
            os.mkfifo(path)
            self._files[os.open(path, os.O_RDONLY | os.O_NONBLOCK)] = path
        self._thread = threading.Thread(target=self._collect)

    def __enter__(self) -> "_Pipes":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._end)
        self._thread.join()
        os.close(self._ended)
        for file in self._files:
            os.close(file)

    def _collect(self) -> None:
        """Read until the run has ended and what it wrote is read; a process that it left behind may go on writing."""
        is_running, writing = True, set(self._files)
        while is_running or writing:
            ready, _, _ = select.select(
                [*writing, *([self._ended] if is_running else [])], [], [], None if is_running else 0
            )
            if not ready:
                return
            is_running = is_running and self._ended not in ready
            for file in writing.intersection(ready):
                try:
                    data = os.read(file, 1 << 16)
                except BlockingIOError:  # a writer has opened it since, and written nothing yet
                    continue
                self.read[self._files[file]] += data
                if not data:
                    writing.remove(file)


class _Server:
    """The forking process, seen from the tests."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forkserver"],
            cwd=_TOP,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # so that one that hangs can be killed with its children
        )
        atexit.register(self.stop)

    def ask(self, request: Mapping[str, object], timeout: float) -> int:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], timeout)
        answer = self._process.stdout.readline() if ready else b""
        if not answer:
            self.stop(kill=True)
            _server.cache_clear()
            if ready:
                raise RuntimeError("the server of the tests ended")
            raise subprocess.TimeoutExpired(["workflow", *request["args"]], timeout)  # type: ignore[misc]
        return int(answer)

    def stop(self, kill: bool = False) -> None:
        atexit.unregister(self.stop)
        if kill:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()


@functools.cache
def _server() -> _Server:
    return _Server()


def _serve() -> dict[str, Any] | None:
    """Fork for every request. Returns the request in the child, and None in the server when there are no more."""
    # SIGINT may be ignored by whoever started the tests in the background.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for line in sys.stdin.buffer:
        with warnings.catch_warnings():
            # Python 3.12 and later warn of the threads that OpenBLAS keeps for numpy; it is made to survive a fork.
            warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
            child = os.fork()
        if child == 0:
            request: dict[str, Any] = json.loads(line)
            return request
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
    return None


def _become(request: Mapping[str, Any]) -> None:
    """Give this process the folder, environment, streams and limits of a run."""
    for number, (path, flags) in enumerate(
        zip(request["streams"], (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)
    ):
        opened = os.open(path, flags)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv = ["workflow", *request["args"]]
    if (largest := request["largest_file"]) is not None:
        _limit_files(largest)
    if not request["has_exchange"]:
        renaming._renameat2 = lambda: None  # type: ignore[assignment]
    if (step := request["killed_at"]) is not None:
        from tests.faults import lay_fuse

        lay_fuse(step)


def _limit_files(largest: int | None) -> None:
    """Limit the size of files to ``largest`` bytes, or as far as the system allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard if largest is None else largest, hard))


def _main() -> NoReturn:
    """Run the program to its end, without the 30 ms that an interpreter takes to free what it had imported."""
    from workflow.cli import main

    try:
        main()
    except SystemExit as end:
        code = end.code
    else:
        raise AssertionError("main() returned")
    assert code is None or isinstance(code, int), code
    sys.stdout.flush()
    _limit_files(None)
    atexit._run_exitfuncs()  # coverage writes its data here
    os._exit(code or 0)


def _import_everything() -> None:
    import tests.faults
    import workflow

    assert tests.faults
    for module in pkgutil.walk_packages(workflow.__path__, "workflow."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in _LIBRARIES:
        importlib.import_module(name)
    from babel import localedata

    for code in ("en", "es", "uk"):
        localedata.load(code)


if __name__ == "__main__":
    sys.dont_write_bytecode = True  # its writes are none of the steps of tests.faults
    _import_everything()
    gc.freeze()
    if (asked := _serve()) is not None:
        _become(asked)
        _main()
