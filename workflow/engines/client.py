"""The client of translation servers: JSON requests and answers; each ends in an answer or a clear error within a bounded time.

Answers are not trusted: neither their length, nor their encoding, nor that they end.
"""

import json
import logging
import re
import time
from email.utils import parsedate_to_datetime
from typing import Any

from workflow.data_formats import load_json
from workflow.engines.http import (
    HTTPFailure,
    Insecure,
    Response,
    TooLarge,
    TooSlow,
    Unreachable,
    exchange,
    server_policy,
)
from workflow.errors import EngineError, EngineUnavailable

__all__ = ["MAX_ANSWER", "MAX_WAIT", "Client", "Late", "Refused"]

_log = logging.getLogger(__name__)

MAX_ANSWER = 16 << 20
"""Maximum size of an answer in bytes."""
MAX_WAIT = 60.0
"""Maximum ``Retry-After``, in seconds, after which a request is repeated."""
_ATTEMPTS = 4
_PAUSE = 1.0
"""Seconds before the second attempt; each further pause is twice as long."""
_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which a request is repeated."""


class Refused(EngineError):
    """The server rejects the request (400, 413, 422). The engine may send another one."""

    def __init__(self, message: str, status: int, detail: str):
        super().__init__(message)
        self.status = status
        self.detail = detail
        """The server's error message, on one line."""


class Late(EngineError):
    """The server sent no complete answer in time."""


class _Temporary(Exception):
    """A temporary failure. ``wait``: the seconds to wait, if the server gives them."""

    def __init__(self, why: str, wait: float | None = None):
        super().__init__(why)
        self.wait = wait


class Client:
    """A translation server.

    ``timeout``: seconds from the start of a request to the last byte of its answer. ``secret``: the API key, which is removed from
    messages. ``pause``: seconds before the second attempt; for tests.
    """

    def __init__(self, url: str, *, timeout: float, secret: str = "", pause: float = _PAUSE):
        self.url = url.rstrip("/")
        self._timeout = timeout
        self._secret = secret
        self._pause = pause
        self._reached = False

    def get(self, path: str, headers: dict[str, str] | None = None) -> Any:
        """Return the JSON value at a path below the server's address. Raises what ``post`` raises."""
        return self._ask(path, None, headers or {})

    def post(self, path: str, value: object, headers: dict[str, str] | None = None) -> Any:
        """Send a JSON value, and return the JSON value of the answer.

        After a temporary failure the request is repeated, after a growing pause or the server's ``Retry-After``. Raises Refused,
        EngineUnavailable (not reachable, no access), Late, EngineError (broken answer).
        """
        body = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
        return self._ask(path, body, {"Content-Type": "application/json; charset=utf-8", **(headers or {})})

    def _ask(self, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
        for attempt in range(_ATTEMPTS):
            try:
                return self._attempt(path, body, headers)
            except _Temporary as error:
                wait = self._pause * 2**attempt if error.wait is None else error.wait
                if wait > MAX_WAIT:
                    raise self._error(f"{error} and asks to wait {wait:,.0f} seconds. Try again later.") from error
                if attempt == _ATTEMPTS - 1:
                    raise self._error(f"{error}, {_ATTEMPTS} times in a row. Try again later.") from error
                _log.info("%s: %s; next attempt in %.0f s", self.url, error, wait)
                time.sleep(wait)
        raise AssertionError("the loop returns or raises")

    def _attempt(self, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
        own = {"Accept": "application/json", "Accept-Language": "en"}
        try:
            with exchange(self.url + path, server_policy(self._timeout), headers=own | headers, body=body) as response:
                self._reached = True
                return self._value(response, response.read(MAX_ANSWER), path)
        except TooSlow as error:
            raise Late(
                f"{self.url}: sent no complete response within {self._timeout:g} seconds. It may be overloaded. "
                "To wait longer, set timeout of this server in workflow.yaml."
            ) from error
        except TooLarge as error:
            raise self._error(f"answers with {error}, which is not a translation.") from error
        except Insecure as error:
            raise EngineUnavailable(f"{self.url}: no secure connection is possible ({error}).") from error
        except Unreachable as error:
            if self._reached:
                raise _Temporary("can no longer be reached") from error
            raise EngineUnavailable(
                f"{self.url}: cannot be reached ({error}). Is the server running, and is the address right?"
            ) from error
        except HTTPFailure as error:
            raise _Temporary(f"closed the connection ({self._clean(str(error))})") from error

    def _value(self, answer: Response, body: bytes, path: str) -> Any:
        """Return the JSON value of a successful answer. Raises an error for any other answer."""
        status = answer.status
        answers = f"answers {status} {self._clean(answer.reason)}"
        detail = self._detail(status, body)
        if status in _TEMPORARY:
            raise _Temporary(f"{answers}{detail}", _retry_after(answer.headers.get("Retry-After")))
        if 300 <= status < 400:
            to = self._clean(answer.headers.get("Location") or "somewhere else")
            raise EngineUnavailable(
                f"{self.url}: redirects to {to}. Redirects are not followed. If the new address is right, set it in workflow.yaml."
            )
        if status in (401, 403, 407):
            raise EngineUnavailable(
                f"{self.url}: {answers}{detail}. Does key_env of this server, in workflow.yaml, name the "
                "environment variable that holds your API key?"
            )
        if status in (404, 405):
            raise EngineUnavailable(
                f"{self.url}: answers {status} for {path}{detail}. Check the address of this server in workflow.yaml."
            )
        if not 200 <= status < 300:
            words = detail.removeprefix(": ")
            advice = "" if words else " Check the address of this server in workflow.yaml, and the server's log."
            raise Refused(f"{self.url}: {answers}{detail}.{advice}", status, words)
        if body.lstrip()[:1] == b"<":
            raise EngineUnavailable(
                f"{self.url}: returned a web page. Check the address of this server in workflow.yaml."
            )
        kind = self._clean(answer.headers.get("Content-Type") or "no content type")
        advice = f"({kind}). Check the address of this server in workflow.yaml, and the server's log."
        try:
            value = load_json(body.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise self._error(f"returned bytes that are not UTF-8 {advice}") from error
        except ValueError as error:
            raise self._error(f"returned invalid or incomplete JSON {advice}") from error
        # Some servers report errors with status 200, and some of them the source as its translation beside it.
        if isinstance(value, dict) and value.get("error"):
            words = self._message(value).removeprefix(": ") or "no message"
            raise Refused(f"{self.url}: reports an error: {words}. Check the server's log.", status, words)
        return value

    def _detail(self, status: int, body: bytes) -> str:
        """The server's error message after a colon (``: Slowdown``); empty if it sends none."""
        if 200 <= status < 300:
            return ""
        try:
            return self._message(load_json(body.decode("utf-8-sig")))
        except ValueError:
            return ""

    def _message(self, value: Any) -> str:
        # {"error": "…"}, {"error": {"message": "…"}} and {"message": "…"} are all common.
        for name in ("error", "message", "detail"):
            if isinstance(value, dict) and name in value:
                value = value[name]
        return f": {self._clean(value).rstrip('. ')}" if isinstance(value, str) and value.strip() else ""

    def _clean(self, text: str) -> str:
        """Make text of the server fit for an error line: no control characters, at most 200 characters, without the secret."""
        if self._secret:
            text = text.replace(self._secret, "…")
        text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
        return text if len(text) <= 200 else f"{text[:199]}…"

    def _error(self, what: str) -> EngineError:
        return EngineError(f"{self.url}: {what}")


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
