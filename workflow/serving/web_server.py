"""The process that answers the browser.

It is given a socket that listens, and the folder of the website. What is served comes as lines of JSON on standard input, one for each
``SiteState``. It answers after the first, and ends with its input, so it never outlives the process that publishes.
"""

import json
import logging
import socket
import sys
import threading
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from typing import Any

from workflow.serving.site_files import EVENTS, Reply, SiteState, is_local, reply

__all__ = ["WebServer", "main"]

_log = logging.getLogger(__name__)

_ALIVE = 15.0
"""Seconds after which a page that waits gets a line without meaning: writing it shows whether the page is still there."""


class WebServer(ThreadingMixIn, TCPServer):
    """An HTTP server with a thread for each connection. ``state`` is what it serves now."""

    daemon_threads = True

    def __init__(self, listening: socket.socket, folder: Path, state: SiteState):
        super().__init__(listening.getsockname(), _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listening
        self.folder = folder
        self._state = state
        self._news = threading.Condition()

    @property
    def state(self) -> SiteState:
        """What is served. Setting it tells all pages that wait."""
        return self._state

    @state.setter
    def state(self, value: SiteState) -> None:
        with self._news:
            self._state = value
            self._news.notify_all()

    def wait(self, known: SiteState | None) -> SiteState:
        """Return the state once it is another one than ``known``, or after a while."""
        with self._news:
            self._news.wait_for(lambda: self._state is not known, _ALIVE)
            return self._state

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away in the middle of an answer is nothing to tell the user of."""
        _log.debug("%s", sys.exc_info()[1])


class _Handler(BaseHTTPRequestHandler):
    server: WebServer
    server_version = "workflow"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        if not is_local(self.headers.get("Host")):
            self._send(Reply(HTTPStatus.FORBIDDEN, body=b"This server answers only to 127.0.0.1 and localhost.\n"))
        elif self.path == EVENTS:
            self._send_events()
        else:
            # The state first: a page that is newer than its version is loaded once too often, an older one would stay.
            state = self.server.state
            self._send(reply(self.server.folder, state, self.path))

    do_HEAD = do_GET

    def _send(self, answer: Reply) -> None:
        self.send_response(answer.status)
        if answer.location:
            self.send_header("Location", answer.location)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self._send_common_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _send_common_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()

    def _send_events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self._send_common_headers()
        known = None
        while self.command != "HEAD":
            state = self.server.wait(known)
            line = ":" if state is known else f"data: {json.dumps(asdict(state))}"
            self.wfile.write(f"{line}\n\n".encode())
            known = state

    def log_message(self, *args: Any) -> None:
        _log.debug(*args)


def main() -> None:
    """Serve until standard input ends. Arguments: the number of the socket, and the folder."""
    number, folder = sys.argv[1:]
    server: WebServer | None = None
    for line in sys.stdin:
        fields = json.loads(line)
        state = SiteState(**{**fields, "problems": tuple(fields["problems"])})
        if server is None:
            server = WebServer(socket.socket(fileno=int(number)), Path(folder), state)
            threading.Thread(target=server.serve_forever, daemon=True).start()
        else:
            server.state = state
    if server is not None:
        server.shutdown()
        server.server_close()
