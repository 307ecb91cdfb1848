"""HTTP: one stack and two policies, for translation servers and for downloads.

A translation server gets the user's texts: no redirection and no proxy may send them to a host that the configuration does not name,
and one deadline holds for the whole exchange. A download comes from a public host: redirections and the proxies of the environment
are followed, and it may take as long as bytes arrive at a certain rate.

The stack is ``urllib.request`` of the standard library. With httpx or urllib3, the code here would still be needed: their time limits
apply to one operation, not to an exchange, and they do not limit the size of an answer. A program that works offline would install
up to five more packages.
"""

import contextlib
import http.client
import logging
import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from functools import partial
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from workflow.files import reason

__all__ = [
    "DOWNLOAD",
    "CutShort",
    "HTTPFailure",
    "Insecure",
    "Policy",
    "Response",
    "TooLarge",
    "TooSlow",
    "Unreachable",
    "exchange",
    "server_policy",
]

_log = logging.getLogger(__name__)

_BLOCK = 1 << 16


class HTTPFailure(Exception):
    """There was no answer, or an incomplete one. ``str()`` of it is the reason, a few words without a full stop."""


class Unreachable(HTTPFailure):
    """The host does not exist, or does not accept connections."""


class Insecure(HTTPFailure):
    """TLS failed: an untrusted certificate, or a server without TLS."""


class TooSlow(HTTPFailure):
    """The time limit of the policy has passed."""


class CutShort(HTTPFailure):
    """The connection broke, or the answer is not HTTP."""


class TooLarge(HTTPFailure):
    """The answer has more bytes than the caller wants."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The limits and permissions of an exchange."""

    timeout: float
    """Seconds without a byte after which it ends, and maximum seconds until the header of the answer is there."""
    total: bool
    """Whether ``timeout`` also limits the whole exchange, from the start to the last byte of the answer."""
    slowest: int
    """Minimum number of bytes of the body in any ``timeout`` seconds: a server that sends a byte a second would never end."""
    redirects: bool
    """Whether redirections are followed; if not, they are answers like any other."""
    proxies: bool
    """Whether the proxies of the environment (``http_proxy`` …) are used."""


DOWNLOAD = Policy(timeout=30, total=False, slowest=30_000, redirects=True, proxies=True)
"""The policy for package indexes and packages."""


def server_policy(timeout: float) -> Policy:
    """Return the policy for translation servers: no redirections or proxies, and ``timeout`` seconds for the whole exchange."""
    return Policy(timeout, total=True, slowest=0, redirects=False, proxies=False)


class Response:
    """An answer whose header has been read."""

    def __init__(self, status: int, reason: str, headers: Message, stream: Any, watch: "_Watch"):
        self.status = status
        self.reason = reason
        self.headers = headers
        self._stream = stream
        self._watch = watch

    def blocks(self) -> Iterator[bytes]:
        """Yield the body as it arrives.

        Raises CutShort if it ends before its ``Content-Length``, TooSlow.
        """
        with self._watch.failures():
            while block := self._stream.read1(_BLOCK):
                self._watch.count(len(block))
                yield block
                self._watch.resume()
            if missing := getattr(self._stream, "length", None):  # read1 takes an early end for the end
                raise http.client.IncompleteRead(b"", missing)

    def read(self, limit: int) -> bytes:
        """Return the whole body.

        Raises TooLarge if it has more than ``limit`` bytes, CutShort, TooSlow.
        """
        body = bytearray()
        for block in self.blocks():
            body += block
            if len(body) > limit:
                raise TooLarge(f"more than {limit >> 20} MB")
        return bytes(body)


@contextmanager
def exchange(
    url: str, policy: Policy, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> Iterator[Response]:
    """Send a request (POST with a ``body``, GET without) and yield the answer, whatever its status is.

    Each exchange has its own connection. Raises HTTPFailure, here and while the answer is read.
    """
    with _Watch(policy) as watch:
        with watch.failures():
            shown = _without_secrets(url)
            _log.info("%s %s", "GET" if body is None else "POST", shown)
            request = urllib.request.Request(
                _ascii_host(url), body, {"User-Agent": "workflow-editions", **(headers or {})}
            )
            try:
                stream = _opener(policy, watch).open(request, timeout=policy.timeout)
            except urllib.error.HTTPError as error:  # a redirection that is not followed: a loop, or to another scheme
                stream = error
        watch.answered()
        _log.info("%s answers %s", shown, stream.status)
        with contextlib.closing(stream):
            yield Response(stream.status, str(stream.reason), stream.headers, stream, watch)


def _without_secrets(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _ascii_host(url: str) -> str:
    """The address with an internationalised host name in its ASCII form. Raises UnicodeError for an invalid host name."""
    parts = urlsplit(url)
    if parts.netloc.isascii():
        return url
    user, at, place = parts.netloc.rpartition("@")
    host, colon, port = place.partition(":")
    return urlunsplit(parts._replace(netloc=f"{user}{at}{host.encode('idna').decode()}{colon}{port}"))


def _opener(policy: Policy, watch: "_Watch") -> urllib.request.OpenerDirector:
    opener = urllib.request.OpenerDirector()
    opener.add_handler(_Handler(watch))
    if policy.proxies:
        opener.add_handler(urllib.request.ProxyHandler())
    if policy.redirects:
        opener.add_handler(_Redirects())
    return opener


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirections; every other status is an answer."""

    def http_response(self, request: Any, response: Any) -> Any:
        if response.status not in (301, 302, 303, 307, 308):
            return response
        follow = getattr(self, f"http_error_{response.status}")
        return follow(request, response, response.status, response.reason, response.headers) or response

    https_response = http_response

    def redirect_request(self, request: Any, file: Any, code: int, message: str, headers: Any, url: str) -> Any:
        # The base class also follows redirections to ftp.
        if urlsplit(url).scheme not in ("http", "https"):
            raise urllib.error.HTTPError(request.full_url, code, f"redirection to {url}", headers, file)
        return super().redirect_request(request, file, code, message, headers, url)


class _Connection(http.client.HTTPConnection):
    """A connection that passes its socket to the watch. If the server closes it during a request, an earlier answer is still read."""

    def __init__(self, *args: Any, watch: "_Watch", **options: Any):
        super().__init__(*args, **options)
        self._watch = watch

    def connect(self) -> None:
        super().connect()
        self._watch.follow(self.sock)

    def request(self, *args: Any, **options: Any) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            super().request(*args, **options)

    def getresponse(self) -> http.client.HTTPResponse:
        if self.sock is None:  # reset while it was made
            raise http.client.RemoteDisconnected("the connection was closed")
        return super().getresponse()


class _SecureConnection(_Connection, http.client.HTTPSConnection):
    pass


class _Handler(urllib.request.AbstractHTTPHandler):
    """Opens connections of the two kinds above."""

    def __init__(self, watch: "_Watch"):
        super().__init__()
        self._watch = watch

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self._open(_Connection, request)

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self._open(_SecureConnection, request)

    http_request = https_request = urllib.request.AbstractHTTPHandler.do_request_

    def _open(self, kind: type[_Connection], request: urllib.request.Request) -> http.client.HTTPResponse:
        connection: Any = partial(kind, watch=self._watch)
        return self.do_open(connection, request)


class _Watch:
    """The time limits of an exchange, and the conversion of failures.

    A socket's own time limit does not pass if a byte arrives now and then, so a timer shuts the socket down.
    """

    def __init__(self, policy: Policy):
        self._expired = False
        self._socket: socket.socket | None = None
        self._policy = policy
        self._timer = threading.Timer(policy.timeout, self._end)
        self._begin = self._paused = 0.0
        self._bytes = 0

    def follow(self, connected: socket.socket) -> None:
        """Take the connection's socket; one that comes too late is shut down at once."""
        self._socket = connected
        if self._expired:
            self._end()

    def __enter__(self) -> "_Watch":
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(self, *args: object) -> None:
        self._timer.cancel()

    def answered(self) -> None:
        """Note that the header of the answer is there."""
        if not self._policy.total:
            self._timer.cancel()
        self._begin = time.monotonic()

    def count(self, number: int) -> None:
        """Note that bytes of the body arrived. Raises TooSlow if they were too few for the time."""
        self._bytes += number
        self._paused = time.monotonic()
        if self._paused - self._begin > self._policy.timeout:
            if self._bytes < self._policy.slowest:
                raise TooSlow(f"{self._bytes:,} bytes in {self._policy.timeout:g} seconds")
            self._begin, self._bytes = self._paused, 0

    def resume(self) -> None:
        """Note that the caller wants more; the time that it took does not count."""
        self._begin += time.monotonic() - self._paused

    @contextmanager
    def failures(self) -> Iterator[None]:
        """Turn what the standard library raises into HTTPFailure."""
        try:
            yield
            if self._expired:  # an answer without a length ends where the timer cut it off
                raise TooSlow("timed out")
        except HTTPFailure:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            cause = getattr(error, "reason", None) if isinstance(error, urllib.error.URLError) else error
            raise self._failure(cause if isinstance(cause, Exception) else error) from error

    def _failure(self, error: Exception) -> HTTPFailure:
        if self._expired or isinstance(error, TimeoutError):
            return TooSlow("timed out")
        if isinstance(error, ssl.SSLError):
            return Insecure(getattr(error, "verify_message", "") or str(error.reason))
        if isinstance(error, ConnectionRefusedError | socket.gaierror | UnicodeError):
            return Unreachable(_cause(error))
        return CutShort(_cause(error))

    def _end(self) -> None:
        self._expired = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                # Not `close`, nor TLS's closing message: the reading thread must wake up.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _cause(error: Exception) -> str:
    if isinstance(error, http.client.IncompleteRead):
        return "the rest is missing" if error.expected is None else f"{error.expected} bytes are missing"
    if isinstance(error, OSError):
        return reason(error)
    return " ".join(str(error).split())[:200] or type(error).__name__
