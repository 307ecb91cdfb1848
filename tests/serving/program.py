"""``workflow serve`` as a process of its own, and a browser's side of the conversation."""

import contextlib
import http.client
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

__all__ = ["Answer", "Events", "Serving", "serving"]

_PATIENCE = 30.0
"""Seconds after which a test fails that waits for something."""


@dataclass(frozen=True)
class Answer:
    """What came for a request."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def version(self) -> str:
        """The version in the script of a page."""
        found = re.search(r'<script src="/\.workflow/reload\.js" data-version="([^"]+)"></script>', self.text)
        assert found is not None, self.text
        return found[1]


class Events:
    """A page that waits for news."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        self._connection.request("GET", "/.workflow/events")
        self.response = self._connection.getresponse()

    def next(self) -> dict[str, Any]:
        """The next state; lines without meaning are passed over."""
        end = time.monotonic() + _PATIENCE
        while (line := self.response.readline()) and time.monotonic() < end:
            if line.startswith(b"data: "):
                state: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
                return state
        raise AssertionError("no news came, or the server has ended the connection")

    def until_version_differs(self, version: str) -> dict[str, Any]:
        while (state := self.next())["version"] == version:
            pass
        return state

    def close(self) -> None:
        self.response.close()
        self._connection.close()


@dataclass
class Serving:
    """A running ``workflow serve``."""

    process: "subprocess.Popen[str]"
    port: int = 0
    top: str = "/"
    lines: list[str] = field(default_factory=list)
    _coming: "queue.Queue[str | None]" = field(default_factory=queue.Queue)

    def read(self, stream: IO[str]) -> None:
        for line in stream:
            self._coming.put(line)
        self._coming.put(None)

    def until(self, words: str) -> str:
        """Wait for a line with these words, on stdout or stderr."""
        while (line := self._coming.get(timeout=_PATIENCE)) is not None:
            self.lines.append(line)
            if words in line:
                return line
        raise AssertionError(f"ended before {words!r}: {''.join(self.lines)}")

    def get(self, target: str, *, method: str = "GET", host: str | None = "") -> Answer:
        """Ask for a path exactly as it is written. ``host``: None for no such header."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            connection.putrequest(method, target, skip_host=True)
            if host is not None:
                connection.putheader("Host", host or f"127.0.0.1:{self.port}")
            connection.endheaders()
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def interrupt(self) -> int:
        """Press Ctrl-C, which reaches all processes of the group; the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.end()

    def end(self) -> int:
        code = self.process.wait(_PATIENCE)
        while (line := self._coming.get(timeout=_PATIENCE)) is not None:  # both processes have closed the pipe
            self.lines.append(line)
        return code

    @property
    def text(self) -> str:
        return "".join(self.lines)


@contextlib.contextmanager
def serving(root: Path, *options: str, env: dict[str, str] | None = None) -> Iterator[Serving]:
    """Start it at a free port, and wait until it has told its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "workflow", "serve", "--port", "0", *options],
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | (env or {}),
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    )
    server = Serving(process)
    assert process.stdout is not None
    reader = threading.Thread(target=server.read, args=(process.stdout,), daemon=True)
    reader.start()
    try:
        found = re.search(r"http://127\.0\.0\.1:(\d+)(/\S*)", server.until("Open: "))
        assert found is not None
        server.port, server.top = int(found[1]), found[2]
        yield server
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        reader.join(_PATIENCE)
        process.stdout.close()
