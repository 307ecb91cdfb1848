"""Talking to a translation server: JSON out, JSON in, and an answer or one clear error within a bounded time.

Nothing a server says is believed: neither its length, nor its encoding, nor that it ends. A redirection is never followed, since
the texts would go to somebody the configuration does not name. Proxies of the environment are not used, for the same reason.
"""

import contextlib
import http.client
import json
import re
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from workflow.errors import EngineError, EngineUnavailable

__all__ = ["MAX_ANSWER", "MAX_WAIT", "Client", "Refused"]

MAX_ANSWER = 16 << 20
"""Bytes of an answer that are read."""
MAX_WAIT = 60.0
"""Seconds that a server may ask to be left alone (``Retry-After``) and still be asked again."""
_ATTEMPTS = 4
_PAUSE = 1.0
"""Seconds before the second try; each further pause is twice as long."""
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""What a server answers when it may do better in a moment."""
_BLOCK = 1 << 16


class Refused(EngineError):
    """The server understood and does not want to (400, 413, 422): the engine may ask otherwise."""

    def __init__(self, message: str, status: int, said: str):
        super().__init__(message)
        self.status = status
        self.said = said
        """The server's own words, one line."""


class _Again(Exception):
    """What went wrong may go right the next time. ``wait``: seconds that the server asked for."""

    def __init__(self, why: str, wait: float | None = None):
        super().__init__(why)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    reason: str
    headers: http.client.HTTPMessage
    body: bytes


class Client:
    """One server. Each request has a connection of its own, and ``timeout`` seconds from its start to the last byte of its answer.

    ``secret`` is what must never show in a message. ``pause``: seconds before the second try; for tests.
    """

    def __init__(self, url: str, *, timeout: float, secret: str = "", pause: float = _PAUSE):
        self.url = url.rstrip("/")
        self._timeout = timeout
        self._secret = secret
        self._pause = pause
        self._reached = False

    def get(self, path: str) -> Any:
        """The JSON value at a path below the server's address; see ``post``."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, value: object, headers: dict[str, str] | None = None) -> Any:
        """What the server answers to a JSON value, as a JSON value.

        What a server can mend by itself is tried again, with growing pauses or those that it asks for. Raises Refused,
        EngineUnavailable (not there, no access), EngineError (too slow, broken answer).
        """
        body = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
        return self._ask("POST", path, body, {"Content-Type": "application/json; charset=utf-8", **(headers or {})})

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
        for attempt in range(_ATTEMPTS):
            try:
                return self._value(self._request(method, path, body, headers), path)
            except _Again as error:
                wait = self._pause * 2**attempt if error.wait is None else error.wait
                if wait > MAX_WAIT:
                    raise self._error(f"{error} and asks to wait {wait:,.0f} seconds. Try again later.") from error
                if attempt == _ATTEMPTS - 1:
                    raise self._error(f"{error}, {_ATTEMPTS} times running. Try again later.") from error
                time.sleep(wait)
        raise AssertionError("the loop returns or raises")

    def _request(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> _Answer:
        parts = urlsplit(self.url)
        connection: http.client.HTTPConnection
        try:
            if parts.scheme == "https":
                connection = http.client.HTTPSConnection(
                    parts.hostname or "", parts.port, timeout=self._timeout, context=ssl.create_default_context()
                )
            else:
                connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=self._timeout)
            with contextlib.closing(connection), _Clock(self._timeout) as clock:
                try:
                    connection.connect()
                    clock.watch(connection.sock)
                    answer = self._exchange(connection, method, parts.path + path, body, headers)
                    if clock.expired:  # an answer without a length ends where it was cut off
                        raise TimeoutError
                    return answer
                except (OSError, http.client.HTTPException, ValueError) as error:
                    if clock.expired or isinstance(error, TimeoutError):
                        raise self._error(
                            f"gave no whole answer within {self._timeout:g} seconds. Is it overloaded? "
                            "A longer time can be set: timeout, under servers in workflow.yaml."
                        ) from error
                    raise
        except ssl.SSLError as error:
            raise EngineUnavailable(
                f"{self.url}: no safe connection can be made ({getattr(error, 'verify_message', '') or error.reason})."
            ) from error
        except (ConnectionRefusedError, socket.gaierror, UnicodeError) as error:
            if self._reached:
                raise _Again("cannot be reached any more") from error
            raise EngineUnavailable(
                f"{self.url}: cannot be reached ({_plain(error)}). Is the server running, and is the address right?"
            ) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _Again(f"broke the connection off ({_plain(error)})") from error

    def _exchange(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        path: str,
        body: bytes | None,
        headers: dict[str, str],
    ) -> _Answer:
        own = {
            "User-Agent": "workflow-editions",
            "Accept": "application/json",
            "Accept-Language": "en",
            "Connection": "close",
        }
        # Where it hangs up on a request, it may have said why before: that this is too large, for example.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.request(method, path, body, own | headers)
        response = connection.getresponse()
        self._reached = True
        chunks: list[bytes] = []
        size = 0
        while block := response.read1(_BLOCK):
            size += len(block)
            if size > MAX_ANSWER:
                raise self._error(f"answers with more than {MAX_ANSWER >> 20} MB; that is no translation.")
            chunks.append(block)
        if response.length:  # read1 does not mind an end that comes too soon
            raise http.client.IncompleteRead(b"", response.length)
        return _Answer(response.status, response.reason, response.headers, b"".join(chunks))

    def _value(self, answer: _Answer, path: str) -> Any:
        """The JSON of a good answer; an error for every other."""
        status = answer.status
        said = self._said(answer)
        if status in _AGAIN:
            raise _Again(f"answers {status} {answer.reason}{said}", _retry_after(answer.headers.get("Retry-After")))
        if 300 <= status < 400:
            to = self._clean(answer.headers.get("Location") or "somewhere else")
            raise EngineUnavailable(
                f"{self.url}: sends the texts on to {to}, which is not done. If that is right, put it into servers in workflow.yaml."
            )
        if status in (401, 403, 407):
            raise EngineUnavailable(
                f"{self.url}: answers {status} {answer.reason}{said}. Does key_env, under servers in workflow.yaml, name the "
                "environment variable that holds your API key?"
            )
        if status in (404, 405):
            raise EngineUnavailable(
                f"{self.url}: answers {status} for {path}{said}. Is the address under servers in workflow.yaml right?"
            )
        if not 200 <= status < 300:
            words = said.removeprefix(": ")
            raise Refused(f"{self.url}: answers {status} {answer.reason}{said}.", status, words)
        if answer.body.lstrip()[:1] == b"<":
            raise EngineUnavailable(
                f"{self.url}: answers with a web page. Is the address under servers in workflow.yaml right?"
            )
        try:
            return json.loads(answer.body.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise self._error("answers with bytes that are not UTF-8.") from error
        except (ValueError, RecursionError) as error:
            raise self._error("answers with something that is not JSON, or not all of it.") from error

    def _said(self, answer: _Answer) -> str:
        """The server's own words about an error: ``: Slowdown``; empty where it has none."""
        if 200 <= answer.status < 300:
            return ""
        try:
            value = json.loads(answer.body.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            return ""
        # {"error": "…"}, {"error": {"message": "…"}} and {"message": "…"} are all about.
        for name in ("error", "message", "detail"):
            if isinstance(value, dict) and name in value:
                value = value[name]
        return f": {self._clean(value).rstrip('. ')}" if isinstance(value, str) and value.strip() else ""

    def _clean(self, text: str) -> str:
        """A stranger's words for one line of ours: no control characters, not much, and no secret that it repeats."""
        if self._secret:
            text = text.replace(self._secret, "…")
        text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
        return text if len(text) <= 200 else f"{text[:199]}…"

    def _error(self, what: str) -> EngineError:
        return EngineError(f"{self.url}: {what}")


class _Clock:
    """Ends a connection that takes too long, whatever it is doing: a byte now and then keeps a socket's own time limit from passing."""

    def __init__(self, seconds: float):
        self.expired = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def watch(self, found: socket.socket | None) -> None:
        self._socket = found
        if self.expired:
            self._end()

    def __enter__(self) -> "_Clock":
        self._timer.start()
        return self

    def __exit__(self, *args: object) -> None:
        self._timer.cancel()

    def _end(self) -> None:
        self.expired = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                # Not `close`, nor TLS's own farewell: the reading thread has to wake up.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _retry_after(text: str | None) -> float | None:
    """Seconds, as a number or as a date."""
    if text is None:
        return None
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", text):
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _plain(error: BaseException) -> str:
    if isinstance(error, http.client.IncompleteRead):
        return f"{error.expected} bytes are missing"
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return " ".join(str(error).split())[:200] or type(error).__name__
