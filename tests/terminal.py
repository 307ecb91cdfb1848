"""The program in a terminal: its progress, its prompts, and Ctrl-C."""

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

__all__ = ["Terminal", "terminal"]


class Terminal:
    """A running program and its terminal."""

    def __init__(self, process: subprocess.Popen[bytes], master: int) -> None:
        self._process = process
        self._master = master
        self.text = ""

    def until(self, words: str, timeout: float = 60) -> str:
        """Read until ``words`` were shown; everything shown so far."""
        end = time.monotonic() + timeout
        while words not in self.text:
            assert time.monotonic() < end, f"{words!r} was not shown: {self.text}"
            if not self._read(1.0):
                raise AssertionError(f"ended before {words!r} was shown: {self.text}")
        return self.text

    def type(self, text: str) -> None:
        """Press keys: ``\\x03`` is Ctrl-C."""
        os.write(self._master, text.encode())

    def press_until_it_ends(self, keys: str) -> int:
        """Press ``keys`` again and again; the exit code.

        For Ctrl-C at a question: between the prompt and the wait for keys Python notes it, and waits all the same.
        """
        for _ in range(20):
            if self._process.poll() is None:
                self.type(keys)
            limit = time.monotonic() + 2
            while time.monotonic() < limit:
                if not self._read(0.5):
                    return self._process.wait(60)
        raise AssertionError(f"{keys!r} did not end it: {self.text}")

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        self._process.send_signal(number)

    def end(self, timeout: float = 60) -> int:
        """Wait for the end; the exit code."""
        limit = time.monotonic() + timeout
        while self._read(1.0):
            assert time.monotonic() < limit, self.text
        return self._process.wait(timeout)

    def _read(self, wait: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], wait)
        if not ready:
            return self._process.poll() is None
        try:
            data = os.read(self._master, 65536)
        except OSError:  # Linux says EIO when the other side is closed
            return False
        self.text += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)


@contextlib.contextmanager
def terminal(*args: str, cwd: Path, env: Mapping[str, str] | None = None) -> Iterator[Terminal]:
    """Run the program with a terminal of 80 columns as stdin, stdout and stderr."""
    master, slave = pty.openpty()
    import fcntl
    import struct
    import termios

    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def ready() -> None:
        # Whoever started the tests in the background made them ignore Ctrl-C, and children inherit that.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    process = subprocess.Popen(
        [sys.executable, "-m", "workflow", *args],
        cwd=cwd,
        env={**os.environ, "TERM": "xterm", **(env or {})},
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        preexec_fn=ready,
    )
    os.close(slave)
    try:
        yield Terminal(process, master)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(60)
        os.close(master)
